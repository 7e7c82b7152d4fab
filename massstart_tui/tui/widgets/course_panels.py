"""The panels of the course of a race: the attacks so far, and who went out of an elimination race and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.style import Style

from massstart_tui.race.elimination_list import Leaving, leavings
from massstart_tui.race.groups import still_racing
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.attack_list import ListedAttack, attacks_until
from massstart_tui.report.signs import DOUBT, UNKNOWN_SKATER, sign_of
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of
from massstart_tui.tui.event_colours import colour_of
from massstart_tui.tui.painting import Lines, Piece, fit, right
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene
from massstart_tui.tui.widgets.text_panel import HEADING, TextPanel
from massstart_tui.view.race_layout import LayoutClass
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.events import Event

COLUMNS: Final = 66
LEAST_COLUMNS: Final = 56
TO_GO: Final = 4
LAPS: Final = 9
ENDED: Final = 26
"""The cells for how an attack ended."""
MOST_WHO: Final = 30
LEFT: Final = 6
TO_COME: Final = "◇"
FINISH: Final = "□"
NOT_KNOWN_HOW_MANY: Final = "?"


class CoursePanel(TextPanel):
    """A panel with a heading and a row for each thing that happened; of too many rows it says how many there are."""

    stands = PanelPlace.BELOW

    def of(self, seen: PanelScene, bibs: tuple[int, ...]) -> Style:
        """Return the style of these skaters: another one if the chosen skater is among them."""
        brush = self.palette.plain
        return brush.strong if seen.bib in bibs else brush.text

    def shortened(self, rows: Lines, now: int) -> Lines:
        """Return the rows for which there is room, those around the row ``now``, and how many there are besides."""
        room = self.size.height - HEADING
        if room <= 0 or len(rows) <= room:
            return rows
        first = max(0, min(now - room // 2, len(rows) - room))
        shown = rows[first : first + room]
        dim = self.palette.plain.dim
        if first:
            shown[0] = [(self.words("course.before", count=first + 1), dim)]
        if below := len(rows) - first - room:
            shown[-1] = [(self.words("table.more", count=below + 1), dim)]
        return shown


class AttacksPanel(CoursePanel):
    """The attacks since the gun, the latest first: who, how many laps they were away, and how it ended."""

    least = LEAST_COLUMNS

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for a row for each attack in class L."""
        scene = seen.scene
        if size < LayoutClass.L or columns < LEAST_COLUMNS or scene.timeline is None:
            return (0, 0)
        count = len(attacks_until(scene.timeline, scene.position))
        return (COLUMNS, HEADING + count) if count else (0, 0)

    def told(self, seen: PanelScene, width: int) -> Lines:
        scene, brush, words = seen.scene, self.palette.plain, self.words
        if scene.timeline is None:
            return []
        heading: list[Piece] = [(words("course.attacks"), brush.ice), (f"  {words('course.attacks_told')}", brush.dim)]
        rows = [self._row(seen, attack, width) for attack in attacks_until(scene.timeline, scene.position)]
        return [heading, *self.shortened(rows, 0)]

    def _row(self, seen: PanelScene, attack: ListedAttack, width: int) -> list[Piece]:
        from massstart_tui.tui.brief_phrases import as_many_as_fit

        scene, brush, words = seen.scene, self.palette.plain, self.words
        names = short_names_of(scene.sheet.skaters)
        ended = scene.state.lap if attack.ended is None else attack.ended
        room = max(8, width - TO_GO - 3 - LAPS - ENDED)
        who = as_many_as_fit([f"{bib} {names[bib]}" for bib in attack.bibs], room - 2)
        began = right(str(scene.state.distance - attack.began), TO_GO)
        return [
            (f"{began} ", brush.dim),
            (f"{sign_of('attack')} ", colour_of("attack", brush)),
            (fit(f"{who}{_doubt(scene, attack.began_by)}", room), self.of(seen, attack.bibs)),
            (fit(words("course.away", count=ended - attack.began), LAPS), brush.dim),
            *self._end(scene, attack, scene.state.distance - ended),
        ]

    def _end(self, scene: Scene, attack: ListedAttack, to_go: int) -> list[Piece]:
        """Return how the attack ended, with the laps to go then; that it did not, while they are away."""
        brush, words = self.palette.plain, self.words
        end = attack.ended_by
        if end is None:
            over_the_line = all(map(scene.state.is_in, attack.bibs))
            return [(words("course.to_the_finish" if over_the_line else "strip.away"), brush.ice)]
        told = f"{words(f'kind.{end.type}')}{_doubt(scene, end)}"
        return [
            (f"{sign_of(end.type)} ", colour_of(end.type, brush)),
            (f"{told}, {words('log.to_go', count=to_go)}", brush.text),
        ]


def _doubt(scene: Scene, event: Event) -> str:
    """Return the mark of an event if it is doubtful that it happened, or in which lap."""
    marks = scene.marks
    return DOUBT if marks and (marks.fact_doubtful(event) or marks.lap_of_doubtful(event)) else ""


class EliminationsPanel(CoursePanel):
    """Who left an elimination race and when, and the eliminations to come, with how many are left after each."""

    weight = 2

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Ask for a row for each who left and each elimination in class L, in a race with eliminations."""
        state = seen.scene.state
        if size < LayoutClass.L or columns < COLUMNS or not state.rules.eliminations or state.phase is Phase.SCHEDULED:
            return (0, 0)
        return (COLUMNS, HEADING + len(leavings(state)) + 1)

    def told(self, seen: PanelScene, width: int) -> Lines:
        state, brush, words = seen.scene.state, self.palette.plain, self.words
        rows = leavings(state)
        coming = next((at for at, row in enumerate(rows) if row.bib is None and row.lap > state.lap), len(rows))
        last = rows[-1].left if rows else len(still_racing(state))
        finish = _Entry("0", (f"{FINISH} ", brush.dim), (words("course.finish"), brush.dim), last)
        entries = [*(self._entry(seen, row, soon=at == coming) for at, row in enumerate(rows)), finish]
        told = [_columns(entry, brush, min(MOST_WHO, width - TO_GO - 3 - LEFT)) for entry in entries]
        about = f"  {words('course.eliminations_told' if state.under_way else 'course.eliminations_over')}"
        return [[(words("course.eliminations"), brush.ice), (about, brush.dim)], *self.shortened(told, coming)]

    def _entry(self, seen: PanelScene, row: Leaving, *, soon: bool) -> _Entry:
        state, brush, words = seen.scene.state, self.palette.plain, self.words
        to_go = str(state.distance - row.lap)
        if row.bib is None or row.status is None:
            due = row.lap <= state.lap
            style = brush.amber if soon or due else brush.dim
            said = words("course.not_recorded" if due else "course.last_over_the_line")
            return _Entry(to_go, (f"{UNKNOWN_SKATER if due else TO_COME} ", style), (said, style), row.left)
        skater = seen.scene.sheet.by_bib().get(row.bib)
        name = f"{row.bib} {plain(skater.name) if skater is not None else UNKNOWN_SKATER}"
        became = "" if row.status is Status.ELIMINATED else f"  {words(f'state.{row.status}')}"
        sign = (f"{sign_of('eliminated')} ", colour_of("eliminated", brush))
        return _Entry(to_go, sign, (f"{name}{became}", self.of(seen, (row.bib,))), row.left)


class _Entry(NamedTuple):
    """One row of the list: laps to go, the sign, what happened, and how many are left."""

    to_go: str
    sign: Piece
    told: Piece
    left: int | None


def _columns(entry: _Entry, brush: Brush, room: int) -> list[Piece]:
    text, style = entry.told
    left = NOT_KNOWN_HOW_MANY if entry.left is None else str(entry.left)
    return [
        (f"{right(entry.to_go, TO_GO)} ", brush.dim),
        entry.sign,
        (fit(text, room), style),
        (right(left, LEFT), brush.text),
    ]
