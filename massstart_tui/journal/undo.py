"""Undo and redo recorded events, back to the beginning of the race.

Both are events: an undo retracts, a redo retracts the retraction. Events recorded with one key press are one step, and
share one ``wall``. A retract that undoes or redoes says so in its field ``step``, so that undo can continue where it
was left when the stream is opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain, groupby

from massstart_tui.race.checked_record import record_of
from massstart_tui.race.events import Event, Retract
from massstart_tui.race.record import unknown_fields

Seqs = tuple[int, ...]


class RetractKind(StrEnum):
    """Whether a retract undoes or redoes a step; the value of its field ``step``."""

    UNDO = "undo"
    REDO = "redo"


class History:
    """Two stacks of steps: what can be undone, and what can be redone."""

    def __init__(self, recorded: Iterable[Event] = ()) -> None:
        """Rebuild the history from the ``recorded`` events, in the order of recording."""
        self._done: list[Seqs] = []
        # For each undo: the steps it took back, and the seqs of its retracts.
        self._undone: list[tuple[list[Seqs], Seqs]] = []
        for _, together in groupby(recorded, key=lambda event: event.wall or event.seq):
            self.note(list(together))

    def note(self, together: Sequence[Event]) -> None:
        """Add events that were recorded in one step: something new, an undo, or a redo."""
        seqs, kind = tuple(event.seq for event in together), _retract_kind(together[0])
        if kind is RetractKind.UNDO and self._done:
            self._undone.append((self._take({getattr(event, "target", 0) for event in together}), seqs))
        elif kind is RetractKind.REDO and self._undone:
            self._done += self._undone.pop()[0]
        else:
            self._done.append(seqs)
            self._undone.clear()

    def _take(self, targets: set[int]) -> list[Seqs]:
        """Remove and return the steps that an undo of ``targets`` took back.

        These are the last step, and the steps before it as long as all their events are among ``targets``.
        """
        first = len(self._done) - 1
        while first and targets.issuperset(self._done[first - 1]):
            first -= 1
        taken, self._done = self._done[first:], self._done[:first]
        return taken

    def undoing(self) -> Seqs:
        """Return the seqs to retract to undo the last step, last first; empty if there is nothing to undo."""
        return self._done[-1][::-1] if self._done else ()

    def undoing_to(self, seq: int) -> Seqs:
        """Return the seqs to retract to undo the step that recorded ``seq`` and all after it, last first.

        Empty if that step was undone.
        """
        for first, step in enumerate(self._done):
            if seq in step:
                return tuple(chain.from_iterable(self._done[first:]))[::-1]
        return ()

    def redoing(self) -> Seqs:
        """Return the seqs to retract to redo the last undo; empty if there is nothing to redo."""
        return self._undone[-1][1][::-1] if self._undone else ()


def _retract_kind(event: Event) -> RetractKind | None:
    """Return whether ``event`` undoes or redoes a step; None if neither."""
    said = unknown_fields(event).get("step") if isinstance(event, Retract) else None
    return RetractKind(said) if said in tuple(RetractKind) else None


def retract_events(seqs: Seqs, t: int, kind: RetractKind) -> tuple[Retract, ...]:
    """Return the events of an undo or a redo: one retract at race time ``t`` for each of ``seqs``."""
    # The recorder gives each event its seq.
    return tuple(
        record_of(Retract, {"seq": 0, "t": t, "type": "retract", "target": seq, "step": kind.value}) for seq in seqs
    )
