"""What a commentator types during a race: a line of text to the events it records, its completion and its preview."""
