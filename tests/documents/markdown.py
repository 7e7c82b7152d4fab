"""The documents of the repository as a test reads them: headings, fenced blocks, tables, links and anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

TOP: Final = Path(__file__).resolve().parent.parent.parent
DOCS: Final = TOP / "docs"
_PARSER: Final = MarkdownIt("commonmark").enable("table")
_NOT_IN_AN_ANCHOR: Final = re.compile(r"[^\w\- ]")
_COMMENT: Final = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_CODE: Final = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block: its info string, its text, the line of its fence, and the headings that it stands under."""

    info: str
    text: str
    line: int
    under: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The lines that are not blank."""
        return [line for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Table:
    """A table: the comment before it, if any, the headings that it stands under, and the cells of each row."""

    comment: str
    under: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Document:
    """One Markdown file."""

    path: Path
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its path in the repository."""
        return self.path.relative_to(TOP).as_posix()

    @property
    def text(self) -> str:
        """The whole file."""
        return self.path.read_text(encoding="utf-8")

    def of_language(self, language: str) -> list[Block]:
        """The blocks whose info string begins with this language."""
        return [block for block in self.blocks if block.info.split()[:1] == [language]]


def read(path: Path) -> Document:
    """Parse a Markdown file."""
    document, tokens = Document(path), _PARSER.parse(path.read_text(encoding="utf-8"))
    under: list[str] = []
    comment = ""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[index + 1].content
            under = [*under[: int(token.tag[1]) - 1], heading]
            document.anchors.append(_anchor(heading, document.anchors))
        elif token.type == "fence":
            line = token.map[0] + 1 if token.map else 0
            document.blocks.append(Block(token.info.strip(), token.content, line, tuple(under)))
        elif token.type == "table_open":
            document.tables.append(Table(comment, tuple(under), tuple(_rows(tokens[index:]))))
        elif token.type == "html_block":
            comment = found[1] if (found := _COMMENT.search(token.content)) else ""
            continue
        elif token.type == "inline":
            document.links += _links(token)
        if token.level == 0 and token.nesting >= 0:
            comment = ""
    return document


def documents() -> list[Document]:
    """Every document that is kept in the repository."""
    paths = [*TOP.glob("*.md"), *DOCS.rglob("*.md"), *(TOP / "sample_races").glob("*.md")]
    return [read(path) for path in sorted(paths)]


def codes(cell: str) -> list[str]:
    """What stands in a table cell as code."""
    return _CODE.findall(cell)


def _rows(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    """The cells of each row of the table that begins with the first token, without its headings."""
    cells: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "td_open":
            cells.append(tokens[index + 1].content)
        elif token.type == "tr_close" and cells:
            yield tuple(cells)
            cells = []
        elif token.type == "table_close":
            return


def _links(token: Token) -> Iterator[str]:
    for child in token.children or ():
        address = child.attrGet("href" if child.type == "link_open" else "src")
        if child.type in ("link_open", "image") and isinstance(address, str):
            yield address


def _anchor(heading: str, taken: list[str]) -> str:
    """What GitHub calls a heading in an address."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    anchor = _NOT_IN_AN_ANCHOR.sub("", plain).replace(" ", "-")
    same = sum(1 for other in taken if re.fullmatch(re.escape(anchor) + r"(?:-\d+)?", other))
    return f"{anchor}-{same}" if same else anchor
