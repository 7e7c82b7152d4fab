"""The preview of a parsed line: what it would record, in words, with its effects and remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.entry.confirmations import questions
from massstart_tui.entry.expected import sprint_number
from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.order_effects import effects, regrouped
from massstart_tui.entry.remarks import remarks
from massstart_tui.entry.roster import roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import (
    Amend,
    Clock,
    ClockSet,
    Distance,
    Event,
    Lap,
    Retract,
    Review,
    SprintOrder,
    Unknown,
)
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.codec import decode_amended
from massstart_tui.text.clock import MINUTE_MS
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import TIED, gap_told, ordinal, time_told
from massstart_tui.text.words import Words

_ORDERS: Final = frozenset({"sprint", "finish", "groups"})
"""Events whose skaters are told without the nation, and without the laps to go."""
_OF_NO_LAP: Final = _ORDERS | {
    *("start", "lap", "resume", "restart", "official", "dns", "review", "relegate", "points")
}
"""Events that are told without the laps to go."""


def preview(entered: Entered, situation: Situation, words: Words) -> str:
    """Return what `told` returns, and the questions that are to be answered before it is recorded."""
    return " · ".join((told(entered, situation, words), *questions(entered.events, situation, words)))


def told(entered: Entered, situation: Situation, words: Words) -> str:
    """Return what ``entered`` records or does, on one line, with its effects and with doubts about it."""
    said = (remark for event in entered.events for remark in remarks(event, situation, words))
    changed = entered.events if entered.regroups else ()
    changes = (change for event in changed for change in regrouped(event, situation, words))
    done = effects(entered.events, situation, words)
    return " · ".join(
        (
            *_called(entered, words),
            *changes,
            in_words(entered, situation, words),
            *done,
            *_meant(entered, situation, words),
            *said,
        )
    )


def _called(entered: Entered, words: Words) -> Iterator[str]:
    """Yield that the line means the finish, if it names it as the sprint after the last one."""
    if entered.finish_as:
        yield words("preview.finish_as", number=ordinal(entered.finish_as, words.language))


def _meant(entered: Entered, situation: Situation, words: Words) -> Iterator[str]:
    """Yield which skater digits were taken for, if they are the last digits of a bib."""
    label = roster_of(situation.sheet).label
    return (words("remark.meant", digits=digits, skater=label(bib)) for digits, bib in entered.meant)


def in_words(entered: Entered, situation: Situation, words: Words) -> str:
    """Return what ``entered`` records or does, on one line."""
    if entered.order is not None:
        return words(f"preview.{entered.order}")
    if entered.gun_ago:
        return words("preview.gun_ago", ago=time_told(entered.gun_ago, words.language))
    teller = _Teller(situation, words)
    return " + ".join(teller.sentence(event) for event in entered.events)


def event_in_words(event: Event, situation: Situation, words: Words) -> str:
    """Return one event on one line, with the laps to go, and the time if it is not the current one."""
    return _Teller(situation, words).sentence(event)


def shift_told(shift: int, words: Words) -> str:
    """Return by how much a clock is moved, without its direction: ``4.0 s``; ``1:30.0`` from a minute on."""
    # Corrections of the clock have ms, but tenths are enough where the rest is zero.
    amount = gap_told(abs(shift), words.language, 3).removesuffix("00")
    return amount if abs(shift) >= MINUTE_MS else words("preview.seconds", amount=amount)


def laps_to_go(event: Event, situation: Situation, words: Words) -> str:
    """Return how many laps to go ``event`` was at; empty for events that are told without it."""
    if isinstance(event, Lap) and event.lap is not None:
        return words("preview.to_go", count=max(0, situation.state.distance - event.lap))
    if isinstance(event, Distance):
        return words("preview.to_go", count=max(0, event.laps - situation.state_at(event.t).lap))
    of_no_lap = event.type in _OF_NO_LAP and not isinstance(event, Lap)
    return "" if of_no_lap else words("preview.to_go", count=situation.to_go_at(event.t))


class _Teller:
    """Tells events in the words of one language."""

    def __init__(self, situation: Situation, words: Words) -> None:
        self._situation = situation
        self._words = words
        roster, rules = roster_of(situation.sheet), situation.state.rules
        self._short = Telling(words, rules, roster.short, situation.sheet.texts_nl)
        self._long = Telling(words, rules, roster.with_noc, situation.sheet.texts_nl)

    def sentence(self, event: Event) -> str:
        """Return the event and its moment; corrections and changes of the clock have no moment."""
        when = "" if isinstance(event, Clock | ClockSet | Retract | Amend | Unknown) else self._when(event)
        return ", ".join(part for part in (self._what(event), when) if part)

    def _what(self, event: Event) -> str:
        """Return the event without its moment."""
        words = self._words
        match event:
            case Unknown():
                return plain(event.type)
            case Clock():
                code = "preview.earlier" if event.shift < 0 else "preview.later"
                return words(code, shift=shift_told(event.shift, words))
            case ClockSet():
                code = "preview.set_back" if event.shift < 0 else "preview.set_on"
                at = time_told(self._situation.clock_at(event.t), words.language)
                return words(code, shift=shift_told(event.shift, words), at=at)
            case Retract():
                return words("preview.retract", what=self._recorded(event.target))
            case Amend():
                return self._amended(event)
            case Lap(lap=None):
                head = words("preview.lead")
            case Lap(lap=int(lap)):
                head = words("preview.lap", lap=lap)
            case SprintOrder() if event.lap in self._situation.state.rules.sprint_laps():
                head = words("preview.sprint", number=sprint_number(self._situation.state, event.lap))
            case Review(lifted=True):
                head = words("preview.review.lifted")
            case _:
                head = words(f"preview.{event.type}")
        body = self._body(event)
        return f"{head}: {body}" if body else head

    def _body(self, event: Event) -> str:
        telling = self._short if event.type in _ORDERS else self._long
        return telling.body(event).replace(TIED, " ")

    def _amended(self, amend: Amend) -> str:
        """Return an amend: a new order of the same type by itself, anything else with what the event was before."""
        instead = decode_amended(amend)
        before = self._situation.event(amend.target)
        if before is not None and before.type == instead.type and instead.type in _ORDERS:
            return self._words("preview.amend", what=self.sentence(instead))
        return self._words("preview.becomes", was=self._recorded(amend.target), what=self.sentence(instead))

    def _recorded(self, seq: int) -> str:
        """Return a recorded event by its seq, and in words unless it is unknown or a retraction."""
        event = self._situation.event(seq)
        name = self._words("preview.event", seq=seq)
        return name if event is None or isinstance(event, Retract) else f"{name}, {self._what(event)}"

    def _when(self, event: Event) -> str:
        """Return the laps to go, and the time if it is not the current one."""
        parts = [laps_to_go(event, self._situation, self._words)]
        if event.t != self._situation.t and event.type != "start":
            parts.append(time_told(self._situation.clock_at(event.t), self._words.language))
        return ", ".join(part for part in parts if part)
