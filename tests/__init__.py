"""The test suite; its folders mirror those of massstart_tui. ``python -m tests`` runs every check."""
