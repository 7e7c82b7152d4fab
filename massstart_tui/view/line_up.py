"""The line-up: the skaters of a race as an announcer introduces them one by one, before the gun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.state import Phase, Status
from massstart_tui.view.scene import Shown

if TYPE_CHECKING:
    from massstart_tui.stream.earlier_races import Earlier


class LineUp(NamedTuple):
    """What an announcer needs: the start sheet, in whose order skaters are introduced, and what is known of them.

    ``absent`` are the bibs of who does not start, ``doubtful`` those that are reconstructed. ``earlier`` is what the
    skaters did in other races of the meeting. Once it is no longer ``before_the_gun``, nobody is introduced any more.
    """

    sheet: Sheet
    absent: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    earlier: Mapping[Skater, Sequence[Earlier]] = MappingProxyType({})
    before_the_gun: bool = True

    def place_of(self, bib: int, otherwise: int = 0) -> int:
        """Return the index on the start sheet of who has ``bib``; the nearest to ``otherwise`` if nobody has it."""
        bibs = [skater.bib for skater in self.sheet.skaters]
        return bibs.index(bib) if bib in bibs else max(0, min(otherwise, len(bibs) - 1))


def line_up_of(shown: Shown) -> LineUp:
    """Return the line-up of a race that is shown, at its current moment."""
    scene = shown.scene()
    return LineUp(
        scene.sheet,
        frozenset(row.bib for row in scene.rows if row.status is Status.DNS),
        frozenset(bib for bib, doubts in scene.doubts.items() if doubts.bib),
        shown.earlier,
        scene.state.phase is Phase.SCHEDULED,
    )
