"""Read many passings at once: one regular expression over a whole block of lines, and columns in place of lines.

Most lines of a feed are passings of one form. Those are read here; any other line, and any run of lines in which
something is not as usual, is left to the reader of the format, which reads one line after the other and says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import add, itemgetter
from typing import Final, NamedTuple

from massstart_tui.timing.feed_clock import ClockReading
from massstart_tui.timing.feed_records import ReadRun

_END: Final = r"(?:\r\n?|\n)"
_LINE_END: Final = re.compile(_END)
_REMEMBERED: Final = 4096
"""How many fractions of a second are parsed only once."""
Row = tuple[str, ...]


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
        moment without its ``fraction``, and perhaps ``loop`` and ``more``. ``second`` parses such a moment;
        ``fraction`` returns microseconds, and raises ValueError. Before a run of lines is used, ``accepts`` is asked
        whether what ``more`` is in them is as usual; each line is read by itself if it is not.
        """
        self._pattern = re.compile(f"(?:{form}){_END}|(?P<other>[^\\r\\n]*{_END})", re.ASCII)
        place = self._pattern.groupindex
        self._chip, self._second, self._fraction = (place[name] - 1 for name in ("chip", "second", "fraction"))
        self._loop, self._more = (place[name] - 1 if name in place else None for name in ("loop", "more"))
        self._second_of = second
        self._us = lru_cache(maxsize=_REMEMBERED)(fraction)
        self._may_be_bib = may_be_bib
        self._accepts = accepts

    def rows(self, block: str) -> list[Row]:
        """Cut whole lines of ASCII into what `runs` takes, one row a line."""
        return self._pattern.findall(block)

    def runs(self, rows: Sequence[Row], first: int, block: str) -> Iterator[ReadRun | OtherLine]:
        """Read the rows of a block; ``first`` is the number of the first line.

        An `OtherLine` has to be read before the next is asked for, since what is as usual may depend on it.
        """
        number = first
        lines: list[str] = []
        for other, neighbours in groupby(rows, key=itemgetter(-1)):
            same = list(neighbours)
            run = None if other else self._run(same, number)
            if run is None:
                lines = lines or _LINE_END.split(block)
                yield from (OtherLine(at, lines[at - first]) for at in range(number, number + len(same)))
            else:
                yield run
            number += len(same)

    def _run(self, rows: Sequence[Row], first: int) -> ReadRun | None:
        """Return the passings of these rows; None if they are not as usual."""
        columns = list(zip(*rows, strict=True))
        # Many passings are of the same second.
        seconds = {text: self._second_of(text) for text in set(columns[self._second])}
        known = {text: reading.us for text, reading in seconds.items() if reading is not None}
        scales = {reading.scale for reading in seconds.values() if reading is not None}
        if len(known) < len(seconds) or len(scales) > 1:
            return None
        try:
            us = list(map(add, map(known.__getitem__, columns[self._second]), map(self._us, columns[self._fraction])))
        except ValueError:
            return None
        if self._accepts is not None and self._more is not None and not self._accepts(columns[self._more]):
            return None
        loops = None if self._loop is None else [loop or None for loop in columns[self._loop]]
        lines = range(first, first + len(rows))
        return ReadRun(scales.pop(), lines, columns[self._chip], us, loops, self._may_be_bib)
