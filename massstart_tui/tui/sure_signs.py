"""Signs of a width that every terminal and font agrees on, for the setting ``dots = "block"``.

Geometric shapes, arrows and most mathematical signs are of ambiguous width in Unicode (UAX #11): some terminals draw
them two cells wide, and what is right of them moves. Box-drawing and block characters are drawn one cell wide. Letters
are left as they are.
"""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.strip import Strip

_SURE: Final = str.maketrans(
    {
        "●": "o",
        "○": "0",
        "◆": "*",
        "◇": "+",
        "■": "#",
        "□": "=",
        "▲": "^",
        "▼": "v",
        "◀": "<",
        "▶": ">",
        "▸": ">",
        "▮": "!",
        "‖": "|",
        "⇤": "<",
        "↔": "-",
        "←": "<",
        "→": ">",
        "↑": "^",
        "↓": "v",
        "↩": "r",
        "⟳": "@",
        "×": "x",
        "≡": "=",
        "≈": "~",
        "§": "$",
        "◷": "t",
        "✓": "v",
        "∴": ":",
        "≤": "<",
        "±": "+",
        "·": ".",
        "•": ".",
        "…": ".",
        "—": "-",
        "–": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "Σ": "S",
        "«": "<",
        "»": ">",
        "°": "o",
    }
)


def in_sure_signs(strip: Strip) -> Strip:
    """Return this line with each sign of uncertain width replaced by one of the same meaning, one cell wide."""
    return Strip([Segment(text.translate(_SURE), style, control) for text, style, control in strip], strip.cell_length)
