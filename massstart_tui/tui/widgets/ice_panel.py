"""The panel with the ice: the oval, with the groups of skaters where they are reckoned to be between two passings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from massstart_tui.race.state import Phase
from massstart_tui.text.words import Words
from massstart_tui.tui.host import Host
from massstart_tui.tui.painting import Piece, line
from massstart_tui.tui.themes import Brush, Palette
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene, RacePanel
from massstart_tui.view.ice_groups import Passings, passed_at, passings_of
from massstart_tui.view.race_layout import SMALLEST_RINK, Box, LayoutClass
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.view.ice_drawing import Part, RinkMarks, Row
    from massstart_tui.view.rink import Rink

HEADING: Final = 1
"""The rows above the picture."""
MOVES_ON_MS: Final = 5_000
"""A change of the race time by less than this between two updates is a race that plays, not a jump to a moment."""


class IcePanel(RacePanel):
    """Draws the ice at the race time that is shown, at most at every second update while the race plays."""

    stands = PanelPlace.ICE

    def __init__(self) -> None:
        """Begin with nothing to draw."""
        super().__init__()
        self._scene: Scene | None = None
        self._passings: Passings | None = None
        self._t = 0
        self._waited = True
        self._drawn: tuple[Rink, RinkMarks, tuple[Row, ...]] | None = None

    @property
    def _host(self) -> Host:
        return cast("Host", self.app)

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:  # noqa: ARG002 - shown whatever the scene
        """Ask for its place from class M on."""
        return (columns, 1) if size >= LayoutClass.M and self._host.braille else (0, 0)

    @staticmethod
    def fits(room: Box) -> bool:
        """Return whether a rink can be drawn in this room."""
        return _rink_in(room.columns, room.rows - HEADING) is not None

    def show(self, seen: PanelScene) -> None:
        """Draw the ice at ``seen.t``; only the cells in which a dot has moved are drawn again."""
        if seen.scene is not self._scene or self._passings is None:
            told = self._about()
            self._scene, self._passings = seen.scene, passings_of(seen.scene)
            if told != self._about():
                self.refresh()
        elif 0 < seen.t - self._t < MOVES_ON_MS and not self._waited:
            self._waited = True
            return
        self._waited = False
        self._t = seen.t
        self._look()

    def dress(self, palette: Palette, spoken: Words) -> None:
        """Use this palette and language from now on; the labels are in the language."""
        super().dress(palette, spoken)
        self._look()

    def _look(self) -> None:
        """Find what has moved, and draw those cells again."""
        rink = _rink_in(self.size.width, self.size.height - HEADING)
        if rink is None or self._scene is None or self._passings is None:
            return
        from massstart_tui.view.ice_drawing import changed, drawn, marks_of

        groups = self._passings.at(passed_at(self._scene.state) if self._host.still else self._t)
        marks = marks_of(groups, rink, self.words)
        before = self._drawn
        if before is not None and before[:2] == (rink, marks):
            return
        rows = drawn(rink, marks)
        self._drawn = (rink, marks, rows)
        if before is None or before[0] is not rink:
            self.refresh()
        else:
            left, top = self._left(rink), HEADING + self._above(rink)
            spans = ((y, span) for y in range(rink.rows) for span in changed(before[2][y], rows[y]))
            self.redraw_cells([Region(left + begin, top + y, end - begin, 1) for y, (begin, end) in spans])

    def redraw_cells(self, cells: list[Region]) -> None:
        """Draw only these cells again."""
        if cells:
            self.refresh(*cells)

    def on_resize(self) -> None:
        """Draw the ice in the new size."""
        self._look()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        if y < HEADING:
            return line(self._heading(brush), width, brush.text)
        if self._drawn is None:
            return line([], width, brush.text)
        rink, _, rows = self._drawn
        at = y - HEADING - self._above(rink)
        if not 0 <= at < rink.rows:
            return line([], width, brush.text)
        styles = _styles(brush)
        return line(
            [(" " * self._left(rink), brush.text), *((text, styles[part]) for text, part in rows[at])],
            width,
            brush.text,
        )

    def _left(self, rink: Rink) -> int:
        """Return the empty columns left of the picture."""
        return (self.size.width - rink.columns) // 2

    def _above(self, rink: Rink) -> int:
        """Return the empty rows between the heading and the picture."""
        return (self.size.height - HEADING - rink.rows) // 2

    def _heading(self, brush: Brush) -> list[Piece]:
        sign, code = self._about()
        return [(self.words("ice.heading"), brush.ice), (f"  {sign}", brush.amber), (f" {self.words(code)}", brush.dim)]

    def _about(self) -> tuple[str, str]:
        """Return what the heading says of the picture: a sign, and the code of a sentence."""
        state = self._scene.state if self._scene else None
        if state and state.groups_open:
            return "?", "strip.groups_open"
        if state and state.over:
            return "", "ice.over"
        if state and self._passings and self._passings.stand:
            return "", "ice.stopped" if state.phase is Phase.STOPPED else "ice.standing"
        return "~", "ice.reckoned"


def _rink_in(columns: int, rows: int) -> Rink | None:
    """Return the rink for this room; None if it has no room, and then nothing that draws one is imported."""
    if columns < SMALLEST_RINK[0] or rows < SMALLEST_RINK[1]:
        return None
    from massstart_tui.view.rink import rink_in

    return rink_in(columns, rows)


def _styles(brush: Brush) -> dict[Part, Style]:
    from massstart_tui.view.ice_drawing import Part

    return {
        Part.LANE: brush.line,
        Part.FINISH: brush.text,
        Part.GAP: brush.dim,
        Part.GROUP: brush.strong,
        Part.AWAY: brush.ice,
        Part.NUMBER: brush.dim,
    }
