"""The palette: every command of a screen by its name."""

from __future__ import annotations

from textual.command import CommandPalette


class CommandLine(CommandPalette):
    """Textual's own, without its picture of a magnifying glass, which is not drawn in the same width everywhere."""

    DEFAULT_CSS = """
    CommandLine SearchIcon { display: none; }
    """
