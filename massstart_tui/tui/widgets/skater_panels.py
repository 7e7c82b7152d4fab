"""The panels with text: what the chosen skater needs, what each result would mean, and who is around the cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.style import Style

from massstart_tui.race.contenders import PODIUM
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.open_places import place_told, total_cell
from massstart_tui.report.race_titles import notes_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import ordinal
from massstart_tui.text.short_names import short_names_of
from massstart_tui.tui.painting import CURSOR, Lines, Piece, fit, right, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.cut_words import cut_told
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene
from massstart_tui.tui.widgets.rank_reasons_told import why_in
from massstart_tui.tui.widgets.text_panel import HEADING, TextPanel
from massstart_tui.view.race_layout import LayoutClass
from massstart_tui.view.scene import Scene, level_at_cut

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Verdict
    from massstart_tui.race.requirements import Takes
    from massstart_tui.report.sprint_outcomes import Outcome
    from massstart_tui.text.words import Words

CHOSEN_COLUMNS: Final = 66
CUT_COLUMNS: Final = 64
LEAST_CUT_COLUMNS: Final = 56
ROWS: Final = 14
"""The rows of the panel about the chosen skater."""
CUT_LINES: Final = HEADING + 1
"""The rows of the heading and of the line at the cut."""
EACH_SIDE: Final = 4
"""The rows shown on each side of the cut, unless there is room for more."""
WHO: Final = 22
ENOUGH: Final = 11
PLACE: Final = 9
PLACES: Final = 13
POINTS: Final = 6
NOT_KNOWN: Final = "…"
_LEFT: Final = (Status.LAPPED, Status.WITHDREW, Status.DNS, Status.DISQUALIFIED, Status.ELIMINATED)


class SprintPanel(TextPanel):
    """What each result in the next sprint would mean for the chosen skater; after the last, each place at the finish.

    While that is not worked out, the panel keeps its rows and says nothing.
    """

    stands = PanelPlace.BESIDE

    def __init__(self) -> None:
        """Create it without rows."""
        super().__init__()
        self._for: int | None = None
        self._rows = 0

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for a row for each result from class S on, while the verdict on the chosen skater is open."""
        if size < LayoutClass.S or seen.bib is None or not seen.tabled.state.under_way:
            return (0, 0)
        if seen.takes is not None:
            outcomes = _outcomes(seen.tabled, seen.takes.get(seen.bib), self.words)
            self._for, self._rows = seen.bib, HEADING + len(outcomes) if outcomes else 0
        return (columns, self._rows if self._for == seen.bib else 0)

    def told(self, seen: PanelScene, width: int) -> Lines:
        brush, words = self.palette.plain, self.words
        if seen.bib is None or seen.takes is None:
            return [[(NOT_KNOWN, brush.dim)]]
        takes = seen.takes.get(seen.bib)
        outcomes = _outcomes(seen.tabled, takes, words)
        if takes is None or not outcomes:
            return []
        return [self._heading(seen, takes, width), *(_outcome_line(outcome, brush) for outcome in outcomes)]

    def _heading(self, seen: PanelScene, takes: Takes, width: int) -> list[Piece]:
        brush, words = self.palette.plain, self.words
        title = words("needs.finish") if takes.sprint is None else words("needs.sprint", number=takes.sprint)
        name = short_names_of(seen.tabled.sheet.skaters)[takes.chance.bib]
        codes = ("needs.for",) if takes.sprint is None else ("needs.then_enough", "needs.for")
        said = [words(code, name=name) for code in codes]
        taken = cell_len(title) + 2 + sum(cell_len(text) for text, _ in _what_if(seen, brush, words))
        about = next((text for text in said if taken + cell_len(text) <= width), said[-1])
        return [(title, brush.ice), (f"  {about}", brush.dim), *_what_if(seen, brush, words)]


def _what_if(seen: PanelScene, brush: Brush, words: Words) -> list[Piece]:
    """Return what the heading of a panel says about a what-if; nothing about the race as it is."""
    return [] if seen.supposed is None else [(f"  {words('what_if.tag')}", brush.amber)]


def _outcomes(scene: Scene, takes: Takes | None, words: Words) -> tuple[Outcome, ...]:
    """Return what the results to come would mean for one skater; empty if that is settled or not known."""
    if takes is None:
        return ()
    from massstart_tui.report.sprint_outcomes import after_the_sprint, at_the_finish

    return after_the_sprint(takes, words) or at_the_finish(takes, scene.state.rules, words)


def _outcome_line(outcome: Outcome, brush: Brush) -> list[Piece]:
    of_verdict = verdict_style(outcome.verdict, brush)
    place = fit(f" {outcome.place}", PLACE if outcome.points else PLACES)
    return [
        (place, brush.text),
        (fit(outcome.points, POINTS) if outcome.points else "", brush.dim),
        ("→ ", brush.dim),
        (outcome.then, of_verdict),
    ]


def verdict_style(verdict: Verdict, brush: Brush) -> Style:
    """Return the style of what is said beside a verdict."""
    from massstart_tui.race.outlook import Verdict

    return {Verdict.IN: brush.green, Verdict.OUT: brush.dim, Verdict.OPEN: brush.text}[verdict]


class ChosenPanel(TextPanel):
    """The chosen skater: place and the reason for it, what is needed, and notes."""

    stands = PanelPlace.BELOW
    weight = 3

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for its room in class L, if a skater is chosen."""
        if size < LayoutClass.L or seen.bib is None or columns < CHOSEN_COLUMNS:
            return (0, 0)
        return (CHOSEN_COLUMNS, ROWS)

    def told(self, seen: PanelScene, width: int) -> Lines:
        row = next((row for row in seen.tabled.rows if row.bib == seen.bib), None)
        skater = seen.tabled.sheet.by_bib().get(seen.bib) if seen.bib is not None else None
        if row is None or skater is None:
            return []
        brush, words = self.palette.plain, self.words
        name = f"  {skater.bib} {plain(skater.name)}"
        title: list[Piece] = [(words("needs.chosen"), brush.ice), (name, brush.strong)]
        title += [(f"  {plain(skater.noc)}", brush.dim), *_what_if(seen, brush, words)]
        why = why_in(seen.tabled, row.bib, words)
        reason = self._listed("", why, brush.dim, width) if why else []
        needs = [self._listed("· ", text, brush.text, width) for text in self._needs(seen)]
        notes = notes_of(skater, seen.tabled.sheet, words.language)
        told = [self._listed("– ", note, brush.dim, width) for note in notes]
        standing = [*self._standing(seen.tabled, row), *reason]
        parts = [part for part in (standing, [*_flat(needs)], [*_flat(told)]) if part]
        return [title, *_flat([[*part, []] for part in parts])]

    def _standing(self, scene: Scene, row: Standing) -> Lines:
        brush = self.palette.plain
        open_: list[Piece] = [(f"  {self.words('state.laps_open')}", brush.amber)] if row.laps_open else []
        if scene.state.phase is Phase.SCHEDULED or not scene.state.rules.on_points:
            return [open_] if open_ else []
        doubts = scene.doubts.get(row.bib)
        doubt = DOUBT if doubts is not None and doubts.total else ""
        return [[(place_told("needs.standing", row, self.words) + doubt, brush.text), *open_]]

    def _needs(self, seen: PanelScene) -> list[str]:
        takes = (seen.takes or {}).get(seen.bib or 0)
        if takes is None or not seen.tabled.state.under_way:
            return []
        from massstart_tui.report.requirement_phrases import takes_sentence

        return takes_sentence(takes, self.words).split("; ")

    @staticmethod
    def _listed(mark: str, text: str, style: Style, width: int) -> Lines:
        first, *more = wrap(text, max(8, width - 2))
        return [[(mark + first, style)], *([("  " + text, style)] for text in more)]


def _flat(groups: list[Lines]) -> Iterator[list[Piece]]:
    for group in groups:
        yield from group


class CutPanel(TextPanel):
    """Who is around the cut or the podium: points to the last who is within, and what each of them needs.

    In a race without points it is laps gained instead of points.
    Where there are passings, their charts come first.
    """

    stands = PanelPlace.BELOW
    weight = 0
    least = LEAST_CUT_COLUMNS

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for its room in class L from the gun on, in a race on points or on laps gained."""
        state = seen.tabled.state
        shown = state.phase is not Phase.SCHEDULED and (state.rules.on_points or state.rules.laps_gained_count)
        if not shown or size < LayoutClass.L or columns < CUT_COLUMNS or cut_of(seen.tabled) is None:
            return (0, 0)
        return (CUT_COLUMNS, CUT_LINES + min(2 * EACH_SIDE, len(seen.tabled.rows)))

    def most(self, seen: PanelScene, rows: int) -> int:  # noqa: ARG002 - a row for each skater
        """Fill a row for each skater."""
        return CUT_LINES + len(seen.tabled.rows)

    def told(self, seen: PanelScene, width: int) -> Lines:
        cut, brush, words = cut_of(seen.tabled), self.palette.plain, self.words
        if cut is None:
            return []
        code = "needs.around_the_podium" if seen.tabled.sheet.qualify is None else "needs.around_the_cut"
        to = "needs.points_to" if seen.tabled.state.rules.on_points else "needs.laps_to"
        about = words(to if seen.tabled.state.under_way else f"{to}.after", place=ordinal(cut, words.language))
        rows = seen.tabled.rows
        count = max(2, self.size.height - CUT_LINES) if self.size.height else 2 * EACH_SIDE
        first = max(0, min(cut - count // 2, len(rows) - count))
        lines = [self._line(seen, row, rows[cut - 1]) for row in rows[first : first + count]]
        level = f"─── {cut_told(seen.tabled, words)} " if level_at_cut(seen.tabled) else ""
        lines.insert(cut - first, [(level, brush.dim), ("─" * max(0, width - cell_len(level)), brush.faint)])
        title: list[Piece] = [(words(code), brush.ice), *_what_if(seen, brush, words)]
        if sum(cell_len(text) for text, _ in title) + 2 + cell_len(about) <= width:
            title.append((f"  {about}", brush.dim))
        return [title, *lines]

    def _line(self, seen: PanelScene, row: Standing, last: Standing) -> list[Piece]:
        brush, words = self.palette.plain, self.words
        chosen = row.bib == seen.bib
        text = brush.strong if chosen else brush.text
        bibs = max(len(str(other.bib)) for other in seen.tabled.rows)
        who = f"{row.rank:>3} {row.bib:>{bibs}} {short_names_of(seen.tabled.sheet.skaters)[row.bib]}"
        pieces: list[Piece] = [(CURSOR if chosen else " ", brush.ice), (fit(who, WHO), text)]
        pieces += [(right(_total(seen.tabled, row), 5), text), (right(_between(seen.tabled, row, last), 6), brush.dim)]
        if row.laps_open:
            return [*pieces, (f"  {words('state.laps_open')}", brush.amber)]
        takes = (seen.takes or {}).get(row.bib)
        if not seen.tabled.state.under_way:
            return [*pieces, *self._ended(row)]
        if takes is None:
            return pieces
        from massstart_tui.report.requirement_phrases import enough_told
        from massstart_tui.report.sprint_outcomes import best_in_the_sprint

        said = fit(f"  {enough_told(takes.chance, words, podium=takes.medals)}", ENOUGH)
        return [
            *pieces,
            (said, verdict_style(takes.chance.verdict, brush)),
            (best_in_the_sprint(takes, words), brush.dim),
        ]

    def _ended(self, row: Standing) -> list[Piece]:
        """Return how the race ended for a skater: through or out of the race, and the place over the line."""
        brush, words = self.palette.plain, self.words
        out = f"  {words(f'state.{row.status}')}" if row.status in _LEFT else ""
        fate: Piece = (f"  {words('enough.through')}", brush.green) if row.through else (out, brush.red)
        place = ordinal(row.finish_place, words.language) if row.finish_place is not None else ""
        over = words("needs.over_the_line", place=place) if place else ""
        return [(fit(fate[0], ENOUGH), fate[1]), (over, brush.dim)]


def cut_of(scene: Scene) -> int | None:
    """Return how many are within the cut or on the podium; None if everybody is."""
    cut = scene.sheet.qualify or PODIUM
    return cut if cut < len(scene.rows) else None


def _total(scene: Scene, row: Standing) -> str:
    if not scene.state.rules.on_points:
        return f"{row.laps_gained:+}" if row.laps_gained else "·"
    doubts = scene.doubts.get(row.bib)
    return f"{total_cell(row)}{DOUBT if doubts is not None and doubts.total else ''}"


def _between(scene: Scene, row: Standing, last: Standing) -> str:
    """Return the points, or laps, ahead of the last who is within, or behind; nothing for unknown totals."""
    if not scene.state.rules.on_points:
        laps = row.laps_gained - last.laps_gained
        return f"{laps:+}" if laps else "·"
    if row.at_least or last.at_least:
        return ""
    doubtful = any((doubts := scene.doubts.get(bib)) is not None and doubts.total for bib in (row.bib, last.bib))
    apart = row.total - last.total
    return f"{apart:+}{DOUBT if doubtful else ''}" if apart else "·"
