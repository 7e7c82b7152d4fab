"""A page on paper: a PDF that fits one A4 where it can at all, in a font with the letters of skaters' names."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import fontpkg
from fpdf import FPDF
from fpdf.fonts import FontFace, TTFFont

from massstart_tui.report.pages import Column, Page
from massstart_tui.text.plain import REPLACEMENT

FONT: Final = "Noto Sans"
SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Points, largest first: the first at which all is on one page is taken; at the last it may go on to another."""
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Always the same, so that a race gives the same file at any time: a PDF has to have a date of its own."""
MARGIN_MM: Final = 12.0
LEADING: Final = 1.35
"""The height of a line to that of its letters."""
MM_IN_A_POINT: Final = 25.4 / 72
GAP_MM: Final = 2.2
"""Between two columns."""


def as_pdf(page: Page) -> bytes:
    """The page as a PDF. A letter that the font lacks is shown as a replacement sign, and so is seen to be missing."""
    for size in SIZES:
        with closing(_Paper(page, size)) as paper:
            if paper.pages_count == 1:
                return paper.written()
    with closing(_Paper(page, SIZES[-1])) as paper:
        return paper.written()


class _Paper(FPDF):
    """One attempt at a page, at one size of letters."""

    def __init__(self, page: Page, size: float) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.set_creation_date(MADE)
        self.set_line_width(0.1)
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM)
        self._font = _loaded(self)
        self.set_title(page.title)
        self.set_lang(page.language)
        self.add_page()
        self._line(page.title, size * 1.6)
        for line in page.lines:
            self._line(line, size)
        self.ln(size * MM_IN_A_POINT)
        self._table(page, size)
        self.ln(size * MM_IN_A_POINT)
        for note in page.notes:
            self._line(note, size * 0.85)

    def written(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.output(out)
        return out.getvalue()

    def close(self) -> None:
        """Let go of the font's file, which is open as long as letters are taken from it."""
        self._font.close()

    def _shown(self, text: str) -> str:
        return "".join(letter if ord(letter) in self._font.cmap else REPLACEMENT for letter in text)

    def _line(self, text: str, size: float) -> None:
        self.set_font(FONT, size=size)
        height = size * LEADING * MM_IN_A_POINT
        self.multi_cell(0, height, self._shown(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def _table(self, page: Page, size: float) -> None:
        self.set_font(FONT, size=size)
        height = size * LEADING * MM_IN_A_POINT
        with self.table(
            borders_layout="HORIZONTAL_LINES",
            col_widths=self._widths(page),
            text_align=tuple("RIGHT" if column.right else "LEFT" for column in page.columns),
            line_height=height,
            padding=(0.3, GAP_MM / 2),
            headings_style=FontFace(emphasis=""),
            width=self.epw,
        ) as table:
            for cells in ([column.heading for column in page.columns], *page.rows()):
                row = table.row()
                for cell in cells:
                    row.cell(self._shown(cell))

    def _widths(self, page: Page) -> tuple[float, ...]:
        """Each column as wide as its longest cell; where that is too much, the last is broken in lines."""
        wide = [self._width(column) for column in page.columns]
        room = self.epw - sum(wide[:-1])
        wide[-1] = max(room, min(wide[-1], self.epw / 6))
        return tuple(wide)

    def _width(self, column: Column) -> float:
        cells = (column.heading, *column.cells)
        return max(self.get_string_width(self._shown(cell)) for cell in cells) + GAP_MM + 0.2


def _loaded(paper: FPDF) -> TTFFont:
    paper.add_font(FONT, fname=fontpkg.path(FONT))
    return next(font for font in paper.fonts.values() if isinstance(font, TTFFont))
