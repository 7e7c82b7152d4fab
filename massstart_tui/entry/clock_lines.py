"""Parser of the corrections of the clock: it was off by so much all along, or it is set from now on."""

from __future__ import annotations

import re
from typing import Final

from massstart_tui.entry.correction_checks import before_no_event, some_shift
from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import CLOCK, Token, TokenKind, milliseconds
from massstart_tui.entry.verb_lookup import long_form
from massstart_tui.text.clock import race_time
from massstart_tui.text.verb_forms import NOW, VERBS
from massstart_tui.text.words import Language

_POINT_LEFT_OUT: Final = re.compile(r"(-[0-9]{1,2}):?([0-9]{2})")
"""A shift such as ``-100`` or ``-1:00`` that may be ``-1.00`` without its point."""
_CLOCK: Final = re.compile(CLOCK)
_MINUTES: Final = re.compile(r"([0-9]+)\.([0-5][0-9])")
"""Seconds with two decimals, or minutes and seconds as Dutch prints them."""


def read_clock(line: TypedLine) -> Entered:
    """Parse a correction of the clock.

    With a sign it is a shift: of all that was recorded so far, or with ``now`` of the clock from now on. With ``now``
    and no sign, a time such as ``1:30`` is what the clock says now. Raises Problem if it can be either.
    """
    now = line.peek() if line.taken(TokenKind.WORD, *NOW.english, *NOW.dutch) else None
    shift = line.signed()
    shift = _unsigned(line, from_now=now is not None) if shift is None else shift
    line.the_end()
    if not line.exact:
        some_shift(shift, line.span)
    if now is not None:
        return _clock_set(line, shift)
    if not line.exact:
        _check_clock(line, shift)
    return Entered((line.event("clock", shift=shift),))


def _unsigned(line: TypedLine, *, from_now: bool) -> int:
    """Take a time without a sign and return by how much it moves the clock, in ms; raise Problem if it can be more."""
    token = line.take()
    # What the clock says is of now: an exact line, which can be of any moment, says by how much it was moved.
    if token.kind not in (TokenKind.NUMBER, TokenKind.TIME) or (line.exact and from_now):
        line.unexpected(token)
    if line.exact:
        return milliseconds(token.text)
    if from_now and _CLOCK.fullmatch(token.text):
        return milliseconds(token.text) - (line.situation.t - line.situation.state.gun)
    raise _which(line, token, from_now=from_now)


def _which(line: TypedLine, token: Token, *, from_now: bool) -> Problem:
    """Return the question whether an unsigned time is later, earlier, or what the clock says now."""
    on, back, at = f"+{token.text}", f"-{token.text}", _as_clock(token.text)
    verb = line.text[: line.start].split()[-1]
    now = "" if from_now else f"{long_form(NOW, Language.NL if verb.lower() in VERBS['clock'].dutch else Language.EN)} "
    values = {"text": token.text, "now": f"{now}{at}"}
    choices = tuple(choice.rstrip() for choice in line.instead(token.span, on, back, f"{now}{at}"))
    return Problem(Code.WHICH_CLOCK if from_now else Code.WHICH_SHIFT, token.span, **values).with_choices(choices)


def _as_clock(text: str) -> str:
    """Return ``text`` as a time on the race clock: ``90`` and ``1.30`` are ``1:30``, ``10.5`` is ``0:10.5``."""
    if _CLOCK.fullmatch(text):
        return text
    if match := _MINUTES.fullmatch(text):
        return f"{match[1]}:{match[2]}"
    return race_time(milliseconds(text), len(text.partition(".")[2]))


def _clock_set(line: TypedLine, shift: int) -> Entered:
    """Set the clock from now on; raise Problem if an event would then be later than the clock."""
    if line.exact:
        return Entered((line.event("clock_set", shift=shift),))
    line.of_no_moment()
    t, given = line.t + shift, line.text[line.start : line.end].strip()
    before_no_event(line.situation, t, given, line.span)
    return Entered((line.event("clock_set", t=t, shift=shift),))


def _check_clock(line: TypedLine, shift: int) -> None:
    """Raise Problem if the shift would put the gun in the future."""
    since = line.situation.t - line.situation.state.gun
    if since + shift >= 0:
        return
    given = line.text[line.start : line.end].replace(" ", "")
    meant = _as_seconds(given)
    nearest = meant if meant and since + milliseconds(meant) >= 0 else ""
    raise Problem(Code.BEFORE_THE_GUN, line.span, given=given, clock=race_time(since), nearest=nearest)


def _as_seconds(given: str) -> str:
    """Return ``-100`` or ``-1:00`` as ``-1.00``, which is meant if the point was left out or mistyped; else nothing."""
    if match := _POINT_LEFT_OUT.fullmatch(given):
        return f"{match[1]}.{match[2]}"
    return ""
