"""How a skater is called for short: by the family name, as a commentator would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from massstart_tui.text.plain import plain

FAMILY_FIRST: Final = frozenset({"CHN", "KOR", "PRK", "TPE", "HKG", "MAC", "VIE"})
"""Nations whose skaters are listed with the family name first, where it is not told apart by capitals."""


def family_name(name: str, noc: str) -> str:
    """The family name in ``name``: what is in capitals, else by the custom of the nation, else all but the first."""
    words = plain(name).split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals)
    if len(words) > 1:
        return words[0] if noc in FAMILY_FIRST else " ".join(words[1:])
    return " ".join(words) or plain(name)


def short_names(skaters: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Short names by bib from (bib, name, noc); two of the same family go by their whole names."""
    listed = list(skaters)
    short = {bib: family_name(name, noc) for bib, name, noc in listed}
    times = Counter(short.values())
    return {bib: plain(name) if times[short[bib]] > 1 else short[bib] for bib, name, _ in listed}
