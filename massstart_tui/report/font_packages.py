"""Optional fonts for letters that Noto Sans lacks: Korean, Chinese, Japanese, Arabic and Hebrew."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILIES: Final = (
    "Noto Sans KR",
    "Noto Sans JP",
    "Noto Sans SC",
    "Noto Sans TC",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
)
"""In order of preference: a Chinese character that several have is taken from the first."""
REGULAR: Final = {"wght": 400.0, "wdth": 100.0}
RIGHT_TO_LEFT: Final = ("\u0590", "\u08ff")
"""The first and the last letter of the Unicode blocks that are written from right to left and need shaping."""
PACKS: Final = ("intl-cjk", "intl-rtl")
"""The entry points of the packages with these fonts, in the group ``justmytype.packs``."""


@cache
def installed() -> dict[str, Path]:
    """Return the font files by family; empty if the extra ``pdf-world`` is not installed."""
    packs = {entry.name: entry for entry in entry_points(group="justmytype.packs") if entry.name in PACKS}
    files: dict[str, Path] = {}
    for pack in packs.values():
        for folder in pack.load()().get_font_directories():
            # NotoSansKR[wght].ttf is Noto Sans KR
            files |= {path.stem.split("[")[0]: path for path in sorted(folder.rglob("*.ttf"))}
    known = {family: files.get(family.replace(" ", "")) for family in FAMILIES}
    return {family: path for family, path in known.items() if path is not None}


def letters_installed(letters: frozenset[str]) -> frozenset[str]:
    """Return which of ``letters`` any of the installed fonts has."""
    found: set[str] = set()
    for path in installed().values() if letters else ():
        with TTFont(path, lazy=True) as font:
            known = font.getBestCmap()
            found |= {letter for letter in letters if ord(letter) in known}
    return frozenset(found)


def fonts_with(letters: frozenset[str], folder: Path) -> Iterator[Path]:
    """Write a font to ``folder`` for each family that has some of ``letters``; yield the paths.

    The fonts are reduced to these letters in regular weight, since the whole ones have tens of thousands of letters.
    """
    wanted = set(map(ord, letters))
    for family, path in installed().items():
        if not wanted:
            return
        # A new timestamp would make the PDF of the same race differ from day to day.
        with TTFont(path, lazy=True, recalcTimestamp=False) as font:
            taken = wanted & font.getBestCmap().keys()
            if taken:
                wanted -= taken
                yield _written(font, taken, folder / f"{family}.ttf")


def _written(font: TTFont, letters: set[int], path: Path) -> Path:
    """Write the subset of a font, with its variable axes fixed at regular."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    subsetter = Subsetter()
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    axes = {axis.axisTag for axis in font["fvar"].axes} if "fvar" in font else set()
    regular = {axis: value for axis, value in REGULAR.items() if axis in axes}
    if regular:
        instantiateVariableFont(font, regular, inplace=True)
    font.save(path)
    return path


def from_right_to_left(letters: frozenset[str]) -> bool:
    """Return whether any of these letters is written from right to left."""
    first, last = RIGHT_TO_LEFT
    return any(first <= letter <= last for letter in letters)
