"""Every link of every document leads somewhere in the repository, and no line is too long to read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.documents.markdown import TOP, Document, documents, read

WIDEST = 120
DOCUMENTS = {document.name: document for document in documents()}
EXPECTED = {
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    *(f"docs/{name}.md" for name in ("architecture", "commands", "file-format", "glossary", "live-entry", "sharing")),
}


def dead_links(document: Document) -> Iterator[str]:
    for link in document.links:
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        target = (document.path.parent / file).resolve() if file else document.path
        if not target.exists():
            yield f"{document.name}: {link}: no such file"
        elif TOP not in (target, *target.parents):
            yield f"{document.name}: {link}: outside the repository"
        elif anchor and anchor not in read(target).anchors:
            yield f"{document.name}: {link}: no such heading"


def test_the_documents_are_there() -> None:
    assert set(DOCUMENTS) >= EXPECTED


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    assert list(dead_links(DOCUMENTS[name])) == []


@pytest.mark.parametrize("name", sorted(set(DOCUMENTS) - {"CHANGELOG.md"}))
def test_lines_are_wrapped_but_for_tables_and_examples(name: str) -> None:
    document = DOCUMENTS[name]
    fenced = {line for block in document.blocks for line in block.text.splitlines()}
    lines = [line for line in document.text.splitlines() if not line.startswith("|") and line not in fenced]
    assert [line for line in lines if len(line) > WIDEST] == []


def test_a_link_that_leads_nowhere_is_told() -> None:
    page = TOP / "docs" / "no-such-page.md"
    found = Document(page, links=["glossary.md", "glossary.md#no-such-heading", "nowhere.md", "../../outside.md", "#a"])
    found.anchors.append("a")
    assert [told.rpartition(": ")[2] for told in dead_links(found) if "#a" not in told] == [
        "no such heading",
        "no such file",
        "no such file",
    ]
