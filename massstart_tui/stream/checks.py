"""What is wrong with a line of a stream, given the lines before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pydantic import ValidationError

from massstart_tui.race.events import (
    CORRECTING,
    Amend,
    DidNotStart,
    Disqualify,
    Event,
    LappedBy,
    Retract,
    Withdraw,
)
from massstart_tui.race.fold import Fold
from massstart_tui.race.misfits import wrong_with_event
from massstart_tui.stream.codec import decode_amended, decode_event, not_json, when_recorded
from massstart_tui.stream.faults import SHOWN_INPUT, Fault, Flaw, form_faults, misfit_faults


class Checks:
    """The checks on one stream, line after line; ``fold`` has what was folded of it so far."""

    def __init__(self, fold: Fold) -> None:
        """Begin behind the header."""
        self._fold = fold
        # How far the seq that is expected is ahead of the count of lines, so that a hole is told once.
        self._ahead = 0
        self._perhaps_ahead = 0
        # Who left the race on a line that was not folded, the lines being no longer in the order of the race.
        self._out: set[int] = set()

    def pass_by(self, event: Event) -> None:
        """Keep count of who is out by an event that is not folded."""
        if isinstance(event, LappedBy | Withdraw | DidNotStart | Disqualify):
            self._out.update(event.bibs)

    def wrong_with(self, event: Event, seq: int) -> Iterator[Fault]:
        """Everything that is wrong with the event on line ``seq`` + 1, which is not folded yet."""
        line = seq + 1
        if event.seq != seq + self._ahead:
            yield from self._wrong_with_seq(event, seq)
        if event.wall is not None and when_recorded(event.wall) is None:
            yield Fault(line, "wall", Flaw.NOT_A_MOMENT, {"given": event.wall[:SHOWN_INPUT]}, harmless=True)
        if event.type in CORRECTING:
            yield from self._wrong_with_correction(event, event.seq, line, "")
        else:
            out = self._out.union(self._fold.exits)
            in_the_race = len(self._fold.sheet.skaters) - len(out)
            yield from misfit_faults(line, wrong_with_event(event, self._fold.laps, self._fold.rules, in_the_race))

    def _wrong_with_seq(self, event: Event, seq: int) -> Iterator[Fault]:
        """A slip is gone on from where it was, and a hole, which the next line confirms, from behind it."""
        ahead = event.seq - seq
        if ahead == self._perhaps_ahead:
            self._ahead = ahead
        else:
            self._perhaps_ahead = ahead
            yield Fault(seq + 1, "seq", Flaw.SEQ_HOLE, {"given": event.seq, "wanted": seq + self._ahead})

    def _wrong_with_correction(self, event: Event, seq: int, line: int, prefix: str) -> Iterator[Fault]:
        """A correction that counts as event ``seq`` can only be about what came before that."""
        if isinstance(event, Retract | Amend) and not 1 <= event.target < seq:
            if seq > 1:
                yield Fault(line, prefix + "target", Flaw.NO_TARGET, {"target": event.target, "last": seq - 1})
            else:
                yield Fault(line, prefix + "target", Flaw.NOTHING_BEFORE)
        if isinstance(event, Amend):
            yield from self._wrong_with_amended(event, line, prefix + "event.")

    def _wrong_with_amended(self, amend: Amend, line: int, prefix: str) -> Iterator[Fault]:
        try:
            event = decode_amended(amend)
        except ValidationError as error:
            yield from form_faults(line, error, prefix)
            return
        if event.type in CORRECTING:
            yield from self._wrong_with_correction(event, amend.target, line, prefix)
        else:
            yield from misfit_faults(line, wrong_with_event(event, self._fold.laps, self._fold.rules, 0), prefix)

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
