"""Detection of the encoding of a csv file: as announced by its first bytes, else the most likely one.

A detected encoding is always reported, with sample words to check; and with the other reading, if two encodings are
about as likely. charset-normalizer finds the encodings that a text can have.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Final, NamedTuple

from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw

NAMED: Final = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp1257": "Windows-1257",
    "iso8859_2": "ISO 8859-2",
    "cp852": "DOS 852",
    "mac_latin2": "Mac Central European",
}
"""The encodings in which spreadsheets on Windows, macOS and DOS save Latin letters, the most common first."""
CENTRAL: Final = ("cp1250", "iso8859_2", "cp852", "mac_latin2", "cp1252", "cp1257", "mac_roman", "cp850")
"""The same, in the order in which they are common in Central Europe."""
OF_CENTRAL_EUROPE: Final = re.compile(rb"\b(?:POL|CZE|SVK|HUN|ROU|CRO|SLO|SRB|BIH)\b")
OF_A_NATION: Final = re.compile(rb"\b[A-Z]{3}\b")
CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
END_OF_FILE: Final = "\x1a"
"""What old DOS programs write behind the last line."""
IN_LETTERS: Final = re.compile(r"[^\W\d_]+")
PUNCTUATION: Final = "’‘“”„«»–—…·º°\N{ACUTE ACCENT}\xa0"
WITHIN_A_WORD: Final = re.compile(r"\xa0(?=[a-z,;\t\r\n]|$)")
"""A no-break space in front of a small letter or at the end of a field.

A real one is between two words, so here it is a letter in another encoding.
"""
BETWEEN_SAMPLES: Final = r"[ \t\r\n,;]+"
NEARLY_AS_LIKELY: Final = 0.05
"""How much higher the mess ratio of charset-normalizer may be for a reading that is still possible."""
WORDS_SHOWN: Final = 3


class _Reading(NamedTuple):
    """A text decoded in one encoding; ``odd`` counts unlikely letters, ``mess`` is the mess ratio from 0 to 1."""

    odd: int
    mess: float
    encoding: str
    text: str


def decoded(content: bytes) -> tuple[str, list[Fault]]:
    """Decode the content. Return the text, and remarks on its encoding; raise BadLine if it is no text."""
    encoding = _announced(content)
    remarks: list[Fault] = []
    try:
        text = content.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = _readings(content) if encoding == "utf-8" else []
        if not found:
            raise BadLine([Fault(line, "", Flaw.NOT_TEXT)]) from error
        text = content.decode(found[0].encoding)
        remarks = [_taken(line, found)]
    # Control characters mean that this is no text, even if every byte can be decoded.
    if match := CONTROLS.search(text):
        raise BadLine([Fault(text.count("\n", 0, match.start()) + 1, "", Flaw.NOT_TEXT)])
    return text.rstrip(END_OF_FILE), remarks


def _announced(content: bytes) -> str:
    """Return the encoding by the byte order mark, or UTF-16 if every second byte is zero; else UTF-8."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    # In UTF-16, Latin letters have a zero in every second byte; which one tells the byte order.
    zeros = content[::2].count(0), content[1::2].count(0)
    if len(content) % 2 == 0 and max(zeros) * 4 > len(content) and min(zeros) == 0:
        return "utf-16-be" if zeros[0] else "utf-16-le"
    return "utf-8"


def _readings(content: bytes) -> list[_Reading]:
    """Return the possible decodings of the lines that are not ASCII, the likeliest first.

    All encodings read the other lines alike.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only a file that does not say what it is needs it

    sample = b"\n".join(line for line in content.splitlines() if not line.isascii())
    order = list(NAMED if _from_the_west(sample) else CENTRAL)
    found = [
        _Reading(_odd(str(match)), match.chaos, min(match.could_be_from_charset, key=order.index), str(match))
        for match in from_bytes(sample, steps=1, chunk_size=len(sample), cp_isolation=order)
    ]
    # Fewest odd places first, then a clean reading, then the more common encoding.
    found.sort(key=lambda reading: (reading.odd, reading.mess > NEARLY_AS_LIKELY, order.index(reading.encoding)))
    return [one for one in found if one.odd == found[0].odd and one.mess <= max(found[0].mess, 0.0) + NEARLY_AS_LIKELY]


def _from_the_west(sample: bytes) -> bool:
    """Return whether at most half of the lines that name a nation name one of Central Europe."""
    nations = [bool(OF_CENTRAL_EUROPE.search(line)) for line in sample.split(b"\n") if OF_A_NATION.search(line)]
    return nations.count(True) * 2 <= len(nations)


def _odd(text: str) -> int:
    """Return how many places look unlike a name, such as a capital behind small letters, or a sign next to a letter."""
    words = [word for word in IN_LETTERS.findall(text) if not word.isascii()]
    mixed = sum(not (word.isupper() or word[1:].islower() or len(word) == 1) for word in words)
    return mixed + sum(map(_is_a_sign_in_a_word, text, text[1:])) + len(WITHIN_A_WORD.findall(text))


def _is_a_sign_in_a_word(one: str, other: str) -> bool:
    signs = [c for c in (one, other) if not c.isalpha() and not c.isascii() and c not in PUNCTUATION]
    return bool(signs) and (one.isalpha() or other.isalpha() or len(signs) > 1)


def _taken(line: int, found: list[_Reading]) -> Fault:
    """Return the remark on the chosen encoding, with sample words; and with their other reading, if it is as likely."""
    values: dict[str, str | int] = {"encoding": NAMED[found[0].encoding], "sample": _sample(found[0].text)}
    rival = next((one for one in found[1:] if one.text != found[0].text), None)
    if rival is None:
        return Fault(line, "", Flaw.OTHER_ENCODING, values, harmless=True)
    different = list(_that_differ(found[0].text, rival.text))
    values["sample"] = ", ".join(one for one, _ in different)
    values |= {"other": NAMED[rival.encoding], "otherwise": ", ".join(other for _, other in different)}
    return Fault(line, "", Flaw.DOUBTFUL_ENCODING, values, harmless=True)


def _sample(text: str) -> str:
    words = dict.fromkeys(word for word in re.split(BETWEEN_SAMPLES, text) if not word.isascii())
    return ", ".join(list(words)[:WORDS_SHOWN])


def _that_differ(text: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield the first words that the two decodings read differently.

    Both have a character for each byte, so that words are at the same offsets.
    """
    words = dict.fromkeys(
        (text[slice(*found.span())], other[slice(*found.span())]) for found in re.finditer(r"[^ \t\r\n,;]+", text)
    )
    yield from [pair for pair in words if pair[0] != pair[1]][:WORDS_SHOWN]
