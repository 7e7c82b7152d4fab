"""The tests mirror the folders of massstart_tui; ``python -m tests`` runs every check."""
