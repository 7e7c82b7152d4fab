"""A line cut into numbers, times, words and signs. Anything can be cut up: what makes no sense is found out later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from massstart_tui.entry.problems import Code, Problem

WORD: Final = r"[^\s0-9=/*?:+&,;@-][^\s0-9=/*?:+&,;@]*"
MOST_DIGITS: Final = 15
"""Enough for any race time that a stream believes."""
CLOCK: Final = (
    r"(?:(?:[0-9]+:)?[0-9]+:[0-5][0-9](?:[.,][0-9]{1,3})?(?![0-9:])"
    r"|(?:[0-9]+\.)?[0-9]+\.[0-5][0-9],[0-9]{1,3}(?![0-9.,]*[0-9]))"
)
"""``7:56``, ``7:56.67``, ``1:07:56,670``; as Dutch has it ``7.56,67``, where the comma tells minutes from seconds."""
SECONDS: Final = r"[0-9]+(?:[.,][0-9]{1,3})?(?![0-9])"


class TokenKind(Enum):
    """What sort of token it is; SIGNED is a time with a plus or a minus."""

    SIGNED = auto()
    TIME = auto()
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()


class Token(NamedTuple):
    """A piece of a line; ``start`` and ``end`` say where."""

    kind: TokenKind
    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where in the line."""
        return (self.start, self.end)


_TOKEN: Final = re.compile(
    rf"(?P<SIGNED>[+-](?:{CLOCK}|{SECONDS}))"
    rf"|(?P<TIME>{CLOCK}|[0-9]+\.[0-9]{{1,3}}(?![0-9.]))"
    r"|(?P<NUMBER>[0-9]+)"
    rf"|(?P<WORD>{WORD})"
    r"|(?P<SIGN>\S)"
)
_SEPARATORS: Final = frozenset({",", ";"})
_LONGEST_NUMBER: Final = re.compile(rf"[0-9]{{{MOST_DIGITS + 1}}}")


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of ``text`` from ``start`` to ``end``; commas and semicolons only separate.

    Raises Problem at a number too long to mean anything.
    """
    for match in _TOKEN.finditer(text, start, end):
        if match[0] in _SEPARATORS:
            continue
        kind = TokenKind[match.lastgroup or "SIGN"]
        if kind is not TokenKind.WORD and _LONGEST_NUMBER.search(match[0]):
            raise Problem(Code.OUT_OF_RANGE, match.span(), text=match[0][:MOST_DIGITS] + "…")
        yield Token(kind, match[0], *match.span())


def milliseconds(text: str) -> int:
    """A time such as ``7:56.67``, ``7.56,67``, ``2,5`` or ``-1:30`` in ms."""
    sign = -1 if text.startswith("-") else 1
    bare = text.lstrip("+-")
    whole, _, fraction = bare.replace(".", ":").partition(",") if "," in bare else bare.partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return sign * (seconds * 1000 + int(fraction.ljust(3, "0")))
