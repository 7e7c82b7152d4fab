"""Programs that run with the installed interpreter, each on its own: they see the wheel, and nothing of this folder."""
