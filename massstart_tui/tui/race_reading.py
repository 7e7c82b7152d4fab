"""Read the stream of a race in a thread, and post what came of it to the app."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.message import Message

if TYPE_CHECKING:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.provenance import Marks
    from massstart_tui.stream.reading import Recording
    from massstart_tui.stream.recording_views import Views
    from massstart_tui.view.replaying import Replay
    from massstart_tui.view.watched_races import SeenSoFar

PROGRESS_EVERY: Final = 0.05
"""Seconds between two updates of the progress bar."""
QUIET_FOR: Final = 0.3
"""Seconds of reading after which a progress bar is shown."""


class LeftWhileReading(Exception):
    """Raised to stop reading the stream once the app has been left."""


class RaceRead(Message):
    """Posted when the stream has been read."""

    def __init__(self, replay: Replay, views: Views, marks: Marks, before: SeenSoFar | None) -> None:
        """Store the ``replay`` that it was read for, what was read, and how far it was watched in an earlier run."""
        self.replay = replay
        self.views = views
        self.marks = marks
        self.before = before
        super().__init__()


class RaceNotRead(Message):
    """Posted when the stream could not be read."""

    def __init__(self, replay: Replay, error: BadData) -> None:
        """Store the ``replay`` that it was read for, and the ``error``."""
        self.replay = replay
        self.error = error
        super().__init__()


class ReadingProgress(Message):
    """Posted while the stream is read."""

    def __init__(self, part: float) -> None:
        """Store the ``part`` that has been read, from 0 to 1."""
        self.part = part
        super().__init__()


def read_in_thread(path: Path, post: Callable[[Message], object], is_left: Callable[[], bool]) -> Recording:
    """Read the stream at ``path`` and post its progress.

    Raises BadData, or LeftWhileReading as soon as ``is_left`` says that the app was left.
    """
    from massstart_tui.stream.reading import read

    told = time.monotonic() + QUIET_FOR - PROGRESS_EVERY

    def progress(part: float) -> None:
        nonlocal told
        if is_left():
            raise LeftWhileReading
        if (now := time.monotonic()) - told > PROGRESS_EVERY:
            told = now
            post(ReadingProgress(part))

    return read(path, progress)
