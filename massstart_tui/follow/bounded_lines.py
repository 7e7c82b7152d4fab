"""Lines of a source that may never end one: what is beyond a bound is left out, so that memory stays bounded."""

from __future__ import annotations

from typing import Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.regular_files import LONGEST_LINE

CUT_OFF: Final = b"\0\n"
"""The end of a line that is too long: it is no JSON then, whatever stood before or behind."""


class Taken(NamedTuple):
    """Whole ``lines``, and how many bytes were ``used`` for them; the others have to come again, with more."""

    lines: bytes
    used: int


class BoundedLines:
    """Cuts bytes into whole lines; of a line of more than `LONGEST_LINE` bytes only its beginning is handed out.

    Such a line is handed out as soon as it is known to be too long, as one that is wrong, and the rest of it is passed
    over.
    """

    def __init__(self) -> None:
        """Begin at the start of a line."""
        self.passes_over = False

    def take(self, data: bytes) -> Taken:
        """Return the whole lines in ``data``, which begins with the first byte that was not used."""
        begin = 0
        if self.passes_over:
            begin = data.find(b"\n") + 1
            if not begin:
                return Taken(b"", len(data))
            self.passes_over = False
        end = max(begin, data.rfind(b"\n") + 1)
        if len(data) - end <= LONGEST_LINE:
            return Taken(data[begin:end], end)
        self.passes_over = True
        return Taken(data[begin : end + LONGEST_LINE] + CUT_OFF, len(data))
