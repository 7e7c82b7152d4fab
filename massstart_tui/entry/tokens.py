"""The tokenizer of live entry: cuts a line into numbers, times, words and signs. Any text can be tokenized.

The only Problem raised here is for a number with too many digits; the parsers find everything else that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from massstart_tui.entry.problems import Code, Problem

WORD: Final = r"[^\s0-9=/*?:+&,;@-][^\s0-9=/*?:+&,;@]*"
MOST_DIGITS: Final = 15
"""The longest number: enough for any race time that a stream accepts."""
CLOCK: Final = (
    r"(?:(?:[0-9]+:)?[0-9]+:[0-5][0-9](?:[.,][0-9]{1,3})?(?![0-9:])"
    r"|(?:[0-9]+\.)?[0-9]+\.[0-5][0-9],[0-9]{1,3}(?![0-9.,]*[0-9]))"
)
"""``7:56``, ``7:56.67``, ``1:07:56,670``; and in Dutch ``7.56,67``, where the comma makes the point one of minutes."""
SECONDS: Final = r"[0-9]+(?:[.,][0-9]{1,3})?(?![0-9])"
"""Whole or decimal seconds, with a point or a comma."""


class TokenKind(Enum):
    """The kinds of tokens; SIGNED is a time with a plus or a minus in front."""

    SIGNED = auto()
    TIME = auto()
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()


class Token(NamedTuple):
    """A token of a line, with the offsets of its start and end."""

    kind: TokenKind
    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Return the offsets of its start and end."""
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
    """Yield the tokens of ``text`` from ``start`` to ``end``; commas and semicolons only separate.

    Raises Problem for a number with more than `MOST_DIGITS` digits.
    """
    for match in _TOKEN.finditer(text, start, end):
        if match[0] in _SEPARATORS:
            continue
        kind = TokenKind[match.lastgroup or "SIGN"]
        if kind is not TokenKind.WORD and _LONGEST_NUMBER.search(match[0]):
            raise Problem(Code.OUT_OF_RANGE, match.span(), text=match[0][:MOST_DIGITS] + "…")
        yield Token(kind, match[0], *match.span())


def milliseconds(text: str) -> int:
    """Return the ms of a time such as ``7:56.67``, ``7.56,67``, ``2,5`` or ``-1:30``."""
    sign = -1 if text.startswith("-") else 1
    bare = text.lstrip("+-")
    # If a comma begins the fraction, points separate minutes and seconds as colons do.
    whole, _, fraction = bare.replace(".", ":").partition(",") if "," in bare else bare.partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return sign * (seconds * 1000 + int(fraction.ljust(3, "0")))
