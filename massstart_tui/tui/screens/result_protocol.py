"""The protocol of a race, drawn: the standings with points, times, and a reason for every place that needs one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style

from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.open_places import laps_cell, rank_cell, sprint_cell, through_cell, total_cell
from massstart_tui.report.rank_phrases import given_and_cost, reason, tells_more_than_points
from massstart_tui.report.results_page import clocks_of
from massstart_tui.report.signs import DOUBT, REVIEWED
from massstart_tui.report.story.finish import gap_between_times
from massstart_tui.report.why_page import why_told
from massstart_tui.stream.provenance import Doubts
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import gap_told, ordinal
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Lines, Piece, fit, last_word, of_value, right, with_chosen_value, wrap
from massstart_tui.tui.themes import Brush, Palette
from massstart_tui.tui.widgets.cut_words import cut_told
from massstart_tui.tui.widgets.skater_outcome import TOLD_IN_A_WORD
from massstart_tui.tui.widgets.table_columns import (
    BIB,
    GAP,
    GUTTER,
    STATE,
    WHOLE_NAMES_FROM,
    Layout,
    TableColumns,
    latest,
    protocol_layout,
)
from massstart_tui.view.scene import Scene, cut_in

BESIDE_FROM: Final = 30
"""The width in cells from which the reasons stand beside a narrow protocol instead of below it."""
WHY_FROM: Final = 50
"""The width in cells from which a reason also names the other skater and the numbers."""
SHORT_WHY: Final = 18
"""The width in cells from which the reasons have a column of their own beside a wide protocol."""
OVER: Final = 10
"""The cells of the place over the line, and of what the points changed."""
_CHANGE: Final = 4
BEHIND: Final = 9
BEHIND_THE_FIRST: Final = "behind"
"""The name of a time behind the first, which rests on the times of two skaters."""
_IN_A_COLUMN: Final = (Because.EQUAL_POINTS_FINISH, Because.FINISH)
"""Reasons with a short form, since the place over the line stands in a column of its own."""


class _Beyond(NamedTuple):
    """The cells of the columns that only a wide protocol has; 0 for one that is left out."""

    over: int = 0
    behind: int = 0
    why: int = 0


class ResultProtocol:
    """Draws the standings of a scene in ``width`` cells; ``roomy`` asks for the columns of a wide protocol."""

    def __init__(self, scene: Scene, palette: Palette, words: Words, width: int, *, roomy: bool) -> None:
        """Compute the widths of the columns."""
        self._scene = scene
        self._palette = palette
        self._brush = palette.plain
        self._words = words
        self._width = width
        self._clocks: Mapping[int, str] = clocks_of((row.time for row in scene.rows), words.language)
        self._lay, self._beyond = self._widths(roomy=roomy)
        self._names = self._called(self._lay.name - 1)
        self._first = next((row for row in scene.rows if row.finish_place == 1), None)

    def lines(self, chosen: int | None, value: str = "") -> tuple[Lines, dict[int, int]]:
        """Return the lines, and which of them is the first of each skater; the skater ``chosen`` has the cursor.

        ``value`` is the name of the value chosen in that skater's row, if there is one.
        """
        scene = self._scene
        lines: Lines = [self._heads()]
        at: dict[int, int] = {}
        for index, row in enumerate(scene.rows):
            if index == cut_in(scene):
                lines.append(self._cut())
            at[row.bib] = len(lines)
            first, *more = self._row(row, scene.doubts.get(row.bib), self._brush_of(row, chosen))
            lines += [with_chosen_value(first, value) if row.bib == chosen else first, *more]
        if not self._reasons_beside:
            lines += self._reasons()
        return lines, at

    def _brush_of(self, row: Standing, chosen: int | None) -> Brush:
        return self._palette.chosen if row.bib == chosen else self._brush

    @property
    def _reasons_beside(self) -> bool:
        """Whether the reasons stand beside the protocol, and not below it."""
        return self._why_width > 0

    @property
    def _why_width(self) -> int:
        if any(self._beyond):
            return self._beyond.why
        beside = self._width - self._lay.cells - GAP
        return beside if beside >= BESIDE_FROM else 0

    @property
    def _before_the_gun(self) -> bool:
        return self._scene.state.phase is Phase.SCHEDULED

    def _widths(self, *, roomy: bool) -> tuple[Layout, _Beyond]:
        scene = self._scene
        names = max((cell_len(plain(row.name)) for row in scene.rows), default=0)
        times = max((cell_len(self._time(row, scene.doubts.get(row.bib))) for row in scene.rows), default=0)
        columns = TableColumns.of(scene.state, scene.rows)
        if not roomy or not scene.state.finish:
            return protocol_layout(self._width, columns, names, times), _Beyond()
        beyond = _Beyond(OVER if scene.state.rules.on_points else 0, BEHIND)
        lay = protocol_layout(self._width - sum(beyond), columns, names, times)
        why = self._width - sum(beyond) - lay.cells - GAP
        return lay, beyond._replace(why=why if why >= SHORT_WHY else 0)

    def _cut(self) -> list[Piece]:
        if not any(self._beyond):
            return [("─" * min(self._width, self._lay.cells), self._brush.faint)]
        said = f" {cut_told(self._scene, self._words)} "
        return [
            ("───", self._brush.faint),
            (said, self._brush.dim),
            ("─" * max(0, self._width - 3 - cell_len(said)), self._brush.faint),
        ]

    def _heads(self) -> list[Piece]:
        words, lay = self._words, self._lay
        heads = [(f"S{index + 1}", lay.sprint) for index in self._sprints()]
        heads += [(words("table.gained"), lay.gained), (words("table.finish"), lay.finish), ("Σ", lay.total)]
        heads.append((words("table.out"), lay.out))
        if not any(self._beyond):
            heads.append((words("table.time"), lay.time))
        noc, name = fit(words("table.noc"), lay.noc), fit(words("table.skater"), lay.name)
        told = "".join(right(f"{head} ", room) for head, room in heads if room)
        who = f"{right('#', lay.rank)}{right(words('table.bib'), BIB)}  {name}{noc}"
        if self.sprints_left_out:
            who = f"{who[:-1]}…"
        return [(who + told + self._heads_beyond(), self._brush.dim)]

    @property
    def sprints_left_out(self) -> int:
        """How many sprints, the first of the race, have no column."""
        return self._sprints().start if self._lay.sprints else 0

    def _heads_beyond(self) -> str:
        """Return the headings of the columns of a wide protocol."""
        words, beyond = self._words, self._beyond
        if not any(beyond):
            return ""
        # The heading of the place begins over the column of who is through, which has none.
        over = fit(f" {words('result.over')}" if beyond.over else "", STATE + beyond.over)
        why = " " * GAP + words("result.why_here") if beyond.why else ""
        return over + right(f"{words('table.time')} ", self._lay.time) + right(words("result.behind"), BEHIND) + why

    def _sprints(self) -> range:
        """Return the sprints that are shown: the latest for which there is room."""
        state = self._scene.state
        return latest(state, TableColumns.of(state).sprints, self._lay.sprints)

    def _row(self, row: Standing, doubts: Doubts | None, brush: Brush) -> Lines:
        """Return the rows of a skater, with the reason beside the protocol if there is room for it there."""
        pieces = [*self._who(row, doubts, brush, self._lay), *self._what_decides(row, doubts, brush)]
        time = _cell(self._time(row, doubts), self._lay.time, brush.dim, "time")
        if any(self._beyond):
            pieces += [self._outcome(row, doubts, brush), *self._over(row, doubts, brush), time]
            pieces.append(_cell(self._behind(row, doubts), BEHIND, brush.dim, BEHIND_THE_FIRST))
        else:
            pieces += [time, self._outcome(row, doubts, brush)]
        if not self._reasons_beside or not self._needs_a_reason(row):
            return [pieces]
        first, *more = wrap(self._why(row, doubts, self._why_width), self._why_width)
        indent = self._lay.cells + self._beyond.over + self._beyond.behind + GAP
        lines = [[*pieces, (" " * GAP + first, brush.dim)]]
        return lines + [[(" " * indent, self._brush.text), (text, self._brush.dim)] for text in more]

    def _over(self, row: Standing, doubts: Doubts | None, brush: Brush) -> list[Piece]:
        """Return the place over the line, and how many places the points won or lost."""
        if not self._beyond.over:
            return []
        place = "" if row.finish_place is None else ordinal(row.finish_place, self._words.language)
        marked = _marked(place, doubtful=bool(place and doubts and doubts.finish))
        moved = self._places_won(row)
        sign = "" if not moved else f"▲{moved}" if moved > 0 else f"▼{-moved}"
        style = brush.green if moved > 0 else brush.dim
        return [_cell(marked, OVER - _CHANGE, brush.text, "finish"), (fit(sign, _CHANGE), style)]

    def _places_won(self, row: Standing) -> int:
        """Return how many places ahead of the one over the line a skater is classified; 0 until that is settled."""
        if not self._scene.state.over or row.finish_place is None or row.open_rank or row.because is Because.RELEGATED:
            return 0
        return row.finish_place - row.rank

    def _behind(self, row: Standing, doubts: Doubts | None) -> str:
        """Return the time behind the first over the line; empty for the first, and where a time is not known."""
        first = self._first
        if row.time is None or row.finish_place is None or first is None or first.time is None or row.bib == first.bib:
            return ""
        ahead = self._scene.doubts.get(first.bib)
        doubtful = bool((doubts and doubts.time) or (ahead and ahead.time))
        return _marked(time_behind(row.time, first.time, self._words), doubtful=doubtful)

    def _who(self, row: Standing, doubts: Doubts | None, brush: Brush, lay: Layout) -> list[Piece]:
        pieces: list[Piece] = [
            (right("" if self._before_the_gun else rank_cell(row), lay.rank), brush.text),
            (right(str(row.bib), BIB), brush.ice),
            (DOUBT, of_value(brush.dim, "bib")) if doubts and doubts.bib else (" ", brush.dim),
            (REVIEWED if row.reviewed else " ", brush.amber),
            (f"{fit(self._names[row.bib], lay.name - 1)} ", brush.text),
        ]
        return [*pieces, (fit(plain(row.noc), lay.noc), brush.dim)] if lay.noc else pieces

    def _called(self, room: int) -> dict[int, str]:
        """Return the names of the skaters, by bib.

        If a whole name does not fit in ``room`` cells, it is shortened as in the points table; in a narrow protocol all
        are.
        """
        rows = self._scene.rows
        whole = {row.bib: plain(row.name) for row in rows}
        longest = 0 if room + 1 >= WHOLE_NAMES_FROM else max(map(cell_len, whole.values()), default=0)
        short = short_names_of(rows)
        return {
            bib: name if max(longest, cell_len(name)) <= room else last_word(short[bib], room)
            for bib, name in whole.items()
        }

    def _reasons(self) -> Lines:
        """Return the reasons below the protocol, one for each place that the points do not explain.

        A tie needs none, because the ranks show it.
        """
        scene, brush, lay = self._scene, self._brush, self._lay
        told = [row for row in scene.rows if self._needs_a_reason(row) and row.because is not Because.LEVEL]
        lines: Lines = [[], [(self._words("result.decided_by"), brush.ice)]] if told else []
        indent = lay.rank + BIB + GUTTER + lay.name
        for row in told:
            doubts = scene.doubts.get(row.bib)
            first, *more = wrap(self._why(row, doubts, self._width - indent), self._width - indent)
            lines.append([*self._who(row, doubts, brush, lay._replace(noc=0)), (first, brush.dim)])
            lines += [[(" " * indent, brush.text), (text, brush.dim)] for text in more]
        return lines

    def _needs_a_reason(self, row: Standing) -> bool:
        return not self._before_the_gun and tells_more_than_points(row)

    def _why(self, row: Standing, doubts: Doubts | None, room: int) -> str:
        """Return the reason for a place as far as there is room for it."""
        state, words = self._scene.state, self._words
        doubtful = bool(doubts and doubts.finish)
        if room >= WHY_FROM:
            return why_told(self._scene.rows, row.bib, state, words, doubtful=doubtful)
        if self._beyond.over and self._beyond.why and row.because in _IN_A_COLUMN and row.finish_place is not None:
            return words(f"why_here.{row.because}") + given_and_cost(row, state, words)
        return reason(row, state, words, doubtful=doubtful)

    def _what_decides(self, row: Standing, doubts: Doubts | None, brush: Brush) -> list[Piece]:
        """Return the cells of points, laps gained and eliminations that the rules of the race have."""
        lay = self._lay
        unsure = doubts.sprints if doubts else (False,) * len(row.sprints)
        pieces = []
        for at in self._sprints():
            style = brush.amber if row.sprints[at] else brush.faint
            pieces.append(_cell(_value(sprint_cell(row, at), doubtful=unsure[at]), lay.sprint, style, str(at)))
        if lay.gained:
            style = brush.faint if not row.laps_gained else brush.green if row.laps_gained > 0 else brush.red
            pieces.append((right(f"{row.laps_gained:+} " if row.laps_gained else "· ", lay.gained), style))
        if lay.finish:
            finish = _value(row.finish, doubtful=bool(doubts and doubts.finish))
            pieces.append(_cell(finish, lay.finish, brush.text if row.finish else brush.faint, "finish"))
            total = _marked(str(total_cell(row)), doubtful=bool(doubts and doubts.total))
            pieces.append(_cell(total, lay.total, brush.strong if row.total else brush.dim, "total"))
        if lay.out:
            out = row.status is Status.ELIMINATED
            told = f"{self._words('table.lap', lap=laps_cell(row))} " if out else "· "
            pieces.append((right(told, lay.out), brush.red if out else brush.faint))
        return pieces

    def _time(self, row: Standing, doubts: Doubts | None) -> str:
        if row.time is None:
            return ""
        return _marked(self._clocks[row.time], doubtful=bool(doubts and doubts.time))

    def _outcome(self, row: Standing, doubts: Doubts | None, brush: Brush) -> Piece:
        if row.through:
            style = brush.text if doubts and doubts.through else brush.green
            return (fit(f" {through_cell(row, doubts)}", STATE), style)
        if row.status in TOLD_IN_A_WORD:
            return (fit(f" {self._words(f'state.{row.status}')}", STATE), brush.red)
        return (" " * STATE, brush.text)


def time_behind(time: int, first: int, words: Words) -> str:
    """Return a time behind another, such as ``+1.55``, so that it agrees with the two as they are printed.

    It has hundredths, or thousandths if they differ by these only. It is empty if the time is not behind the other, as
    after a relegation.
    """
    if time < first:
        return ""
    exact = time // 10 == first // 10 and time != first
    return f"+{gap_told(gap_between_times(first, time, exact=exact), words.language, 3 if exact else 2)}"


def _value(points: int | str, *, doubtful: bool) -> str:
    if not points:
        return "· "
    return _marked(str(points), doubtful=doubtful)


def _marked(text: str, *, doubtful: bool) -> str:
    """Return a value with the mark of doubt, or with a blank in its place."""
    return f"{text}{DOUBT if doubtful else ' '}"


def _cell(marked: str, width: int, style: Style, value: str) -> Piece:
    """Return a value as `_marked` returns it, in ``width`` cells; one in doubt can be chosen by the name ``value``."""
    return (right(marked, width), of_value(style, value) if marked.endswith(DOUBT) else style)
