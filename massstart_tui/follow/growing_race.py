"""Parse a stream that grows while it is read, and keep it until its first faulty line.

The lines are copied to a temporary file, from which an event is decoded again when it is shown. So memory does not grow
with the hours of a race, and what was shown can be shown again whatever happens to the source.
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
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline


class Growing:
    """One growing stream, from its first line on.

    ``faults`` are those of the first faulty line: the race is read up to there, and no more lines are taken.
    """

    def __init__(self, name: str) -> None:
        """Create an empty stream of the source called ``name``; raises OSError if there is no room for its file."""
        self.name = name
        self.faults: tuple[Fault, ...] = ()
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as what was read from it is shown
        self._reader: Reader | None = None
        self._close = finalize(self, self._file.close)

    @property
    def recording(self) -> Recording | None:
        """What has come so far; None until a header without faults has come."""
        return None if self._reader is None else self._reader.recording

    def take(self, lines: bytes, *, more: bool = False) -> bool:
        """Take in whole lines, and return whether anything has changed. Raises OSError.

        If ``more`` is true, others follow at once, and the first lines are parsed together with them.
        """
        if self.faults:
            return False
        if self._reader is not None:
            return self._go_on(self._reader, lines)
        # Nothing is parsed until all lines that exist have come: reading them as a file is faster than one by one.
        self._file.write(lines)
        return not more and self._begin()

    def _begin(self) -> bool:
        """Parse everything that has come; if a line is faulty, only the lines before it."""
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
        # the reader closes the file from now on: views of its recording may outlive this object
        self._close.detach()

    def _cut_off(self, line: int) -> None:
        """Truncate the file before this line."""
        self._file.seek(0)
        self._file.truncate(sum(map(len, islice(self._file, line - 1))))

    def _go_on(self, reader: Reader, lines: bytes) -> bool:
        # Timelines that are shown keep the times they have.
        reader.recording.set_apart()
        for line in BytesIO(lines):
            try:
                reader.go_on(line)
            except BadLine as error:
                self.faults = tuple(error.faults)
                break
        return True


class StreamStep(NamedTuple):
    """The effect of one line of a race under way.

    ``event`` is None for the start sheet, with which a stream begins and begins again. ``before`` and ``after`` are the
    timelines around the line.
    """

    event: Event | None
    before: Timeline
    after: Timeline


class Followed:
    """A race under way, as far as a source has delivered it.

    ``views`` is None until the start sheet has come, and becomes another object if the stream begins again from its
    first line.
    """

    def __init__(self, name: str) -> None:
        """Create the race of the source called ``name``; raises OSError as `Growing` does."""
        self.name = name
        self.views: Views | None = None
        self._growing = Growing(name)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of the first faulty line, after which no more lines are taken; empty if there is none."""
        return self._growing.faults

    def take(self, news: News) -> bool:
        """Take in the source's news; return whether the race, or what is wrong with it, has changed."""
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
        """Take in whole lines one by one, and yield what each of them did."""
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
