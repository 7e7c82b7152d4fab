"""What is wrong with a line of a stream, given the lines before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from pydantic import ValidationError

from massstart_tui.race.events import (
    CORRECTING,
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
from massstart_tui.race.rule_checks import Misfit, wrong_with_event
from massstart_tui.stream.codec import decode_amended, decode_event, not_json, when_recorded
from massstart_tui.stream.faults import SHOWN_INPUT, Fault, Flaw, form_faults, misfit_faults
from massstart_tui.stream.short_orders import SprintOrders

WITHIN: Final = "event."
"""Before the fields of what an event was amended to."""


class Checks:
    """The checks on one stream, line after line; ``fold`` has what was folded of it so far.

    ``orders`` are those at the sprints: whether one is too short, only what follows can tell.
    """

    def __init__(self, fold: Fold) -> None:
        """Begin behind the header."""
        self._fold = fold
        # How far the seq that is expected is ahead of the count of lines, so that a hole is told once.
        self._ahead = 0
        self._perhaps_ahead = 0
        # Who left the race on a line that was not folded, the lines being no longer in the order of the race.
        self._out: set[int] = set()
        # Who came on the start sheet since; a bib that was given up stays valid, and means who had it.
        self._listed: set[int] = set()
        self.orders = SprintOrders()

    def pass_by(self, event: Event) -> None:
        """Keep count of who is out by an event that is not folded."""
        if isinstance(event, LappedBy | Withdraw | DidNotStart | Disqualify):
            self._out.update(event.bibs)

    def wrong_with(self, event: Event, seq: int) -> Iterator[Fault]:
        """Everything that is wrong by itself with the event on line ``seq`` + 1, which is not folded yet."""
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
        """What the sport finds wrong with an event, the one of that line or the one that its ``amends`` give."""
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
        """A slip is gone on from where it was, and a hole, which the next line confirms, from behind it."""
        ahead = event.seq - seq
        if ahead == self._perhaps_ahead:
            self._ahead = ahead
        else:
            self._perhaps_ahead = ahead
            yield Fault(seq + 1, "seq", Flaw.SEQ_HOLE, {"given": event.seq, "wanted": seq + self._ahead})

    def _wrong_with_correction(self, event: Event, seq: int, line: int, amends: tuple[Amend, ...]) -> Iterator[Fault]:
        """A correction that counts as event ``seq`` can only be about what came before that."""
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
        except ValidationError as error:
            yield from form_faults(line, error, WITHIN * len(amends))
            return
        if event.type in CORRECTING:
            yield from self._wrong_with_correction(event, amend.target, line, amends)
        else:
            yield from self._misfits(event, line, amends)

    def wrong_with_form(self, line: bytes, seq: int, error: ValidationError) -> list[Fault]:
        """What is wrong with a line that is no event; a blank one has no seq that it would use up."""
        if not line.strip():
            self._ahead -= 1
        return wrong_with_form(line, seq + 1, error)


def wrong_with_form(line: bytes, number: int, error: ValidationError) -> list[Fault]:
    """What is wrong with the form of the line of this number, which is no event."""
    if not line.strip():
        return [Fault(number, "", Flaw.BLANK_LINE)]
    fault = not_json(line, number)
    return [fault] if fault else list(form_faults(number, error))


def wrong_with_lines(file: BinaryIO, of_header: Sequence[Fault]) -> Iterator[Fault]:
    """What is wrong with the form of the lines below a header that is wrong, where they are those of a stream."""
    if any(not fault.field or fault.field in ("format", "version") for fault in of_header):
        return
    for number, line in enumerate(file, 2):
        if not line.endswith(b"\n"):
            yield torn(number, line)
            return
        try:
            decode_event(line)
        except ValidationError as error:
            yield from wrong_with_form(line, number, error)


def torn(number: int, line: bytes) -> Fault:
    """A last line, of this number, that was cut short."""
    return Fault(number, "", Flaw.TORN, {"bytes": len(line)}, harmless=True)
