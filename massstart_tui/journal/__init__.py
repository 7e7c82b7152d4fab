"""Record a race: the durable journal, its writer lock, the race clock, and undo."""
