"""Parser of the name of a sprint: its number, its lap, or one more than the last, by which people mean the finish."""

from __future__ import annotations

from massstart_tui.entry.expected import ExpectedKind, Target, sprint_laps
from massstart_tui.entry.line_reader import TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import Token, TokenKind
from massstart_tui.entry.verb_lookup import verb_called


def sprint_told(line: TypedLine) -> Target | None:
    """Take the sprint or the finish that is named in front of an order; None if none is. Raises Problem.

    ``s2 13 1``, ``s2: 13 1`` and ``s lap 8: 13 1`` name one; ``s 13 1`` and ``s: 2 1`` do not.
    """
    _colon_apart(line, 0)
    if line.taken(TokenKind.SIGN, ":"):
        return None
    first, second = line.peek(), line.peek(1)
    if first is None or not (first.kind is TokenKind.NUMBER or _lap_is_next(line)):
        return None
    colon = second is not None and second.text == ":"
    by_lap = first.kind is TokenKind.WORD
    # ``s2`` without a space is a sprint; the number of ``s 2`` can be a bib as well.
    if not by_lap and not colon and first.start > line.start and not _must_be_a_sprint(line, first):
        return None
    told = nth_sprint(line)
    line.taken(TokenKind.SIGN, ":")
    return told


def _colon_apart(line: TypedLine, ahead: int) -> None:
    """Split a number, a colon and a bib that were tokenized as a time because no space is between them: ``s2:13``."""
    token = line.peek(ahead)
    if token and token.kind is TokenKind.TIME and token.text.replace(":", "", 1).isdecimal():
        colon = token.start + token.text.index(":")
        before, after = token.text.split(":", 1)
        line.replace(
            ahead,
            Token(TokenKind.NUMBER, before, token.start, colon),
            Token(TokenKind.SIGN, ":", colon, colon + 1),
            Token(TokenKind.NUMBER, after, colon + 1, token.end),
        )


def _must_be_a_sprint(line: TypedLine, number: Token) -> bool:
    """Return whether the number is a sprint and no bib; raise Problem if it can be both."""
    value = int(number.text)
    bib = value in line.roster.bibs
    laps = _laps(line)
    if bib and laps and 1 <= value <= len(laps) + 1:
        # A sprint needs an order behind it: a number alone is the bib of one.
        if line.peek(1) is None:
            return False
        before, behind = line.text[: number.start].rstrip(), line.text[number.end :]
        found = Problem(Code.SPRINT_OR_BIB, number.span, number=value, skater=line.roster.label(value))
        raise found.with_choices((f"{before} {value}:{behind}", f"{before}: {value}{behind}"))
    return not bib


def _laps(line: TypedLine) -> tuple[int, ...]:
    """Return the laps that end in a sprint, within the current distance unless the line is exact."""
    return line.state.rules.sprint_laps() if line.exact else sprint_laps(line.state)


def _lap_is_next(line: TypedLine) -> bool:
    """Return whether ``lap 8`` comes, rather than a skater with such a name."""
    word = line.peek()
    _colon_apart(line, 1)
    number = line.peek(1)
    called = word is not None and word.kind is TokenKind.WORD and verb_called(word.text) == "lap"
    return called and number is not None and number.kind is TokenKind.NUMBER


def nth_sprint(line: TypedLine) -> Target:
    """Take a number, or ``lap 8``, and return that sprint; one more than the last is the finish.

    Raises Problem if there is no such sprint.
    """
    laps = _laps(line)
    by_lap = line.take() if _lap_is_next(line) else None
    token = line.peek()
    number = line.number()
    if by_lap and number in laps:
        return Target(ExpectedKind.SPRINT, number)
    if not by_lap and 1 <= number <= len(laps):
        return Target(ExpectedKind.SPRINT, laps[number - 1])
    if not by_lap and laps and number == len(laps) + 1:
        line.finish_as = number
        return Target(ExpectedKind.FINISH, line.state.distance)
    span = token.span if token else line.span
    if not laps:
        raise Problem(Code.NO_SPRINTS, span)
    code = Code.NO_SPRINT_AT_LAP if by_lap else Code.NO_SUCH_SPRINT
    raise Problem(code, span, number=number, last=len(laps), laps=", ".join(map(str, laps)))
