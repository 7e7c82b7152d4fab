"""Check each line of a stream against the lines before it: form, seq, moments, corrections, the rules of the sport."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from massstart_tui.race.events import (
    CORRECTING,
    EVENT_TYPES,
    Amend,
    DidNotStart,
    Disqualify,
    Event,
    LappedBy,
    Official,
    Retract,
    SkaterListed,
    SprintOrder,
    Withdraw,
)
from massstart_tui.race.fold import Fold
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.record import WrongForm
from massstart_tui.race.rule_checks import wrong_with_event
from massstart_tui.stream.codec import decode_amended, decode_event, not_json, when_recorded
from massstart_tui.stream.faults import (
    MOST_FAULTS,
    SHOWN_INPUT,
    Fault,
    Flaw,
    form_faults,
    misfit_faults,
    nearest,
    shown,
    too_many_faults,
)
from massstart_tui.stream.regular_files import LONGEST_LINE
from massstart_tui.stream.short_orders import SprintOrders

LIKE: Final = 0.75
"""How similar, from 0 to 1, a type of event must be to be told as perhaps meant."""
WITHIN: Final = "event."
"""The prefix of the fields of an amended event."""


class Checks:
    """The checks on one stream, line by line; ``fold`` has what was folded so far.

    ``orders`` collects the sprint orders, since only later lines tell whether one stays too short.
    """

    def __init__(self, fold: Fold) -> None:
        """Start behind the header."""
        self._fold = fold
        # How far the expected seq is ahead of the number of lines, so that a gap is reported only once.
        self._ahead = 0
        self._perhaps_ahead = 0
        # Who left the race on lines that were not folded, because they are no longer in race order.
        self._out: set[int] = set()
        # Bibs added to the start sheet by events. A bib that was given up stays valid, and means the skater who had it.
        self._listed: set[int] = set()
        self.orders = SprintOrders()

    def pass_by(self, event: Event) -> None:
        """Count who is out by an event that is not folded."""
        if isinstance(event, LappedBy | Withdraw | DidNotStart | Disqualify):
            self._out.update(event.bibs)

    def leave_out(self, event: Event) -> None:
        """Forget a skater who would have been added to the start sheet by an event that is not used."""
        if isinstance(event, SkaterListed):
            self._listed.discard(event.skater.bib)

    def wrong_with(self, event: Event, seq: int) -> Iterator[Fault]:
        """Yield everything that is wrong with the event on line ``seq`` + 1, which is not folded yet."""
        line = seq + 1
        if event.seq != seq + self._ahead:
            yield from self._wrong_with_seq(event, seq)
        if event.wall is not None and when_recorded(event.wall) is None:
            yield Fault(line, "wall", Flaw.NOT_A_MOMENT, {"given": event.wall[:SHOWN_INPUT]}, harmless=True)
        if event.type in CORRECTING:
            yield from self._wrong_with_correction(event, event.seq, line, ())
        else:
            yield from self._misfits(event, line, ())

    def _misfits(self, event: Event, line: int, amends: tuple[Amend, ...]) -> Iterator[Fault]:
        """Yield violations of the rules by an event: that of the line, or the one that ``amends`` give."""
        out = self._out.union(self._fold.exits)
        on_sheet = self._listed.union(self._fold.laps) if self._listed else self._fold.laps
        in_the_race = len(self._fold.sheet.skaters) - len(out)
        wrongs = wrong_with_event(event, on_sheet, self._fold.rules, in_the_race)
        if isinstance(event, SkaterListed):
            self._listed.add(event.skater.bib)
        short = None
        for fault in misfit_faults(line, wrongs, WITHIN * len(amends)):
            if fault.code is Misfit.ORDER_TOO_SHORT:
                short = fault
            else:
                yield fault
        if isinstance(event, SprintOrder):
            self.orders.add(event, amends, short)
        elif isinstance(event, Official):
            self.orders.end(event, amends)

    def _wrong_with_seq(self, event: Event, seq: int) -> Iterator[Fault]:
        """Yield a fault for an unexpected seq.

        A single wrong seq is ignored for the lines that follow; a gap, which the next line confirms, shifts what is
        expected.
        """
        ahead = event.seq - seq
        if ahead == self._perhaps_ahead:
            self._ahead = ahead
        else:
            self._perhaps_ahead = ahead
            yield Fault(seq + 1, "seq", Flaw.SEQ_HOLE, {"given": event.seq, "wanted": seq + self._ahead})

    def _wrong_with_correction(self, event: Event, seq: int, line: int, amends: tuple[Amend, ...]) -> Iterator[Fault]:
        """Yield a fault if the target is not before the correction, which counts as event ``seq``."""
        if isinstance(event, Retract | Amend) and not 1 <= event.target < seq:
            field = WITHIN * len(amends) + "target"
            if seq > 1:
                yield Fault(line, field, Flaw.NO_TARGET, {"target": event.target, "last": seq - 1})
            else:
                yield Fault(line, field, Flaw.NOTHING_BEFORE)
        if isinstance(event, Amend):
            yield from self._wrong_with_amended(event, line, (*amends, event))

    def _wrong_with_amended(self, amend: Amend, line: int, amends: tuple[Amend, ...]) -> Iterator[Fault]:
        try:
            event = decode_amended(amend)
        except WrongForm as error:
            yield from form_faults(line, error, WITHIN * len(amends))
            return
        if event.type in CORRECTING:
            yield from self._wrong_with_correction(event, amend.target, line, amends)
        else:
            yield from self._misfits(event, line, amends)

    def wrong_with_form(self, line: bytes, seq: int, error: WrongForm) -> list[Fault]:
        """Return the faults of a line that is no event; a blank line does not use up a seq."""
        if not line.strip():
            self._ahead -= 1
        return wrong_with_form(line, seq + 1, error)


def wrong_with_form(line: bytes, number: int, error: WrongForm) -> list[Fault]:
    """Return the faults in the form of line ``number``, which is no event."""
    if not line.strip():
        return [Fault(number, "", Flaw.BLANK_LINE)]
    if len(line) > LONGEST_LINE:
        return [Fault(number, "", Flaw.LINE_TOO_LONG, {"most": LONGEST_LINE})]
    fault = not_json(line, number)
    return [fault] if fault else list(form_faults(number, error))


def wrong_with_lines(file: BinaryIO, of_header: Sequence[Fault]) -> Iterator[Fault]:
    """Yield the faults in the form of the lines below a wrong header, if that is the header of a stream."""
    if any(not fault.field or fault.field in ("format", "version") for fault in of_header):
        return
    told = 0
    for number, line in enumerate(file, 2):
        if told > MOST_FAULTS:
            yield too_many_faults(number - 1)
            return
        if not line.endswith(b"\n"):
            yield torn(number, line)
            return
        try:
            decode_event(line)
        except WrongForm as error:
            faults = wrong_with_form(line, number, error)
            told += len(faults)
            yield from faults


def unknown_type(event: Event) -> Fault | None:
    """Return the remark on an event of an unknown type, or on a correction to one; None for any other."""
    kind = event.event.get("type") if isinstance(event, Amend) else event.type
    if not isinstance(kind, str) or kind in EVENT_TYPES:
        return None
    field = WITHIN * isinstance(event, Amend) + "type"
    values = {"given": shown(kind), "nearest": nearest(kind, EVENT_TYPES, LIKE)}
    return Fault(event.seq + 1, field, Flaw.UNKNOWN_TYPE, values, harmless=True)


def torn(number: int, line: bytes) -> Fault:
    """Return the fault for a last line, with this number, that was cut short."""
    return Fault(number, "", Flaw.TORN, {"bytes": len(line)}, harmless=True)
