"""A page as text, Markdown and HTML, in which no text acts as markup."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from massstart_tui.report.cell_width import cell_width
from massstart_tui.report.table_page import Column, TablePage, as_html, as_markdown, as_text
from massstart_tui.text.plain import plain

HOSTILE = (
    "[bold]Anna[/bold]",
    "<script>alert(1)</script>",
    "a | b",
    "**x** _y_ ~~z~~ `c` $m$",
    "&lt;b&gt; &amp;",
    "# one",
    "1. one",
    "- one",
    "![x](javascript:alert(1))",
    "\\",
    '"><img src=x>',
    "\x1b[31mred\x1b[0m",
    "two\nlines",
    "---",
    "=",
    "    code",
)
anything = st.sampled_from(HOSTILE) | st.text().filter(lambda text: plain(text).strip() != "")
"""Any text that a name may have, with the worst known cases."""


def page_with(text: str) -> TablePage:
    """Return a page with ``text`` in every place, neutralized as all text from outside is."""
    shown = plain(text)
    columns = (
        Column("#", ("1", "12~"), right=True),
        Column(shown, (shown, "b")),
        Column("T", ("1.5", shown), right=True),
    )
    return TablePage("en", shown, (shown, "below"), columns, (shown,))


class Tags(HTMLParser):
    """Collects the tags of an HTML page, and the text in its cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {attrs}")
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.cells and self.tags[-1].startswith(("td", "th ")):
            self.cells[-1] += data


@given(anything)
def test_html_has_the_same_tags_whatever_a_name_is(text: str) -> None:
    hostile, quiet = Tags(as_html(page_with(text))), Tags(as_html(page_with("Anna")))
    assert hostile.tags == quiet.tags
    assert hostile.cells[3:5] == ["1", plain(text)]


def markdown(page: TablePage) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(as_markdown(page))


@given(anything)
@example("=== ")
def test_markdown_has_the_same_blocks_whatever_a_name_is(text: str) -> None:
    tokens, quiet = markdown(page_with(text)), markdown(page_with("Anna"))
    assert [token.type for token in tokens if token.type != "inline"] == [
        token.type for token in quiet if token.type != "inline"
    ]
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "hardbreak"}


@given(anything)
def test_markdown_shows_a_name_as_typed(text: str) -> None:
    cells = [token for token in markdown(page_with(text)) if token.type == "inline"]
    shown = ["".join(child.content for child in cell.children or ()) for cell in cells]
    assert shown.count(plain(text).strip()) >= 4


@given(anything)
def test_the_columns_of_a_text_table_begin_at_the_same_cell_and_nothing_is_cut(text: str) -> None:
    shown = plain(text)
    columns = (Column("Name", ("Anna", shown, "高木 菜那")), Column("x", ("|", "|", "|")))
    rows = as_text(TablePage("en", "t", (), columns, ())).split("\n\n")[1].split("\n")[1:4]
    assert shown in rows[1]
    assert len({cell_width(row.rpartition("|")[0]) for row in rows}) == 1


def test_digits_stand_below_digits_whatever_comes_behind_them() -> None:
    column = Column("Total", ("60", "44~", "1.50", "7.125"), right=True)
    lines = as_text(TablePage("en", "t", (), (column,), ())).splitlines()
    assert lines[2:] == [" Total", "60", "44~", " 1.50", " 7.125"]


def test_a_page_for_paper_says_its_language_and_needs_nothing_else() -> None:
    html = as_html(page_with("Anna"))
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "@media print" in html
    assert "http" not in html
