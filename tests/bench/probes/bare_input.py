"""The reference for typing: a Textual app with one Input and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input


class Bare(App[None]):
    """One line to type in."""

    def compose(self) -> ComposeResult:
        """The line, which has the focus."""
        yield Input(placeholder="READY", compact=True)


if __name__ == "__main__":
    Bare().run()
