"""Live entry: parse a line that a commentator types into events, complete it, preview it and print events back."""
