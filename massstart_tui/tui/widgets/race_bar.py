"""The race bar: the distance by laps, with what happened behind the position and ahead only what the rules know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import RaceState
from massstart_tui.report.signs import sign_of
from massstart_tui.tui.event_colours import colour_of
from massstart_tui.tui.painting import Piece, line, right
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas

MARGIN: Final = 2
_GAP: Final = 2
_ORDER: Final = (
    *("caught", "lap_gained", "card", "review", "rejoin", "attack"),
    *("lapped", "fall", "eliminated", "withdraw", "disqualify"),
)
"""The types of event that take precedence in a cell, the last of them most."""


class _Sign(NamedTuple):
    """A sign on the bar: of a type of event, or ``ahead``, ``out`` or ``finish`` for what the rules know."""

    cell: int
    kind: str


class RaceBar(Canvas):
    """A bar of the whole distance; a click goes there.

    Its scale is distance and not time, because the duration of the race would give its ending away.
    """

    class Sought(Message):
        """Posted when the bar is clicked, with the ``fraction`` of the distance, from 0 to 1."""

        def __init__(self, fraction: float) -> None:
            """Store the fraction."""
            self.fraction = fraction
            super().__init__()

    _state: RaceState | None = None
    _reached: float = 0.0
    _pointed = True
    _marks: tuple[tuple[float, str], ...] = ()
    _text = ""
    _reading: float | None = None
    _drawn: object = None

    def show(
        self,
        state: RaceState,
        fraction: float | None,
        marks: Iterable[tuple[float, str]] = (),
        *,
        further: str = "",
        reading: float | None = None,
    ) -> None:
        """Draw how far the race is in ``state``, with ``marks`` as (fraction, type of event).

        The position is at ``fraction``; if it is None, the bar has no sign there and ends after the laps completed, or
        at the last mark. ``further`` is said after the laps. ``reading`` is the fraction of the stream that has been
        read, None once all of it has.
        """
        self._state = state
        self._pointed = fraction is not None
        self._marks = tuple(marks)
        # Nothing that has happened stands ahead of the part that is past.
        known = max([state.lap / state.distance, *(at for at, _ in self._marks)])
        self._reached = known if fraction is None else fraction
        self._text = f"{self.words('bar.lap', lap=state.running_lap, laps=state.distance)}{further}"
        self._reading = reading
        # Rounded to whole percents and cells, so that the line is not redrawn for less.
        shown = round(reading, 2) if reading is not None else None
        cells = self._cells
        drawn = (self._text, shown, cells, self._head, tuple(self._signs(state, cells)))
        if drawn != self._drawn:
            self._drawn = drawn
            self.refresh()

    @property
    def _cells(self) -> int:
        """The number of cells of the bar; the text after it always has the same room."""
        return max(2, self.size.width - 2 * MARGIN - _GAP - self._room)

    @property
    def _room(self) -> int:
        """The columns for the text: as many as with all laps completed."""
        if self._state is None:
            return 0
        laps = self._state.distance
        return max(cell_len(self._text), cell_len(self.words("bar.lap", lap=laps, laps=laps)))

    @property
    def _head(self) -> int:
        """The cell of the position; -1 if the race has not begun and no position is drawn."""
        return round(self._reached * (self._cells - 1)) if self._pointed or self._reached else -1

    def _signs(self, state: RaceState, cells: int) -> Iterator[_Sign]:
        """Yield the signs of the bar, in the order in which they are drawn over each other."""

        def cell_of(fraction: float) -> int:
            return round(fraction * (cells - 1))

        for lap in state.rules.eliminations:
            if state.lap < lap < state.distance:
                yield _Sign(cell_of(lap / state.distance), "out")
        for lap in state.rules.sprint_laps():
            if lap < state.distance:
                yield _Sign(cell_of(lap / state.distance), "sprint" if lap <= state.lap else "ahead")
        sprints = {cell_of(lap / state.distance) for lap in state.rules.sprint_laps() if lap < state.distance}
        order = {kind: place for place, kind in enumerate(_ORDER)}
        for at, kind in sorted(self._marks, key=lambda mark: order.get(mark[1], -1)):
            # A sprint stands at its lap, whenever its order was given.
            if kind != "sprint":
                # What has happened stays behind the position.
                end = cell_of(self._reached) if at <= self._reached else cells - 2
                yield _Sign(_beside(cell_of(at), sprints, end), kind)
        yield _Sign(cells - 1, "over" if state.over else "finish")

    def draw(self, y: int, width: int) -> Strip:
        brush, state = self.palette.plain, self._state
        if y or state is None:
            return line([], width, brush.text)
        if self._reading is not None:
            return self._draw_reading(self._reading, width)
        cells, head = self._cells, self._head
        signs = {sign.cell: _drawn(sign.kind, brush) for sign in self._signs(state, cells)}
        if self._pointed and not (state.over and head == cells - 1):
            # The position steps aside for a sign, if it can.
            signs[head + 1 if head in signs and head + 2 < cells else head] = ("●", brush.strong)
        pieces: list[Piece] = [(" " * MARGIN, brush.text)]
        done = 0
        for cell in sorted(signs):
            pieces += [*self._track(done, cell, brush), signs[cell]]
            done = cell + 1
        pieces.append((" " * _GAP + right(self._text, self._room), brush.dim))
        return line(pieces, width, brush.text)

    def _track(self, first: int, last: int, brush: Brush) -> list[Piece]:
        """Return the bar between two signs: the part that is past, and the part to come."""
        past = max(first, min(last, self._head + 1))
        return [("━" * (past - first), brush.track), ("╌" * (last - past), brush.line)]

    def _draw_reading(self, part: float, width: int) -> Strip:
        brush, cells = self.palette.plain, self._cells
        done = round(part * cells)
        said = self.words("bar.reading", percent=round(part * 100))
        pieces = [(" " * MARGIN, brush.text), ("━" * done, brush.track), ("╌" * (cells - done), brush.line)]
        return line([*pieces, (f"  {said}", brush.dim)], width, brush.text)

    def on_click(self, event: events.Click) -> None:
        self._seek(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if event.button:
            self._seek(event.x)

    def _seek(self, x: int) -> None:
        if MARGIN <= x < MARGIN + self._cells + _GAP:
            self.post_message(self.Sought(max(0.0, min(1.0, (x - MARGIN) / (self._cells - 1)))))


def _beside(cell: int, sprints: Collection[int], end: int) -> int:
    """Return the cell of a sign, which steps aside for a sprint if there is room: a cell on, up to ``end``, or back."""
    if cell not in sprints:
        return cell
    free = (other for other in (cell + 1, cell - 1) if 0 <= other <= end and other not in sprints)
    return next(free, cell)


def _drawn(kind: str, brush: Brush) -> Piece:
    """Return the sign of an event, or of what the rules know, in its colour."""
    match kind:
        case "ahead":
            return ("◇", brush.amber)
        case "out":
            return ("×", brush.dim)
        case "finish":
            return ("□", brush.strong)
        case "over":
            return ("■", brush.strong)
        case _:
            return (sign_of(kind), colour_of(kind, brush))
