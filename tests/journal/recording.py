"""A recorder without a disk: its journal keeps what it is given, and says at once that it is there."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from massstart_tui.journal.journal import Journal
from massstart_tui.journal.recorder import Recorder, header_of
from massstart_tui.race.events import Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import Header, decode_event, encode_event, encode_header
from massstart_tui.stream.reading import read_from

MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


class Clocks:
    """The clocks of a system, which go on only when they are told to; ``boot`` is how often it was started."""

    def __init__(self, boot: int | None = None) -> None:
        """Begin in the morning; without a ``boot``, as on a system that does not tell."""
        self.now = 5_000_000_000
        self.boot = boot
        self._slept = 0
        self._set = 0

    def steady(self) -> int:
        """Nanoseconds that never go back, and count sleep."""
        return self.now

    def awake(self) -> int:
        """The same without sleep."""
        return self.now - self._slept

    def wall(self) -> datetime:
        """The time of day."""
        return MORNING + timedelta(microseconds=(self.now + self._set) // 1000)

    def advance(self, ms: int) -> None:
        """So many milliseconds later."""
        self.now += ms * 1_000_000

    def sleep(self, ms: int) -> None:
        """The machine sleeps for so long."""
        self.advance(ms)
        self._slept += ms * 1_000_000

    def set_wall(self, ms: int) -> None:
        """The time of day is set so many milliseconds on, or below 0 back."""
        self._set += ms * 1_000_000

    def start_anew(self, ms: int) -> None:
        """The machine is started anew, which takes so long: its clock begins again."""
        self.advance(ms)
        if self.boot is not None:
            self.boot += 1
        self._set += self.now
        self.now = self._slept = 0


class Paper:
    """A journal in memory."""

    def __init__(self, sheet: Sheet, stream: bytes | None = None) -> None:
        """Begin with this ``stream``; without one with the sheet alone."""
        self.content = stream or encode_header(header_of(sheet, MORNING))
        self.recording = read_from(io.BytesIO(self.content), "paper")

    def append(self, events: Sequence[Event]) -> None:
        """Keep these."""
        self.content += b"".join(map(encode_event, events))

    def replace_header(self, header: Header) -> None:
        """Another first line."""
        self.content = encode_header(header) + self.content.split(b"\n", 1)[1]


def recorder_on(paper: Paper, clocks: Clocks) -> Recorder:
    """A recorder that writes on ``paper``."""
    boot = None if clocks.boot is None else str(clocks.boot)
    return Recorder(cast("Journal", paper), clocks.steady, clocks.wall, clocks.awake, boot)


def an_event(kind: str, t: int, **fields: Any) -> Event:
    """An event that is to be recorded."""
    return decode_event(json.dumps({"seq": 0, "t": t, "type": kind, **fields}).encode())
