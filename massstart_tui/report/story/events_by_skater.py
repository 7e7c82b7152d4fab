"""Events of a race by the skater they are about, to find the first one after a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from massstart_tui.race.events import bibs_of
from massstart_tui.report.story.happenings import Happened


class EventsBySkater:
    """The events of each skater, in race order."""

    def __init__(self, happened: Iterable[Happened]) -> None:
        """Sort ``happened``, which is in race order, by skater."""
        self._of: dict[int, list[Happened]] = defaultdict(list)
        for it in happened:
            for bib in dict.fromkeys(bibs_of(it.event)):
                self._of[bib].append(it)
        # The keys apart from the events: to compute them again at each step of a search takes longer than the search.
        self._at = {bib: [it.at for it in found] for bib, found in self._of.items()}

    def after(self, moment: Happened, bib: int) -> Happened | None:
        """Return the first event about this skater after ``moment``, if any."""
        found = self._of.get(bib, [])
        following = bisect_right(self._at.get(bib, []), moment.at)
        return found[following] if following < len(found) else None
