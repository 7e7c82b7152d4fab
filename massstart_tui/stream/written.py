"""A race in a file that is still being written: what was added is read, and nothing else again."""

from __future__ import annotations

import io
import os
from pathlib import Path

from pydantic import ValidationError

from massstart_tui.race.events import CORRECTING, Event
from massstart_tui.race.misfits import wrong_with_event
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.reading import read_from, unreadable
from massstart_tui.stream.timeline import Views


class Written:
    """The race in the file at ``path``; ``views`` has it as far as it was read."""

    def __init__(self, path: Path) -> None:
        """Read what is there; raises BadData where that cannot be shown."""
        self._path = path
        self._read = 0
        self._identity = (0, 0)
        self.views = self._from_the_start()

    @property
    def state(self) -> RaceState:
        """The race as it stands."""
        return self.views.now.state_at(len(self.views.now))

    def look(self) -> bool:
        """Take in whole lines that came since; whether there were any, or the file is another.

        Raises BadData where what came, or the file, cannot be read; ``views`` then has what it had.
        """
        try:
            with self._path.open("rb") as file:
                found = os.fstat(file.fileno())
                same = (found.st_dev, found.st_ino) == self._identity and found.st_size >= self._read
                file.seek(self._read)
                lines = _whole(file.read()) if same else b""
        except OSError as error:
            raise BadData(str(self._path), [unreadable(error)]) from error
        if same and not lines:
            return False
        if not same or not self._go_on(lines):
            self.views = self._from_the_start()
        return True

    def _from_the_start(self) -> Views:
        try:
            with self._path.open("rb") as file:
                found = os.fstat(file.fileno())
                lines = _whole(file.read())
        except OSError as error:
            raise BadData(str(self._path), [unreadable(error)]) from error
        views = Views(read_from(io.BytesIO(lines), str(self._path)))
        self._identity, self._read = (found.st_dev, found.st_ino), len(lines)
        return views

    def _go_on(self, lines: bytes) -> bool:
        """Add these lines, where they are right and correct nothing; any others are left to a reading of the whole."""
        try:
            events = [decode_event(line) for line in lines.splitlines(keepends=True)]
        except ValidationError:
            return False
        for event in events:
            if not self._goes_on(event):
                return False
            self.views.recording.append(event)
            self.views.grow()
        self._read += len(lines)
        return True

    def _goes_on(self, event: Event) -> bool:
        state = self.state
        in_the_race = len(state.sheet.skaters) - len(state.exits)
        next_in_line = event.seq == len(self.views.recording) + 1 and event.type not in CORRECTING
        return next_in_line and not any(wrong_with_event(event, state.laps, state.rules, in_the_race))


def _whole(data: bytes) -> bytes:
    """``data`` without a line that is still being written."""
    return data[: data.rfind(b"\n") + 1]
