"""Print an event as a line that records it again, whatever the state of the race: the inverse of `read_line`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any, Final

from massstart_tui.entry.free_text import printed_text, quoted
from massstart_tui.entry.roster import roster_of
from massstart_tui.entry.skater_lines import printed_skater
from massstart_tui.entry.typed_moment import printed_moment
from massstart_tui.entry.typed_orders import HEAT, NO_TIME, UNKNOWN
from massstart_tui.entry.verb_lookup import REASONS, long_form
from massstart_tui.entry.verb_readers import note_parts
from massstart_tui.race.events import Amend, Event, SkaterListed, Unknown
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Place, members
from massstart_tui.stream.codec import decode_amended
from massstart_tui.text.clock import race_time
from massstart_tui.text.verb_forms import BEHIND, CAUSED_BY, LAPS, LIFTED, NOW, VERBS
from massstart_tui.text.words import Language

_VERBS: Final = {"clock_set": "clock"}
"""The verb by type of event, where their codes differ."""


class NotInTheVocabulary(ValueError):
    """Raised for an event of a type that this version does not know: no line can record it."""


class _Printer:
    """Prints the events of one race in one language. ``gun`` is the ``t`` of the gun that counts, in ms."""

    def __init__(self, sheet: Sheet, language: Language, gun: int) -> None:
        self.sheet = sheet
        self.language = language
        self.gun = gun

    def line(self, event: Event) -> str:
        """Return the line of an event: its moment, the verb, the arguments, and the free text behind a colon."""
        if isinstance(event, Unknown):
            raise NotInTheVocabulary(event.type)
        verb = _verb(event)
        said = long_form(VERBS[verb], self.language)
        arguments = _ARGUMENTS.get(event.type, _bibs)(self, event)
        reason = getattr(event, REASONS[verb]) if verb in REASONS else None
        colon = "" if reason is None else f": {printed_text(reason)}"
        return " ".join(part for part in (printed_moment(event.t, self.gun), said, arguments) if part) + colon


def _verb(event: Any) -> str:
    """Return the code of the verb of an event: the colour of a card, "lead" for a lap without a number."""
    if event.type == "card":
        return str(event.colour)
    return "lead" if event.type == "lap" and event.lap is None else _VERBS.get(event.type, event.type)


def _join(bibs: Iterable[int]) -> str:
    return " ".join(map(str, bibs))


def _bibs(printer: _Printer, event: Any) -> str:
    bibs = _join(getattr(event, "bibs", ()))
    laps = getattr(event, "laps", None)
    return bibs if laps is None else f"{bibs} {long_form(LAPS, printer.language)} {laps}"


def _bib(_: _Printer, event: Any) -> str:
    return str(event.bib)


def _lap(_: _Printer, event: Any) -> str:
    return " ".join(str(number) for number in (event.lap, event.bib) if number is not None) or UNKNOWN


def _place(place: Place) -> str:
    return f" {HEAT}".join(map(str, members(place))) or UNKNOWN


def _sprint(printer: _Printer, event: Any) -> str:
    laps = printer.sheet.rules_in_force().sprint_laps()
    number = laps.index(event.lap) + 1 if event.lap in laps else event.lap
    return f"{number}: " + " ".join(map(_place, event.order))


def _finish(_: _Printer, event: Any) -> str:
    if event.times is None:
        return " ".join(map(_place, event.order))
    times = (NO_TIME if time is None else race_time(time, 3) for time in event.times)
    return " ".join(f"{_place(place)} {time}" for place, time in zip(event.order, times, strict=True))


def _groups(_: _Printer, event: Any) -> str:
    gaps = () if event.gaps is None else ("+?" if gap is None else f"+{race_time(gap, 3)}" for gap in event.gaps)
    groups = zip_longest(gaps, map(_join, event.groups), fillvalue="")
    return " / ".join(f"{gap} {bibs}".strip() for gap, bibs in groups)


def _note(printer: _Printer, event: Any) -> str:
    """Quote the text of a note about nobody, if its beginning would be parsed as skaters."""
    if event.bibs:
        return f"{_join(event.bibs)}: {printed_text(event.text)}"
    text = printed_text(event.text)
    about, _ = note_parts(text, roster_of(printer.sheet))
    # Without quotation marks, ``9: good start`` would be parsed as a note about 9.
    return quoted(event.text) if about else text


def _review(printer: _Printer, event: Any) -> str:
    return _join(event.bibs) + (f" {long_form(LIFTED, printer.language)}" if event.lifted else "")


def _relegate(printer: _Printer, event: Any) -> str:
    behind = "" if event.behind is None else f" {long_form(BEHIND, printer.language)} {event.behind}"
    return _join(event.bibs) + behind


def _clock(_: _Printer, event: Any) -> str:
    return f"{'' if event.shift < 0 else '+'}{race_time(event.shift, 3)}"


def _clock_set(printer: _Printer, event: Any) -> str:
    return f"{long_form(NOW, printer.language)} {_clock(printer, event)}"


def _amend(printer: _Printer, event: Amend) -> str:
    reason = "" if event.reason is None else f"{quoted(event.reason)} "
    return f"{event.target} {reason}{printer.line(decode_amended(event))}"


def _fall(printer: _Printer, event: Any) -> str:
    caused = "" if event.caused_by is None else f" {long_form(CAUSED_BY, printer.language)} {_join(event.caused_by)}"
    return _join(event.bibs) + caused


def _skater(printer: _Printer, event: SkaterListed) -> str:
    return printed_skater(event, printer.language)


_ARGUMENTS: Final[Mapping[str, Callable[[_Printer, Any], str]]] = {
    "card": _bib,
    "crossing": _bib,
    "lap": _lap,
    "fall": _fall,
    "skater": _skater,
    "sprint": _sprint,
    "finish": _finish,
    "groups": _groups,
    "note": _note,
    "clock": _clock,
    "clock_set": _clock_set,
    "distance": lambda _, event: str(event.laps),
    "retract": lambda _, event: str(event.target),
    "amend": _amend,
    "resume": lambda _, event: "" if event.to_go is None else str(event.to_go),
    "review": _review,
    "relegate": _relegate,
    "points": lambda _, event: " ".join(f"{bib} {points}" for bib, points in event.points),
}
"""The printer of the arguments behind the verb, by type of event; the bibs, if the type is not in it."""


def printed(event: Event, sheet: Sheet, language: Language, gun: int = 0) -> str:
    """Return the line that records ``event`` again, with its ``t``, in ``language``.

    Who recorded it and when, and unknown fields, are not in it. An event after ``gun``, the ``t`` in ms of a restart,
    is printed with the time since then, for a situation in which that gun counts. Raises NotInTheVocabulary for a type
    that this version does not know, also inside an amend.
    """
    return _Printer(sheet, language, gun).line(event)
