"""A page with one table, and its output as plain text, Markdown or HTML, in which no text acts as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from massstart_tui.report.cell_width import cell_width, padded
from massstart_tui.report.signs import DOUBT

_GAP: Final = "  "
_BEHIND: Final = re.compile(rf"(?:\.\d+)?{DOUBT}?$")
"""The decimals of a number, and a mark of doubt."""
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&#$]")
"""Characters that can be markup anywhere in a line of GitHub's Markdown, including entities and formulas."""
_OPENING: Final = re.compile(r"^(\d*)([-+=.)])")
"""What could make a line a list, a heading or a rule."""


class Column(NamedTuple):
    """One column of a table, a cell for each row; ``right`` aligns it right, as for numbers.

    If there is no room for all columns on paper, those with the highest ``spare`` are left out first, and 0 never is.
    """

    heading: str
    cells: tuple[str, ...]
    right: bool = False
    spare: int = 0


class TablePage(NamedTuple):
    """A title, lines below it, a table, and notes below that; all text is unescaped."""

    language: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...]

    def rows(self) -> list[tuple[str, ...]]:
        """Return the cells row by row."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def as_text(page: TablePage) -> str:
    """Return the page for a terminal or a plain text file: columns aligned by terminal cells, nothing cut off."""
    columns = [_aligned(column) for column in page.columns]
    rows = [_GAP.join(cells).rstrip() for cells in zip(*columns, strict=True)]
    blocks = ["\n".join((page.title, *page.lines)), "\n".join(rows), "\n".join(page.notes)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _aligned(column: Column) -> list[str]:
    """Return heading and cells at one width; the last whole digits of numbers are aligned, whatever is behind them."""
    behind = [len(_BEHIND.findall(cell)[0]) if column.right else 0 for cell in column.cells]
    furthest = max(behind, default=0)
    cells = [cell + " " * (furthest - here) for cell, here in zip(column.cells, behind, strict=True)]
    cells.insert(0, column.heading)
    width = max(map(cell_width, cells))
    return [padded(cell, width, right=column.right) for cell in cells]


def as_markdown(page: TablePage) -> str:
    """Return the page in Markdown, with a table in GitHub's syntax."""
    ruler = "".join(" ---: |" if column.right else " --- |" for column in page.columns)
    rows = [_markdown_row([column.heading for column in page.columns]), f"|{ruler}", *map(_markdown_row, page.rows())]
    lines = [f"{escaped_markdown(line)}  " for line in page.lines[:-1]] + [escaped_markdown(x) for x in page.lines[-1:]]
    blocks = [f"# {escaped_markdown(page.title)}", "\n".join(lines), "\n".join(rows)]
    blocks += [escaped_markdown(note) for note in page.notes]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped_markdown(cell) for cell in cells)} |"


def escaped_markdown(text: str) -> str:
    """Return ``text`` escaped so that nothing in it is Markdown."""
    return _OPENING.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", text.strip()))


_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 16px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.125rem; margin: 1.5rem 0 0; }
main p { margin: 0.5rem 0; max-width: 42rem; }
header p { margin: 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1.5rem 0; }
th, td { border-bottom: 1px solid #8888; padding: 0.25rem 0.6rem; text-align: left; vertical-align: baseline; }
.number { text-align: right; white-space: nowrap; }
footer p { font-size: 0.875rem; margin: 0; }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""


def as_html(page: TablePage) -> str:
    """Return the page as a complete HTML document without external files, also for print."""
    table = f"""<table>
<thead>
{_html_row(page, "th", [column.heading for column in page.columns])}
</thead>
<tbody>
{_html_rows(page)}
</tbody>
</table>"""
    return as_document(page.language, page.title, page.lines, table, page.notes)


def as_document(language: str, title: str, lines: tuple[str, ...], body: str, notes: tuple[str, ...]) -> str:
    """Return a complete HTML document around ``body``, which is HTML already; the other arguments are plain text."""
    return f"""<!doctype html>
<html lang="{_escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_escaped(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>{_escaped(title)}</h1>
{_paragraphs(lines)}
</header>
<main>
{body}
</main>
<footer>
{_paragraphs(notes)}
</footer>
</body>
</html>
"""


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{_escaped(line)}</p>" for line in lines)


def _html_rows(page: TablePage) -> str:
    return "\n".join(_html_row(page, "td", row) for row in page.rows())


def _html_row(page: TablePage, tag: str, cells: Sequence[str]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    kinds = [' class="number"' if column.right else "" for column in page.columns]
    pairs = zip(cells, kinds, strict=True)
    return "<tr>" + "".join(f"<{tag}{scope}{kind}>{_escaped(cell)}</{tag}>" for cell, kind in pairs) + "</tr>"


def _escaped(text: str) -> str:
    from html import escape  # noqa: PLC0415 - its table of entities is loaded for HTML only

    return escape(text)
