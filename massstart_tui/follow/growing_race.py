"""Parse a stream that grows while it is read; wrong lines are reported and skipped.

The lines are copied to a temporary file, and an event is decoded from it each time it is shown. So memory does not grow
with the length of a race, and what was shown can be shown again if the source disappears.

An event that did not arrive, or whose line is wrong, is replaced by one of the type `MISSING`. Whether a wrong line was
an event is decided by the seq of the next event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO, Final, NamedTuple
from weakref import finalize

from massstart_tui.follow.header_lines import can_stand_in, is_header
from massstart_tui.follow.line_source import ANEW, NewLines, News, SourceNotice, StillToCome
from massstart_tui.follow.missing_lines import missing_event, read_as_far_as_it_goes
from massstart_tui.race.events import Amend, Event, Retract
from massstart_tui.race.record import WrongForm
from massstart_tui.stream.codec import BadLine, decode_event
from massstart_tui.stream.faults import BadData, Fault, Flaw
from massstart_tui.stream.line_checks import wrong_with_form
from massstart_tui.stream.reading import Reader, Recording
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline

MOST_MISSING: Final = 100_000
"""The most events that may be missing in one place. An event that skips more has a wrong seq."""
MOST_FAULTS: Final = 100
"""The most faults that are kept and reported one by one. Wrong lines after them are only counted."""


class _Ahead(NamedTuple):
    """An event whose seq skips others, and its line.

    It waits for the next line, which tells whether the skipped events are missing or its own seq is wrong.
    """

    event: Event
    line: bytes
    number: int


class GrowingStream:
    """One growing stream, from its first line on.

    ``faults`` are those of the wrong lines, which were passed over: the first `MOST_FAULTS`. ``wrong_lines`` is the
    number of such lines. If the header is wrong, ``former_header`` stands in for it, or else lines are passed over
    until there is a header; ``has_former_header`` says whether it does. ``header`` is the line that is taken as the
    header; None until there is one.
    """

    def __init__(self, name: str, former_header: bytes | None = None) -> None:
        """Create an empty stream of the source called ``name``; raises OSError if there is no room for its file."""
        self.name = name
        self.former_header = former_header
        self.has_former_header = False
        self.header: bytes | None = None
        # How many lines came before the header.
        self._before_header = 0
        self.faults: tuple[Fault, ...] = ()
        self.wrong_lines = 0
        self._faults_taken = 0
        self._begin_file()
        self._reader: Reader | None = None
        self._lines = 0
        self._missing: set[int] = set()
        # Both count lines since the last event whose place is certain.
        # _doubtful: lines replaced by a missing event that may be no events. _loose: skipped lines that may be events.
        self._doubtful = 0
        self._loose = 0
        self._ahead: _Ahead | None = None
        # Whether a wrong line has turned out to be no event of this race.
        self._has_foreign_lines = False

    def _begin_file(self) -> None:
        """Keep lines in a new file from now on."""
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as what was read from it is shown
        self._close = finalize(self, self._file.close)

    @property
    def recording(self) -> Recording | None:
        """What has come so far; None until a header without faults has come."""
        return None if self._reader is None else self._reader.recording

    def take(self, lines: bytes, *, more: bool = False) -> bool:
        """Take in whole lines; return whether anything has changed. Raises OSError if they cannot be kept.

        ``more`` says that further lines follow at once: before anything was parsed, parsing waits for them.
        """
        if self._reader is not None:
            self._go_on(self._reader, BytesIO(lines))
            return True
        if self.faults:
            return self._begin_at_header(BytesIO(lines))
        # Nothing is parsed until all lines that exist have come: reading them as a file is faster than one by one.
        self._file.write(lines)
        return not more and self._begin()

    def _begin(self) -> bool:
        """Parse everything that has come: at once, or line by line from the first wrong line on."""
        try:
            self._read_from_start()
        except BadData as error:
            first = min(fault.line or 0 for fault in error.faults if not fault.harmless)
            if first > 1:
                self._begin_before_wrong(first)
            else:
                self._keep_faults(fault for fault in error.faults if (fault.line or 0) == first)
                self._do_without_first_line()
        return True

    def _do_without_first_line(self) -> None:
        """Begin at another line that is a header, or with the former header in the place of the wrong one."""
        come, close = self._file, self._close
        come.seek(0)
        wrong, self._lines = come.readline(), 1
        if not self._begin_at_header(come) and self.former_header is not None:
            come.seek(len(wrong))
            if can_stand_in(self.former_header, wrong, come.readline()):
                come.seek(len(wrong))
                self.has_former_header = True
                self._begin_with(self.former_header, come)
        close()

    def _begin_at_header(self, lines: BinaryIO) -> bool:
        """Pass over ``lines`` up to the first that is a header, and begin there; return whether there is one."""
        for line in lines:
            if is_header(line):
                for number in range(2, self._lines + 1):
                    self._keep_faults([Fault(number, "format", Flaw.NOT_A_STREAM)])
                self._before_header = self._lines
                self._begin_with(line, lines)
                return True
            self._lines += 1
        return False

    def _begin_with(self, header: bytes, lines: Iterable[bytes]) -> None:
        """Begin with this header and the lines after it."""
        self._lines = self._before_header
        self._begin_file()
        self._file.write(header)
        self._file.writelines(lines)
        self._begin()

    def _begin_before_wrong(self, first: int) -> None:
        """Read the lines before the ``first`` wrong one, and then the others one by one."""
        come, close = self._file, self._close
        come.seek(0)
        self._begin_file()
        self._file.writelines(islice(come, first - 1))
        self._read_from_start()
        if self._reader is not None:
            reader = self._reader
            self._go_on(reader, come)
        close()

    def _read_from_start(self) -> None:
        """Parse the file of lines from its start with a new reader. Raises BadData."""
        self._file.seek(0)
        header = self._file.readline()
        self._file.seek(0)
        reader = Reader(self._file, self.name)
        finalize(reader.read(None), self._file.close)
        self._reader, self.header = reader, header
        self._lines = max(self._lines, self._before_header + len(reader.recording) + 1)
        # the reader closes the file from now on: views of its recording may outlive this object
        self._close.detach()

    def _go_on(self, reader: Reader, lines: Iterable[bytes]) -> None:
        """Take in ``lines`` one by one."""
        # Timelines that are shown keep the times they have.
        reader.recording.set_apart()
        for line in lines:
            self._lines += 1
            if not line.strip():
                self._loose += 1
                self._keep_faults([Fault(self._lines, "", Flaw.BLANK_LINE)])
                continue
            try:
                event = decode_event(line)
            except WrongForm as error:
                self._keep_faults(wrong_with_form(line, self._lines, error))
                self._pass_over(line)
            else:
                self._take_in(event, line)

    def _take_in(self, event: Event, line: bytes) -> None:
        """Take in an event of a right form, and decide by its number what the lines before it were."""
        if (ahead := self._ahead) and event.seq > ahead.event.seq:
            self._fill_up_to(ahead.event.seq)
            self._add(ahead.event, ahead.line, ahead.number)
            self._ahead, self._doubtful, self._loose = None, 0, 0
        early = self._wanted - event.seq
        if 0 < early <= self._doubtful:
            self._remove_last(early)
        elif early < 0 and -early <= self._loose:
            self._fill_up_to(event.seq)
        if event.seq == self._wanted:
            self._add(event, line, self._lines)
            self._doubtful = self._loose = 0
            self._ahead = None
        else:
            self._out_of_sequence(event, line)

    @property
    def _wanted(self) -> int:
        """The number of the next event."""
        assert self._reader is not None  # noqa: S101 - lines are taken one by one once there is a reader
        return len(self._reader.recording) + 1

    def _out_of_sequence(self, event: Event, line: bytes) -> None:
        """Pass over an event with another number than the next; the line behind it tells what that means."""
        wanted = self._wanted
        self._keep_faults([Fault(self._lines, "seq", Flaw.SEQ_HOLE, {"given": event.seq, "wanted": wanted})])
        if event.seq < wanted:
            self._loose += 1
            return
        self._ahead = _Ahead(event, line, self._lines) if event.seq - wanted <= MOST_MISSING else None
        self._miss_unless_foreign("")

    def _pass_over(self, line: bytes) -> None:
        """Pass over a line that is no event, and let another event stand in its place if it may be one."""
        read = read_as_far_as_it_goes(line)
        if read.seq == self._wanted:
            self._miss(read.kind)
        else:
            self._miss_unless_foreign(read.kind)

    def _miss_unless_foreign(self, kind: str) -> None:
        """Add a missing event for a line that may be an event, unless such lines have turned out to be none."""
        if self._has_foreign_lines:
            self._loose += 1
        else:
            self._miss(kind)
            self._doubtful += 1

    def _add(self, event: Event, line: bytes, number: int) -> None:
        """Add the next event, from line ``number``; if it does not fit the race, it is missing."""
        reader = self._reader
        assert reader is not None  # noqa: S101 - as above
        try:
            reader.go_on(event, line)
        except BadLine as error:
            self._keep_faults(replace(fault, line=number) for fault in error.faults)
            self._miss(event.type)
            return
        if isinstance(event, Retract | Amend) and event.target in self._missing:
            values = {"target": event.target}
            self._keep_faults([Fault(number, "target", Flaw.OF_MISSING, values, harmless=True)])

    def _miss(self, kind: str) -> None:
        """Add an event that says that the next one, which is of the type ``kind``, is missing."""
        reader = self._reader
        assert reader is not None  # noqa: S101 - as above
        seq = self._wanted
        # Before the first event nothing is later than the gun.
        t = max(reader.recording.latest, 0) if seq > 1 else 0
        reader.go_on(*missing_event(seq, t, kind))
        self._missing.add(seq)

    def _fill_up_to(self, seq: int) -> None:
        """Let every event before ``seq`` that has not come be missing."""
        while self._wanted < seq:
            self._miss("")

    def _remove_last(self, count: int) -> None:
        """Take out the last ``count`` events, which stood for lines that turned out to be no part of the race."""
        self._has_foreign_lines = True
        first = self._wanted - count
        shown = self._file
        self._begin_file()
        shown.seek(0)
        # A file of its own, because the one before is still shown.
        self._file.writelines(islice(shown, first))
        self._missing -= set(range(first, self._wanted))
        self._read_from_start()
        if self._reader is not None:
            self._reader.recording.set_apart()

    def take_new_faults(self) -> tuple[Fault, ...]:
        """Return those of ``faults`` that were found since the last call, which are then no longer new."""
        found = self.faults[self._faults_taken :]
        self._faults_taken = len(self.faults)
        return found

    def _keep_faults(self, faults: Iterable[Fault]) -> None:
        """Keep the faults of one line, as long as there is room."""
        found = tuple(faults)
        self.wrong_lines += any(not fault.harmless for fault in found)
        self.faults += found[: max(0, MOST_FAULTS - len(self.faults))]


class StreamStep(NamedTuple):
    """The effect of one line of a race under way.

    ``event`` is None for the start sheet, with which a stream begins and begins again. ``before`` and ``after`` are the
    timelines around the line.
    """

    event: Event | None
    before: Timeline
    after: Timeline


class GrowingRace:
    """A race under way: the stream as far as a source has delivered it, and its views.

    ``views`` is None until the start sheet has come, and becomes another object if the stream begins again from its
    first line.
    """

    def __init__(self, name: str) -> None:
        """Create the race of the source called ``name``; raises OSError as `GrowingStream` does."""
        self.name = name
        self.views: Views | None = None
        self._growing = GrowingStream(name)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of the first wrong lines. If the header is wrong, only its faults."""
        return self._growing.faults

    @property
    def has_former_header(self) -> bool:
        """Whether the first line is wrong, and the header that this race had before it is used in its place."""
        return self._growing.has_former_header

    @property
    def headless(self) -> bool:
        """Whether the stream has no header, or a wrong one, since it began, or began again."""
        return self._growing.recording is None

    def take_new_faults(self) -> tuple[Fault, ...]:
        """Return the faults that were found since the last call, which are then no longer new."""
        return self._growing.take_new_faults()

    @property
    def wrong_lines(self) -> int:
        """The number of wrong lines, which were passed over."""
        return self._growing.wrong_lines

    def take(self, news: News) -> bool:
        """Take in the source's news; return whether the race, or what is wrong with it, has changed."""
        if isinstance(news, SourceNotice):
            if news.notice in ANEW:
                self._growing = GrowingStream(self.name, self._growing.header or self._growing.former_header)
            return False
        if isinstance(news, StillToCome):
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
