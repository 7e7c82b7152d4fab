"""How deep a TOML file is nested, which is looked at before it is parsed: parsers call themselves for each level."""

from __future__ import annotations

from typing import Final

DEEPEST: Final = 100
"""How deep the values of a TOML file may be nested; those of a start sheet or a meeting are four deep at most."""


def too_deep(content: bytes) -> int | None:
    """Return the first line that is nested too deep, by brackets or by the dots of a key; None if none is.

    Quotes are not looked at: no text has so many brackets or dots either.
    """
    if max(map(content.count, (b"[", b"{", b"."))) <= DEEPEST:
        return None
    depth = 0
    for number, line in enumerate(content.splitlines(), 1):
        key = line.partition(b"=")[0]
        deepest = depth + max(line.count(b"[") + line.count(b"{"), key.count(b"."))
        if deepest > DEEPEST:
            return number
        depth = max(0, depth + line.count(b"[") + line.count(b"{") - line.count(b"]") - line.count(b"}"))
    return None
