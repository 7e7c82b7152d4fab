"""Read a feed of any format: recognise it by its first record, cut it into records, and read each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.timing.feed_clock import Scale
from massstart_tui.timing.feed_format import FeedFormat, PassingReader, RecordReader
from massstart_tui.timing.feed_framing import LONGEST_RECORD, Framing, first_record
from massstart_tui.timing.feed_records import ChipRead, Record
from massstart_tui.timing.passing_columns import PASSING_COLUMNS
from massstart_tui.timing.passing_lines import ReadRun
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
_Run = tuple[Scale | None, Sequence[_Numbered]]
"""Records that follow one another: reads of chips with one kind of clock, in the order of time, or others."""


def format_called(name: str) -> FeedFormat:
    """Return the format with this name, which is one of `FORMAT_NAMES`."""
    return next(feed for feed in FORMATS if feed.name == name)


def recognised(data: bytes) -> FeedFormat | None:
    """Return the format whose first record ``data`` begins with; None if it fits none, or is too short to tell."""
    for feed in FORMATS:
        first = first_record(data, feed.ends)
        if first is not None and feed.begins.match(first.strip()):
            return feed
    return None


class FeedReader:
    """Reads one feed as its bytes arrive; ``feed`` is its format, None until it is recognised."""

    def __init__(self, feed: FeedFormat | None = None) -> None:
        """Create a reader that has read nothing; without a format, it is recognised by the first record."""
        self.feed: FeedFormat | None = None
        self._data = b""
        self._framing = Framing()
        self._reader: RecordReader | None = None
        self._told_no_format = False
        if feed is not None:
            self._use(feed)

    def _use(self, feed: FeedFormat) -> None:
        self.feed, self._framing, self._reader = feed, Framing(feed.ends), feed.reader()

    def records(self, data: bytes) -> list[tuple[int | None, Record]]:
        """Return what ``data``, which continues what came before, says; each with the number of its record.

        Reads of chips that come together are put in the order of their times, because the second chip of a skater may
        be told before the first.
        """
        if self._reader is None:
            self._data += data
            feed = recognised(self._data)
            if feed is None:
                return self._not_recognised()
            self._use(feed)
            data, self._data = self._data, b""
        return _in_order(self._read(data))

    def _not_recognised(self) -> list[tuple[int | None, Record]]:
        """Go on waiting for a first record; of a feed that has none for long nothing is kept, and it is told once."""
        if len(self._data) <= LONGEST_RECORD:
            return []
        self._data = self._data[:1]
        told, self._told_no_format = self._told_no_format, True
        return [] if told else [(1, Fault(1, "", Flaw.NO_FORMAT))]

    def break_off(self) -> list[tuple[int | None, Record]]:
        """Take note that what comes next does not continue what came: a record without its end gets none."""
        if self._reader is None:
            self._data = b""
            return []
        forgotten = self._framing.break_off()
        return [(None, _unfinished(forgotten))] if forgotten else []

    def _read(self, data: bytes) -> Iterator[_Run]:
        """Yield what the records in ``data`` say: many passings at once, or one after the other."""
        whole = self._framing.whole(data)
        usual = self._reader.usual if isinstance(self._reader, PassingReader) else None
        text = None if usual is None else self._framing.plain_text(whole)
        if usual is None or text is None:
            for piece in self._framing.cut(whole):
                yield from self._record(*piece)
            return
        rows = usual.rows(text)
        for run in usual.runs(rows, self._framing.passed(len(rows)), text):
            if isinstance(run, ReadRun):
                yield run.scale, run.reads
            else:
                yield from self._record(*run)

    def _record(self, number: int, text: str | None) -> Iterator[_Run]:
        assert self._reader is not None  # noqa: S101 - a format was chosen
        if text is None:
            yield None, [(number, Fault(number, "", Flaw.RECORD_TOO_LONG))]
            return
        for scale, neighbours in groupby(self._reader.read(text, number), key=_scale):
            records: list[_Numbered] = [(number, record) for record in neighbours]
            if scale is not None and len(records) > 1:
                records.sort(key=_moment)
            yield scale, records

    def end(self) -> Iterator[Fault]:
        """Yield what is wrong at the end: a feed that fits no format, or a last record without its end."""
        if self._reader is None:
            if self._data.strip() and not self._told_no_format:
                yield Fault(1, "", Flaw.NO_FORMAT)
        elif self._framing.unfinished:
            yield _unfinished(self._framing.unfinished)


def _unfinished(count: int) -> Fault:
    return Fault(None, "", Flaw.RECORD_UNFINISHED, {"bytes": count})


def _in_order(runs: Iterable[_Run]) -> list[_Numbered]:
    """Put neighbouring reads of chips with the same kind of clock in the order of time."""
    ordered: list[_Numbered] = []
    for scale, neighbours in groupby(runs, key=itemgetter(0)):
        first, *more = (records for _, records in neighbours)
        if more:
            first = [*first, *chain.from_iterable(more)]
            first = first if scale is None else sorted(first, key=_moment)
        ordered += first
    return ordered


def _scale(record: Record) -> Scale | None:
    return record.when.scale if isinstance(record, ChipRead) else None


def _moment(numbered: _Numbered) -> int:
    record = numbered[1]
    return record.when.us if isinstance(record, ChipRead) else 0
