"""The incident log, a virtual list: newest line first, one row for each, with the laps to go.

Only the lines in view are laid out, so that the length of the log costs nothing. A corrected line is struck through,
with its correction beside it. Finishers who came in one after the other are one line. A line for something that follows
from the events, and that nobody recorded, has a sign of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol, Self

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.event_kinds import INCIDENTS, NOTES, SPRINTS
from massstart_tui.stream.log_lines import TURN, LogLine, Stands, VerdictChange
from massstart_tui.tui.painting import Piece, first_that_fits, focus_pieces, line, width_of
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.stream.provenance import Marks


class Run(NamedTuple):
    """Lines of the log that are drawn as one, by index, the oldest first; the last one says when."""

    lines: tuple[int, ...]

    @property
    def last(self) -> int:
        """The newest of the lines."""
        return self.lines[-1]


class Show(StrEnum):
    """Which lines the log shows."""

    ALL = "all"
    INCIDENTS = "incidents"
    SPRINTS = "sprints"
    NOTES = "notes"
    CORRECTED = "corrected"


_KINDS: Final = {Show.INCIDENTS: INCIDENTS, Show.SPRINTS: SPRINTS, Show.NOTES: NOTES}


class LogLines(Protocol):
    """A source of the log's lines; index 0 is the oldest."""

    def kind(self, index: int) -> str:
        """Return the type of the event in this line, or TURN for a change of verdict."""

    def line(self, index: int) -> LogLine | VerdictChange:
        """Return this line."""


class _Row(NamedTuple):
    """One row of the log as it is drawn, and the line that it belongs to, counted from the oldest."""

    pieces: list[Piece]
    ground: Style
    place: int


class IncidentLog(Canvas):
    """Draws the first ``count`` lines of a source, newest first.

    ``folds`` says whether finishers who came in one after the other are one line; ``headings`` is the number of heading
    lines, of which the second names the columns.
    """

    can_focus = True

    class EventChosen(Message):
        """Posted when a line is clicked, to go to its moment."""

        def __init__(self, line: LogLine) -> None:
            """Store the line."""
            self.line = line
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name is Textual's
        """Create an empty log."""
        super().__init__(id=id)
        self._source: LogLines | None = None
        self._count = 0
        self._shown: Sequence[int] = range(0)
        self._runs: list[Run] = []
        self._telling: Telling | None = None
        self._marks: Marks | None = None
        self._contrary: Collection[int] = ()
        self._top = 0
        self._window: list[_Row] | None = None
        self._chosen: LogLine | None = None
        self.filter = Show.ALL
        self.bib: int | None = None
        self.about = "cut"
        self.folds = True
        self.headings = 1
        self._stakes: tuple[str, ...] = ()

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
        before = self._lines
        # A growing source only appends, so lines that were selected before need not be looked at again.
        known = self._count if source is self._source and count > self._count else 0
        self._source, self._count = source, count
        self._select(known)
        if self._chosen and self._place_of(self._chosen) is None:
            self._chosen = None
        # The newest line is on top, so each new one moves the lines in view down, unless the newest is in view.
        if self._top:
            self._top = max(0, self._top + self._lines - before)
        if before or self._lines:
            self.refresh()

    def _place_of(self, chosen: LogLine) -> int | None:
        """Return the index of the chosen line among the shown lines; None if it is not shown."""
        # The chosen line is usually near the newest, so the search begins there.
        places = range(self._lines - 1, -1, -1)
        return next((place for place in places if self._is_at(place, chosen)), None)

    def _is_at(self, place: int, chosen: LogLine) -> bool:
        shown = self._source.line(self._run(place).last) if self._source else None
        return isinstance(shown, LogLine) and (shown.event.seq, shown.stands) == (chosen.event.seq, chosen.stands)

    @property
    def chosen(self) -> LogLine | None:
        """The line with the cursor, or None."""
        return self._chosen

    def choose(self, older: int) -> None:
        """Move the cursor ``older`` lines towards the oldest, or if negative towards the newest.

        Beyond the newest line the cursor disappears. Lines that are no events are skipped.
        """
        source, last = self._source, self._lines - 1
        if source is None or last < 0:
            return
        at = self._place_of(self._chosen) if self._chosen else last + 1
        place = (last + 1 if at is None else at) - older
        while 0 <= place <= last and _is_no_event(source.line(self._run(place).last)):
            place -= 1 if older > 0 else -1
        if place > last:
            self.choose_none()
        elif place >= 0 and isinstance(line := source.line(self._run(place).last), LogLine):
            self._chosen = line
            # Lines are indexed from the oldest, but the log is drawn from the newest.
            behind = last - place
            self._top = min(behind, max(self._top, behind - self.page + 1))
            self.refresh()

    def choose_none(self) -> None:
        """Remove the cursor, and scroll to the newest line."""
        if self._chosen is not None:
            self._chosen = None
            self._top = 0
            self.refresh()

    def narrow(self, show: Show, bib: int | None) -> None:
        """Show only lines of this sort, and only those about the skater ``bib`` if one is given."""
        self.filter, self.bib, self._top = show, bib, 0
        self._select()
        self.refresh()

    @property
    def _is_narrowed(self) -> bool:
        """Whether some lines are left out."""
        return self.filter is not Show.ALL or self.bib is not None

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
        self._fold()

    @property
    def _single(self) -> Sequence[int]:
        """The lines that are drawn one by one, before those that are drawn together."""
        return self._shown[: len(self._shown) - sum(len(run.lines) for run in self._runs)]

    def _fold(self) -> None:
        """Draw the lines at the finish as few."""
        source, shown = self._source, self._shown
        self._runs = []
        if source is None or not self.folds or not shown or source.line(shown[-1]).to_go:
            return
        for index in shown[bisect_left(shown, 0, key=lambda index: -source.line(index).to_go) :]:
            _append(self._runs, source, index)

    @property
    def _lines(self) -> int:
        """The number of rows of the whole log."""
        return len(self._single) + len(self._runs)

    def _run(self, place: int) -> Run:
        """Return the lines that are drawn in this row, counted from the oldest."""
        single = self._single
        return Run((single[place],)) if place < len(single) else self._runs[place - len(single)]

    def _belongs(self, source: LogLines, index: int) -> bool:
        kinds = _KINDS.get(self.filter)
        if kinds is not None and source.kind(index) not in kinds:
            return False
        shown = source.line(index)
        if self.filter is Show.CORRECTED and not _is_corrected(shown):
            return False
        # What is not worked out can be about anybody.
        of_anybody = isinstance(shown, VerdictChange) and not shown.bibs
        return self.bib is None or of_anybody or self.bib in self._about(shown)

    def _about(self, shown: LogLine | VerdictChange) -> Sequence[int]:
        if isinstance(shown, VerdictChange):
            return shown.bibs
        return self._telling.about(shown.event) if self._telling else ()

    def scroll(self, lines: int) -> None:
        """Scroll ``lines`` lines towards the oldest, or if negative back."""
        self._top = max(0, self._top + min(lines, self._older))
        self.refresh()

    def turn(self, pages: int) -> bool:
        """Scroll so many pages towards the oldest line, or if negative back; return whether anything moved."""
        before = self._top
        self.scroll(pages * self.page)
        return self._top != before

    def on_mouse_scroll_down(self) -> None:
        self.scroll(3)

    def on_mouse_scroll_up(self) -> None:
        self.scroll(-3)

    def on_click(self, event: events.Click) -> None:
        window, at = self._in_window(), event.y - self.headings
        if self._source is None or not 0 <= at < len(window):
            return
        clicked = self._source.line(self._run(window[at].place).last)
        if isinstance(clicked, LogLine):
            self.post_message(self.EventChosen(clicked))

    @property
    def rows_wanted(self) -> int:
        """The number of rows of the whole log, with its headings."""
        return self.headings + self._lines

    @property
    def page(self) -> int:
        """The number of lines that are in view, at least one."""
        return max(1, self.size.height - self.headings)

    @property
    def _older(self) -> int:
        """The number of lines that are older than those in view."""
        return max(0, self._lines - self._top - self.page)

    def lay_out(self, headings: int, stakes: tuple[str, ...]) -> None:
        """Use so many heading lines, one or two.

        While all lines are shown, the title says what is at stake, which ``stakes`` has longest text first.
        """
        if (headings, stakes) != (self.headings, self._stakes):
            self.headings, self._stakes = headings, stakes
            self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        brush = self.palette.plain
        if y == 0:
            return line(self._title(brush, width), width, brush.text)
        if y < self.headings:
            return line([(self.words("log.to_go_heading"), brush.dim)], width, brush.text)
        window, at = self._in_window(), y - self.headings
        if not at and not self._lines and self._is_narrowed:
            return line([(self.words("log.none"), brush.dim)], width, brush.text)
        return line(window[at].pieces, width, window[at].ground) if at < len(window) else line([], width, brush.text)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._window = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def on_resize(self) -> None:
        self._window = None

    def _in_window(self) -> list[_Row]:
        """Return the rows in view, laid out again if something has changed."""
        if self._window is None:
            self._window = list(islice(self._rows(), self.page))
        return self._window

    def _rows(self) -> Iterator[_Row]:
        """Yield the rows from the newest line in view on; the chosen line has as many as it needs."""
        source = self._source
        if source is None or self._telling is None or not self._lines:
            return
        from massstart_tui.tui.widgets.log_entries import LogEntries

        # The oldest line has the most laps to go.
        digits = max(2, len(str(source.line(self._run(0).lines[0]).to_go)))
        entries = LogEntries(self.words, self._telling, self._marks, self._contrary, self.about, digits)
        for place in range(self._lines - 1 - self._top, -1, -1):
            chosen = self._chosen is not None and self._is_at(place, self._chosen)
            brush = self.palette.chosen if chosen else self.palette.plain
            lines = [source.line(index) for index in reversed(self._run(place).lines)]
            drawn = entries.whole if chosen else entries.entry
            yield from (_Row(pieces, brush.text, place) for pieces in drawn(lines, self.size.width, brush))

    def _title(self, brush: Brush, width: int) -> list[Piece]:
        about = self.words(f"filter.{self.filter}")
        if self.bib is not None and self._telling:
            about = f"{about} · {self._telling.skater(self.bib)}"
        title, focus = self.words("log.title"), focus_pieces(brush.ice) if self.has_focus else []
        # With one heading line, the name of the first column stands before the title.
        to_go = f"{self.words('log.to_go_heading')}  " if self.headings == 1 else ""
        more = f"  ↓ {self._older}" if self._older else ""
        back = f"  ↑ {self._top}" if self._top else ""
        room = width - cell_len(to_go + title + back + more) - width_of(focus) - 2
        newest = self.words("log.newest_first")
        about = (
            first_that_fits((*(() if self._is_narrowed else self._stakes), f"{about}, {newest}", about), room) or about
        )
        return [(to_go, brush.dim), (title, brush.ice), *focus, (f"  {about}{back}{more}", brush.dim)]


def _is_no_event(shown: LogLine | VerdictChange) -> bool:
    """Return whether nobody recorded what this line says, so that it can be neither chosen nor corrected."""
    return isinstance(shown, VerdictChange) or shown.stands is Stands.BY_CHIPS


def _is_corrected(shown: LogLine | VerdictChange) -> bool:
    return isinstance(shown, LogLine) and shown.stands not in (Stands.AS_RECORDED, Stands.BY_CHIPS)


def _append(runs: list[Run], source: LogLines, index: int) -> None:
    """Add a line at the finish to ``runs``.

    A finisher comes into the line of the finishers before, and who became in or out into that of the others who did.
    """
    sort = _sort_at_the_finish(source, index)
    for place in range(len(runs) - 1, -1, -1) if sort else ():
        before = _sort_at_the_finish(source, runs[place].last)
        if before == sort:
            runs.append(Run((*runs.pop(place).lines, index)))
            return
        if not before:
            break
    runs.append(Run((index,)))


def _sort_at_the_finish(source: LogLines, index: int) -> str:
    """Return what a line at the finish is about, empty for a line of any other sort, and for a corrected one."""
    kind = source.kind(index)
    if kind not in ("finish", TURN):
        return ""
    shown = source.line(index)
    if isinstance(shown, LogLine) and shown.stands is not Stands.AS_RECORDED:
        return ""
    if isinstance(shown, VerdictChange):
        return f"turn.{shown.verdict}{'.by_chips' if shown.by_chips else ''}"
    return kind
