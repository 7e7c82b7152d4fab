"""The reference for typing: a Textual app with one Input and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input


class Bare(App[None]):
    """An app with one input line."""

    def compose(self) -> ComposeResult:
        """Yield the input line, which gets the focus."""
        yield Input(placeholder="READY", compact=True)


if __name__ == "__main__":
    Bare().run()
