"""A race on the screen, paused: ``keys.py with|without STREAM``, with its outlook or without."""

from __future__ import annotations

import sys
from pathlib import Path

from massstart_tui.stream.quick_look import glance
from massstart_tui.text.words import Language
from massstart_tui.tui.app import MassStart, Wanted
from massstart_tui.tui.outlook_worker import OutlookQuestion, Outlooks


def unknown(_outlooks: Outlooks, _question: OutlookQuestion) -> None:
    """Nothing is known, and nothing is worked out."""


def main(outlook: str, stream: str) -> None:
    """Show it until the terminal is closed."""
    first = glance(Path(stream))
    if first is None:
        raise SystemExit(f"{stream} is no race")
    if outlook == "without":
        Outlooks._ask = unknown  # type: ignore[method-assign, assignment] # every screen makes its own
    MassStart(Wanted((Path(stream), first), (), Language.EN, paused=True)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
