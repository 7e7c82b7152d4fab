"""The race strip: the laps with their sprints, the current lap, what comes next, the groups, and the pace."""

from __future__ import annotations

from typing import Final

from textual.strip import Strip

from massstart_tui.race.groups import Group, average_lap, groups_on_the_ice, last_lap, order_on_the_line
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import decimal, gap_told
from massstart_tui.text.short_names import short_names
from massstart_tui.text.words import SHORT
from massstart_tui.tui.painting import Piece, line, width_of
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.view.scene import Scene

NAMED_IN_A_GROUP: Final = 3
"""The maximum number of skaters in a group that is listed by name; a larger one is counted."""


class RaceStrip(Canvas):
    """Draws the progress of a scene's race."""

    _scene: Scene | None = None
    _names: dict[int, str] = {}  # noqa: RUF012 - replaced whole, never changed in place

    def show(self, scene: Scene) -> None:
        """Draw this scene if it differs from what is drawn."""
        before = self._scene
        if before is not None and _seen_of(before) == _seen_of(scene):
            return
        if before is None or before.sheet is not scene.sheet:
            self._names = short_names((s.bib, s.name, s.noc) for s in scene.sheet.skaters)
        self._scene = scene
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        scene = self._scene
        if scene is None:
            return line([], width, brush.text)
        lines = [self._laps(scene.state, width, brush), self._where(scene.state, width, brush)]
        lines += self._groups(scene, width, brush)
        pace = self._pace(scene, width, brush)
        if pace and len(lines) < self.size.height:
            lines.append(pace)
        return line(lines[y] if y < len(lines) else [], width, brush.text)

    def _laps(self, state: RaceState, width: int, brush: Brush) -> list[Piece]:
        """Return the distance as a track, past and to come, with its sprints and eliminations."""
        length = max(2, min(width - 2, 96))
        done = round(length * state.lap / state.distance)
        marks = {round(length * lap / state.distance): lap for lap in state.rules.sprint_laps() if lap < state.distance}
        outs = {round(length * lap / state.distance) for lap in state.rules.eliminations if lap < state.distance}
        pieces: list[Piece] = []
        for cell in range(1, length + 1):
            behind = cell <= done
            if cell in marks:
                taken = marks[cell] in state.sprints
                pieces.append(("◆" if taken or behind else "◇", brush.amber))
            elif cell in outs and cell < length:
                pieces.append(("×", brush.red if behind else brush.dim))
            elif cell == length:
                pieces.append(("■" if state.over else "□", brush.strong))
            else:
                pieces.append(("━" if behind else "╌", brush.track if behind else brush.faint))
        return pieces

    def _where(self, state: RaceState, width: int, brush: Brush) -> list[Piece]:
        words = self.words
        match state.phase:
            case Phase.SCHEDULED:
                return [(words("strip.distance", count=state.distance), brush.text)]
            case Phase.STOPPED | Phase.FINISHED | Phase.OFFICIAL:
                return [(words(f"phase.{state.phase}"), brush.strong)]
            case Phase.FINISHING:
                return [(words("phase.finishing"), brush.amber_strong)]
            case _:
                return self._under_way(state, width, brush)

    def _under_way(self, state: RaceState, width: int, brush: Brush) -> list[Piece]:
        """Return the current lap and what is next.

        If there is no room, what is next is shortened, and then the lap as well.
        """
        lap = min(state.lap + 1, state.distance)
        pieces: list[Piece] = []
        for of_the_lap, of_what_comes in (("", ""), ("", SHORT), (SHORT, SHORT)):
            pieces = [(self.words(f"strip.lap{of_the_lap}", lap=lap, laps=state.distance), brush.text)]
            if state.phase is Phase.NEUTRAL:
                pieces.append((f" · {self.words('strip.neutral')}", brush.dim))
            pieces += self._coming(state, brush, of_what_comes)
            if width_of(pieces) <= width:
                break
        return pieces

    def _coming(self, state: RaceState, brush: Brush, length: str) -> list[Piece]:
        """Return what is next, in the short form if ``length`` is SHORT; a sprint is announced a lap ahead."""
        number = state.next_sprint()
        out = state.next_elimination()
        if out is not None and (number is None or out <= state.rules.sprint_laps()[number - 1]):
            return self._announced("out", out - state.lap, brush, length)
        if number is None:
            code = "strip.finish_now" if state.to_go == 1 else "strip.finish_next"
            style = brush.amber_strong if state.to_go == 1 else brush.dim
            return [(" · ", brush.dim), (self.words(code), style)]
        return self._announced("sprint", state.rules.sprint_laps()[number - 1] - state.lap, brush, length, number)

    def _announced(self, what: str, left: int, brush: Brush, length: str, number: int = 0) -> list[Piece]:
        """Return the announcement of a sprint, or of an elimination, in ``left`` laps."""
        when, style = {1: ("now", brush.amber_strong), 2: ("soon", brush.amber)}.get(left, ("later", brush.dim))
        return [(" · ", brush.dim), (self.words(f"strip.{what}_{when}{length}", number=number, count=left), style)]

    def _groups(self, scene: Scene, width: int, brush: Brush) -> list[list[Piece]]:
        state = scene.state
        if state.phase is Phase.SCHEDULED:
            return [self._setting(scene, brush)]
        if state.over:
            return [self._leader(scene, brush)]
        told: list[Piece] = []
        groups = groups_on_the_ice(state)
        for index, group in enumerate(groups):
            piece = self._group(group, index, len(groups), brush)
            if told and width_of(told) + width_of(piece) + 3 > width:
                told.append((" …", brush.dim))
                break
            told += [("   ", brush.text), *piece] if told else piece
        return [told] if told else []

    def _group(self, group: Group, index: int, groups: int, brush: Brush) -> list[Piece]:
        followed = index > 0 and group.gap is not None
        gap: Piece = (f" +{gap_told(group.gap or 0, self.words.language)}", brush.text) if followed else ("", brush.dim)
        if group.away:
            return [(f"{self.words('strip.away')} ", brush.dim), *self._named(group.bibs, brush), gap]
        if len(group.bibs) <= NAMED_IN_A_GROUP:
            place = self.words("strip.front" if index == 0 and groups > 1 else "strip.group")
            return [(f"{place} ", brush.dim), *self._named(group.bibs, brush), gap]
        count = self.words("table.skaters", count=len(group.bibs))
        return [(f"{self.words('strip.bunch')} ", brush.dim), (count, brush.text), gap]

    def _named(self, bibs: tuple[int, ...], brush: Brush) -> list[Piece]:
        pieces: list[Piece] = []
        for bib in bibs[:NAMED_IN_A_GROUP]:
            pieces += [(f"{', ' if pieces else ''}{bib}", brush.ice), (f" {self._names.get(bib, '')}", brush.text)]
        if len(bibs) > NAMED_IN_A_GROUP:
            pieces.append((f" +{len(bibs) - NAMED_IN_A_GROUP}", brush.dim))
        return pieces

    def _setting(self, scene: Scene, brush: Brush) -> list[Piece]:
        """Return where and when the race is, in local time."""
        sheet = scene.sheet
        when = sheet.start.strftime("%Y-%m-%d %H:%M") if sheet.start else ""
        return [(" · ".join(part for part in (plain(sheet.venue), when) if part), brush.dim)]

    def _leader(self, scene: Scene, brush: Brush) -> list[Piece]:
        """Return who won, if it is known."""
        if not scene.rows or (scene.state.rules.on_points and not scene.rows[0].total):
            return []
        first = scene.rows[0]
        if first.open_rank:
            return [(self.words("strip.first_open"), brush.dim)]
        return [(f"{self.words('strip.first')} ", brush.dim), *self._named((first.bib,), brush)]

    def _pace(self, scene: Scene, width: int, brush: Brush) -> list[Piece]:
        """Return the last lap, the average lap, the speed and the leader.

        If there is no room the speed is left out, and then the average.
        """
        state = scene.state
        last, average = last_lap(state), average_lap(state)
        if last is None or average is None:
            return []
        sign = "~" if scene.marks and scene.marks.lap_doubtful() else ""
        words = self.words
        parts: dict[str, list[Piece]] = {
            "lap": [
                (f"{words('strip.last_lap')} ", brush.dim),
                (f"{sign}{gap_told(last, words.language)}", brush.text),
            ],
            "average": [
                (f"   {words('strip.average')} ", brush.dim),
                (f"{sign}{gap_told(average, words.language)}", brush.text),
            ],
        }
        if scene.sheet.lap_length and last:
            speed = decimal(f"{scene.sheet.lap_length / last * 3600:.1f}", words.language)
            parts["speed"] = [(f"   {sign}{speed} km/h", brush.dim)]
        leader = next(iter(order_on_the_line(state)), state.leader)
        if leader is not None and not state.over:
            parts["leader"] = [(f"   {words('strip.leader')} ", brush.dim), *self._named((leader,), brush)]
        for least in ("speed", "average"):
            if sum(map(width_of, parts.values())) > width:
                parts.pop(least, None)
        return [piece for part in parts.values() for piece in part]


def _seen_of(scene: Scene) -> tuple[object, ...]:
    """Return the parts of a scene that the strip shows."""
    state = scene.state
    doubtful = bool(state.lap_times and scene.marks and scene.marks.lap_doubtful())
    # Time and seq change with every event, also with those that the strip does not show.
    return (state._replace(t=0, seq=0), scene.rows[:1], doubtful)
