"""The words of the points table: what is enough for a skater, what has become of them, and what is at stake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.style import Style

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.groups import still_racing
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.signs import DOUBT, sign_of
from massstart_tui.text.words import SHORT, Words
from massstart_tui.tui.painting import Piece, fit
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.race_columns import RaceColumns
from massstart_tui.tui.widgets.table_columns import TableColumns
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance

TOLD_IN_A_WORD: Final = (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED)
"""Statuses that are shown as a word; an elimination has a column of its own."""
ON_ICE: Final = {"down": "fall", "away": "attack"}
"""The type of event that led to each condition on the ice."""


class Summary(NamedTuple):
    """What is said of all skaters at once: how many are ``through`` and ``out``, and what is enough for all others.

    ``same`` is the place that is enough for everyone for whom it is open; None if it differs, or if somebody is
    through. ``any_place`` says whether any place at the finish can still do for all of them. ``too_long`` says that
    none of it is worked out, because that would take too long. ``doubt`` is the mark of doubt if any of it rests on an
    order by chips that nobody has confirmed, else empty.
    """

    through: int = 0
    out: int = 0
    same: int | None = None
    any_place: bool = False
    known: bool = False
    too_long: bool = False
    doubt: str = ""


def summary_of(state: RaceState, chances: Mapping[int, Chance] | None) -> Summary:
    """Return the summary of what each skater can still reach; ``chances`` is None until it is known."""
    if not chances or not state.under_way:
        return Summary(too_long=chances is not None and TableColumns.of(state).open)
    from massstart_tui.race.outlook import Verdict

    started = [chance for bib, chance in chances.items() if state.status_of(bib) is not Status.DNS]
    open_ = [chance for chance in started if chance.as_it_stands is Verdict.OPEN]
    through = sum(1 for chance in started if chance.as_it_stands is Verdict.IN)
    sure = {chance.sure for chance in open_}
    last = len(still_racing(state))
    return Summary(
        through=through,
        out=sum(1 for chance in started if chance.as_it_stands is Verdict.OUT),
        same=next(iter(sure)) if len(sure) == 1 and not through else None,
        any_place=bool(open_) and all((chance.possible or 0) >= last for chance in open_),
        known=True,
        doubt=DOUBT if any(chance.unconfirmed for chance in started) else "",
    )


def outcome_width(state: RaceState, words: Words, *, open_: bool, roomy: bool) -> int:
    """Return the width of the column of what is enough, the same while the race is ``open_``.

    After it, a ``roomy`` table says in a word who is through, another one with a letter.
    """
    became = tuple(f"state.{status}" for status in TOLD_IN_A_WORD)
    if not open_:
        whole = cell_len(f"Q {words('enough.through')}") if roomy else 0
        return max(whole, *(cell_len(words(code)) for code in became)) + 1
    told = ("enough.through", "enough.podium", "table.enough", *became)
    maybe = words("enough.maybe", place=len(state.sheet.skaters))
    return max(cell_len(maybe), *(cell_len(words(code)) for code in told)) + 1


class Outcomes:
    """Draws these words in one language and on one background, in the widths of ``columns``."""

    def __init__(self, words: Words, columns: RaceColumns, brush: Brush, *, podium: bool, last: int) -> None:
        """Store the arguments.

        ``podium`` says that the race is about the podium instead of a cut; ``last`` is the last place at the finish.
        """
        self._words = words
        self._columns = columns
        self._brush = brush
        self._podium = podium
        self._last = last

    def pieces(
        self, row: Standing, on_ice: str, chance: Chance | None, *, same: bool, unsure: bool = False
    ) -> Iterator[Piece]:
        """Yield the sign of a fall or an attack, what is enough or has become of a skater, and what is in reach.

        ``on_ice`` is ``down`` for a skater who fell and ``away`` for one who attacked, else empty. ``same`` says that
        the heading says what is enough for everyone, ``unsure`` that who is through rests on an unconfirmed order.
        """
        columns, brush = self._columns, self._brush
        sign = sign_of(ON_ICE[on_ice]) if on_ice and columns.axis is None else ""
        yield (fit(sign, columns.sign), brush.red if on_ice == "down" else brush.ice)
        text, style = self._outcome(row, chance, same=same, unsure=unsure)
        yield (fit(text, columns.enough), style)
        if columns.reach:
            from massstart_tui.report.requirement_phrases import in_reach_told

            open_ = chance is not None and row.status is Status.RACING
            reach = in_reach_told(chance, self._last, self._words) if chance and open_ and not same else ""
            yield (fit(reach, columns.reach), brush.dim)

    def _outcome(self, row: Standing, chance: Chance | None, *, same: bool, unsure: bool) -> Piece:
        brush, words = self._brush, self._words
        if row.through:
            sign = row.through + DOUBT * unsure
            whole = f"{sign} {words('enough.through')}"
            return (whole if cell_len(whole) < self._columns.enough else sign, brush.text if unsure else brush.green)
        if row.status in TOLD_IN_A_WORD or (row.status is Status.ELIMINATED and not self._columns.out):
            return (words(f"state.{row.status}"), brush.red)
        if row.laps_open:
            return (words("state.laps_open"), brush.amber)
        if chance is None:
            return ("", brush.text)
        from massstart_tui.race.outlook import Verdict
        from massstart_tui.report.requirement_phrases import enough_told

        if chance.as_it_stands is Verdict.OPEN and same:
            return ("", brush.text)
        style = self._style(chance)
        return (enough_told(chance, words, podium=self._podium), style)

    def _style(self, chance: Chance) -> Style:
        from massstart_tui.race.outlook import Verdict

        if chance.verdict is Verdict.IN:
            return self._brush.green
        return self._brush.dim if chance.as_it_stands is Verdict.OUT or chance.sure is None else self._brush.text


def by_the_finish(state: RaceState, chances: tuple[Chance, ...]) -> bool:
    """Return whether no remaining sprint can change who is within the cut, or on the podium."""
    if not chances or state.next_sprint() is None:
        return False
    from massstart_tui.race.outlook import decided_at_the_finish

    return decided_at_the_finish(state, chances)


def at_stake(scene: Scene, words: Words, summary: Summary, *, by_the_finish: bool) -> tuple[str, ...]:
    """Return what the race is about now, longest text first.

    That is the cut or the podium, how many are left, or what decides; and what is said of all skaters at once.
    """
    about = _about(scene, words, by_the_finish=by_the_finish)
    told = summary_told(summary, words)
    if not told:
        return about
    lengths = [" · ".join(told[:count]) for count in range(len(told), 0, -1)]
    return (*(f"{first} · {said}" for first in about for said in lengths), *about)


def summary_told(summary: Summary, words: Words) -> tuple[str, ...]:
    """Return what is said of all skaters at once, the most important part first."""
    if not summary.known:
        return (words("enough.too_long"),) if summary.too_long else ()
    doubt = summary.doubt
    if summary.same is not None:
        if not summary.out:
            return (words("enough.for_everyone", place=summary.same, doubt=doubt),)
        out = words("enough.count_out", count=summary.out, doubt=doubt)
        return (out, words("enough.for_the_others", place=summary.same, doubt=doubt))
    parts = [
        *([words("enough.count_through", count=summary.through, doubt=doubt)] if summary.through else []),
        *([words("enough.count_out", count=summary.out, doubt=doubt)] if summary.out else []),
    ]
    told = ", ".join(parts) or words("enough.nobody")
    return (told, words("enough.any_place_can", doubt=doubt)) if summary.any_place else (told,)


def _about(scene: Scene, words: Words, *, by_the_finish: bool) -> tuple[str, ...]:
    cut, state = scene.sheet.qualify, scene.state
    if state.phase is Phase.SCHEDULED:
        return (words("table.skaters", count=len(scene.rows)),)
    if cut:
        texts = ("table.cut_by_the_finish", "table.cut_by_the_finish.short") if by_the_finish else ()
        return tuple(words(code, cut=cut) for code in (*texts, "table.cut"))
    if state.rules.eliminates and not state.over:
        return (words("table.in_the_race", count=len(still_racing(state))),)
    if TableColumns.of(state).open:
        texts = ("table.podium_by_the_finish", f"table.podium_by_the_finish{SHORT}") if by_the_finish else ()
        return tuple(map(words, texts or ("table.podium",)))
    if state.rules.on_points:
        return (words("table.no_cut"),)
    return (words("table.laps"),) if state.rules.laps_gained_count else ()


def change_sign(moved: int, brush: Brush) -> Piece:
    """Return the sign of a changed row, whose skater ``moved`` so many places up, or if negative down."""
    if moved == 0:
        return ("•", brush.amber)
    return ("▲", brush.green) if moved > 0 else ("▼", brush.red)
