"""Names the skaters who came over the line together, where the reasons for their ranks do not say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from massstart_tui.race.standings import Because, Standing
from massstart_tui.report.rank_phrases import decided_by
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import listed, ordinal
from massstart_tui.text.words import Words


def dead_heats_told(rows: Sequence[Standing], doubted: Collection[int], words: Words) -> Iterator[str]:
    """Yield each dead heat at the finish that points hide: the ranks of its skaters differ, or another reason is given.

    A dead heat that decides a rank stands as the reason of that rank. ``doubted`` has the bibs of the skaters whose
    place at the finish is neither official nor published.
    """
    together: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        if row.finish_place is not None:
            together[row.finish_place].append(row)
    for place, level in sorted(together.items()):
        if len(level) > 1 and any(decided_by(row) != Because.DEAD_HEAT for row in level):
            skaters = listed([f"{row.bib} {plain(row.name)}" for row in level], words.language)
            doubt = DOUBT if any(row.bib in doubted for row in level) else ""
            yield words("results.dead_heat", skaters=skaters, place=ordinal(place, words.language) + doubt)
