"""Show a race, paused, with or without its outlook: ``keys.py with|without STREAM``."""

from __future__ import annotations

import sys
from pathlib import Path

from massstart_tui.stream.quick_look import quick_look
from massstart_tui.text.words import Language
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.modes import Playing, ReplayFile, Setup
from massstart_tui.tui.outlook_worker import OutlookQuestion, Outlooks


def unknown(_outlooks: Outlooks, _question: OutlookQuestion) -> None:
    """Replace the computation of an outlook: nothing is known, and nothing is computed."""


def main(outlook: str, stream: str) -> None:
    """Show the race until the terminal is closed."""
    first = quick_look(Path(stream))
    if first is None:
        raise SystemExit(f"{stream} is no race")
    if outlook == "without":
        Outlooks._ask = unknown  # type: ignore[method-assign, assignment] # every screen makes its own
    MassStart(ReplayFile(Path(stream), first, Playing(paused=True)), Setup(Language.EN)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
