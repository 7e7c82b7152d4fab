"""Parser and printer of the moment in front of a line: ``@4``, ``@lap 4``, ``@3:31.2``, ``@-10``, ``@t3:31.250``.

``@4`` is when four laps were to go, ``@lap 4`` when the leader completed lap 4, ``@-10`` ten seconds ago. ``@3:31.2``
is a time on the race clock, since the gun that counts now. ``@t3:31.250`` is exact: the time since the first gun, and
the line is not checked against the race.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.tokens import CLOCK, MOST_DIGITS, SECONDS, milliseconds
from massstart_tui.entry.verb_lookup import forms
from massstart_tui.race.state import RaceState
from massstart_tui.text.clock import race_time
from massstart_tui.text.verb_forms import VERBS

_LAP: Final = "|".join(forms(VERBS["lap"]))
_MOMENT: Final = re.compile(
    rf"@\s*(?:(?P<exact>t-?(?:{CLOCK}|{SECONDS}))|(?P<ago>-\s*(?:{CLOCK}|{SECONDS}))|(?P<at>{CLOCK})"
    rf"|(?:{_LAP})\s*(?P<lap>[0-9]+)(?![0-9:.,][0-9:]?)"
    r"|(?P<to_go>[0-9]+)(?![0-9:.,][0-9:]?))",
    re.IGNORECASE,
)
_LAP_WITHOUT_NUMBER: Final = re.compile(rf"@\s*(?:{_LAP})\s*\Z", re.IGNORECASE)
_WRONG: Final = re.compile(r"@\s*\S*")


class TypedMoment(NamedTuple):
    """The moment of a line.

    ``t`` is in ms since the first gun, ``state`` the race then. ``ago`` is how many ms it is before the first
    keystroke, if the line says so; ``given`` is set if the line has a moment at all. With ``exact``, the line is
    checked against the start sheet only.
    """

    t: int
    state: RaceState
    ago: int = 0
    exact: bool = False
    given: bool = False


def read_moment(text: str, start: int, situation: Situation) -> tuple[TypedMoment, int]:
    """Return the moment at ``start`` of ``text``, and the offset behind it.

    Without an ``@`` there, it is the moment of the first keystroke. Raises Problem if the moment is incomplete, not
    understood, out of range, or still to come.
    """
    if not text.startswith("@", start):
        return TypedMoment(situation.t, situation.state), start
    match = _MOMENT.match(text, start)
    if _LAP_WITHOUT_NUMBER.match(text, start):
        raise Problem(Code.UNFINISHED, (len(text), len(text)), usage="moment")
    if match is None:
        wrong = _WRONG.match(text, start)
        span = wrong.span() if wrong else (start, len(text))
        raise Problem(Code.NOT_A_MOMENT, span, text=text[slice(*span)])
    # A regular expression takes any number of digits, an event does not.
    if max(map(len, re.findall(r"[0-9]+", match[0]))) > MOST_DIGITS:
        raise Problem(Code.OUT_OF_RANGE, match.span(), text=match[0])
    return _moment(match, situation), match.end()


def _moment(match: re.Match[str], situation: Situation) -> TypedMoment:
    """Return the moment of a match; raise Problem if it is still to come."""
    if exact := match["exact"]:
        t = milliseconds(exact[1:])
        return TypedMoment(t, situation.state_at(t), exact=True, given=True)
    if ago := match["ago"]:
        before = milliseconds(ago[1:].strip())
        t = situation.t - before
        return TypedMoment(t, situation.state_at(t), ago=before, given=True)
    gun = situation.state.gun
    if match["at"]:
        t = gun + milliseconds(match["at"])
    elif match["lap"]:
        t = _end_of_lap(int(match["lap"]), match.span(), situation)
    else:
        t = _start_of_laps_to_go(int(match["to_go"]), match.span(), situation)
    if t > situation.t:
        moment, clock = race_time(t - gun), race_time(situation.t - gun)
        raise Problem(Code.MOMENT_TO_COME, match.span(), moment=moment, clock=clock)
    return TypedMoment(t, situation.state_at(t), given=True)


def _start_of_laps_to_go(to_go: int, span: tuple[int, int], situation: Situation) -> int:
    """Return the ``t`` in ms from which ``to_go`` laps were to go; raises Problem if there was no such moment."""
    t = situation.began(to_go)
    if t is None:
        raise Problem(Code.MOMENT_HAS_NOT_BEEN, span, count=to_go, to_go=situation.state.to_go)
    return t


def _end_of_lap(lap: int, span: tuple[int, int], situation: Situation) -> int:
    """Return the ``t`` in ms at which the leader completed ``lap``; raises Problem if that is not recorded."""
    t = situation.completed(lap)
    if t is None:
        done = situation.state.lap
        code = Code.LAP_NOT_RECORDED if 1 <= lap < done else Code.LAP_HAS_NOT_BEEN
        raise Problem(code, span, lap=lap, done=done)
    return t


def printed_moment(t: int, gun: int = 0) -> str:
    """Return the text of race time ``t``, in ms since the first gun, that `read_moment` reads back.

    After a restart at ``gun`` it is a time on the clock of the restart (``@3:31.200``), else an exact time
    (``@t3:31.200``).
    """
    return f"@{race_time(t - gun, 3)}" if 0 < gun <= t else f"@t{race_time(t, 3)}"
