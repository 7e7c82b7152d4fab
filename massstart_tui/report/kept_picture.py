"""Read the size of a screen from a picture of it that was kept, which also tells that the file is a picture."""

from __future__ import annotations

import re
import struct
import unicodedata
from typing import Final

from massstart_tui.report.picture_cells import CELL_HEIGHT, CELL_WIDTH, letters

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_VIEW: Final = re.compile(r'<svg class="rich-terminal" viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_BESIDE: Final = 18.0
_ABOVE: Final = 50.0
"""The room around the screen in an SVG, in its own units."""


class NoPicture(ValueError):
    """Raised if a file is no picture of a screen."""


def size_of_svg(content: bytes) -> tuple[int, int]:
    """Return the columns and rows of an SVG of a screen; raises NoPicture."""
    found = _VIEW.search(_text(content))
    if found is None or "</svg>" not in _text(content):
        raise NoPicture
    return _cells(float(found[1]), float(found[2]))


def size_of_png(content: bytes, zoom: float) -> tuple[int, int]:
    """Return the columns and rows of a PNG of a screen that is drawn at this ``zoom``; raises NoPicture."""
    if not content.startswith(_SIGNATURE) or len(content) < 24:  # noqa: PLR2004 - where the width and the height end
        raise NoPicture
    width, height = struct.unpack(">II", content[16:24])
    return _cells(width / zoom, height / zoom)


def size_of_text(content: bytes) -> tuple[int, int]:
    """Return the widest row and the number of rows of a text; raises NoPicture if it is not the text of a screen."""
    rows = _text(content).splitlines()
    if any(unicodedata.category(character) == "Cc" for row in rows for character in row):
        raise NoPicture
    return max((sum(width for _, width in letters(row)) for row in rows), default=0), len(rows)


def _cells(width: float, height: float) -> tuple[int, int]:
    return round((width - _BESIDE) / CELL_WIDTH), round((height - _ABOVE) / CELL_HEIGHT)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise NoPicture from error
