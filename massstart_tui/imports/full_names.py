"""Conversion of names in capitals to normal case.

``Marijke GROENEWOUD`` becomes Marijke Groenewoud, and ``Mathieu VAN DER POEL`` Mathieu van der Poel. A word with small
letters is not changed, except for the capitals behind ``Mc`` and ``O'``. Capitals do not show whether ``MACDONALD`` is
Macdonald or MacDonald; it becomes Macdonald.
"""

from __future__ import annotations

import re
from typing import Final

PARTICLES: Final = frozenset(
    [
        "van",
        "von",
        "vom",
        "der",
        "den",
        "de",
        "het",
        "’t",
        "'t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "aan",
        "bij",
        "zu",
        "zur",
        "zum",
        "af",
        "av",
        "da",
        "das",
        "do",
        "dos",
        "del",
        "dal",
        "la",
        "le",
        "los",
        "y",
    ]
)
"""Words that are written in small letters within a name, behind a first name."""
PARTICLES_WITH_CAPITALS: Final = ("BEL", "ITA")
"""Nations where the particles of a registered name mostly have a capital: Van Houtte, Di Stefano."""
APART: Final = re.compile(r"([-'’.(])")
"""Signs behind which a part of a word has a capital of its own."""
INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
NUMERALS: Final = frozenset(("II", "III", "IV", "JR", "SR"))
VOWELS: Final = frozenset("AEIOUY")
NOT_IN_CAPITALS: Final = re.compile(r"(Mc|Mac|O['’]|D['’])([^\W\d_]{2,})")


def name_in(text: str, noc: str = "") -> str:
    """Return the name in ``text`` in normal case; ``noc`` is the skater's nation."""
    words = text.split()
    # A particle has a first name before it and a family name behind it.
    within = range(1, len(words) - 1)
    return " ".join(_word(word, noc, within=at in within) for at, word in enumerate(words))


def _word(word: str, noc: str, *, within: bool) -> str:
    """Return one word of a name; ``within`` is set for a word that is neither the first nor the last."""
    if within and word.isupper() and word.lower() in PARTICLES and noc not in PARTICLES_WITH_CAPITALS:
        return word.lower()
    if word in ("'T", "’T"):
        return word.lower()
    if match := NOT_IN_CAPITALS.fullmatch(word):
        return match[1] + (_capitalized(match[2]) if match[2].isupper() else match[2])
    if not word.isupper() or sum(map(str.isalpha, word)) < 2 or _stays(word):  # noqa: PLR2004 - one letter is an initial
        return word
    return "".join(_capitalized(part) for part in APART.split(word))


def _stays(word: str) -> bool:
    """Return whether the word is not a name in capitals, but initials or a numeral."""
    bare = word.strip(".,()")
    return bool(INITIALS.fullmatch(word)) or bare in NUMERALS or (len(bare) == 2 and VOWELS.isdisjoint(bare))  # noqa: PLR2004 - T J


def _capitalized(part: str) -> str:
    """Return a part in small letters with a capital; Dutch IJ counts as one letter, and Mc is followed by a capital."""
    if part[:2] == "IJ" and len(part) > 2:  # noqa: PLR2004 - the letter itself
        return "IJ" + part[2:].lower()
    if part[:2] == "MC" and len(part) > 3:  # noqa: PLR2004 - two letters behind Mc at least
        return "Mc" + part[2:].capitalize()
    return part.capitalize()
