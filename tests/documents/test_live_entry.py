"""docs/live-entry.md is held against the vocabulary of live entry, and its examples are typed."""

from __future__ import annotations

import re

import pytest

from massstart_tui.entry.line_reading import verb_at
from massstart_tui.text.verb_forms import VERBS, Verb
from massstart_tui.tui.commands import commands_of
from tests.documents.markdown import DOCS, Block, codes, read
from tests.documents.situations import SITUATIONS, recorded

PAGE = read(DOCS / "live-entry.md")
BLOCKS = PAGE.of_language("entry")
ARROW = " → "


def examples(block: Block) -> list[tuple[str, str]]:
    """What is typed, and what the page says that it records."""
    return [(typed.strip(), said) for typed, _, said in (line.partition(ARROW) for line in block.lines)]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"line-{block.line}")
def test_every_example_records_what_the_page_says(block: Block) -> None:
    situation = SITUATIONS[block.info.partition(" ")[2]]()
    assert [(typed, recorded(typed, situation)) for typed, _ in examples(block)] == examples(block)


def test_every_verb_is_in_a_table_with_every_form_in_both_languages_and_no_other_is() -> None:
    listed = [
        Verb(*(tuple(codes(cell)) for cell in row[:3])) for table in PAGE.tables for row in table.rows if len(row) == 4
    ]
    assert sorted(listed) == sorted(VERBS.values())


def test_every_verb_has_an_example_in_english_and_one_in_dutch() -> None:
    used: dict[str, set[str]] = {code: set() for code in VERBS}
    for block in BLOCKS:
        for typed, _ in examples(block):
            line = re.sub(r"^@(?:lap|ronde)?\s*\S+\s*", "", typed)
            code, end = verb_at(line, 0)
            if code == "bare":
                continue
            form = line[:end].strip()
            verb = VERBS[code]
            used[code] |= {name for name in Verb._fields if form in getattr(verb, name)}
    for code, verb in VERBS.items():
        # where all the forms are alike, one example serves both languages
        same = set(verb.english) == set(verb.dutch)
        assert "english" in used[code] or (same and used[code]), code
        assert "dutch" in used[code] or same, code


def test_every_key_of_live_entry_is_on_the_page() -> None:
    keys = PAGE.text.split("## Keys", 1)[1].split("## ", 1)[0].replace("`", "")
    assert [command.shown for command in commands_of("entry") if command.shown not in keys] == []
