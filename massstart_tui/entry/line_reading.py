"""Parser of live entry: `read_line` turns a typed line into the events that it records.

It finds the moment and the verb and dispatches the rest of the line to the parser of that verb in `READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from json import JSONDecodeError, JSONDecoder
from typing import Final

from massstart_tui.entry import clock_lines, lap_lines, rulings, verb_readers
from massstart_tui.entry.correction_checks import rest_on_no_bib
from massstart_tui.entry.group_lines import read_gap, read_groups
from massstart_tui.entry.line_reader import Amended, Entered, HistoryStep, Setting, TypedLine
from massstart_tui.entry.order_target import read_bare, read_finish, read_sprint
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.skater_lines import read_skater
from massstart_tui.entry.tokens import WORD, TokenKind, tokens
from massstart_tui.entry.typed_moment import TypedMoment, read_moment
from massstart_tui.entry.verb_lookup import COLOURS, REASONS, verb_called
from massstart_tui.race.events import Event, SkaterListed
from massstart_tui.race.record import plain_data

__all__ = ["MOST_CHARACTERS", "READERS", "Entered", "HistoryStep", "can_be_written", "read_amendment", "read_line"]

MOST_CHARACTERS: Final = 10_000
"""The longest line that is parsed: longer than anybody types, and long enough for any printed note."""
DEEPEST: Final = 20
"""How deep amends can be nested. Parsing is recursive there."""
_TWO_WORDS: Final = re.compile(rf"({WORD})\s+({WORD})")
_COLON: Final = re.compile(":")
_TIME_BEFORE: Final = re.compile(r"[+-]\s*[0-9]+:[0-9]\Z")
"""A signed time such as ``+1:30``, up to the first digit behind its colon: that colon begins no free text."""
_SPACE: Final = re.compile(r"[\s,;]*")


def read_line(text: str, situation: Situation) -> Entered:
    """Return what ``text`` records in this situation. Raises Problem, and no other exception, if that is nothing."""
    return _read_or_ask(text, lambda line: _read(line, 0, situation, None, 0))


def read_amendment(text: str, seq: int, situation: Situation) -> Entered:
    """Return the amend by which event ``seq`` was what ``text`` says, with a reason first if that is quoted.

    Raises Problem, and no other exception.
    """
    return _read_or_ask(text, lambda line: _amendment(line, seq, situation))


def _read_or_ask(text: str, read: Callable[[str], Entered]) -> Entered:
    """Parse the whole line; keep of the choices of a problem those that are possible."""
    can_be_written(text)
    try:
        return read(text)
    except Problem as problem:
        # A choice that would be refused is not offered.
        raise problem.with_choices(tuple(line for line in problem.choices if _can_be(line, read))) from None


def _can_be(text: str, read: Callable[[str], Entered]) -> bool:
    """Return whether a choice is possible: it records something, is incomplete, or asks about another word."""
    try:
        read(text)
    except Problem as problem:
        return problem.unfinished or bool(problem.choices)
    return True


def can_be_written(text: str) -> None:
    """Raise Problem if the text is too long, or cannot be written to a file."""
    if len(text) > MOST_CHARACTERS:
        raise Problem(Code.TOO_LONG, (MOST_CHARACTERS, len(text)), most=MOST_CHARACTERS)
    if not _is_text(text):
        raise Problem(Code.NOT_TEXT, (0, len(text)))


def _is_text(text: str) -> bool:
    """Return whether the text can be encoded as UTF-8: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read(text: str, start: int, situation: Situation, amends: Amended | None, depth: int) -> Entered:
    """Parse the line from ``start`` on, which is an amend of ``amends`` at ``depth`` levels."""
    start = _skip(text, start)
    moment, at = read_moment(text, start, situation)
    verb, at = verb_at(text, _skip(text, at))
    if at == len(text) and verb == "bare":
        raise Problem(Code.UNFINISHED if moment.given or amends else Code.EMPTY, (at, at), usage="bare")
    setting = Setting(situation, moment, amends)
    if verb == "amend":
        line = TypedLine(text, (at, _number_end(text, at)), verb, setting)
        return _amend(line, depth)
    line = TypedLine(text, (at, _end(text, at, verb)), verb, setting)
    line.now_or_never()
    entered = READERS[verb](line)
    return entered._replace(meant=tuple(line.meant), finish_as=line.finish_as)


def _skip(text: str, at: int) -> int:
    """Return the offset behind white space and separators."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def verb_at(text: str, at: int) -> tuple[str, int]:
    """Return the verb of one or two words at ``at``, "bare" if there is none, and the offset behind it."""
    # Two words are tried first, or ``yellow card`` would be the verb yellow and a skater called card.
    if both := _TWO_WORDS.match(text, at):
        words = f"{both[1]} {both[2]}"
        if verb := verb_called(words):
            return verb, both.end()
    token = next(tokens(text, at, len(text)), None)
    verb = verb_called(token.text) if token and token.kind is TokenKind.WORD else None
    return (verb, token.end) if verb and token else ("bare", at)


def _end(text: str, at: int, verb: str) -> int:
    """Return the offset at which the tokens end and free text begins."""
    if verb == "note":
        return at
    if verb == "skater":
        return _number_end(text, at)
    colons = _COLON.finditer(text, at) if verb in REASONS else ()
    return next((colon.start() for colon in colons if not _TIME_BEFORE.search(text, at, colon.start() + 2)), len(text))


def _number_end(text: str, at: int) -> int:
    match = re.compile(r"\s*[0-9]*").match(text, at)
    return match.end() if match else at


def _amend(line: TypedLine, depth: int) -> Entered:
    """Parse an amend: the seq of an event, an optional quoted reason, and a line that replaces the event."""
    token = line.peek()
    seq = line.number()
    span = token.span if token else line.span
    if depth >= DEEPEST:
        raise Problem(Code.NOT_IN_AMEND, span)
    return _instead(line, seq, span, depth)


def _amendment(text: str, seq: int, situation: Situation) -> Entered:
    """Parse what stands behind the seq of an amend, which was chosen and not typed."""
    setting = Setting(situation, TypedMoment(situation.t, situation.state), None)
    return _instead(TypedLine(text, (0, 0), "amend", setting), seq, (0, 0), 0)


def _instead(line: TypedLine, seq: int, span: tuple[int, int], depth: int) -> Entered:
    """Parse an optional quoted reason, and a line that replaces event ``seq``."""
    event = line.recorded(seq, span)
    reason, at = _reason(line)
    inner = _read(line.text, at, line.situation, Amended(seq, event), depth + 1)
    if len(inner.events) != 1:
        raise Problem(Code.NOT_IN_AMEND, (at, len(line.text)))
    # Amending away a bib that later events use would leave those events about nobody.
    if not line.exact and not _same_bib(event, inner.events[0]):
        rest_on_no_bib(line.situation, seq, span)
    # Only the fields that were given, so that the event is as it would have been recorded.
    instead = plain_data(inner.events[0], without={"seq"})
    return Entered(
        (line.event("amend", target=seq, event=instead, **reason),), meant=inner.meant, finish_as=inner.finish_as
    )


def _same_bib(event: Event | None, instead: Event) -> bool:
    """Return whether both events list a skater, and give the same skater the same bib."""
    if not isinstance(event, SkaterListed) or not isinstance(instead, SkaterListed):
        return False
    return (event.replaces, event.skater.bib) == (instead.replaces, instead.skater.bib)


def _reason(line: TypedLine) -> tuple[dict[str, str], int]:
    """Return the quoted reason of an amend as a field, if there is one, and the offset behind it."""
    at = _skip(line.text, line.end)
    if not line.text.startswith('"', at):
        return {}, at
    try:
        reason, end = JSONDecoder().raw_decode(line.text, at)
    except JSONDecodeError as error:
        raise Problem(Code.UNFINISHED, (at, len(line.text)), usage=line.verb) from error
    return {"reason": reason}, end


READERS: Final[Mapping[str, Callable[[TypedLine], Entered]]] = {
    "bare": read_bare,
    "sprint": read_sprint,
    "finish": read_finish,
    "start": verb_readers.read_start,
    "lap": lap_lines.read_lap,
    "lead": lap_lines.read_lead,
    "skater": read_skater,
    "bell": lap_lines.read_bell,
    "distance": verb_readers.read_distance,
    "groups": read_groups,
    "gap": read_gap,
    "caught": verb_readers.read_caught,
    "note": verb_readers.read_note,
    "clock": clock_lines.read_clock,
    "crossing": verb_readers.read_crossing,
    "retract": verb_readers.read_retract,
    "place": verb_readers.read_place,
    "resume": rulings.read_resume,
    "false_start": rulings.read_false_start,
    "review": rulings.read_review,
    "relegate": rulings.read_relegate,
    "points": rulings.read_points,
    **dict.fromkeys(("neutral_end", "stop", "restart", "official"), verb_readers.read_alone),
    **dict.fromkeys(("undo", "redo"), verb_readers.read_step),
    **dict.fromkeys(COLOURS, verb_readers.read_card),
    **dict.fromkeys(
        (
            *("attack", "fall", "rejoin", "lapped", "lap_gained", "eliminated"),
            *("withdraw", "disqualify", "dns", "advance"),
        ),
        verb_readers.read_about,
    ),
}
"""The parser of the rest of the line, by verb. An amend is not in it: it contains a whole line."""
