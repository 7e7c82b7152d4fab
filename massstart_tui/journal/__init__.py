"""Recording: an event is recorded when it is on disk; and what a recording needs: a lock, a clock, undo."""
