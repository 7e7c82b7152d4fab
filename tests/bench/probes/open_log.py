"""Show an incident log on a terminal: ``open_log.py LINES REPORT``. The report says when the clock started."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from massstart_tui.race.events import Note
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.incident_log import IncidentLog

MakeLog = Callable[[], Widget]


def incident_log(lines: int) -> MakeLog:
    """Return a function that creates massstart's log with so many lines; the newest ends in ``line {lines - 1}``.

    The lines themselves are created here, before the clock starts; what the widget does with them is measured.
    """
    source = Notes(lines)
    telling = Telling(words(Language.EN), PRESETS[DEFAULT_PRESET].rules, {})

    def make() -> Widget:
        log = IncidentLog()
        log.tell(telling, None, "cut")
        log.show(source, lines)
        return log

    return make


class Notes:
    """So many notes, created beforehand."""

    def __init__(self, lines: int) -> None:
        """Create them."""
        self._lines = [
            LogLine(Note(seq=at + 1, t=at * 100, type="note", text=f"line {at}"), 16, Stands.AS_RECORDED, None)
            for at in range(lines)
        ]

    def kind(self, index: int) -> str:
        """Return their type."""
        return self._lines[index].event.type

    def line(self, index: int) -> LogLine:
        """Return one of them."""
        return self._lines[index]


class Opened(App[None]):
    """An app with the log below a line that answers a key."""

    def __init__(self, make: MakeLog) -> None:
        """Store the function; the log is created together with the screen."""
        super().__init__()
        self.make = make

    def compose(self) -> ComposeResult:
        """Yield the line that answers, and the log."""
        yield Static("READY")
        yield self.make()

    def key_a(self) -> None:
        """Answer the key."""
        self.query_one(Static).update("ANSWERED")


def main(lines: str, report: str) -> None:
    """Open the log; the clock starts here."""
    app = Opened(incident_log(int(lines)))
    Path(report).write_text(json.dumps({"begun": time.perf_counter()}))
    app.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
