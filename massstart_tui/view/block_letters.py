"""Text in block letters, which are read from the other side of a room, as large as a room in cells allows.

A letter is drawn in dots: a dot is a cell wide and half a cell high. Accents are drawn above or below their letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from massstart_tui.view.half_blocks import half_blocks

_LARGE: Final = """
A .###. #...# #...# ##### #...# #...# #...#
B ####. #...# #...# ####. #...# #...# ####.
C .#### #.... #.... #.... #.... #.... .####
D ####. #...# #...# #...# #...# #...# ####.
E ##### #.... #.... ####. #.... #.... #####
F ##### #.... #.... ####. #.... #.... #....
G .#### #.... #.... #.### #...# #...# .####
H #...# #...# #...# ##### #...# #...# #...#
I ### .#. .#. .#. .#. .#. ###
J .### ..#. ..#. ..#. ..#. #.#. .#..
K #...# #..#. #.#.. ##... #.#.. #..#. #...#
L #.... #.... #.... #.... #.... #.... #####
M #...# ##.## #.#.# #.#.# #...# #...# #...#
N #...# ##..# ##..# #.#.# #..## #..## #...#
O .###. #...# #...# #...# #...# #...# .###.
P ####. #...# #...# ####. #.... #.... #....
Q .###. #...# #...# #...# #.#.# #..#. .##.#
R ####. #...# #...# ####. #.#.. #..#. #...#
S .#### #.... #.... .###. ....# ....# ####.
T ##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..
U #...# #...# #...# #...# #...# #...# .###.
V #...# #...# #...# #...# .#.#. .#.#. ..#..
W #...# #...# #...# #.#.# #.#.# ##.## #...#
X #...# #...# .#.#. ..#.. .#.#. #...# #...#
Y #...# #...# .#.#. ..#.. ..#.. ..#.. ..#..
Z ##### ....# ...#. ..#.. .#... #.... #####
Æ .###### #..#... #..#... ######. #..#... #..#... #..####
Œ .###### #..#... #..#... #..###. #..#... #..#... .######
Ø .###. #...# #..## #.#.# ##..# #...# .###.
Ł .#... .#... .#.#. .##.. ##... .#... .####
Đ .###. .#..# .#..# ###.# .#..# .#..# .###.
Þ #.... ####. #...# #...# ####. #.... #....
0 .##. #..# #..# #..# #..# #..# .##.
1 ..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.
2 .###. #...# ....# ..##. .#... #.... #####
3 ####. ....# ....# .###. ....# ....# ####.
4 #..#. #..#. #..#. ##### ...#. ...#. ...#.
5 ##### #.... ####. ....# ....# #...# .###.
6 .###. #.... #.... ####. #...# #...# .###.
7 ##### ....# ...#. ..#.. ..#.. .#... .#...
8 .###. #...# #...# .###. #...# #...# .###.
9 .###. #...# #...# .#### ....# ....# .###.
- ... ... ... ### ... ... ...
' # # . . . . .
. . . . . . . #
"""
_SMALL: Final = """
A .#. #.# ### #.# #.#
B ##. #.# ##. #.# ##.
C .## #.. #.. #.. .##
D ##. #.# #.# #.# ##.
E ### #.. ##. #.. ###
F ### #.. ##. #.. #..
G .### #... #.## #..# .###
H #.# #.# ### #.# #.#
I # # # # #
J ..# ..# ..# #.# .#.
K #..# #.#. ##.. #.#. #..#
L #.. #.. #.. #.. ###
M #...# ##.## #.#.# #...# #...#
N #..# ##.# #.## #..# #..#
O .#. #.# #.# #.# .#.
P ##. #.# ##. #.. #..
Q .##. #..# #..# #.#. .#.#
R ##. #.# ##. #.# #.#
S .## #.. .#. ..# ##.
T ### .#. .#. .#. .#.
U #.# #.# #.# #.# ###
V #.# #.# #.# #.# .#.
W #...# #...# #.#.# ##.## #...#
X #.# #.# .#. #.# #.#
Y #.# #.# .#. .#. .#.
Z ### ..# .#. #.. ###
Æ .#### #.#.. ####. #.#.. #.###
Œ .#### #.#.. #.##. #.#.. .####
Ø .### #.## #.## ##.# ###.
Ł .#.. .#.. .##. ##.. .###
Đ .##. .#.# ##.# .#.# .##.
Þ #.. ##. #.# ##. #..
0 ### #.# #.# #.# ###
1 .# ## .# .# .#
2 ##. ..# .#. #.. ###
3 ##. ..# ##. ..# ##.
4 #.# #.# ### ..# ..#
5 ### #.. ##. ..# ##.
6 .## #.. ### #.# ###
7 ### ..# .#. .#. .#.
8 ### #.# ### #.# ###
9 ### #.# ### ..# ##.
- .. .. ## .. ..
' # # . . .
. . . . . #
"""
_ACCENTS: Final = """
0300 #.. .#.
0301 ..# .#.
0302 .#. #.#
0303 .## ##.
0304 ### ...
0306 #.# .#.
0307 .#. ...
0308 #.# ...
030A ### ###
030B #.# #.#
030C #.# .#.
0323 ... .#.
0326 .#. #..
0327 .#. ##.
0328 .#. .##
"""
"""Combining marks by code point, and the two rows of dots that they take above or below their letter."""
_FIRST_BELOW: Final = 0x323
_SPELLED: Final = {"ẞ": "SS", "’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "Ð": "Đ"}  # noqa: RUF001 - signs as names are written with them
"""Characters that are drawn as others."""
_ACCENT_COLUMNS: Final = 3
_ACCENT_ROWS: Final = 3
"""The rows of dots of an accent, with the blank one that keeps it apart from its letter."""
BETWEEN_WORDS: Final = 3
"""The columns of dots between two words, in addition to those between letters."""


class _Size(NamedTuple):
    """A size of letters: the ``glyphs`` of a typeface, each dot ``times`` as large."""

    glyphs: Mapping[str, tuple[str, ...]]
    times: int


@cache
def _typeface(drawn: str) -> Mapping[str, tuple[str, ...]]:
    lines = (line.split() for line in drawn.strip().splitlines())
    return {name: tuple(rows) for name, *rows in lines}


@cache
def _sizes() -> tuple[_Size, ...]:
    """Return the sizes of letters, largest first."""
    large, small = _typeface(_LARGE), _typeface(_SMALL)
    return (*(_Size(large, times) for times in (4, 3, 2, 1)), _Size(small, 1))


class BlockText(NamedTuple):
    """Text in block letters: ``rows`` of cells, all of the same width; ``size`` is larger for larger letters.

    ``accented`` says that there is an accent above its first line.
    """

    rows: tuple[str, ...]
    size: int
    accented: bool

    @property
    def width(self) -> int:
        """The cells of a row."""
        return len(self.rows[0])


def block_text(text: str, width: int, height: int, largest: int | None = None) -> BlockText | None:
    """Return ``text`` in the largest letters that fit in ``width`` cells and ``height`` rows.

    It is broken between words where it has to be, and within one only after a hyphen. None if it does not fit, or a
    character has no block letter.
    ``largest`` is the largest size to be used, as in `BlockText`.
    """
    words = [_letters(part) for part in text.split()]
    if not words or not all(_is_drawable(letter) for word in words for letter in word):
        return None
    for place, size in enumerate(_sizes()):
        if largest is not None and len(_sizes()) - place > largest:
            continue
        lines = _broken(words, size, width)
        rows = _rows(lines, size)
        if lines and len(rows) <= height:
            return BlockText(tuple(rows), len(_sizes()) - place, _has_mark_above(lines[0]))
    return None


Letter = tuple[str, str]
"""A capital and the combining marks on it."""


def beside(number: int, text: BlockText) -> tuple[str, ...]:
    """Return ``number`` in block letters of the same size, with which to begin the first line of ``text``."""
    size = _sizes()[len(_sizes()) - text.size]
    return tuple(_cells(list(_dots([_letters(str(number))], size, above=text.accented)), size.times))


def _letters(word: str) -> list[Letter]:
    """Return the letters of a word in capitals, with their accents; one without a glyph is returned as it is."""
    found: list[Letter] = []
    spelled = "".join(_SPELLED.get(sign, sign) for sign in word.upper())
    for sign in unicodedata.normalize("NFD", spelled):
        if unicodedata.combining(sign) and found and f"{ord(sign):04X}" in _typeface(_ACCENTS):
            found[-1] = (found[-1][0], found[-1][1] + sign)
        else:
            found.append((sign, ""))
    return found


def _is_drawable(letter: Letter) -> bool:
    """Return whether a letter has a glyph, and at most one mark above and one below."""
    name, marks = letter
    above = sum(map(_is_above, marks))
    return name in _typeface(_SMALL) and above <= 1 and len(marks) - above <= 1


def _width(letters: Sequence[Letter], size: _Size) -> int:
    """Return the cells of a word."""
    return (sum(len(_glyph(letter, size)[0]) + 1 for letter in letters) - 1) * size.times


def _glyph(letter: Letter, size: _Size) -> tuple[str, ...]:
    """Return the rows of a glyph, which is at least as wide as the mark on it."""
    name, marks = letter
    rows = size.glyphs[name]
    return tuple(row.center(_ACCENT_COLUMNS, ".") for row in rows) if marks else rows


def _broken(words: Sequence[Sequence[Letter]], size: _Size, width: int) -> list[list[Sequence[Letter]]]:
    """Return the words in as few lines as they fit in; nothing if a word is too wide."""
    lines: list[list[Sequence[Letter]]] = []
    room = 0
    for word in (part for whole in words for part in _parts(whole, size, width)):
        needed = _width(word, size)
        if needed > width:
            return []
        space = (BETWEEN_WORDS + 1) * size.times
        if lines and space + needed <= room:
            lines[-1].append(word)
            room -= space + needed
        else:
            lines.append([word])
            room = width - needed
    return lines


def _parts(word: Sequence[Letter], size: _Size, width: int) -> list[Sequence[Letter]]:
    """Return a word, in its parts that end at hyphens if it is too wide."""
    if _width(word, size) <= width:
        return [word]
    ends = [at + 1 for at, (sign, _) in enumerate(word[:-1]) if sign == "-"]
    return [word[begin:end] for begin, end in pairwise([0, *ends, len(word)])]


def _rows(lines: Sequence[Sequence[Sequence[Letter]]], size: _Size) -> list[str]:
    """Return the lines as rows of cells, with a blank row between two lines."""
    drawn = [_cells(list(_dots(line, size, above=_has_mark_above(line))), size.times) for line in lines]
    wide = max((len(rows[0]) for rows in drawn), default=0)
    found: list[str] = []
    for rows in drawn:
        found += [""] if found else []
        found += rows
    return [row.ljust(wide) for row in found]


def _has_mark_above(words: Sequence[Sequence[Letter]]) -> bool:
    return any(_is_above(mark) for word in words for _, marks in word for mark in marks)


def _dots(words: Sequence[Sequence[Letter]], size: _Size, *, above: bool) -> Iterator[str]:
    """Yield the rows of dots of one line, with those for accents ``above`` it if asked for."""
    high = len(next(iter(size.glyphs.values())))
    below = any(not _is_above(mark) for word in words for _, marks in word for mark in marks)
    for y in range(-_ACCENT_ROWS if above else 0, high + (_ACCENT_ROWS if below else 0)):
        rows = (" ".join(_dot_row(letter, y, high, size) for letter in word) for word in words)
        yield (" " * (BETWEEN_WORDS + 1)).join(rows)


def _is_above(mark: str) -> bool:
    return ord(mark) < _FIRST_BELOW


def _dot_row(letter: Letter, y: int, high: int, size: _Size) -> str:
    """Return row ``y`` of a letter, counted from its top; accents are outside its own rows."""
    glyph = _glyph(letter, size)
    if 0 <= y < high:
        return glyph[y].replace(".", " ")
    wanted = next((mark for mark in letter[1] if _is_above(mark) == (y < 0)), "")
    at = y + _ACCENT_ROWS if y < 0 else y - high - 1
    rows = _typeface(_ACCENTS)[f"{ord(wanted):04X}"] if wanted else ()
    drawn = rows[at].replace(".", " ") if 0 <= at < len(rows) else ""
    return drawn.center(len(glyph[0]))


def _cells(dots: Sequence[str], times: int) -> list[str]:
    """Return rows of cells, each of two rows of dots, with every dot ``times`` as large."""
    large = ["".join(dot * times for dot in row) for row in dots for _ in range(times)]
    return half_blocks(large)
