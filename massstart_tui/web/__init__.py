"""The race in a browser, and the overlay for other programs: served from this machine, for reading only."""
