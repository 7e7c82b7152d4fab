"""Read a feed of any format: recognise it by its first record, cut it into records, and read each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.timing.feed_clock import Scale
from massstart_tui.timing.feed_format import FeedFormat, PassingReader, RecordReader
from massstart_tui.timing.feed_framing import LONGEST_RECORD, FirstRecord, Framing
from massstart_tui.timing.feed_records import ChipRead, ReadRun, Record
from massstart_tui.timing.passing_columns import PASSING_COLUMNS
from massstart_tui.timing.passing_lines import PassingLines
from massstart_tui.timing.passings_of_chronotrack import CHRONOTRACK
from massstart_tui.timing.passings_of_ipico import IPICO
from massstart_tui.timing.passings_of_mylaps import MYLAPS
from massstart_tui.timing.passings_of_raceresult import RACERESULT, RACERESULT_FILE
from massstart_tui.timing.passings_of_wiclax import WICLAX
from massstart_tui.timing.rmonitor import RMONITOR
from massstart_tui.timing.vantage import VANTAGE

FORMATS: Final[tuple[FeedFormat, ...]] = (
    VANTAGE,
    RMONITOR,
    MYLAPS,
    RACERESULT,
    RACERESULT_FILE,
    WICLAX,
    IPICO,
    CHRONOTRACK,
    PASSING_COLUMNS,
)
"""All formats, in the order in which they are tried; the last takes any table with headings."""

_Numbered = tuple[int | None, Record]


def format_called(name: str) -> FeedFormat:
    """Return the format with this name, which is one of `FORMAT_NAMES`."""
    return next(feed for feed in FORMATS if feed.name == name)


def recognised(data: bytes) -> FeedFormat | None:
    """Return the format whose first record ``data`` begins with; None if it fits none, or is too short to tell."""
    return _Recognition().feed(data)


class _Recognition:
    """Recognises a format in bytes that grow."""

    def __init__(self) -> None:
        self._first = {ends: FirstRecord(ends) for ends in {feed.ends for feed in FORMATS}}

    def feed(self, data: bytes | bytearray) -> FeedFormat | None:
        found = {ends: first.text(data) for ends, first in self._first.items()}
        for feed in FORMATS:
            text = found[feed.ends]
            if text is not None and feed.begins.match(text.strip()):
                return feed
        return None


class FeedReader:
    """Reads one feed as its bytes arrive; ``feed`` is its format, None until it is recognised."""

    def __init__(self, feed: FeedFormat | None = None) -> None:
        """Create a reader that has read nothing; without a format, it is recognised by the first record."""
        self.feed: FeedFormat | None = None
        self._data = bytearray()
        self._recognition = _Recognition()
        self._framing = Framing()
        self._reader: RecordReader | None = None
        self._told_no_format = False
        self._named = feed
        self._first_data = b""
        self._understood = False
        if feed is not None:
            self._use(feed)

    def _use(self, feed: FeedFormat) -> None:
        self.feed, self._framing, self._reader = feed, Framing(feed.ends), feed.reader()

    def records(self, data: bytes) -> list[tuple[int | None, Record]]:
        """Return what ``data``, which continues what came before, says; each with the number of its record.

        Reads of chips that come together are put in the order of their times, because the second chip of a skater may
        be told before the first. Many are given as one `ReadRun`, with the number of its first record.
        """
        self._first_data = self._first_data or data
        if self._reader is None:
            self._data += data
            feed = self._recognition.feed(self._data)
            if feed is None:
                return self._not_recognised()
            self._use(feed)
            data, self._data = bytes(self._data), bytearray()
        return _in_order(self._noting(self._read(data)))

    def _noting(self, records: Iterable[_Numbered]) -> Iterator[_Numbered]:
        """Yield the records, and note whether any of them was understood."""
        for record in records:
            self._understood = self._understood or not isinstance(record[1], Fault)
            yield record

    def _not_recognised(self) -> list[tuple[int | None, Record]]:
        """Go on waiting for a first record; of a feed that has none for long nothing is kept, and it is told once."""
        if len(self._data) <= LONGEST_RECORD:
            return []
        # The first byte stays: what comes next continues a record, and is not the first of a feed.
        self._forget(1)
        told, self._told_no_format = self._told_no_format, True
        return [] if told else [(1, Fault(1, "", Flaw.NO_FORMAT))]

    def _forget(self, kept: int = 0) -> None:
        del self._data[kept:]
        self._recognition = _Recognition()

    def break_off(self) -> list[tuple[int | None, Record]]:
        """Take note that what comes next does not continue what came: a record without its end gets none."""
        if self._reader is None:
            self._forget()
            return []
        forgotten = self._framing.break_off()
        return [(None, _unfinished(forgotten))] if forgotten else []

    def _read(self, data: bytes) -> Iterator[_Numbered]:
        """Yield what the records in ``data`` say: many passings at once, or one after the other."""
        whole = self._framing.whole(data)
        if not isinstance(self._reader, PassingReader) or (text := self._framing.plain_text(whole)) is None:
            yield from self._one_by_one(whole)
            return
        if self._reader.usual is None:  # the first row says which form the others have
            first, whole = self._framing.apart_from_first(whole)
            yield from self._one_by_one(first)
            text = text[len(first) :]
        usual = self._reader.usual
        yield from self._one_by_one(whole) if usual is None else self._at_once(usual, text)

    def _at_once(self, usual: PassingLines, text: str) -> Iterator[_Numbered]:
        columns = usual.columns(text)
        for run in usual.runs(columns, self._framing.passed(len(columns[-1])), text):
            if isinstance(run, ReadRun):
                yield run.lines[0], run
            else:
                yield from self._record(*run)

    def _one_by_one(self, whole: bytes) -> Iterator[_Numbered]:
        for piece in self._framing.cut(whole):
            yield from self._record(*piece)

    def _record(self, number: int, text: str | None) -> Iterator[_Numbered]:
        assert self._reader is not None  # noqa: S101 - a format was chosen
        if text is None:
            yield number, Fault(number, "", Flaw.RECORD_TOO_LONG)
            return
        for record in self._reader.read(text, number):
            yield number, record

    def end(self) -> Iterator[Fault]:
        """Yield what is wrong at the end: a feed that fits no format, or a last record without its end."""
        if self._reader is None:
            if self._data.strip() and not self._told_no_format:
                yield Fault(1, "", Flaw.NO_FORMAT)
        elif self._framing.unfinished:
            yield _unfinished(self._framing.unfinished)
        if self._named is not None and not self._understood:
            other = recognised(self._first_data)
            if other not in (None, self._named):
                yield Fault(None, "", Flaw.LOOKS_LIKE, {"given": self._named.name, "format": other.name})


def _unfinished(count: int) -> Fault:
    return Fault(None, "", Flaw.RECORD_UNFINISHED, {"bytes": count})


def _in_order(records: Iterable[_Numbered]) -> list[_Numbered]:
    """Put neighbouring reads of chips with the same kind of clock in the order of time."""
    ordered: list[_Numbered] = []
    for scale, neighbours in groupby(records, key=_scale):
        if scale is None:
            ordered += neighbours
            continue
        first, *more = neighbours
        if more or isinstance(first[1], ReadRun):
            run = ReadRun.joined([_as_run(*read) for read in (first, *more)]).in_order()
            first = run.lines[0], run
        ordered.append(first)
    return ordered


def _scale(numbered: _Numbered) -> Scale | None:
    record = numbered[1]
    if isinstance(record, ReadRun):
        return record.scale
    return record.when.scale if isinstance(record, ChipRead) else None


def _as_run(line: int | None, record: Record) -> ReadRun:
    assert isinstance(record, ReadRun | ChipRead)  # noqa: S101 - only these have a scale
    return record if isinstance(record, ReadRun) else ReadRun.of(record, line)
