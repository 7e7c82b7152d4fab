"""A stream that grows while it is read: lines are taken in as they come, as far as they are right.

They are written to a file of its own, from which an event is decoded again when it is shown: so memory stays as it is
while a race goes on for hours, and whatever becomes of where they came from, what was shown can be shown again.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile
from typing import NamedTuple
from weakref import finalize

from massstart_tui.follow.line_source import ANEW, NewLines, News, SourceNotice
from massstart_tui.race.events import Event
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import BadData, Fault
from massstart_tui.stream.reading import Reader, Recording
from massstart_tui.stream.timeline import Timeline, Views


class Growing:
    """One stream, from its first line on.

    ``faults`` are those of the first line that is wrong: the race goes on as far as there, and takes no more lines.
    """

    def __init__(self, name: str) -> None:
        """Of the source that is called ``name``; raises OSError where there is no room for a file."""
        self.name = name
        self.faults: tuple[Fault, ...] = ()
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as what was read from it is shown
        self._reader: Reader | None = None
        self._close = finalize(self, self._file.close)

    @property
    def recording(self) -> Recording | None:
        """What came so far; None before the header has come, or where that is wrong."""
        return None if self._reader is None else self._reader.recording

    def take(self, lines: bytes, *, more: bool = False) -> bool:
        """Take in whole lines; where ``more`` come at once, they are read with those. Raises OSError.

        Gives whether anything is different now.
        """
        if self.faults:
            return False
        if self._reader is not None:
            return self._go_on(self._reader, lines)
        self._file.write(lines)
        return not more and self._begin()

    def _begin(self) -> bool:
        """Read all that has come: where a line is wrong, only those before it."""
        try:
            self._read_from_start()
        except BadData as error:
            first = min(fault.line or 0 for fault in error.faults if not fault.harmless)
            self.faults = tuple(fault for fault in error.faults if (fault.line or 0) == first)
            if first > 1:
                self._cut_off(first)
                self._read_from_start()
        return True

    def _read_from_start(self) -> None:
        self._file.seek(0)
        reader = Reader(self._file, self.name)
        finalize(reader.read(None), self._file.close)
        self._reader = reader
        # what is shown of it may outlive this
        self._close.detach()

    def _cut_off(self, line: int) -> None:
        """Keep only what stands before this line."""
        self._file.seek(0)
        self._file.truncate(sum(map(len, islice(self._file, line - 1))))

    def _go_on(self, reader: Reader, lines: bytes) -> bool:
        reader.recording.set_apart()
        for line in BytesIO(lines):
            try:
                reader.go_on(line)
            except BadLine as error:
                self.faults = tuple(error.faults)
                break
        return True


class StreamStep(NamedTuple):
    """What one line of a race under way did; ``event`` is None for the start sheet, with which it begins, or anew."""

    event: Event | None
    before: Timeline
    after: Timeline


class Followed:
    """A race under way, as far as a source has told it.

    ``views`` is None until its start sheet has come, and another object where the stream came anew from its first line.
    """

    def __init__(self, name: str) -> None:
        """Of the source that is called ``name``; raises OSError as `Growing` does."""
        self.name = name
        self.views: Views | None = None
        self._growing = Growing(name)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the first bad line, behind which no more are taken; nothing where none is."""
        return self._growing.faults

    def take(self, news: News) -> bool:
        """Take in what the source tells; gives whether the race, or what is wrong with it, is different now."""
        if isinstance(news, SourceNotice):
            if news.notice in ANEW:
                self._growing = Growing(self.name)
            return False
        changed = self._growing.take(news.lines, more=news.more)
        recording = self._growing.recording
        if changed and recording is not None:
            if self.views is None or self.views.recording is not recording:
                self.views = Views(recording)
            else:
                self.views.grow()
        return changed

    def steps(self, lines: bytes) -> Iterator[StreamStep]:
        """Take in whole lines one by one, and give what each of them did."""
        for line in BytesIO(lines):
            before = None if self.views is None else self.views.now
            self.take(NewLines(line))
            after = before if self.views is None else self.views.now
            if after is None or after is before:
                continue
            if before is None or before.recording is not after.recording:
                yield StreamStep(None, after, after)
            elif after.upto > before.upto:
                yield StreamStep(after.recording.lines.event(after.upto), before, after)
