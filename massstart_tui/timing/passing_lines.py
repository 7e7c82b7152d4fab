"""Read many passings at once: one regular expression over a whole block of lines, and columns in place of lines.

Most lines of a feed are passings of one form. Those are read here; any other line, and any run of lines in which
something is not as usual, is left to the reader of the format, which reads one line after the other and says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import add
from typing import Any, Final, NamedTuple

from massstart_tui.timing.feed_clock import SECOND, ClockReading, Scale
from massstart_tui.timing.feed_records import ReadRun

_END: Final = r"(?:\r\n?|\n)"
_LINE_END: Final = re.compile(_END)
_REMEMBERED: Final = 4096
"""How many fractions of a second are parsed only once."""
_SECONDS: Final = {f"{second:02}": second * SECOND for second in range(60)}
Columns = Sequence[Sequence[Any]]
"""Of each, a text or None in every line."""


class OtherLine(NamedTuple):
    """A line that its reader has to read, without its end."""

    number: int
    text: str


class PassingLines:
    """The usual form of a passing in a format that has one on each line."""

    def __init__(
        self,
        form: str,
        second: Callable[[str], ClockReading | None],
        fraction: Callable[[str], int],
        *,
        may_be_bib: bool = False,
        accepts: Callable[[Sequence[str]], bool] | None = None,
    ) -> None:
        """Describe the form.

        ``form`` is a regular expression of a line without its end. Its groups are ``chip``, ``second``, which is the
        moment without its ``fraction``, and perhaps ``loop`` and ``more``. ``second`` parses such a moment, which ends
        in the two digits of the seconds; ``fraction`` returns microseconds, and raises ValueError. Before a run of
        lines is used, ``accepts`` is asked whether what ``more`` is in them is as usual; each line is read by itself if
        it is not.
        """
        self._pattern = re.compile(f"(?:{form}){_END}|(?P<other>[^\\r\\n]*{_END})", re.ASCII)
        place = self._pattern.groupindex
        self._chip, self._second, self._fraction = (place[name] - 1 for name in ("chip", "second", "fraction"))
        self._loop, self._more = (place[name] - 1 if name in place else None for name in ("loop", "more"))
        self._second_of = second
        self._us = lru_cache(maxsize=_REMEMBERED)(fraction)
        self._may_be_bib = may_be_bib
        self._accepts = accepts

    def columns(self, block: str) -> Columns:
        """Cut whole lines of ASCII into columns: one for each group of the form, and the lines that are not as usual.

        A line has None in each column that it has nothing in.
        """
        cells = self._pattern.split(block)
        step = self._pattern.groups + 1
        return [cells[at::step] for at in range(1, step)]

    def runs(self, columns: Columns, first: int, block: str) -> Iterator[ReadRun | OtherLine]:
        """Read the columns of a block; ``first`` is the number of the first line.

        An `OtherLine` has to be read before the next is asked for, since what is as usual may depend on it.
        """
        lines: list[str] = []
        for begin, end, as_usual in _stretches(columns[-1]):
            run = self._run([column[begin:end] for column in columns], first + begin) if as_usual else None
            if run is None:
                lines = lines or _LINE_END.split(block)
                yield from (OtherLine(first + at, lines[at]) for at in range(begin, end))
            else:
                yield run

    def _run(self, columns: Columns, first: int) -> ReadRun | None:
        """Return the passings of these lines; None if they are not as usual."""
        moments = self._moments(set(columns[self._second]))
        if moments is None:
            return None
        scale, us_of = moments
        try:
            us = list(map(add, map(us_of.__getitem__, columns[self._second]), map(self._us, columns[self._fraction])))
        except ValueError:
            return None
        if self._accepts is not None and self._more is not None and not self._accepts(columns[self._more]):
            return None
        loops = None if self._loop is None else [loop or None for loop in columns[self._loop]]
        lines = range(first, first + len(us))
        return ReadRun(scale, lines, columns[self._chip], us, loops, self._may_be_bib)

    def _moments(self, texts: Collection[str]) -> tuple[Scale, dict[str, int]] | None:
        """Return the microseconds of these moments, and on which scale; None if one is no moment or on another scale.

        Few are of different minutes.
        """
        minutes = {minute: self._second_of(f"{minute}00") for minute in {text[:-2] for text in texts}}
        known = {minute: reading for minute, reading in minutes.items() if reading is not None}
        scales = {reading.scale for reading in known.values()}
        if len(known) < len(minutes) or len(scales) != 1:
            return None
        try:
            return scales.pop(), {text: known[text[:-2]].us + _SECONDS[text[-2:]] for text in texts}
        except KeyError:
            return None


def _stretches(others: Sequence[str | None]) -> Iterator[tuple[int, int, bool]]:
    """Yield where neighbouring lines begin and end that are all as usual, or all not, and which they are."""
    if not any(others):
        yield 0, len(others), True
        return
    begin = 0
    for is_other, lines in groupby(others, key=bool):
        end = begin + len(list(lines))
        yield begin, end, not is_other
        begin = end
