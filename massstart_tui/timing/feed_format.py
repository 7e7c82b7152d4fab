"""What a format of a timing system is to the rest: how it is recognised, cut into records and read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from massstart_tui.timing.feed_framing import LINE_ENDS
from massstart_tui.timing.feed_records import Record
from massstart_tui.timing.passing_lines import PassingLines


class RecordReader(Protocol):
    """Reads the records of one feed, one after the other; it keeps what later records refer to."""

    def read(self, text: str, number: int) -> Iterable[Record]:
        """Return what a record says; ``number`` is its place in the feed, from 1.

        A record that is none of this format is returned as a fault with its number. Raises nothing.
        """
        ...


@runtime_checkable
class PassingReader(RecordReader, Protocol):
    """A reader that says which form its passings usually have, so that many can be read at once."""

    @property
    def usual(self) -> PassingLines | None:
        """The usual form of a line; None while it is not known."""
        ...


class FeedFormat(NamedTuple):
    """One format.

    ``name`` is what ``--from`` takes. ``tested_with`` is the code of the sentence that says what it was tested with.
    ``begins`` matches the first record that is not blank; ``reader`` makes a reader for one feed, ``ends`` the ends of
    its records. ``has_start_lists`` is true if the feed says who skates, in heats.
    """

    name: str
    tested_with: str
    begins: re.Pattern[str]
    reader: Callable[[], RecordReader]
    ends: re.Pattern[bytes] = LINE_ENDS
    has_start_lists: bool = False
