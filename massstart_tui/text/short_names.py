"""Short names of skaters: the family name, as a commentator uses it, or the full name if that is not unique."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Protocol

from massstart_tui.text.given_names import GIVEN_NAMES, KOREAN_FAMILIES, PARTICLES
from massstart_tui.text.plain import plain

FAMILY_FIRST: Final = frozenset({"CHN", "KOR", "PRK", "TPE", "HKG", "MAC", "VIE"})
"""Nations whose skaters are listed with the family name first, unless something else shows which it is."""
SYLLABLES: Final = 3
"""The number of words or parts of a Korean name: one of the family, two given."""


def family_name(name: str, noc: str) -> str:
    """Return the family name in ``name``.

    That is the words in capitals, if only some are. Otherwise particles and given names show at which end it is, and if
    they do not, the custom of the nation ``noc``. In doubt it is everything except the first word.
    """
    words = plain(name).split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    # A name entirely in capitals does not show which part is the family name.
    if capitals and len(capitals) < len(words):
        return " ".join(capitals)
    if len(words) < 2:  # noqa: PLR2004 - a name of one word has no ends
        return " ".join(words) or plain(name)
    return _by_its_end(words, noc)


def _by_its_end(words: list[str], noc: str) -> str:
    """Return the family name of a name of several words by the words at its ends."""
    first, *_, last = small = [_small(word) for word in words]
    if first in PARTICLES:
        return " ".join(words[: _particles(small) + 1])
    if _is_korean(small, noc):
        return words[0] if first in KOREAN_FAMILIES else words[-1]
    if last in GIVEN_NAMES and first not in GIVEN_NAMES:
        return " ".join(words[:-1])
    return words[0] if noc in FAMILY_FIRST else " ".join(words[1:])


def _is_korean(small: list[str], noc: str) -> bool:
    """Return whether one end is a Korean family name, and nothing says that the skater is of another nation."""
    ends = small[0] in KOREAN_FAMILIES or small[-1] in KOREAN_FAMILIES
    parts = sum(word.count("-") + 1 for word in small)
    return ends and (noc in ("KOR", "PRK") or (noc == "" and parts == SYLLABLES))


def particles_of(family: str) -> tuple[str, ...]:
    """Return the particles that a family name begins with: ``van``, ``der`` of ``van der Poel``."""
    words = family.split()
    return tuple(words[: _particles([_small(word) for word in words])]) if words else ()


def _particles(small: list[str]) -> int:
    """Return how many particles the name begins with, at most all words except the last."""
    return next((at for at, word in enumerate(small[:-1]) if word not in PARTICLES), len(small) - 1)


def _small(word: str) -> str:
    """Return ``word`` in small letters without accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


class NamedSkater(Protocol):
    """A skater, of whom the bib, the name and the nation are known."""

    @property
    def bib(self) -> int:
        """The bib."""

    @property
    def name(self) -> str:
        """The whole name."""

    @property
    def noc(self) -> str:
        """The nation, empty if it is not known."""


def short_names_of(skaters: Iterable[NamedSkater]) -> dict[int, str]:
    """Return short names by bib; skaters with equal family names get their full names."""
    return short_names((skater.bib, skater.name, skater.noc) for skater in skaters)


def short_names(skaters: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Return short names by bib, from (bib, name, noc); skaters with equal family names get their full names."""
    return dict(_short_names(tuple(skaters)))


@lru_cache(maxsize=8)  # a screen asks for those of one start sheet all the time
def _short_names(listed: tuple[tuple[int, str, str], ...]) -> Mapping[int, str]:
    whole = {bib: plain(name) for bib, name, _ in listed}
    short = {bib: family_name(name, noc) for bib, name, noc in listed}
    nocs = {bib: noc for bib, _, noc in listed}
    while alike := [bib for bib in _alike(short) if short[bib] != whole[bib]]:
        # A full name may be equal to the short name of somebody else, so repeat until nothing changes.
        short |= {bib: whole[bib] for bib in alike}
    return {bib: name if name == whole[bib] else _alone(name, nocs[bib]) for bib, name in short.items()}


def _alone(family: str, noc: str) -> str:
    """Return a Dutch family name as it is written without a given name before it: ``Van der Poel``, ``’t Hof``."""
    if noc in ("NED", "") and particles_of(family):
        return family[:1].upper() + family[1:]
    return family


def short_in(whole: str, short: str) -> str:
    """Return a short name as it is written in the whole name, behind a given name: ``van der Poel``."""
    return short if short in whole else short[:1].lower() + short[1:]


def _alike(short: dict[int, str]) -> list[int]:
    """Return the bibs of the skaters whose short name is not unique."""
    times = Counter(name.casefold() for name in short.values())
    return [bib for bib, name in short.items() if times[name.casefold()] > 1]
