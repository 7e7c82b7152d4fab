"""Comparison of two pictures of a screen, cell by cell, told in text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from massstart_tui.report.picture_cells import Cell, Grid, cells_of, letters, row_text, size_of
from massstart_tui.text.words import Words

CHANGED: Final = "^"
"""The sign below a cell whose letter has changed."""
RECOLOURED: Final = "~"
"""The sign below a cell of which only the colours or the style have changed."""


def rows_of(svg: str) -> list[str]:
    """Return the text of a picture, a string for each row, with every column in its place."""
    grid = cells_of(svg)
    rows, columns = size_of(grid)
    return [row_text(grid, row, columns) for row in range(rows)]


def text_differences(before: str, now: str, words: Words) -> list[str]:
    """Return what differs in two texts of a screen: each row before and now, with a mark below each changed cell.

    The list is empty if every cell is the same.
    """
    return _differences(_cells_of_text(before), _cells_of_text(now), words)


def picture_differences(before: str, now: str, words: Words) -> list[str]:
    """Return what differs in two SVG pictures, as `text_differences` does.

    A row of which only colours or styles differ is given once.
    """
    return _differences(cells_of(before), cells_of(now), words)


def changed_cells(before: Grid, now: Grid) -> list[tuple[int, int]]:
    """Return the rows and columns, from 0, of the cells that differ, in reading order."""
    places = sorted({*before, *now})
    return [place for place in places if _seen(before.get(place)) != _seen(now.get(place))]


def runs(places: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield each row with the first and the last column of neighbouring places in it."""
    for row, in_row in groupby(places, key=lambda place: place[0]):
        columns = [column for _, column in in_row]
        for _, run in groupby(enumerate(columns), key=lambda item: item[1] - item[0]):
            found = [column for _, column in run]
            yield row, found[0], found[-1]


def _seen(cell: Cell | None) -> Cell:
    """Return what is seen of a cell: a blank has no colour of its own, unless it is underlined or struck through."""
    if cell is None:
        return Cell()
    return cell._replace(style="") if cell.letter == " " and "decoration" not in cell.style else cell


def _cells_of_text(text: str) -> Grid:
    grid: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(text.splitlines()):
        column = 0
        for letter, width in letters(line):
            grid[row, column] = Cell(letter)
            grid |= {(row, covered): Cell("") for covered in range(column + 1, column + width)}
            column += width
    return grid


def _differences(before: Grid, now: Grid, words: Words) -> list[str]:
    changed = changed_cells(before, now)
    wide = max(size_of(before)[1], size_of(now)[1])
    lines: list[str] = []
    for row, in_row in groupby(changed, key=lambda place: place[0]):
        places = list(in_row)
        columns = ", ".join(_columns(first, last) for _, first, last in runs(places))
        lines.append(words("snapshot.row", row=row + 1, columns=columns))
        old, new = row_text(before, row, wide), row_text(now, row, wide)
        lines += [f"  {old}"] if old == new else [f"- {old}", f"+ {new}"]
        lines.append(f"  {_marks(before, now, places)}")
    return lines


def _columns(first: int, last: int) -> str:
    return str(first + 1) if first == last else f"{first + 1}–{last + 1}"


def _marks(before: Grid, now: Grid, places: list[tuple[int, int]]) -> str:
    """Return the marks below a row, at the columns of the cells that have changed."""
    signs = {place[1]: CHANGED if _letter(before, place) != _letter(now, place) else RECOLOURED for place in places}
    return "".join(signs.get(column, " ") for column in range(max(signs) + 1))


def _letter(grid: Grid, place: tuple[int, int]) -> str:
    return grid.get(place, Cell()).letter
