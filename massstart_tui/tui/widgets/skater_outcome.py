"""The words of the points table: a skater's status, what suffices for them, and what is at stake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.style import Style

from massstart_tui.race.groups import still_racing
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.signs import sign_of
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Piece, fit
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.table_columns import GAP, SIGN, STATE, Layout, TableColumns
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance

TOLD_IN_A_WORD: Final = (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
"""Statuses that are shown as a word; an elimination has a column of its own."""
ON_ICE: Final = {"down": "fall", "away": "attack"}
"""The type of event that led to each condition on the ice."""


class Outcomes:
    """Draws these words in one language and on one background, in the widths of the layout ``lay``."""

    def __init__(self, words: Words, lay: Layout, brush: Brush) -> None:
        """Store the arguments."""
        self._words = words
        self._lay = lay
        self._brush = brush

    def pieces(self, row: Standing, on_ice: str, chance: Chance | None) -> list[Piece]:
        """Return a skater's status and what suffices for them, in one column if there is no room for two.

        ``on_ice`` is ``down`` for a skater who fell and ``away`` for one who attacked, else empty.
        """
        if self._lay.state:
            state = self._state(row, on_ice)
            if not self._lay.enough:
                return [state]
            return [state, (" " * GAP, self._brush.text), *self._enough(chance, row, self._lay.enough - GAP)]
        if row.status in TOLD_IN_A_WORD:
            return [self._state(row, "")]
        sign = sign_of(ON_ICE[on_ice]) if on_ice else " "
        return [(f"{sign} ", self._colour(on_ice)), *self._enough(chance, row, self._lay.enough - SIGN)]

    def _enough(self, chance: Chance | None, row: Standing, room: int) -> list[Piece]:
        brush = self._brush
        if chance is None or row.status in TOLD_IN_A_WORD:
            return [("", brush.text)]
        from massstart_tui.race.outlook import Verdict
        from massstart_tui.report.requirement_phrases import short

        said = short(chance, self._words)
        if chance.verdict is not Verdict.OPEN:
            return [(said, brush.green if chance.verdict is Verdict.IN else brush.dim)]
        sure, *possible = said.split(" ") if cell_len(said) <= room else said.split(" ")[:1]
        return [(sure, brush.text), *((f" {place}", brush.dim) for place in possible)]

    def _state(self, row: Standing, on_ice: str) -> Piece:
        brush, words = self._brush, self._words
        if row.through:
            return (f" {row.through}✓".ljust(STATE), brush.green)
        if row.status in TOLD_IN_A_WORD:
            return (fit(f" {words(f'state.{row.status}')}", STATE), brush.red)
        if on_ice:
            return (fit(f" {words(f'state.{on_ice}')}", STATE), self._colour(on_ice))
        return (" " * STATE, brush.text)

    def _colour(self, on_ice: str) -> Style:
        return self._brush.red if on_ice == "down" else self._brush.ice


def by_the_finish(state: RaceState, chances: tuple[Chance, ...]) -> bool:
    """Return whether no remaining sprint can change who is within the cut, or on the podium."""
    if not chances or state.next_sprint() is None:
        return False
    from massstart_tui.race.outlook import decided_at_the_finish

    return decided_at_the_finish(state, chances)


def at_stake(scene: Scene, words: Words, *, by_the_finish: bool) -> tuple[str, ...]:
    """Return what the race is about now, longest text first.

    That is the cut or the podium, how many are left, or what decides.
    """
    cut, state = scene.sheet.qualify, scene.state
    if state.phase is Phase.SCHEDULED:
        return (words("table.skaters", count=len(scene.rows)),)
    if cut:
        texts = ("table.cut_by_the_finish", "table.cut_by_the_finish.short") if by_the_finish else ()
        return tuple(words(code, cut=cut) for code in (*texts, "table.cut"))
    if state.rules.eliminates and not state.over:
        return (words("table.in_the_race", count=len(still_racing(state))),)
    if TableColumns.of(state).open:
        texts = ("table.podium_by_the_finish", "table.podium_by_the_finish.short") if by_the_finish else ()
        return tuple(map(words, texts or ("table.podium",)))
    if state.rules.on_points:
        return (words("table.no_cut"),)
    return (words("table.laps"),) if state.rules.laps_gained_count else ()


def change_sign(moved: int, brush: Brush) -> Piece:
    """Return the sign of a changed row, whose skater ``moved`` so many places up, or if negative down."""
    if moved == 0:
        return ("•", brush.amber)
    return ("▲", brush.green) if moved > 0 else ("▼", brush.red)
