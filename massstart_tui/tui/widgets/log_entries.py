"""Draw the lines of the incident log, one row for each: laps to go, time, sign, and what happened in the room left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style

from massstart_tui.race.event_kinds import NOTES, OF_SKATERS
from massstart_tui.race.events import Event, Finish
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.signs import CONTRARY_SIGN, DOUBT, TURN_SIGN, sign_of
from massstart_tui.stream.log_lines import LogLine, Stands, VerdictChange
from massstart_tui.stream.provenance import Marks
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import SHORT, Words
from massstart_tui.tui.brief_phrases import as_many_as_fit, brief, brief_order, order_of
from massstart_tui.tui.event_colours import colour_of
from massstart_tui.tui.painting import CURSOR, Piece, fit, hanging, put_behind, right, width_of
from massstart_tui.tui.themes import Brush

WIDE_FROM: Final = 60
"""The width in cells from which time and kind of each line have columns of their own."""
WHATEVER_HAPPENS_FROM: Final = 36
"""The room in cells from which the sentence about who is in or out is given in full."""
TIME: Final = 10
KIND: Final = 10
SIGN_SAYS: Final = OF_SKATERS | NOTES | {"sprint", "finish", "groups"}
"""Types whose sign and skaters say what happened; the word for other types stands before what they say."""
Shown = Sequence[LogLine | VerdictChange]
"""Lines of the log that are drawn as one, the latest first."""


class LogEntries(NamedTuple):
    """Draws lines of the log in one language, ``telling`` what they are about.

    ``marks`` says what is neither official nor published, ``contrary`` has the seqs of events that contradict others.
    ``about`` is what changes of verdict are about, ``cut`` or ``podium``. ``digits`` is the width of the laps to go.
    """

    words: Words
    telling: Telling
    marks: Marks | None
    contrary: Collection[int]
    about: str
    digits: int

    def entry(self, lines: Shown, width: int, brush: Brush) -> list[list[Piece]]:
        """Return the row for a line of the log, or for several ``lines`` that are drawn as one, the latest first."""
        start, end, style = self._ends(lines[0], width, brush)
        room = width - width_of(start) - cell_len(end)
        return [[*start, (_cut(self._told(lines, room), room), style), (end, brush.amber)]]

    def whole(self, lines: Shown, width: int, brush: Brush) -> list[list[Piece]]:
        """Return the same for the line with the cursor: everything that it says, in as many rows as that takes."""
        start, end, style = self._ends(lines[0], width, brush)
        indent = width_of(start)
        # The cursor stands in the space behind the laps to go, so that no digit of them is hidden.
        start[0] = (f"{start[0][0][:-1]}{CURSOR}", brush.ice)
        rows = hanging(start, self._told(lines, None), style, brush.text, width)
        if end:
            put_behind(rows, (end.strip(), brush.amber), indent, width)
        return rows

    def _ends(self, first: LogLine | VerdictChange, width: int, brush: Brush) -> tuple[list[Piece], str, Style]:
        """Return what stands before and behind what happened, and the style of that."""
        start = self._when(first, width, brush)
        if isinstance(first, VerdictChange):
            from massstart_tui.race.outlook import Verdict

            style = brush.green if first.verdict is Verdict.IN else brush.dim
            end = f"  {self.words('stands.by_chips')}" if first.by_chips and width >= WIDE_FROM else ""
            return [*start, (f"{TURN_SIGN} ", brush.dim)], end, style
        gone = first.stands in (Stands.RETRACTED, Stands.AMENDED)
        kind = first.event.type
        start += _signs(kind, brush, contrary=first.event.seq in self.contrary and not gone)
        start.append((self._word(first.event, width), brush.struck if gone else colour_of(kind, brush)))
        end = "" if first.stands is Stands.AS_RECORDED else f"  {self.words(f'stands.{first.stands}')}"
        if first.stands is Stands.BY_CHIPS and width < WIDE_FROM:
            end = DOUBT
        return start, end, brush.struck if gone else brush.text

    def _told(self, lines: Shown, room: int | None) -> str:
        """Return what happened, in at most ``room`` cells if that is possible, or whole."""
        turns = [line for line in lines if isinstance(line, VerdictChange)]
        return self._turn(turns, room) if turns else self._body(lines, 10_000 if room is None else room)

    def _body(self, lines: Shown, room: int) -> str:
        events = [line.event for line in lines if isinstance(line, LogLine)]
        finishes = [event for event in reversed(events) if isinstance(event, Finish)]
        if len(finishes) > 1:
            order = [place for event in finishes for place in order_of(event, self.telling, self.marks)]
            return brief_order(order, self.telling, room)
        return brief(events[0], self.telling, self.marks, room)

    def _word(self, event: Event, width: int) -> str:
        """Return the word for the type of an event, if there is room for all of them or the sign does not say it."""
        if width >= WIDE_FROM:
            return fit(self.telling.kind(event), KIND)
        return "" if event.type in SIGN_SAYS else f"{self.telling.kind(event)} "

    def _turn(self, turns: Sequence[VerdictChange], room: int | None) -> str:
        """Return who became in or out, the latest first."""
        doubtful = any(one.by_chips for one in turns)
        doubtful = doubtful or (self.marks is not None and any(self.marks.fact_doubtful(one.event) for one in turns))
        # What rests on chips does not hold whatever happens.
        whole = (room is None or room >= WHATEVER_HAPPENS_FROM) and not turns[0].by_chips
        length = "" if whole else SHORT
        said = self.words(f"turn.{turns[0].verdict}.{self.about}{length}", doubt=DOUBT if doubtful else "")
        bibs = tuple(bib for one in reversed(turns) for bib in one.bibs)
        if not bibs:
            return said
        told = f"{said}: {self.telling.skaters(bibs)}"
        if room is None or cell_len(told) <= room:
            return told
        names = as_many_as_fit([self.telling.name(bib) for bib in bibs], room - cell_len(said) - 2)
        return f"{said}: {names}"

    def _when(self, shown: LogLine | VerdictChange, width: int, brush: Brush) -> list[Piece]:
        to_go = right(str(shown.to_go), self.digits)
        pieces: list[Piece] = [(f"{to_go} ", brush.dim)]
        if width < WIDE_FROM:
            return pieces
        when = time_told(shown.clock, self.words.language)
        doubtful = self.marks is not None and self.marks.time_doubtful(shown.event)
        return [*pieces, (f"{right(f'{DOUBT}{when}' if doubtful else when, TIME - 2)}  ", brush.dim)]


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else fit(text, max(0, room))


def _signs(kind: str, brush: Brush, *, contrary: bool) -> list[Piece]:
    """Return the sign of this type of event in two cells, and behind it that of a contradiction in one more."""
    sign, colour = sign_of(kind), colour_of(kind, brush)
    return [(sign, colour), (f"{CONTRARY_SIGN} ", brush.red)] if contrary else [(f"{sign} ", colour)]
