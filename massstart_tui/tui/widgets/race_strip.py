"""The head of the race screen: the lap and what comes next, what happened last, the groups, the points and the pace."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.strip import Strip

from massstart_tui.race.groups import Group, leader_laps
from massstart_tui.race.state import Phase, RaceState, members
from massstart_tui.report.open_places import total_cell
from massstart_tui.report.signs import DOUBT, UNKNOWN_SKATER, sign_of
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import decimal, gap_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import SHORT
from massstart_tui.tui.event_colours import colour_of
from massstart_tui.tui.painting import Piece, first_that_fits, fit, line, width_of
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.view.ice_groups import groups_in
from massstart_tui.view.latest_happening import Happening, last_event, or_corrected
from massstart_tui.view.placed_groups import NAMED_IN_A_GROUP, PlacedGroup, placed_groups
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.events import Event, SprintOrder
    from massstart_tui.report.event_phrases import Telling

ONE_A_LINE_FROM: Final = 7
"""The height in lines from which each group has a line of its own."""
BLANK_ABOVE_FROM: Final = 9
"""The height in lines from which the first is blank, as above the digits of the lap counter."""
NEW_MS: Final = 10_000
"""How long what happened last has its colour, in ms of race time at normal speed."""
LEAST_LAPS: Final = 3
"""The number of laps from which the pace is drawn."""
LISTED: Final = 3
"""The maximum number of skaters who are listed with their points."""
MOST_LAPS: Final = 16
"""The maximum number of laps whose pace is drawn, the latest ones."""
CHOSEN: Final = "▸"
_BARS: Final = "▁▂▃▄▅▆▇█"
Row = list[Piece]


class RaceStrip(Canvas):
    """Draws the head rows for a scene's race, as many as there are lines for."""

    _scene: Scene | None = None
    _lately: Happening | None = None
    _happened: Happening | None = None
    _new = False
    _telling: Telling | None = None
    _chosen: tuple[str, str] | None = None
    _names: dict[int, str] = {}  # noqa: RUF012 - replaced whole, never changed in place
    _groups: tuple[Group, ...] = ()
    _drawn: tuple[object, list[Row]] | None = None

    def show(self, scene: Scene, t: int, speed: float = 1.0) -> None:
        """Draw this scene if what is shown of it has changed; ``t`` is the race time in ms."""
        before = self._scene
        if before is not scene:
            if before is None or before.sheet is not scene.sheet:
                self._names = short_names_of(scene.sheet.skaters)
            self._scene = scene
            self._groups = groups_in(scene) if scene.state.under_way else ()
            self._lately = last_event(scene)
            if before is None or _seen_of(before) != _seen_of(scene):
                self._draw_again()
        happened = or_corrected(self._lately, scene, t)
        if happened != self._happened:
            self._happened = happened
            self._draw_again()
        new = happened is not None and t - happened.told.t <= NEW_MS * max(1.0, speed)
        if new != self._new:
            self._new = new
            self._draw_again()

    def tell(self, telling: Telling) -> None:
        """Put what happened into words by ``telling``."""
        self._telling = telling
        if self._happened is not None:
            self._draw_again()

    def choose(self, chosen: tuple[str, str] | None) -> None:
        """Say this about the chosen skater in the last line: the name and a sentence, or None for nobody.

        It is said only where there are few lines; a larger screen has another place for it.
        """
        if chosen != self._chosen:
            self._chosen = chosen
            self._draw_again()

    def _draw_again(self) -> None:
        self._drawn = None
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        if self._scene is None:
            return line([], width, brush.text)
        key = (width, self.size.height, brush, self.words)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._rows(self._scene, max(0, width - 1), self.size.height, brush))
        rows = self._drawn[1]
        # The last cell stays blank: the ice begins behind it.
        told = line(rows[y] if y < len(rows) else [], max(0, width - 1), brush.text)
        return told.adjust_cell_length(width, brush.text)

    def _rows(self, scene: Scene, width: int, height: int, brush: Brush) -> list[Row]:
        first = self._where(scene.state, width, brush)
        if height < ONE_A_LINE_FROM:
            return self._few_rows(scene, first, width, height, brush)
        above: list[Row] = [[]] if height >= BLANK_ABOVE_FROM else []
        happened = self._last(scene, width, brush)
        sections = [[first], *([[happened]] if happened else [])]
        room = height - len(above) - len(sections)
        sections.append(self._body(scene, room, width, brush))
        blanks = height - len(above) - sum(map(len, sections))
        rows = above
        for index, section in enumerate(sections):
            # The last blank line stands above the groups.
            if index and blanks >= len(sections) - index:
                rows.append([])
            rows += section
        return rows

    def _few_rows(self, scene: Scene, first: Row, width: int, height: int, brush: Brush) -> list[Row]:
        """Return each row at a place of its own, so that nothing moves when there is something to say."""
        ends = self._ends(scene, width - cell_len(self.words("strip.points")) - 1, brush)
        rows = [first, self._last(scene, width, brush), self._together(scene, width, brush)]
        rows += [[(f"{self.words(code)} ", brush.dim), *row] for code, row in ends]
        if self._chosen is not None:
            name, said = self._chosen
            rows = [*rows, [], [], []][: height - 1]
            rows.append([(f"{CHOSEN} ", brush.ice), (f"{name} ", brush.strong), (said, brush.text)])
        return rows

    def _ends(self, scene: Scene, room: int, brush: Brush) -> list[tuple[str, Row]]:
        """Return the lines of the points and the pace, in ``room`` cells, each with the code of its word."""
        points = _as_many_as_fit(self._points(scene, brush), room, brush)
        ends = (("strip.points", points), ("strip.pace", self._pace(scene, room, brush)))
        return [(code, row) for code, row in ends if row]

    def _body(self, scene: Scene, room: int, width: int, brush: Brush) -> list[Row]:
        """Return the lines of the groups, the points and the pace, each with a word about it in front."""
        ends = self._labelled(self._ends(scene, width - self._label_cells(), brush), brush)
        if not scene.state.under_way:
            return [self._together(scene, width, brush), *ends]
        if scene.state.groups_open:
            return [self._groups_open(brush), *ends]
        return [*self._labelled(self._each_group(max(1, room - len(ends)), brush), brush), *ends]

    def _groups_open(self, brush: Brush) -> Row:
        """Return that it is unknown who skates together, in the place of the groups."""
        return [("? ", brush.amber), (self.words("strip.groups_open"), brush.dim)]

    def _labelled(self, rows: Sequence[tuple[str, Row]], brush: Brush) -> list[Row]:
        return [[(fit(self.words(code), self._label_cells()), brush.dim), *row] for code, row in rows]

    def _label_cells(self) -> int:
        codes = ("strip.away", "strip.bunch", "strip.behind", "strip.down", "strip.points", "strip.pace")
        return max(len(self.words(code)) for code in codes) + 2

    def _where(self, state: RaceState, width: int, brush: Brush) -> Row:
        words = self.words
        match state.phase:
            case Phase.SCHEDULED:
                return [(words("strip.distance", count=state.distance), brush.strong)]
            case Phase.STOPPED | Phase.FINISHED | Phase.OFFICIAL:
                return [(words(f"phase.{state.phase}"), brush.strong)]
            case Phase.FINISHING:
                return [(words("phase.finishing"), brush.amber_strong)]
            case _:
                return self._under_way(state, width, brush)

    def _under_way(self, state: RaceState, width: int, brush: Brush) -> Row:
        """Return the current lap and what is next.

        If there is no room, what is next is shortened, and then the lap as well.
        """
        pieces: Row = []
        for of_the_lap, of_what_comes in (("", ""), ("", SHORT), (SHORT, SHORT)):
            pieces = [(self.words(f"strip.lap{of_the_lap}", lap=state.running_lap, laps=state.distance), brush.strong)]
            if state.phase is Phase.NEUTRAL:
                pieces.append((f"  {self.words('strip.neutral')}", brush.dim))
            pieces += self._coming(state, brush, of_what_comes)
            if width_of(pieces) <= width:
                break
        return pieces

    def _coming(self, state: RaceState, brush: Brush, length: str) -> Row:
        """Return what is next, in the short form if ``length`` is SHORT; a sprint is announced a lap ahead."""
        number = state.next_sprint()
        out = state.next_elimination()
        if out is not None and (number is None or out <= state.rules.sprint_laps()[number - 1]):
            return self._announced("out", out - state.lap, brush, length)
        if number is None:
            code = "strip.last_lap" if state.to_go == 1 else "strip.finish_next"
            style = brush.amber_strong if state.to_go == 1 else brush.dim
            return [("  ", brush.dim), (self.words(code), style)]
        return self._announced("sprint", state.rules.sprint_laps()[number - 1] - state.lap, brush, length, number)

    def _announced(self, what: str, left: int, brush: Brush, length: str, number: int = 0) -> Row:
        """Return the announcement of a sprint, or of an elimination, in ``left`` laps."""
        when = {1: "now", 2: "soon"}.get(left, "later")
        style = brush.amber_strong if left == 1 else brush.amber
        return [("  ", brush.dim), (self.words(f"strip.{what}_{when}{length}", number=number, count=left), style)]

    def _last(self, scene: Scene, width: int, brush: Brush) -> Row:
        """Return what happened last: in its colour while it is new, then in that of plain text."""
        happened, telling = self._happened, self._telling
        if scene.state.phase is Phase.SCHEDULED:
            return self._setting(scene, brush)
        if happened is None or telling is None:
            return []
        event = happened.told
        colour = colour_of(event.type, brush) if self._new else brush.text
        doubt = f"  {DOUBT}" if scene.marks is not None and scene.marks.fact_doubtful(event) else ""
        kind = f"{sign_of(event.type)} {telling.kind(event)}"
        room = max(0, width - cell_len(kind) - len(doubt) - 2)
        corrected = happened.correction is not None
        told = (telling.whole(happened.event),) if corrected else self._told(event, scene.state, telling)
        said = first_that_fits(told, room) or fit(told[-1], room)
        return [(kind, colour), (f"  {said}", colour), (doubt, brush.amber)]

    def _told(self, event: Event, state: RaceState, telling: Telling) -> tuple[str, ...]:
        """Return what happened to whom, longest first."""
        from massstart_tui.race.events import SprintOrder  # the first picture needs no pydantic

        return self._order(event, state) if isinstance(event, SprintOrder) else (telling.body(event),)

    def _order(self, event: SprintOrder, state: RaceState) -> tuple[str, str]:
        """Return the order of a sprint with the points of each, and without."""
        points = state.rules.points_at(event.lap)
        places = [" = ".join(self._names.get(bib, str(bib)) for bib in members(place)) for place in event.order]
        named = [name or UNKNOWN_SKATER for name in places]
        firsts = accumulate((max(1, len(members(place))) for place in event.order), initial=0)
        won = [f" {points[first]}" if first < len(points) else "" for first in firsts]
        return ", ".join(map("".join, zip(named, won, strict=False))), ", ".join(named)

    def _setting(self, scene: Scene, brush: Brush) -> Row:
        """Return where and when the race is, in local time."""
        sheet = scene.sheet
        when = sheet.start.strftime("%Y-%m-%d %H:%M") if sheet.start else ""
        return [(" · ".join(part for part in (plain(sheet.venue), when) if part), brush.dim)]

    def _leader(self, scene: Scene, brush: Brush) -> Row:
        """Return who won, if it is known."""
        if not scene.rows or (scene.state.rules.on_points and not scene.rows[0].total):
            return []
        first = scene.rows[0]
        if first.open_rank:
            return [(self.words("strip.first_open"), brush.dim)]
        return [(f"{self.words('strip.first')} ", brush.dim), *self._named((first.bib,), brush)]

    def _together(self, scene: Scene, width: int, brush: Brush) -> Row:
        """Return all groups in one line, with the gaps between them, as far as there is room; after the end who won."""
        if scene.state.over:
            return self._leader(scene, brush)
        if scene.state.under_way and scene.state.groups_open:
            return self._groups_open(brush)
        parts: list[Row] = []
        for short in (False, True):
            parts = self._in_a_line(brush, short=short)
            if sum(map(width_of, parts)) <= width:
                break
        return _as_many_as_fit(parts, width, brush)

    def _in_a_line(self, brush: Brush, *, short: bool) -> list[Row]:
        """Return each group, with the gap to the one ahead."""
        parts: list[Row] = []
        for placed in placed_groups(self._groups):
            part = [(f"{self.words(placed.code)} ", brush.dim), *self._members(placed, brush, short=short)]
            parts.append([*self._gap_between(placed.group, brush), *part] if parts else part)
        return parts

    def _gap_between(self, group: Group, brush: Brush) -> Row:
        if group.gap is None:
            return [("  ╌╌ ", brush.line), ("?", brush.dim), (" ╌╌  ", brush.line)]
        return [("  ╌╌ ", brush.line), (f"{self._seconds(group.gap)}", brush.strong), (" ╌╌  ", brush.line)]

    def _seconds(self, ms: int) -> str:
        return f"{gap_told(ms, self.words.language)} s"

    def _each_group(self, room: int, brush: Brush) -> list[tuple[str, Row]]:
        """Return each group, with its gap to the one ahead; beyond ``room`` lines they are counted."""
        placed = placed_groups(self._groups)
        shown = placed if len(placed) <= room else placed[: max(1, room)]
        rows: list[tuple[str, Row]] = []
        for at, placed_group in enumerate(shown):
            (code, group), row = placed_group, self._members(placed_group, brush)
            if at and group.gap is None and not group.down:
                row.append((f"  {self.words('strip.no_gap')}", brush.dim))
            elif at and group.gap is not None:
                row.append((f"  +{self._seconds(group.gap)}", brush.strong))
                # The charts measure from the leader; of two groups that is the same.
                if at > 1:
                    row.append((f" {self.words('strip.to_the_group_ahead')}", brush.dim))
            rows.append((code, row))
        if left := len(placed) - len(shown):
            rows[-1][1].append((f"  {self.words('strip.more_groups', count=left)}", brush.dim))
        return rows

    def _members(self, placed: PlacedGroup, brush: Brush, *, short: bool = False) -> Row:
        if placed.is_counted:
            count = len(placed.group.bibs)
            return [(str(count) if short else self.words("table.skaters", count=count), brush.text)]
        return self._named(placed.group.bibs, brush)

    def _named(self, bibs: tuple[int, ...], brush: Brush) -> Row:
        pieces: Row = []
        for bib in bibs[:NAMED_IN_A_GROUP]:
            pieces += [(f"{'  ' if pieces else ''}{bib}", brush.ice), (f" {self._names.get(bib, '')}", brush.text)]
        if len(bibs) > NAMED_IN_A_GROUP:
            pieces.append((f" +{len(bibs) - NAMED_IN_A_GROUP}", brush.dim))
        return pieces

    def _points(self, scene: Scene, brush: Brush) -> list[Row]:
        """Return each of those who have most points, at most three skaters."""
        parts: list[Row] = []
        for row in [row for row in scene.rows if row.total][:LISTED]:
            doubts = scene.doubts.get(row.bib)
            part = [("  " if parts else "", brush.text), *self._named((row.bib,), brush)]
            part.append((f" {total_cell(row)}", brush.amber_strong))
            if doubts is not None and doubts.total:
                part.append((DOUBT, brush.amber))
            parts.append(part)
        return parts

    def _pace(self, scene: Scene, room: int, brush: Brush) -> Row:
        """Return the leader's last lap and how fast the laps before it were, if lap times are known.

        What does not fit in ``room`` cells is left out: a number is not cut off.
        """
        state, words = scene.state, self.words
        if not state.under_way:
            return []
        if state.lap_times and scene.marks is not None and scene.marks.lap_doubtful():
            return [(words("strip.no_pace"), brush.dim)]
        laps = leader_laps(state)
        if not laps:
            return []
        slowest, fastest = max(laps), min(laps)
        pieces: Row = [(f"{self._seconds(laps[-1])}", brush.text)]
        if len(laps) >= LEAST_LAPS:
            told = {"slowest": gap_told(slowest, words.language), "fastest": gap_told(fastest, words.language)}
            pieces += [
                (f"  {sparkline(laps[-MOST_LAPS:])}", brush.track),
                (f"  {words('strip.pace_range', **told)}", brush.dim),
            ]
        if scene.sheet.lap_length and laps[-1]:
            speed = decimal(f"{scene.sheet.lap_length / laps[-1] * 3600:.1f}", words.language)
            pieces.append((f"   {speed} km/h", brush.dim))
        while len(pieces) > 1 and width_of(pieces) > room:
            pieces.pop()
        return pieces


def _as_many_as_fit(parts: list[Row], width: int, brush: Brush) -> Row:
    """Return the first of these parts in one line, and a sign that there are more if not all have room."""
    told: Row = []
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if told and width_of(told) + width_of(part) > width - (0 if last else 2):
            return [*told, (" …", brush.dim)]
        told += part
    return told


def sparkline(laps: Sequence[int]) -> str:
    """Return a bar for each of these lap times in ms, the faster the higher."""
    slowest, fastest = max(laps), min(laps)
    most = len(_BARS) - 1
    return "".join(_BARS[round(most * (slowest - lap) / max(1, slowest - fastest))] for lap in laps)


def _seen_of(scene: Scene) -> tuple[object, ...]:
    """Return the parts of a scene that the head rows show."""
    state = scene.state
    doubtful = bool(state.lap_times and scene.marks and scene.marks.lap_doubtful())
    # Time and seq change with every event, also with those that are not shown.
    return (state._replace(t=0, seq=0), scene.rows, doubtful)
