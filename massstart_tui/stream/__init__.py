"""The file of a race: its format, checks, reading, corrections, moments and provenance."""
