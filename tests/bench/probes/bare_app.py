"""The reference for the start: a Textual app with one widget and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """An app with one line of text."""

    def compose(self) -> ComposeResult:
        """Yield the line that the benchmark waits for."""
        yield Static("READY " + "x" * 60)


if __name__ == "__main__":
    Bare().run()
