"""Correction of recorded events during live entry, by the chosen line of the incident log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from massstart_tui.entry.desk import Desk, Remark, Tone
from massstart_tui.stream.log_lines import LogLine, Stands

if TYPE_CHECKING:
    from massstart_tui.text.words import Words
    from massstart_tui.tui.widgets.entry_line import EntryInput
    from massstart_tui.tui.widgets.incident_log import IncidentLog

TAKING_BACK: Final = frozenset({"take_back", "take_back_to"})
CORRECTIONS: Final = TAKING_BACK | {"edit"}
"""The actions of the keys that correct an event; `LogEditing.allows` says when they do."""


class LogEditing:
    """Amends or retracts the event of the log line with the cursor; returns what to say about it.

    The entry line has the text of an event that is being amended, and its seq in ``amends``. What is typed when an
    event is retracted is the reason.
    """

    def __init__(
        self, desk: Desk, log: IncidentLog, line: EntryInput, contradicted: Callable[[LogLine], Iterable[str]]
    ) -> None:
        """Correct what is chosen in ``log``, by ``line``; ``contradicted`` returns what a log line contradicts."""
        self._desk = desk
        self._log = log
        self._line = line
        self._contradicted = contradicted

    @property
    def chosen(self) -> LogLine | None:
        """The log line with the cursor; None if there is none, or if its event is being amended in the entry line."""
        return self._log.chosen if self._line.amends is None else None

    def allows(self, action: str) -> bool:
        """Return whether the key of ``action`` corrects now; it is typed otherwise."""
        if action in TAKING_BACK:
            return self.chosen is not None or not self._line.value
        return self._line.begins_anew and self._log.chosen is not None

    def choose(self, older: int, words: Words) -> Remark | None:
        """Move the cursor of the log ``older`` lines towards the oldest.

        Returns what the line there contradicts and what can be done with it; None if the cursor has left the log.
        """
        self._log.choose(older)
        chosen = self._log.chosen
        if chosen is None:
            return None
        told = (*self._contradicted(chosen), self._desk.choosing(chosen, words))
        return Remark(Tone.EXPECTED, " · ".join(told))

    def choose_at(self, t: int, words: Words) -> Remark | None:
        """Move the cursor of the log to the newest line at ``t`` or before, in ms since the gun; to the oldest if all
        are later.
        """
        self._log.choose_none()
        remark, before = self.choose(1, words), None
        while (chosen := self._log.chosen) is not None and chosen is not before and chosen.event.t > t:
            before = chosen
            remark = self.choose(1, words)
        return remark

    def amend(self, words: Words) -> Remark | None:
        """Put the chosen event into the entry line, to be amended; return why that is not possible, else None."""
        chosen = self._log.chosen
        if chosen is None:
            return None
        if chosen.stands is Stands.RETRACTED:
            return Remark(Tone.NOT_ALLOWED, words("live.taken_back_already", seq=chosen.event.seq))
        text = self._desk.line_of(chosen, words)
        if text is None:
            return Remark(Tone.NOT_ALLOWED, words("live.no_line_of_its_own"))
        self._line.begin()
        self._line.put(text)
        self._line.amends = chosen.event.seq
        return None

    def take_back(self, words: Words) -> Remark | None:
        """Retract the chosen event, with what is typed as the reason; return None if no line is chosen."""
        chosen = self._log.chosen
        if chosen is None:
            return None
        return self._desk.take_back(chosen, self._line.typed.strip(), self._line.moment, words)

    def take_back_to(self, words: Words) -> Remark | None:
        """Undo everything entered since the chosen event, and it; return None if no line is chosen."""
        chosen = self._log.chosen
        if chosen is None:
            return None
        remark = self._desk.undo_to(chosen, words)
        if remark.recorded:
            self._log.choose_none()
        return remark
