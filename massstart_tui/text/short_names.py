"""How a skater is called for short: by the family name, as a commentator would."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from massstart_tui.text.given_names import GIVEN_NAMES, KOREAN_FAMILIES, PARTICLES
from massstart_tui.text.plain import plain

FAMILY_FIRST: Final = frozenset({"CHN", "KOR", "PRK", "TPE", "HKG", "MAC", "VIE"})
"""Nations whose skaters are listed with the family name first, where nothing else tells it."""
SYLLABLES: Final = 3
"""The words or parts of a Korean name written out: one of the family, two given."""


def family_name(name: str, noc: str) -> str:
    """The family name in ``name``: what is in capitals, else the end that it is known to be at, else all but the first.

    Which end that is, particles and given names tell, then the custom of the nation.
    """
    words = plain(name).split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals)
    if len(words) < 2:  # noqa: PLR2004 - a name of one word has no ends
        return " ".join(words) or plain(name)
    return _by_its_end(words, noc)


def _by_its_end(words: list[str], noc: str) -> str:
    first, *_, last = small = [_small(word) for word in words]
    if first in PARTICLES:
        return " ".join(words[: _particles(small) + 1])
    if _is_korean(small, noc):
        return words[0] if first in KOREAN_FAMILIES else words[-1]
    if last in GIVEN_NAMES and first not in GIVEN_NAMES:
        return " ".join(words[:-1])
    return words[0] if noc in FAMILY_FIRST else " ".join(words[1:])


def _is_korean(small: list[str], noc: str) -> bool:
    """Whether one end is a family name of Korea, and nothing says that the skater is of another nation."""
    ends = small[0] in KOREAN_FAMILIES or small[-1] in KOREAN_FAMILIES
    parts = sum(word.count("-") + 1 for word in small)
    return ends and (noc in ("KOR", "PRK") or (noc == "" and parts == SYLLABLES))


def _particles(small: list[str]) -> int:
    """How many particles ``small`` begins with, short of the whole of it."""
    return next((at for at, word in enumerate(small[:-1]) if word not in PARTICLES), len(small) - 1)


def _small(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def short_names(skaters: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Short names by bib from (bib, name, noc); those who would be called alike go by their whole names."""
    listed = list(skaters)
    whole = {bib: plain(name) for bib, name, _ in listed}
    short = {bib: family_name(name, noc) for bib, name, noc in listed}
    while alike := [bib for bib in _alike(short) if short[bib] != whole[bib]]:
        # a whole name may in turn be how somebody else is called
        short |= {bib: whole[bib] for bib in alike}
    return short


def _alike(short: dict[int, str]) -> list[int]:
    times = Counter(name.casefold() for name in short.values())
    return [bib for bib, name in short.items() if times[name.casefold()] > 1]
