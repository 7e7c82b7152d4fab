"""The incident log, a virtual list: newest line first, with laps to go and race time on each.

Only the lines in view are laid out, so that the length of the log costs nothing. A corrected line is struck through,
with its correction beside it. A line for something that follows from the events, and that nobody recorded, has a sign
of its own and no word for a type of event.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol, Self

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from massstart_tui.race.event_kinds import INCIDENTS, NOTES, SPRINTS
from massstart_tui.report.signs import CONTRARY_SIGN, TURN_SIGN, sign_of
from massstart_tui.stream.log_lines import LogLine, Stands, VerdictChange
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import SHORT
from massstart_tui.tui.event_colours import colour_of
from massstart_tui.tui.painting import CURSOR, FOCUS, Piece, fit, line, put_behind, right, width_of, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.stream.provenance import Marks

HEADING_LINES: Final = 1
WIDE_FROM: Final = 60
"""The width in cells from which the kind of each line is written out beside its sign."""
WHATEVER_HAPPENS_FROM: Final = 44
"""The width in cells from which the sentence about who is in or out is given in full."""


class Show(StrEnum):
    """Which lines the log shows."""

    ALL = "all"
    INCIDENTS = "incidents"
    SPRINTS = "sprints"
    NOTES = "notes"
    CORRECTED = "corrected"


_KINDS: Final = {
    Show.INCIDENTS: INCIDENTS,
    Show.SPRINTS: SPRINTS,
    Show.NOTES: NOTES,
}


class LogLines(Protocol):
    """A source of the log's lines; index 0 is the oldest."""

    def kind(self, index: int) -> str:
        """Return the type of the event in this line, or TURN for a change of verdict."""

    def line(self, index: int) -> LogLine | VerdictChange:
        """Return this line."""


class IncidentLog(Canvas):
    """Draws the first ``count`` lines of a source, newest first."""

    can_focus = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name is Textual's
        """Create an empty log."""
        super().__init__(id=id)
        self._source: LogLines | None = None
        self._count = 0
        self._shown: Sequence[int] = range(0)
        self._telling: Telling | None = None
        self._marks: Marks | None = None
        self._contrary: Collection[int] = ()
        self._top = 0
        self._into = self._beyond = 0
        """The rows of the newest line in view that are above and below the log: a line may be longer than the log."""
        self._window: list[tuple[list[Piece], Style]] | None = None
        self._whole = 0
        self._chosen: LogLine | None = None
        self.filter = Show.ALL
        self.bib: int | None = None
        self.about = "cut"

    def tell(self, telling: Telling, marks: Marks | None, about: str) -> None:
        """Set how lines are put into words: by ``telling``, with ``marks`` on what is not official or published.

        ``about`` is what changes of verdict are about, ``cut`` or ``podium``.
        """
        self._telling = telling
        self.about = about
        self._marks = marks
        if self._shown:
            self.refresh()

    def mark(self, contrary: Collection[int]) -> None:
        """Mark the events with these seqs as contradicting other events."""
        if contrary is not self._contrary:
            changed = set(contrary) != set(self._contrary)
            self._contrary = contrary
            if changed and self._shown:
                self.refresh()

    def show(self, source: LogLines | None, count: int) -> None:
        """Show the first ``count`` lines of ``source``; a line that was scrolled to stays in view."""
        if source is self._source and count == self._count:
            return
        before = len(self._shown)
        # A growing source only appends, so lines that were selected before need not be looked at again.
        known = self._count if source is self._source and count > self._count else 0
        self._source, self._count = source, count
        self._select(known)
        if self._chosen and self._place_of(self._chosen) is None:
            self._chosen = None
        # The newest line is on top, so each new one moves the lines in view down, unless the newest is in view.
        if self._top or self._into:
            self._top = max(0, self._top + len(self._shown) - before)
        if before or self._shown:
            self.refresh()

    def _place_of(self, chosen: LogLine) -> int | None:
        """Return the index of the chosen line among the shown lines; None if it is not shown."""
        # The chosen line is usually near the newest, so the search begins there.
        places = range(len(self._shown) - 1, -1, -1)
        return next((place for place in places if self._is_at(place, chosen)), None)

    def _is_at(self, place: int, chosen: LogLine) -> bool:
        shown = self._source.line(self._shown[place]) if self._source else None
        return isinstance(shown, LogLine) and (shown.event.seq, shown.stands) == (chosen.event.seq, chosen.stands)

    @property
    def chosen(self) -> LogLine | None:
        """The line with the cursor, or None."""
        return self._chosen

    def choose(self, older: int) -> None:
        """Move the cursor ``older`` lines towards the oldest, or if negative towards the newest.

        Beyond the newest line the cursor disappears. Changes of verdict are skipped.
        """
        source, last = self._source, len(self._shown) - 1
        if source is None or last < 0:
            return
        step = 1 if older > 0 else -1
        at = self._place_of(self._chosen) if self._chosen else last + 1
        place = (last + 1 if at is None else at) - older
        while 0 <= place <= last and isinstance(source.line(self._shown[place]), VerdictChange):
            place -= step
        if place > last:
            self.choose_none()
        elif place >= 0 and isinstance(line := source.line(self._shown[place]), LogLine):
            self._chosen = line
            # Lines are indexed from the oldest, but the log is drawn from the newest.
            behind = last - place
            self._top = min(behind, max(self._top, behind - self.page + 1))
            self._into = 0
            self.refresh()

    def choose_none(self) -> None:
        """Remove the cursor, and scroll to the newest line."""
        if self._chosen is not None:
            self._chosen = None
            self._top = self._into = 0
            self.refresh()

    def narrow(self, show: Show, bib: int | None) -> None:
        """Show only lines of this sort, and only those about the skater ``bib`` if one is given."""
        self.filter, self.bib = show, bib
        self._top = self._into = 0
        self._select()
        self.refresh()

    def _select(self, known: int = 0) -> None:
        """Find the lines to show; the first ``known`` are already done."""
        source = self._source
        if source is None:
            self._shown = range(0)
        elif self.filter is Show.ALL and self.bib is None:
            self._shown = range(self._count)
        else:
            found = [index for index in range(known, self._count) if self._belongs(source, index)]
            self._shown = [*self._shown, *found] if known else found

    def _belongs(self, source: LogLines, index: int) -> bool:
        kinds = _KINDS.get(self.filter)
        if kinds is not None and source.kind(index) not in kinds:
            return False
        shown = source.line(index)
        if self.filter is Show.CORRECTED and (isinstance(shown, VerdictChange) or shown.stands is Stands.AS_RECORDED):
            return False
        return self.bib is None or self.bib in self._about(shown)

    def _about(self, shown: LogLine | VerdictChange) -> Sequence[int]:
        if isinstance(shown, VerdictChange):
            return shown.bibs
        return self._telling.about(shown.event) if self._telling else ()

    def scroll(self, lines: int) -> None:
        """Scroll ``lines`` lines towards the oldest, or if negative back; a line longer than the log is scrolled by
        rows.
        """
        self._in_window()
        # First through the rows of a line that is longer than the log, then on to another line.
        if within := max(-self._into, min(lines, self._beyond)):
            self._into += within
        else:
            self._top = max(0, self._top + min(lines, self._older))
            self._into = 0
        self.refresh()

    def turn(self, pages: int) -> None:
        """Scroll so many pages towards the oldest line, or if negative back."""
        self._in_window()
        inside = self._beyond if pages > 0 else self._into
        self.scroll(pages * (max(1, self._rows - 1) if inside else self.page))

    def on_mouse_scroll_down(self) -> None:
        page = self.page
        self.scroll(3 if self._beyond else min(3, page))

    def on_mouse_scroll_up(self) -> None:
        self.scroll(-3)

    @property
    def page(self) -> int:
        """The number of lines that are in view completely, at least one."""
        self._in_window()
        return max(1, self._whole)

    @property
    def _older(self) -> int:
        """The number of lines that are older than those in view completely."""
        self._in_window()
        return max(0, len(self._shown) - self._top - self._whole)

    @property
    def _rows(self) -> int:
        """The number of rows for lines."""
        return max(1, self.size.height - HEADING_LINES)

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        if y < HEADING_LINES:
            return line(self._title(brush), width, brush.text)
        window, at = self._in_window(), y - HEADING_LINES
        pieces, ground = window[at] if at < len(window) else ([], brush.text)
        return line(pieces, width, ground)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._window = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def on_resize(self) -> None:
        self._window = None

    def _in_window(self) -> list[tuple[list[Piece], Style]]:
        """Return the rows in view, laid out again if something has changed."""
        if self._window is None:
            self._window = self._look_through(self.size.width, self.palette.plain)
        return self._window

    def _look_through(self, width: int, brush: Brush) -> list[tuple[list[Piece], Style]]:
        """Lay out the lines in view, from the newest one on, each in as many rows as it needs."""
        window: list[tuple[list[Piece], Style]] = []
        rows = self._rows
        self._whole = self._beyond = 0
        source, last = self._source, len(self._shown) - 1 - self._top
        if source is None or self._telling is None:
            return window
        for at in range(last, -1, -1):
            if len(window) >= rows:
                break
            drawn_on = self.palette.chosen if self._chosen and self._is_at(at, self._chosen) else brush
            entry = self._drawn(source.line(self._shown[at]), width, drawn_on, self._telling)
            if drawn_on is not brush:
                entry[0][0] = (_pointed_at(entry[0][0][0]), drawn_on.ice)
            if at == last:
                self._into = max(0, min(self._into, len(entry) - rows))
                self._beyond = max(0, len(entry) - self._into - rows)
                entry = entry[self._into :]
            window += [(pieces, drawn_on.text) for pieces in entry]
            self._whole += len(window) <= rows
        return window

    def _title(self, brush: Brush) -> list[Piece]:
        about = self.words(f"filter.{self.filter}")
        if self.bib is not None and self._telling:
            about = f"{about} · {self._telling.skater(self.bib)}"
        more = f"  ↓ {self._older}" if self._older else ""
        back = f"  ↑ {self._top}" if self._top else ""
        title = self.words("log.title") + (FOCUS if self.has_focus else "")
        return [(title, brush.ice), (f"  {about}{back}{more}", brush.dim)]

    def _drawn(self, shown: LogLine | VerdictChange, width: int, brush: Brush, telling: Telling) -> list[list[Piece]]:
        if isinstance(shown, VerdictChange):
            return self._turn(shown, width, brush, telling)
        return self._entry(shown, width, brush, telling)

    def _turn(self, turn: VerdictChange, width: int, brush: Brush, telling: Telling) -> list[list[Piece]]:
        """Return the rows that say who became in or out through an event."""
        from massstart_tui.race.outlook import Verdict

        wide = width >= WIDE_FROM
        start = [*self._when(turn, brush, wide=wide), (f"{TURN_SIGN} ", brush.dim)]
        doubtful = self._marks is not None and self._marks.fact_doubtful(turn.event)
        length = "" if width >= WHATEVER_HAPPENS_FROM else SHORT
        said = self.words(f"turn.{turn.verdict}.{self.about}{length}", doubt="~" if doubtful else "")
        indent = width_of(start)
        told = f"{said}: {telling.skaters(turn.bibs)}"
        style = brush.green if turn.verdict is Verdict.IN else brush.dim
        first, *more = wrap(told, max(8, width - indent - 1))
        return [[*start, (first, style)], *([(" " * indent, brush.text), (text, style)] for text in more)]

    def _entry(self, shown: LogLine, width: int, brush: Brush, telling: Telling) -> list[list[Piece]]:
        event, kind = shown.event, shown.event.type
        gone = shown.stands in (Stands.RETRACTED, Stands.AMENDED)
        body = " ".join(part for part in (telling.number(event), telling.body(event)) if part)
        contrary = event.seq in self._contrary and not gone
        wide = width >= WIDE_FROM
        word = telling.kind(event) + ("~" if self._marks and self._marks.fact_doubtful(event) else "")
        pieces: list[Piece] = [
            *self._when(shown, brush, wide=wide),
            *_signs(kind, brush, contrary=contrary),
            (f"{fit(word, KIND_WIDTH) if wide else word} ", brush.struck if gone else colour_of(kind, brush)),
        ]
        indent = width_of(pieces if wide else pieces[:-1])
        room = max(8, width - indent - 1)
        first, *more = wrap(body, room, width_of(pieces) - indent)
        style = brush.struck if gone else brush.text
        lines = [[*pieces, (first, style)], *([(" " * indent, brush.text), (text, style)] for text in more)]
        if shown.stands is not Stands.AS_RECORDED:
            put_behind(lines, (self.words(f"stands.{shown.stands}"), brush.amber), indent, width - 1)
        return lines

    def _when(self, shown: LogLine | VerdictChange, brush: Brush, *, wide: bool) -> list[Piece]:
        to_go = self.words("log.to_go", count=shown.to_go)
        when = time_told(shown.clock, self.words.language)
        doubtful = self._marks is not None and self._marks.time_doubtful(shown.event)
        return [
            (right(to_go if wide else str(shown.to_go), 9 if wide else 3) + " ", brush.dim),
            (right(f"~{when}" if doubtful else when, 8) + " ", brush.dim),
        ]


KIND_WIDTH: Final = 9


def _pointed_at(to_go: str) -> str:
    """Put the cursor's sign into the column of laps to go.

    It takes a cell that is free: the first, or else the last.
    """
    return f"{CURSOR}{to_go[1:]}" if to_go.startswith(" ") else f"{to_go[:-1]}{CURSOR}"


def _signs(kind: str, brush: Brush, *, contrary: bool) -> list[Piece]:
    """Return the sign of this type of event in two cells; the second is used for the sign of a contradiction."""
    sign, colour = sign_of(kind), colour_of(kind, brush)
    return [(sign, colour), (CONTRARY_SIGN, brush.red)] if contrary else [(f"{sign} ", colour)]
