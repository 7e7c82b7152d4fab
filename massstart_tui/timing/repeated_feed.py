"""Notice how far a system that counts laps has come in telling a race that is recorded already.

Such a system tells a race again from its beginning, with all that it corrected since: to act on each line of it would
record those corrections again. So what it says is held until it says something new, and then all of it counts at once.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import Any

from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Amend
from massstart_tui.race.record import plain_data
from massstart_tui.stream.codec import decode_amended
from massstart_tui.stream.timeline import Timeline
from massstart_tui.timing.feed_records import CountedCrossings, StatedEvent, TakenBack

Statement = CountedCrossings | StatedEvent | TakenBack
"""What a counting system says, with times on the clock of the race."""


class RepeatedFeed:
    """Holds statements while they repeat what was stated before."""

    def __init__(self, recorded: Timeline | None) -> None:
        """Begin with what is recorded of the race."""
        self._before = set() if recorded is None else _stated_before(recorded)
        self._repeats = bool(self._before)
        self._held: dict[Hashable, Statement] = {}

    def again(self) -> None:
        """Take note that the system begins to tell the race once more."""
        self._repeats = bool(self._before)

    def due(self, statement: Statement) -> list[Statement]:
        """Return what is to be acted on now: nothing while all is repeated, then all that was held."""
        said = _said(statement)
        new = not said <= self._before
        self._before |= said
        if not self._repeats:
            return [statement]
        about = _about(statement)
        self._held.pop(about, None)
        self._held[about] = statement
        return self.rest() if new else []

    def rest(self) -> list[Statement]:
        """Return what was held: the system has told all that it knows."""
        self._repeats = False
        held, self._held = self._held, {}
        return list(held.values())


def event_key(fields: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what an event is about: two events with the same key cannot both stand."""
    kind = fields["type"]
    match kind:
        case "crossing":
            return (kind, fields["bib"], fields["t"])
        case "sprint":
            return (kind, fields["lap"])
        case "withdraw" | "dns" | "disqualify" | "lapped":
            return ("out", *fields["bibs"])
        case "start" | "finish" | "official":
            return (kind,)
        case _:
            return (kind, fields["t"])


def what_happened(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say what happened, without those of the recording and those that say nothing."""
    return {
        name: value for name, value in fields.items() if value is not None and name not in ("seq", "wall", "by", "boot")
    }


def _about(statement: Statement) -> Hashable:
    match statement:
        case CountedCrossings(bib):
            return ("counted", bib)
        case TakenBack(key):
            return key
        case StatedEvent(fields):
            return event_key(fields)


def _said(statement: Statement) -> set[Hashable]:
    match statement:
        case CountedCrossings(bib, times):
            return {("crossing", bib, t) for t in times}
        case StatedEvent(fields):
            return {_content(fields)}
        case TakenBack():
            return set()


def _content(fields: Mapping[str, Any]) -> Hashable:
    if fields["type"] == "crossing":
        return event_key(fields)
    return json.dumps(what_happened(fields), sort_keys=True)


def _stated_before(recorded: Timeline) -> set[Hashable]:
    """Return what timing has stated in a race, also what it has corrected since."""
    found: set[Hashable] = set()
    for seq in range(1, len(recorded.recording) + 1):
        event = recorded.recording.lines.event(seq)
        if event.by != TIMING:
            continue
        stated = decode_amended(event) if isinstance(event, Amend) else event
        found.add(_content(plain_data(stated, nothing=False)))
    return found
