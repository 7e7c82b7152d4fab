"""Conversion of an SVG picture of a screen to PNG, the same on every machine: the fonts come from packages.

Each letter is drawn in its own cell. If a whole run of letters were given to a font with other widths than the cells
have, they would stand apart.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import fontpkg
import resvg_py
from fontTools.ttLib import TTFont

from massstart_tui.report.font_packages import fonts_with, letters_installed
from massstart_tui.report.picture_cells import CELL_WIDTH, letters
from massstart_tui.report.picture_shapes import is_shape, shape
from massstart_tui.text.plain import REPLACEMENT

ZOOM: Final = 1.5
"""Pixels for each unit of the SVG."""
FONT: Final = "Fira Code"
"""The font that the SVG names; it has the signs of the screens except those in `picture_shapes`."""
_RUN: Final = re.compile(
    r'<text class="([a-z]+-r\d+)" x="([0-9.]+)" y="([0-9.]+)"[^>]*?(clip-path="[^"]*")?>(.*?)</text>', re.DOTALL
)
_OTHER_FONTS: Final = re.compile(r"font-family: [^;]*;")
_TOP: Final = 18.5
"""The distance from the top of a cell's background to the line that its letter stands on."""


def png_of(svg: str) -> bytes:
    """Return the picture as PNG.

    A letter that no font has is drawn as a replacement sign, see `letters_without_font`.
    """
    in_cells = _RUN.sub(partial(_in_cells, letters_without_font(svg)), svg)
    drawn = _OTHER_FONTS.sub(f"font-family: {FONT}, monospace;", in_cells)
    with TemporaryDirectory(prefix="massstart-") as folder:
        others = fonts_with(_beyond(svg), Path(folder))
        fonts = [str(fontpkg.path(FONT)), *map(str, others)]
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawn, zoom=ZOOM, skip_system_fonts=True, monospace_family=FONT, font_files=fonts
            )
        )


def letters_without_font(svg: str) -> frozenset[str]:
    """Return the letters of the picture that no installed font has, for which its PNG has a replacement sign."""
    beyond = _beyond(svg)
    return beyond - letters_installed(beyond)


def _beyond(svg: str) -> frozenset[str]:
    """Return the letters of the picture that the main font lacks."""
    texts = (html.unescape(run[5]) for run in _RUN.finditer(svg))
    used = {letter for text in texts for letter in text if not letter.isspace() and not is_shape(letter)}
    return frozenset(letter for letter in used if ord(letter) not in _known())


@cache
def _known() -> frozenset[int]:
    with TTFont(fontpkg.path(FONT), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _in_cells(missing: frozenset[str], run: re.Match[str]) -> str:
    """Return a run of letters as elements of their own, each at the place of its cell."""
    name, x, y, clip, text = run.groups()
    known = "".join(REPLACEMENT if letter in missing else letter for letter in html.unescape(text))
    drawn = "".join(_drawn(known, float(x), float(y)))
    return f'<g class="{name}" {clip or ""}>{drawn}</g>'


def _drawn(text: str, x: float, y: float) -> Iterator[str]:
    for letter, width in letters(text):
        if is_shape(letter):
            yield from shape(letter, x, y - _TOP)
        elif not letter.isspace():
            yield f'<text x="{x:.2f}" y="{y:g}">{html.escape(letter)}</text>'
        x += width * CELL_WIDTH
