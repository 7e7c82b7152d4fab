"""The stream: lines, reading, corrections, seeking, moments."""
