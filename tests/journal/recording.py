"""A recorder without a disk: its journal keeps events in memory, and confirms them at once."""

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
    """The clocks of a system, which advance only when told to; ``boot`` is how often the machine was started."""

    def __init__(self, boot: int | None = None) -> None:
        """Begin in the morning; if ``boot`` is None, the system does not identify its start."""
        self.now = 5_000_000_000
        self.boot = boot
        self._slept = 0
        self._set = 0

    def steady(self) -> int:
        """Return nanoseconds that never go back and include sleep."""
        return self.now

    def awake(self) -> int:
        """Return the same without sleep."""
        return self.now - self._slept

    def wall(self) -> datetime:
        """Return the time of day."""
        return MORNING + timedelta(microseconds=(self.now + self._set) // 1000)

    def advance(self, ms: int) -> None:
        """Advance by so many milliseconds."""
        self.now += ms * 1_000_000

    def sleep(self, ms: int) -> None:
        """Let the machine sleep for so many milliseconds."""
        self.advance(ms)
        self._slept += ms * 1_000_000

    def set_wall(self, ms: int) -> None:
        """Set the time of day forward by so many milliseconds, or back if negative."""
        self._set += ms * 1_000_000

    def start_anew(self, ms: int) -> None:
        """Restart the machine, which takes so many milliseconds; its steady clock begins again."""
        self.advance(ms)
        if self.boot is not None:
            self.boot += 1
        self._set += self.now
        self.now = self._slept = 0


class Paper:
    """A journal in memory."""

    def __init__(self, sheet: Sheet, stream: bytes | None = None) -> None:
        """Begin with this ``stream``, or with only the sheet."""
        self.content = stream or encode_header(header_of(sheet, MORNING))
        self.recording = read_from(io.BytesIO(self.content), "paper")

    def append(self, events: Sequence[Event]) -> None:
        """Append these events."""
        self.content += b"".join(map(encode_event, events))

    def replace_header(self, header: Header) -> None:
        """Replace the first line."""
        self.content = encode_header(header) + self.content.split(b"\n", 1)[1]


def recorder_on(paper: Paper, clocks: Clocks) -> Recorder:
    """Return a recorder that writes on ``paper``."""
    boot = None if clocks.boot is None else str(clocks.boot)
    return Recorder(cast("Journal", paper), clocks.steady, clocks.wall, clocks.awake, boot)


def an_event(kind: str, t: int, **fields: Any) -> Event:
    """Return an event that can be recorded."""
    return decode_event(json.dumps({"seq": 0, "t": t, "type": kind, **fields}).encode())
