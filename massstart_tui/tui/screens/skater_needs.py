"""Parts of a skater's page about what is at stake: who is around the cut, and how the skater compares with another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase, RaceState, Status
from massstart_tui.report.open_places import rank_cell, rank_told, sprint_cell, through_cell, total_cell
from massstart_tui.report.race_chart import rows_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.text.prose import ordinal
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Lines, Piece, fit, last_word, right, wrap
from massstart_tui.tui.themes import Brush, Palette
from massstart_tui.tui.widgets.skater_panels import cut_of, verdict_style
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance
    from massstart_tui.race.requirements import Takes

_RANK: Final = 4
_TOTAL: Final = 4
_ENOUGH: Final = 10
_FEW_SPRINTS: Final = 4
NOTHING: Final = "·"
BOTH: Final = 2


def other_of(scene: Scene, bib: int) -> int | None:
    """Return with whom a skater is compared: the nearest who is level, else who is next to them across the cut.

    Without a cut it is the skater above, or for the first the one below; None if there is nobody else.
    """
    rows = scene.rows
    at = next(index for index, row in enumerate(rows) if row.bib == bib)
    near = sorted((index for index in range(len(rows)) if index != at), key=lambda index: (abs(index - at), index))
    if not near:
        return None
    level = next((index for index in near if rows[index].total == rows[at].total > 0), None)
    if level is not None:
        return rows[level].bib
    cut = cut_of(scene)
    if cut is not None:
        return rows[cut if at < cut else cut - 1].bib
    return rows[near[0]].bib


class Stakes:
    """Draws what is at stake at the moment of a scene; ``chances`` is None until that is worked out."""

    def __init__(self, scene: Scene, chances: Mapping[int, Chance] | None, palette: Palette, words: Words) -> None:
        """Draw this."""
        self._scene = scene
        self._chances = chances or {}
        self._palette = palette
        self._brush = palette.plain
        self._words = words
        self._names = short_names_of(scene.sheet.skaters)

    def around_the_cut(self, bib: int, width: int, rows: int) -> Lines:
        """Return the rows of the table around the skater and the cut, in ``width`` columns and ``rows`` rows."""
        scene, words, brush, cut = self._scene, self._words, self._brush, cut_of(self._scene)
        # Without points and without an outlook, there would be nothing beside the names.
        told = scene.state.rules.on_points or (scene.state.under_way and self._chances)
        if scene.state.phase is Phase.SCHEDULED or cut is None or not told:
            return []
        code = "needs.around_the_podium" if scene.sheet.qualify is None else "needs.around_the_cut"
        lines: Lines = [[(words(code), brush.ice), (f"  {words(self._beside_names())}", brush.dim)]]
        for index in _window(scene, bib, cut, rows - 2):
            if index == cut:
                lines.append(self._cut_line(width))
            row = scene.rows[index]
            lines.append(self._row(row, width, self._palette.chosen if row.bib == bib else brush))
        return lines

    def _beside_names(self) -> str:
        """Return the code of what stands beside the names around the cut."""
        if not self._scene.state.rules.on_points:
            return "table.enough"
        return "skater.points_enough" if self._scene.state.under_way else "skater.points"

    def _cut_line(self, width: int) -> list[Piece]:
        qualify, brush = self._scene.sheet.qualify, self._brush
        said = f" {self._words('table.go_through', count=qualify)} " if qualify else " "
        return [("───", brush.faint), (said, brush.dim), ("─" * max(0, width - 3 - cell_len(said)), brush.faint)]

    def _row(self, row: Standing, width: int, brush: Brush) -> list[Piece]:
        chosen = brush is not self._brush
        points = _TOTAL if self._scene.state.rules.on_points else 0
        name = max(6, width - _RANK - 5 - points - _ENOUGH)
        total = f"{total_cell(row)}{_doubt(self._scene, row)}"
        told, style = self._outcome(row, brush)
        return [
            (right(_rank(self._scene, row), _RANK), brush.text),
            (right(str(row.bib), 4) + " ", brush.ice),
            (fit(self._names[row.bib], name), brush.strong if chosen else brush.text),
            (right(total, points), brush.amber if row.total else brush.dim),
            (fit(f"  {told}" if cell_len(told) + 2 <= _ENOUGH else f" {told}", _ENOUGH), style),
        ]

    def _outcome(self, row: Standing, brush: Brush) -> Piece:
        """Return what is enough for a skater, or what has become of them."""
        words, chance = self._words, self._chances.get(row.bib)
        if row.through:
            doubts = self._scene.doubts.get(row.bib)
            return (through_cell(row, doubts), brush.text if doubts and doubts.through else brush.green)
        if row.laps_open:
            return (words("state.laps_open"), brush.amber)
        if chance is None or not self._scene.state.under_way:
            out = words.has(f"state.{row.status}") and row.status is not Status.RACING
            return (words(f"state.{row.status}") if out else "", brush.red)
        return (self._enough(chance), verdict_style(chance.verdict, brush))

    def _enough(self, chance: Chance) -> str:
        from massstart_tui.report.requirement_phrases import enough_told

        return enough_told(chance, self._words, podium=self._scene.sheet.qualify is None)

    def head_to_head(self, bibs: tuple[int, int], width: int) -> Lines:
        """Return the comparison of two skaters, and what is certain between them."""
        rows, brush = [_row_of(self._scene, bib) for bib in bibs], self._brush
        compared = list(self._compared(rows))
        each = (width - max(cell_len(told) for told, _ in compared) - 1) // 2
        label = width - 2 * each
        first, second = (last_word(f"{row.bib} {self._names[row.bib]}", each - 1) for row in rows)
        # A long name may begin left of its column: there is no label in this line.
        second = _set_apart(second, min(max(each, cell_len(second) + 1), width // 2))
        lines: Lines = [[(_set_apart(first, width - cell_len(second)), brush.ice), (second, brush.ice)]]
        for told, cells in compared:
            values = [(_set_apart(cell, each), brush.faint if cell == NOTHING else brush.strong) for cell in cells]
            lines.append([(fit(told, label), brush.dim), *values])
        if said := _certain(self._scene, rows, self._words):
            lines += [[], *([(text, brush.text)] for text in wrap(said, width))]
        return lines

    def _compared(self, rows: Sequence[Standing]) -> Iterator[tuple[str, list[str]]]:
        """Yield the lines of a comparison: what it is about, and a cell for each skater."""
        scene, words = self._scene, self._words
        yield words("skater.compare.place"), [rank_told(row, words.language) for row in rows]
        if scene.state.rules.on_points:
            yield words("skater.compare.points"), [f"{total_cell(row)}{_doubt(scene, row)}" for row in rows]
            for index in passed_sprints(scene.state)[-_FEW_SPRINTS:]:
                yield f"S{index + 1}", [_sprint(scene, row, index) for row in rows]
        if any(away := self._laps_away(rows)):
            yield words("skater.compare.away"), [str(laps) if laps else NOTHING for laps in away]
        if any(row.finish_place for row in rows):
            yield words("result.over"), [self._place_over_the_line(row) for row in rows]
        yield from self._possible([self._chances[row.bib] for row in rows if row.bib in self._chances])

    def _place_over_the_line(self, row: Standing) -> str:
        doubts = self._scene.doubts.get(row.bib)
        doubt = DOUBT if doubts is not None and doubts.finish else ""
        return f"{ordinal(row.finish_place, self._words.language)}{doubt}" if row.finish_place else NOTHING

    def _laps_away(self, rows: Sequence[Standing]) -> list[int]:
        """Return how many laps each skater was away, as far as the laps of an attack and its end tell."""
        scene = self._scene
        if scene.timeline is None:
            return []
        races = rows_of(scene.timeline, scene.position, scene.state, rows, scene.doubts)
        return [sum(end - begin for begin, end in races[row.bib].away) for row in rows]

    def _possible(self, chances: Sequence[Chance]) -> Iterator[tuple[str, list[str]]]:
        """Yield what is still possible for both skaters, if that is worked out."""
        words = self._words
        if len(chances) == BOTH and self._scene.state.under_way:
            yield words("table.enough"), [self._enough(chance) for chance in chances]
            for code, ranks in (("best", [it.best for it in chances]), ("worst", [it.worst for it in chances])):
                both = zip(chances, ranks, strict=True)
                told = [f"{ordinal(rank, words.language)}{DOUBT if it.by_chips else ''}" for it, rank in both]
                yield words(f"skater.compare.{code}"), told


def _set_apart(text: str, width: int) -> str:
    """Return ``text`` right-aligned in ``width`` cells, the first of which stays blank."""
    return f" {right(text, width - 1)}"


def _row_of(scene: Scene, bib: int) -> Standing:
    return next(row for row in scene.rows if row.bib == bib)


def passed_sprints(state: RaceState) -> list[int]:
    """Return the indices of the sprints that were skated."""
    laps = enumerate(state.rules.sprint_laps())
    return [index for index, lap in laps if lap <= state.lap or lap in state.sprints]


def _window(scene: Scene, bib: int, cut: int, rows: int) -> range:
    """Return the indices of so many ``rows`` of the table that have the skater and as much as possible of the cut."""
    count = len(scene.rows)
    at = next(index for index, row in enumerate(scene.rows) if row.bib == bib)
    first = max(0, min(cut - rows // 2 - 1, count - rows))
    first = min(first, at) if at < first else max(first, at - rows + 1)
    return range(first, min(count, first + rows))


def _rank(scene: Scene, row: Standing) -> str:
    """Return the rank, or ``=`` for a skater who is level with the one above."""
    at = scene.rows.index(row)
    level = row.shared and not row.open_rank and at > 0 and scene.rows[at - 1].rank == row.rank
    return "=" if level else rank_cell(row)


def _doubt(scene: Scene, row: Standing) -> str:
    doubts = scene.doubts.get(row.bib)
    return DOUBT if doubts is not None and doubts.total else ""


def _sprint(scene: Scene, row: Standing, index: int) -> str:
    doubts = scene.doubts.get(row.bib)
    won = sprint_cell(row, index)
    return f"{won}{DOUBT if doubts is not None and doubts.sprints[index] else ''}" if won else NOTHING


def _certain(scene: Scene, rows: Sequence[Standing], words: Words) -> str:
    """Return what is certain between two who are level on points, once no sprint is to come; empty if nothing is.

    Who is ahead over the line then has at least as many points, and on equal points is ahead.
    """
    state = scene.state
    to_come = any(lap not in state.sprints for lap in state.rules.sprint_laps())
    racing = all(row.status is Status.RACING for row in rows)
    level = rows[0].total == rows[1].total and not any(row.at_least for row in rows)
    falling = list(state.rules.finish) == sorted(state.rules.finish, reverse=True)
    gained = state.rules.laps_gained_count
    if not (state.under_way and state.rules.on_points and racing and level and falling) or to_come or gained:
        return ""
    return words("skater.level", count=rows[0].total)


def enough_lines(takes: Takes | None, scene: Scene, brush: Brush, words: Words) -> Lines:
    """Return which places at the finish are enough, might be, and are not; empty while that is not worked out."""
    if takes is None or not scene.state.under_way:
        return []
    from massstart_tui.report.sprint_outcomes import at_the_finish

    outcomes = at_the_finish(takes._replace(results=()), scene.state.rules, words)
    return [
        [(fit(outcome.place, 14), brush.text), (outcome.then, verdict_style(outcome.verdict, brush))]
        for outcome in outcomes
    ]
