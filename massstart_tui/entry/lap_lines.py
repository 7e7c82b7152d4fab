"""Parser of the lines about laps and who leads: ``lap``, by which the leader completes a lap, ``bell`` and ``lead``."""

from __future__ import annotations

from typing import Final

from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import TokenKind
from massstart_tui.entry.verb_lookup import long_form
from massstart_tui.race.state import Phase
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language

NOBODY_KNOWN: Final = "?"
"""In the place of the bib of who leads: nobody knows it."""


def read_lap(line: TypedLine) -> Entered:
    """Parse a lap of the leader: the next one, or the one with this number, and the leader's bib if there is one.

    Raises Problem, also if a number can be a lap or a bib.
    """
    lap = line.state.lap + 1
    first = line.peek()
    if first and first.kind is TokenKind.NUMBER:
        lap = line.number()
        # A number alone that is not the next lap may be the bib of the leader.
        if line.peek() is None and not line.exact and _may_be_a_bib(line, lap):
            raise _lap_or_bib(line, lap, first.span)
    bib = _leader_to_the_end(line)
    if not line.exact:
        _not_stopped(line)
        _check_lap(line, lap, bib)
    return _lap(line, lap, bib)


def _leader_to_the_end(line: TypedLine) -> int | None:
    """Parse the rest of the line: the bib of the leader, or None where nothing or `NOBODY_KNOWN` stands."""
    unknown = line.taken(TokenKind.SIGN, NOBODY_KNOWN)
    bib = line.skater() if line.peek() and not unknown else None
    line.the_end()
    return bib


def _lap(line: TypedLine, lap: int, bib: int | None) -> Entered:
    return Entered((line.event("lap", lap=lap, **({} if bib is None else {"bib": bib})),))


def _lap_or_bib(line: TypedLine, number: int, span: tuple[int, int]) -> Problem:
    """Return the question whether ``number`` is a lap or a bib."""
    bib = number if number in line.roster.bibs else line.roster.ending_in(number)[0]
    coming = line.state.lap + 1
    found = Problem(Code.LAP_OR_BIB, span, number=number, skater=line.roster.label(bib), lap=coming)
    return found.with_choices(line.instead(span, f"{number} ?", f"{coming} {bib}"))


def read_lead(line: TypedLine) -> Entered:
    """Parse who leads; record a lap event without a lap number."""
    unknown = line.taken(TokenKind.SIGN, NOBODY_KNOWN)
    fields = {} if unknown else {"bib": line.skater()}
    line.the_end()
    return Entered((line.event("lap", **fields),))


def read_bell(line: TypedLine) -> Entered:
    """Parse the bell: the leader completes the lap that leaves one to go; with the leader's bib if there is one."""
    lap = line.state.distance - 1
    bib = _leader_to_the_end(line)
    if not line.exact:
        _not_stopped(line)
        _check_bell(line, lap, bib)
    return _lap(line, lap, bib)


def _check_bell(line: TypedLine, lap: int, bib: int | None) -> None:
    """Raise Problem if the leader is not completing that lap now; who led there can also be recorded later."""
    ahead = lap - line.state.lap
    if lap < 1:
        raise Problem(Code.NO_BELL, line.span, laps=line.state.distance)
    if ahead > 1:
        raise Problem(Code.BELL_TO_COME, line.span, lap=lap, count=ahead)
    if ahead < 0:
        nearest = lap if line.situation.completed(lap) is not None else 0
        raise Problem(Code.BELL_LONG_PAST, line.span, lap=lap, nearest=nearest)
    if ahead == 0 and bib is None:
        raise Problem(Code.BELL_HAS_BEEN, line.span, lap=lap, to_go=line.state.to_go)


def _may_be_a_bib(line: TypedLine, number: int) -> bool:
    """Return whether the number is not the next lap, and is a bib or the last digits of exactly one."""
    return number != line.state.lap + 1 and (number in line.roster.bibs or len(line.roster.ending_in(number)) == 1)


def _check_lap(line: TypedLine, lap: int, bib: int | None) -> None:
    """Raise Problem if the lap is beyond the distance or completed already; the leader of the last lap can be added."""
    if lap > line.state.distance:
        raise Problem(Code.LAP_BEYOND, line.span, count=line.state.distance)
    if lap < line.state.lap or (lap == line.state.lap and bib is None):
        raise Problem(Code.LAP_COMPLETED, line.span, lap=lap, next=line.state.lap + 1)


def _not_stopped(line: TypedLine) -> None:
    """Raise Problem while the race is stopped: a lap cannot be completed before the line says how the race goes on."""
    if line.state.phase is not Phase.STOPPED:
        return
    before, verb = line.before_the_verb, VERBS[line.verb]
    # The choices are in the language of the typed verb; in English, if both languages have the same word.
    dutch = line.text[len(before) : line.start].strip().lower() in set(verb.dutch) - set(verb.english)
    language = Language.NL if dutch else Language.EN
    choices = tuple(before + long_form(VERBS[goes_on], language) for goes_on in ("resume", "restart"))
    raise Problem(Code.RESUME_OR_RESTART, line.span).with_choices(choices)
