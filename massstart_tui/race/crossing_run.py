"""Many crossings in columns, for a file with more of them than events can be made of quickly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Crossing


@dataclass(frozen=True, slots=True)
class CrossingRun:
    """Crossings by a timing system that are recorded one after the other, as columns of bibs and times in ms.

    ``seq`` is that of the first event, and ``loop`` the loop of all of them, if the system has several.
    """

    seq: int
    bibs: Sequence[int]
    times: Sequence[int]
    loop: str | None = None

    def __len__(self) -> int:
        """Return the number of crossings."""
        return len(self.bibs)

    def events(self) -> Iterator[Crossing]:
        """Yield each crossing as an event."""
        for seq, (bib, t) in enumerate(zip(self.bibs, self.times, strict=True), self.seq):
            if self.loop is None:  # a field that is not set is not written
                yield Crossing(seq=seq, t=t, by=TIMING, type="crossing", bib=bib)
            else:
                yield Crossing(seq=seq, t=t, by=TIMING, type="crossing", bib=bib, loop=self.loop)
