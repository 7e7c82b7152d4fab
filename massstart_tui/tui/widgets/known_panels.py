"""The panels of what is known beside the race: how it went, the rules, who skates together, and the leader's laps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.race.groups import timed_laps
from massstart_tui.race.meeting import teams
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.report.rules_told import rules_told
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import decimal, gap_told, time_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.tui.columns_of_lines import apart
from massstart_tui.tui.painting import Lines, Piece, hanging, right, wrap
from massstart_tui.tui.widgets.course_panels import CoursePanel
from massstart_tui.tui.widgets.race_chart_lines import explained_signs
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene
from massstart_tui.tui.widgets.text_panel import HEADING, TextPanel
from massstart_tui.view.race_layout import LayoutClass

if TYPE_CHECKING:
    from massstart_tui.text.words import Words
    from massstart_tui.tui.themes import Palette

COLUMNS: Final = 64
LEAST_COLUMNS: Final = 50
LEAST_ROWS: Final = 8
"""The rows that the background wants even where others would fill them."""
LAP_COLUMNS: Final = 38
TO_GO: Final = 4
LAP_TIME: Final = 9
CLOCK: Final = 10
SPEED: Final = 12


class _Known(NamedTuple):
    """What the background depends on: the race, the chosen skater, and the moment once the race is over."""

    sheet: Sheet
    state: RaceState | None
    bib: int | None
    width: int
    spread: bool


class BackgroundPanel(TextPanel):
    """What is known beside the race: how it went, who skates for one nation, the rules, and what the signs mean."""

    stands = PanelPlace.BELOW
    weight = -1
    least = LEAST_COLUMNS

    def __init__(self) -> None:
        """Create it without lines."""
        super().__init__()
        self._wrapped: list[tuple[_Known, list[Lines]]] = []

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for a part of its rows in class L."""
        if size < LayoutClass.L or columns < LEAST_COLUMNS:
            return (0, 0)
        return (COLUMNS, min(LEAST_ROWS, self._rows(seen)))

    def most(self, seen: PanelScene, rows: int) -> int:
        """Fill the rows of all that is known."""
        return max(rows, self._rows(seen))

    def _rows(self, seen: PanelScene) -> int:
        return len(apart(self._parts(seen, self.size.width or COLUMNS, spread=True)))

    def told(self, seen: PanelScene, width: int) -> Lines:
        """Return the parts that have room whole; the first one is cut off if it has not."""
        spread = apart(self._parts(seen, width, spread=True))
        if len(spread) <= self.size.height:
            return spread
        shown: list[Lines] = []
        for part in self._parts(seen, width, spread=False):
            if not shown or len(apart([*shown, part])) <= self.size.height:
                shown.append(part)
        return apart(shown)

    def dress(self, palette: Palette, spoken: Words) -> None:
        self._wrapped = []
        super().dress(palette, spoken)

    def _parts(self, seen: PanelScene, width: int, *, spread: bool) -> list[Lines]:
        """Return the parts that have lines; if they are ``spread``, each sign has a line of its own."""
        scene = seen.scene
        known = _Known(scene.sheet, scene.state if scene.state.over else None, seen.bib, width, spread)
        found = next((parts for before, parts in self._wrapped if before == known), None)
        if found is None:
            signs = self._signs(seen, 1 if spread else width)
            parts = (self._story(seen, width), self._teams(seen, width), self._rules(seen, width), signs)
            found = [part for part in parts if part]
            # Two are kept, since both are asked for where the spread one has no room.
            self._wrapped = [*self._wrapped[-1:], (known, found)]
        return found

    def _heading(self, code: str, about: str = "") -> list[Piece]:
        brush = self.palette.plain
        return [(self.words(code), brush.ice), (f"  {self.words(about)}" if about else "", brush.dim)]

    def _story(self, seen: PanelScene, width: int) -> Lines:
        """Return how the race went, once it is over."""
        scene = seen.scene
        if not scene.state.over or scene.timeline is None:
            return []
        from massstart_tui.report.how_it_went import how_it_went

        told = " ".join(how_it_went(scene.timeline, scene.position, self.words))
        return [self._heading("result.how_it_went"), *self._lines(told, width)] if told else []

    def _teams(self, seen: PanelScene, width: int) -> Lines:
        """Return who skates for one nation, where they are two or more."""
        skaters, brush = seen.scene.sheet.skaters, self.palette.plain
        names = short_names_of(skaters)
        lines: Lines = []
        for noc, bibs in teams((one.bib, one.noc) for one in skaters).items():
            told = " · ".join(f"{bib} {names[bib]}" for bib in bibs)
            style = brush.strong if seen.bib in bibs else brush.text
            lines += hanging([(f"{plain(noc)}  ", brush.dim)], told, style, style, width)
        return [self._heading("sheet.together"), *lines] if lines else []

    def _rules(self, seen: PanelScene, width: int) -> Lines:
        told = rules_told(seen.scene.sheet, seen.scene.state.rules, self.words)
        return [self._heading("home.rules"), *(row for each in told for row in self._lines(each, width))]

    def _signs(self, seen: PanelScene, width: int) -> Lines:
        signs = explained_signs(seen.scene.state, width, self.palette.plain, self.words)
        return [self._heading("rules.chart"), *signs]

    def _lines(self, text: str, width: int) -> Lines:
        return [[(row, self.palette.plain.text)] for row in wrap(text, width)]


class LapTimesPanel(CoursePanel):
    """The leader's laps, the latest first: its time, the clock at its end, and the speed."""

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for a row for each lap in class L, if lap times are known."""
        state, marks = seen.scene.state, seen.scene.marks
        if size < LayoutClass.L or columns < LAP_COLUMNS or state.phase is Phase.SCHEDULED:
            return (0, 0)
        if marks is not None and state.lap_times and marks.lap_doubtful():
            return (0, 0)
        count = len(timed_laps(state))
        return (LAP_COLUMNS, HEADING + min(count, LEAST_ROWS)) if count else (0, 0)

    def most(self, seen: PanelScene, rows: int) -> int:  # noqa: ARG002 - a row for each lap
        """Fill a row for each lap."""
        return HEADING + len(timed_laps(seen.scene.state))

    def told(self, seen: PanelScene, width: int) -> Lines:  # noqa: ARG002 - its columns are fixed
        state, brush, words = seen.scene.state, self.palette.plain, self.words
        laps = timed_laps(state)
        if not laps:
            return []
        fastest = min(lap.ms for lap in laps)
        length = seen.scene.sheet.lap_length
        rows: Lines = []
        for lap in reversed(laps):
            speed = decimal(f"{length / lap.ms * 3600:.1f}", words.language) if length and lap.ms else ""
            rows.append(
                [
                    (f"{right(str(state.distance - lap.lap), TO_GO)} ", brush.dim),
                    (
                        right(gap_told(lap.ms, words.language), LAP_TIME),
                        brush.strong if lap.ms == fastest else brush.text,
                    ),
                    (right(time_told(lap.t - state.gun, words.language), CLOCK), brush.dim),
                    (right(f"{speed} km/h", SPEED) if speed else "", brush.dim),
                ]
            )
        heading: list[Piece] = [
            (words("course.lap_times"), brush.ice),
            (f"  {words('course.lap_times_told')}", brush.dim),
        ]
        return [heading, *self.shortened(rows, 0)]
