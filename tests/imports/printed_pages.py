"""Makes a PDF of the text of a printed result, with the same columns, in a proportional font."""

from __future__ import annotations

import re
from typing import Final

import fontpkg
from fpdf import FPDF

CHARACTER_POINTS: Final = 4.6
LINE_POINTS: Final = 11.0
A_VALUE: Final = re.compile(r"[\d:.()N]+|Rnk|Nr|Laps|Total|Time|Points|DQ\S*")


def as_pdf(text: str, *, packed: bool = True) -> bytes:
    """Return the text as a PDF: numbers and their headings end where they end in it, all else begins as in it."""
    paper = FPDF(unit="pt", format="A4")
    paper.set_compression(packed)
    paper.add_font("Noto Sans", fname=fontpkg.path("Noto Sans"))
    paper.set_font("Noto Sans", size=7)
    for page in text.split("\f"):
        paper.add_page()
        for at, line in enumerate(page.split("\n"), 3):
            for cell in re.finditer(r"\S+(?: \S+)*", line):
                left = CHARACTER_POINTS * cell.start()
                if A_VALUE.fullmatch(cell[0]):
                    left = CHARACTER_POINTS * cell.end() - paper.get_string_width(cell[0])
                paper.text(20 + left, LINE_POINTS * at, cell[0])
    return bytes(paper.output())
