"""How deep a TOML file is nested, which is looked at before it is parsed: parsers call themselves for each level."""

from __future__ import annotations

import re
from typing import Final

DEEPEST: Final = 100
"""How deep the values of a TOML file may be nested; those of a start sheet or a meeting are four deep at most."""
_NO_STRUCTURE: Final = re.compile(
    rb'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    rb"|'''.*?(?:'''|\Z)"
    rb'|"(?:\\.|[^"\\\n])*"?'
    rb"|'[^'\n]*'?"
    rb"|#[^\n]*",
    re.DOTALL,
)
"""Texts, of which a wrong one may have no end, and comments."""


def too_deep(content: bytes) -> int | None:
    """Return the first line that is nested too deep, by brackets or by the dots of a key; None if none is.

    Brackets and dots within texts and comments do not count.
    """
    if max(map(content.count, (b"[", b"{", b"."))) <= DEEPEST:
        return None
    depth = 0
    for number, line in enumerate(_NO_STRUCTURE.sub(_lines_only, content).split(b"\n"), 1):
        key = line.partition(b"=")[0]
        deepest = depth + max(line.count(b"[") + line.count(b"{"), key.count(b"."))
        if deepest > DEEPEST:
            return number
        depth = max(0, depth + line.count(b"[") + line.count(b"{") - line.count(b"]") - line.count(b"}"))
    return None


def _lines_only(found: re.Match[bytes]) -> bytes:
    """Return the line ends of a text or a comment, and something for the text, which is no structure either."""
    return b"\n" * found[0].count(b"\n")
