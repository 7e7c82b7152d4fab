"""What timing systems send, as the events of a race: a reader for each format, and the rules that all of them share."""
