"""Serve a race from this machine to browsers, and as an overlay to video programs, read-only."""
