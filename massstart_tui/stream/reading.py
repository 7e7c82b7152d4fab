"""Read a stream: decode, check and fold every line once, and keep an index instead of the events.

An event is decoded again from the file when it is shown, so that a stream of a million events needs little memory.
"""

from __future__ import annotations

import gc
import io
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final
from weakref import finalize

from massstart_tui.race.events import (
    CORRECTING,
    GUNS,
    Amend,
    Clock,
    Correction,
    Event,
    Lap,
    Retract,
    SkaterListed,
    bibs_of,
)
from massstart_tui.race.fold import Fold
from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.record import WrongForm
from massstart_tui.race.sheet_changes import SheetChanges
from massstart_tui.stream.codec import (
    BadLine,
    Header,
    decode_event,
    decode_header,
    event_with,
    names_format,
    strange_keys,
    when_recorded,
)
from massstart_tui.stream.corrections import Corrections, resolve
from massstart_tui.stream.event_lines import BLOCK, Lines, decoder_of
from massstart_tui.stream.faults import MOST_FAULTS, BadData, Fault, Flaw, misfit_faults, too_many_faults, unreadable
from massstart_tui.stream.line_checks import Checks, torn, wrong_with_lines
from massstart_tui.stream.regular_files import LONGEST_LINE, LineTooLong, open_regular, seekable
from massstart_tui.stream.snapshots import Course, take

LONGEST_LOOK: Final = 1 << 20
"""How many bytes of a file are read to see what it is."""

_OUT_OF_ORDER: Final = CORRECTING | {"skater"}
"""Types that change what came before them, so that they cannot simply be folded as the next event."""

Progress = Callable[[float], None]
"""A callback that receives, from time to time, the part of the file that was read, from 0 to 1."""


class Recording:
    """A stream that was read, as an index of its lines.

    ``times`` has the t of each line by seq, the first at index 0; ``corrections`` the clock, retract and amend events;
    ``guns`` the seqs of starts and restarts; ``listed`` those of `skater` events; ``strangers`` those of events about a
    bib that the header does not have. ``breaks`` are the seqs of everything that changes what came before it:
    corrections, `skater` events, and lines with an earlier t than one before them. ``latest`` is the largest t of all.
    ``course`` has the snapshots of the lines in recorded order, up to ``followed`` events, which is up to the first
    break. ``faults`` are the harmless ones, such as a torn last line.
    """

    def __init__(self, name: str, header: Header, lines: Lines) -> None:
        """Create an empty recording, to be filled by a `Reader`."""
        self.name = name
        self.header = header
        self.sheet = header.race
        self._on_sheet = frozenset(skater.bib for skater in header.race.skaters)
        self.lines = lines
        self.times = array("q")
        self.corrections: list[Correction] = []
        self.guns: list[int] = []
        self.breaks = array("q")
        self.listed: list[int] = []
        self.strangers: list[int] = []
        self.course = Course()
        self.followed = 0
        self.latest = -(1 << 62)
        self.faults: list[Fault] = []

    def __len__(self) -> int:
        """Return the number of events that were recorded."""
        return len(self.times)

    def append(self, event: Event) -> None:
        """Add an event that was recorded since; it must be valid for this race, and its seq must be the next.

        The event is kept in memory. ``course`` does not change: a `Timeline` grows from the one before it.
        """
        self.set_apart()
        self._add(event)
        self.lines.keep(event)

    def extend(self, event: Event, line: bytes) -> None:
        """Add an event as `append` does, but keep it in the file, as ``line``; call `set_apart` before the first."""
        self._add(event)
        self.lines.write(event, line)

    def set_apart(self) -> None:
        """Copy ``times``, so that timelines made so far keep the array that they share."""
        self.times = array("q", self.times)

    def _add(self, event: Event) -> None:
        if event.seq != len(self) + 1:
            raise ValueError(event.seq)
        self.times.append(event.t)
        self.note(event)

    def corrects(self, seq: int) -> bool:
        """Return whether the event of this seq is a correction."""
        at = bisect_left(self.corrections, seq, key=lambda correction: correction.seq)
        return at < len(self.corrections) and self.corrections[at].seq == seq

    def note(self, event: Event) -> None:
        """Update the indexes that decide the race order with the event that was recorded last."""
        if event.type in GUNS:
            self.guns.append(len(self))
        if event.t < self.latest or event.type in CORRECTING or event.type == "skater":
            self.breaks.append(len(self))
        if event.type == "skater":
            self.listed.append(len(self))
        elif self.listed and not self._on_sheet.issuperset(bibs_of(event)):
            self.strangers.append(len(self))
        self.latest = max(self.latest, event.t)
        if isinstance(event, Clock | Retract | Amend):
            self.corrections.append(event)


def read(path: Path | str, progress: Progress | None = None) -> Recording:
    """Read the stream at ``path`` and return it.

    Raises BadData with every fault if it cannot be shown; harmless faults are kept in the recording's ``faults``.
    """
    with ExitStack() as opened:
        try:
            file = opened.enter_context(open_regular(path))
        except OSError as error:
            raise BadData(str(path), [unreadable(error)]) from error
        recording = read_from(file, str(path), progress)
        # The recording reads its events from the file again, so the file is closed with the recording.
        finalize(recording, opened.pop_all().close)
    return recording


def read_from(file: BinaryIO, name: str, progress: Progress | None = None) -> Recording:
    """Read a stream from an open file, as `read` does; a pipe, which cannot seek, is read into memory."""
    try:
        file = seekable(file)
        try:
            reader = Reader(file, name)
        except BadData as error:
            raise BadData(name, [*error.faults, *wrong_with_lines(file, error.faults)]) from error
        return reader.read(progress)
    except LineTooLong as error:
        raise BadData(name, [Fault(error.line, "", Flaw.LINE_TOO_LONG, {"most": LONGEST_LINE})]) from error
    except OSError as error:
        raise BadData(name, [unreadable(error)]) from error


def holds_a_stream(path: Path) -> bool:
    """Return whether the file at ``path`` begins like a stream, whatever else is wrong with it."""
    with open_regular(path) as file:
        return names_format(file.readline(LONGEST_LOOK))


def read_header(file: BinaryIO, name: str) -> Header:
    """Read the header only, which leaves ``file`` at the first event; raises BadData."""
    line = file.readline()
    if not line:
        raise BadData(name, [Fault(None, "", Flaw.EMPTY)])
    try:
        return decode_header(line)
    except BadLine as error:
        raise BadData(name, error.faults) from error


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Disable the garbage collector for the duration of the context.

    Nothing that is read forms a cycle, and looking for cycles takes a tenth of the reading time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Reader:
    """One pass through one stream."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Read the header; raises BadData if it is wrong."""
        self._file = file
        self.recording = Recording(name, read_header(file, name), Lines(file))
        self.recording.faults.extend(strange_keys(self.recording.header.race_as_read))
        self._fold = Fold(self.recording.sheet)
        self._decoder = decoder_of(file)
        self._in_order = True
        self._fatal = False
        self._checks = Checks(self._fold)

    def read(self, progress: Progress | None) -> Recording:
        """Read all lines; raises BadData with every fault if the stream cannot be shown."""
        recording, file = self.recording, self._file
        offset = file.tell()
        size = max(1, file.seek(0, io.SEEK_END))
        file.seek(offset)
        recording.course.keep(self._fold.snapshot())
        with collector_at_rest():
            while lines := list(islice(file, BLOCK)):
                recording.lines.add_block(offset)
                offset = file.tell()
                self._read_to_the_tear(lines)
                if self._fatal and len(recording.faults) > MOST_FAULTS:
                    recording.faults.append(too_many_faults(len(recording) + 1))
                    break
                if progress:
                    progress(offset / size)
        if self._in_order:
            recording.course.end(len(recording), self._fold.snapshot())
        self._tell_short_orders()
        if self._fatal:
            raise BadData(recording.name, recording.faults)
        return recording

    def _tell_short_orders(self) -> None:
        """Add faults that depend on later lines: sprint orders that stayed too short, and bibs that clash."""
        recording = self.recording
        # A fatal fault may be in a correction, which then cannot be applied.
        corrections = Corrections({}, {}, ()) if self._fatal else resolve(recording.corrections, recording.guns)
        recording.faults.extend(self._checks.orders.too_short(corrections))
        if not self._fatal:
            recording.faults.extend(self._clashes(corrections))
        recording.faults.sort(key=lambda fault: fault.line or 0)

    def _clashes(self, corrections: Corrections) -> Iterator[Fault]:
        """Yield the corrections to a bib that somebody else has, which are ignored."""
        listed = (corrections.replaced.get(seq) or self.recording.lines.event(seq) for seq in self.recording.listed)
        stands = (e for e in listed if isinstance(e, SkaterListed) and not corrections.retracted(e.seq))
        for seq, bib in SheetChanges(self.recording.sheet, stands).clashes:
            wrong = Wrong("skater.bib", Misfit.BIB_TWICE, {"bib": bib}, harmless=True)
            yield from misfit_faults(seq + 1, [wrong])

    def go_on(self, event: Event, line: bytes) -> None:
        """Add the next event, from one more whole ``line``; raises BadLine if it does not fit the race.

        Faults give the line that the event has where each line before it is an event.
        """
        recording = self.recording
        faults = list(self._checks.wrong_with(event, len(recording) + 1))
        if any(not fault.harmless for fault in faults):
            self._checks.leave_out(event)
            raise BadLine(faults)
        recording.faults.extend(faults)
        self._in_order = self._in_order and event.t >= recording.latest and event.type not in _OUT_OF_ORDER
        recording.extend(event, line)
        self._keep_count(event)

    def _keep_count(self, event: Event) -> None:
        """Fold the event if the lines are still in race order; otherwise only count who is out."""
        if self._in_order:
            take(self._fold, event)
        else:
            self._checks.pass_by(event)

    def _read_to_the_tear(self, lines: list[bytes]) -> None:
        """Read a block; a torn last line is reported and left out."""
        recording = self.recording
        if lines[-1].endswith(b"\n"):
            self._read_block(lines)
        else:
            tear = torn(len(recording) + len(lines) + 1, lines.pop())
            self._read_block(lines)
            recording.faults.append(tear)

    def _read_block(self, lines: list[bytes]) -> None:
        """Decode a whole block, which is fastest; if a line in it is wrong or unknown, take its lines one by one."""
        try:
            found = list(map(self._decoder.fields, lines))
        except ValueError:  # from pydantic, which may not be loaded
            for line in lines:
                self._take_alone(line)
        else:
            self._take(found, checked=self._decoder.checked)
        self._close_block()

    def _close_block(self) -> None:
        recording = self.recording
        if self._in_order and len(recording):
            self._fold.seq, self._fold.t = len(recording), recording.times[-1]
            recording.followed = len(recording)
            if recording.course.wants(len(recording)):
                recording.course.keep(self._fold.snapshot())

    def _take(self, found: list[dict[str, Any]], *, checked: bool) -> None:
        """Check and fold events, given as their fields, with a fast path for the most frequent ones.

        Most events are crossings behind the leader, in the leader's lap, in which nothing is decided: they only count a
        lap. No event is made for those, which takes less time. ``checked`` tells that each ``wall`` is a moment.
        """
        recording = self.recording
        append, fold, course, seq = recording.times.append, self._fold, recording.course, len(recording)
        in_order, latest = self._in_order, recording.latest
        laps, seen, unread, lap, behind, gun, longest = fold.for_those_behind()
        for fields in found:
            seq += 1
            t, kind = fields["t"], fields["type"]
            append(t)
            if in_order and t >= latest and fields["seq"] == seq and (checked or _is_moment(fields.get("wall"))):
                if kind == "crossing" and (done := laps.get(bib := fields["bib"])) is not None:
                    latest = t
                    if done == behind and t - seen.get(bib, gun) <= longest and bib not in unread:
                        laps[bib], seen[bib] = lap, t
                        continue
                    fold.cross(bib, t)
                    if fold.lap != lap or not course.laps:
                        course.mark_lap(fold, t, seq)
                    laps, seen, unread, lap, behind, gun, longest = fold.for_those_behind()
                    continue
                # Such a note has nothing that could be wrong and changes nothing: it is only marked for the log.
                if kind == "note" and fields.get("bibs") is None and course.laps:
                    latest = t
                    course.tell(fold, "note", seq)
                    continue
            recording.latest = latest
            self._take_slowly(event_with(fields), seq)
            in_order, latest = self._in_order, recording.latest
            laps, seen, unread, lap, behind, gun, longest = fold.for_those_behind()
        recording.latest = latest

    def _take_slowly(self, event: Event, seq: int) -> None:
        recording = self.recording
        plain_lap = type(event) is Lap and event.seq == seq and (event.bib is None or event.bib in self._fold.laps)
        if not (plain_lap and _is_moment(event.wall)) and (faults := list(self._checks.wrong_with(event, seq))):
            recording.faults.extend(faults)
            self._fatal = self._fatal or any(not fault.harmless for fault in faults)
        if self._fatal or event.t < recording.latest or event.type in _OUT_OF_ORDER:
            self._leave_order(seq)
        recording.note(event)
        if event.type in CORRECTING:
            return
        self._keep_count(event)
        if self._in_order:
            recording.course.advance(self._fold, event, seq)

    def _leave_order(self, seq: int) -> None:
        """Record that from line ``seq`` on the lines are not in race order; the timeline folds on from there."""
        if self._in_order:
            self._in_order = False
            self.recording.followed = seq - 1

    def _take_alone(self, line: bytes) -> None:
        seq = len(self.recording) + 1
        try:
            event = decode_event(line)
        except WrongForm as error:
            self._fatal = True
            self._leave_order(seq)
            # The line keeps its place in the index, so that the numbers of later lines stay right.
            self.recording.times.append(self.recording.latest)
            self.recording.faults.extend(self._checks.wrong_with_form(line, seq, error))
        else:
            self._take([event.__dict__], checked=False)


def _is_moment(wall: str | None) -> bool:
    """Return whether a ``wall`` is a moment by RFC 3339, or absent."""
    return wall is None or when_recorded(wall) is not None
