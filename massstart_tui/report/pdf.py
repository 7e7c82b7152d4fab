"""Output of a page with a table as PDF: on one A4 if possible, in fonts that have the letters of skaters' names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import fontpkg
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import FontFace, TTFFont

from massstart_tui.report.font_packages import fonts_with, from_right_to_left, letters_installed
from massstart_tui.report.table_page import Column, TablePage
from massstart_tui.text.plain import REPLACEMENT
from massstart_tui.text.words import Words

FONT: Final = "Noto Sans"
SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Font sizes in points. The first one at which everything is on one page is used; the last may take more pages."""
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A constant creation date, which every PDF must have, so that a race gives the same file at any time."""
MARGIN_MM: Final = 12.0
LEADING: Final = 1.35
"""Line height as a multiple of the font size."""
MM_IN_A_POINT: Final = 25.4 / 72
GAP_MM: Final = 2.2
"""The space between two columns."""
SLACK_MM: Final = 0.2
"""Added to a column, so that a text exactly as wide is not broken into lines because of rounding."""
WHOLE: Final = math.inf
"""The width of columns that are not cut."""
LONGEST_MM: Final = 46.0
"""The width that columns are cut to if there is no room, about a quarter of the page."""
CUT: Final = "…"


def as_pdf(page: TablePage, words: Words) -> bytes:
    """Return the page as a PDF.

    A letter that no font has is drawn as a replacement sign, so that it is seen to be missing.

    If the page is too wide, first the font gets smaller, then long cells are cut, then columns that can be spared are
    left out, and the page says how many.
    """
    with TemporaryDirectory(prefix="massstart-") as folder:
        return _fitted(page, words, tuple(fonts_with(_beyond(page), Path(folder))))


def not_shown(page: TablePage) -> tuple[str, ...]:
    """Return the texts of the page with a letter that no font has, which are not on paper as they should be."""
    beyond = _beyond(page)
    lacking = beyond - letters_installed(beyond)
    return tuple(dict.fromkeys(text for text in _texts(page) if not lacking.isdisjoint(text)))


def _texts(page: TablePage) -> Iterator[str]:
    """Yield all texts of the page."""
    yield from (page.title, *page.lines, *page.notes)
    for column in page.columns:
        yield from (column.heading, *column.cells)


def _beyond(page: TablePage) -> frozenset[str]:
    """Return the letters of the page that the main font lacks."""
    with TTFont(fontpkg.path(FONT), lazy=True) as font:
        known = font.getBestCmap()
    return frozenset(letter for text in _texts(page) for letter in text if ord(letter) not in known)


def _fitted(page: TablePage, words: Words, fonts: tuple[Path, ...]) -> bytes:
    """Return the PDF of the page at the largest size that fits one page; else smaller, without the spare columns."""
    with closing(_Paper(page, fonts)) as ruler:
        # First every size with whole columns, and only then with cut ones.
        for longest in (WHOLE, LONGEST_MM):
            for size in SIZES:
                widths = ruler.widths(page.columns, size, longest)
                if sum(widths) <= ruler.epw and (made := _on_one(page, fonts, size, widths)):
                    return made
        page, widths = _squeezed(page, ruler, words)
    with closing(_Paper(page, fonts)) as paper:
        paper.draw(page, SIZES[-1], widths)
        return paper.written()


def _on_one(page: TablePage, fonts: tuple[Path, ...], size: float, widths: Sequence[float]) -> bytes | None:
    """Return the PDF if everything is on one page, else None."""
    with closing(_Paper(page, fonts)) as paper:
        paper.draw(page, size, widths)
        return paper.written() if paper.pages_count == 1 else None


def _squeezed(page: TablePage, ruler: _Paper, words: Words) -> tuple[TablePage, tuple[float, ...]]:
    """Return the page without the columns there is no room for at the smallest size, and the widths of the others."""
    columns, longest = page.columns, LONGEST_MM
    while sum(widths := ruler.widths(columns, SIZES[-1], longest)) > ruler.epw:
        most = max(column.spare for column in columns)
        if most:
            columns = tuple(column for column in columns if column.spare < most)
        else:
            # No column can be spared any more, so all are cut shorter until they fit.
            longest *= 0.9
    if out := len(page.columns) - len(columns):
        page = page._replace(columns=columns, notes=(*page.notes, words("paper.left_out", count=out)))
    return page, widths


class _Paper(FPDF):
    """A sheet of paper on which texts are measured, or a page is drawn once."""

    def __init__(self, page: TablePage, fonts: tuple[Path, ...]) -> None:
        """Begin a blank sheet; ``fonts`` are for letters that the main font lacks."""
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.set_creation_date(MADE)
        self.set_line_width(0.1)
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM)
        self._fonts = tuple(_loaded(self, fonts))
        self._letters = frozenset(letter for font in self._fonts for letter in font.cmap)
        # Only scripts from right to left need shaping, which takes an optional library.
        self.set_text_shaping(
            from_right_to_left(frozenset("".join(_texts(page)))) and find_spec("uharfbuzz") is not None
        )
        self.set_title(page.title)
        self.set_lang(page.language)

    def draw(self, page: TablePage, size: float, widths: Sequence[float]) -> None:
        """Draw the page in ``size`` points, with columns ``widths`` mm wide."""
        self.add_page()
        self._line(page.title, size * 1.6)
        for line in page.lines:
            self._line(line, size)
        self.ln(size * MM_IN_A_POINT)
        self._table(page, size, widths)
        self.ln(size * MM_IN_A_POINT)
        for note in page.notes:
            self._line(note, size * 0.85)

    def written(self) -> bytes:
        """Return the content of the PDF file."""
        out = BytesIO()
        self.output(out)
        return out.getvalue()

    def close(self) -> None:
        """Close the font files, which stay open while letters are read from them."""
        for font in self._fonts:
            font.close()

    def _shown(self, text: str) -> str:
        """Return ``text`` with a replacement sign for each letter that no font has."""
        return "".join(letter if ord(letter) in self._letters else REPLACEMENT for letter in text)

    def _line(self, text: str, size: float) -> None:
        self.set_font(FONT, size=size)
        height = size * LEADING * MM_IN_A_POINT
        self.multi_cell(0, height, self._shown(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def _table(self, page: TablePage, size: float, widths: Sequence[float]) -> None:
        """Draw the table with columns ``widths`` mm wide; all but the last are cut to their width."""
        self.set_font(FONT, size=size)
        height = size * LEADING * MM_IN_A_POINT
        with self.table(
            borders_layout="HORIZONTAL_LINES",
            col_widths=widths,
            text_align=tuple("RIGHT" if column.right else "LEFT" for column in page.columns),
            line_height=height,
            padding=(0.3, GAP_MM / 2),
            headings_style=FontFace(emphasis=""),
            width=self.epw,
        ) as table:
            for cells in ([column.heading for column in page.columns], *page.rows()):
                row = table.row()
                for cell, width in zip(cells[:-1], widths, strict=False):
                    row.cell(self._cut(self._shown(cell), width))
                # The last cell is broken into lines instead of cut.
                row.cell(self._shown(cells[-1]))

    def widths(self, columns: Sequence[Column], size: float, longest: float) -> tuple[float, ...]:
        """Return the width in mm of each column: that of its longest cell, at most ``longest``.

        The last column gets the rest of the page, in which its text is broken into lines. The sum is more than the page
        if the columns do not fit.
        """
        self.set_font(FONT, size=size)
        wide = [self._width(column) for column in columns]
        ahead = [min(width, longest) for width in wide[:-1]]
        # The last column needs a sixth of the page, so that its broken lines can be read.
        return (*ahead, max(self.epw - sum(ahead), min(wide[-1], self.epw / 6)))

    def _width(self, column: Column) -> float:
        cells = (column.heading, *column.cells)
        return max(self.get_string_width(self._shown(cell)) for cell in cells) + GAP_MM + SLACK_MM

    def _cut(self, text: str, width: float) -> str:
        """Return ``text`` cut to a column of ``width`` mm, with a sign that it was cut."""
        room = width - GAP_MM - SLACK_MM / 2
        if self.get_string_width(text) <= room:
            return text
        while text and self.get_string_width(text + CUT) > room:
            text = text[:-1]
        return text.rstrip() + CUT


def _loaded(paper: FPDF, fonts: tuple[Path, ...]) -> Iterator[TTFFont]:
    """Add Noto Sans and ``fonts`` to ``paper``, and yield them as fpdf2 keeps them."""
    paper.add_font(FONT, fname=fontpkg.path(FONT))
    for path in fonts:
        paper.add_font(path.stem, fname=path)
    paper.set_fallback_fonts([path.stem for path in fonts], exact_match=False)
    yield from (font for font in paper.fonts.values() if isinstance(font, TTFFont))
