"""Tests that no word in a kept picture is cut off without `…`, and that none is joined to what stands beside it.

A cut or joined word is one that no sentence, start sheet or name has. A cut between two words is not noticed here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.report.picture_difference import rows_of
from massstart_tui.stream.samples import samples_folder
from massstart_tui.text.catalogue import sentences
from massstart_tui.text.verb_forms import VERBS
from tests.streams import SKATERS
from tests.tui.gallery import PICTURES

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
FIELD = re.compile(r"\{[^}]*\}")
WITH_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|e)|[SFT]\d+|s[1-9]|sf\d|t\d+", re.IGNORECASE)
"""Places, sprints, keys, and heats in the name of a file; `t2:04` is the start of a time in a line of entry."""
MIXED = re.compile(r"(?:[^\W_]*\d[^\W\d_][^\W_]*)|(?:[^\W_]*[^\W\d_]\d[^\W_]*)")
BRAILLE = "[\u2800-\u28ff]"
DRAWN_ON = re.compile(rf"{BRAILLE}\w|\w{BRAILLE}")
CUT_NUMBER = re.compile(r"\d…")
YEARS_AND_DISTANCES = re.compile(r"(?:19|20)\d\d|1000|1500")
OF_TESTS = """
    Ada Brinkhof Lotte Kleij Mei Tanabara Mathilde Broek-Hendriksen XYZ YOR-rit BERKS-mah
    World champion Skates his last season and said after the heat that he will attack early
    Soft ice today Family bro mul 寧忠岩
    Σ v km/h
"""
"""Names and notes of the races that only the tests have, half typed words, and signs that are letters."""
HOSTILE = "hostile"
"""These pictures show text from outside that is no word, such as what is left of an escape sequence."""


def texts_in(value: Any) -> Iterator[str]:
    """Yield each text of a value from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


def all_texts() -> Iterator[str]:
    """Yield all that a screen of the tests can say."""
    for code, pair in sentences().items():
        yield code if code.startswith("nation.") else ""
        for text in pair:
            yield FIELD.sub(" ", text)
    for path in sorted(samples_folder().glob("*.*")):
        yield path.name
        for row in path.read_text(encoding="utf-8").splitlines():
            yield from texts_in(json.loads(row)) if path.suffix == ".jsonl" else [row]
    for verb in VERBS.values():
        yield " ".join((*verb.short, *verb.english, *verb.dutch))
    yield from (f"{name} {noc}" for _, name, noc in SKATERS)
    yield OF_TESTS


@cache
def known_words() -> frozenset[str]:
    """Return the words of all texts, in small letters."""
    return frozenset(word.casefold() for text in all_texts() for word in WORD.findall(text))


def faults_in(row: str) -> list[str]:
    """Return the words of a row that are cut without `…` or joined to another, and what touches a drawing."""
    mixed = [found[0] for found in MIXED.finditer(row)]
    wrong = [word for word in mixed if not WITH_NUMBER.fullmatch(word) and not word.startswith("Family")]
    plain_words = [found for found in WORD.finditer(row) if not any(found[0] in word for word in mixed)]
    wrong += [found[0] for found in plain_words if not is_whole(found, row)]
    wrong += [number for number in re.findall(r"\d{4,}", row) if not YEARS_AND_DISTANCES.fullmatch(number)]
    return [*wrong, *DRAWN_ON.findall(row), *CUT_NUMBER.findall(row)]


def is_whole(found: re.Match[str], row: str) -> bool:
    """Return whether this word of the row is a known one, or a part of one and says so."""
    word, after = found[0].casefold(), row[found.end() : found.end() + 1]
    if word in known_words():
        return True
    if row[: found.start()].endswith("…"):
        return any(known.endswith(word) for known in known_words())
    return after in ("…", ".") and any(known.startswith(word) for known in known_words())


def words_of(rows: list[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each whole word of some letters with its row."""
    for row in rows:
        for found in WORD.finditer(row):
            if len(found[0]) >= 4 and is_whole(found, row) and row[found.end() : found.end() + 1] in ("", " "):
                yield row, found


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("┆ =   4 Gélinas-Be CAN  ·  ·  ·   0   top 6", id="name cut"),
        pytest.param("┆ =   4 Gélinas-BeauCAN  ·  ·  ·   0   top 6", id="name joined to the nation"),
        pytest.param("┆ =   12Ichinohe     JPN  ·  ·  ·   0   top 6", id="bib joined to the name"),
        pytest.param("  topplaats", id="two words of one cell joined"),
        pytest.param("┃ 1  13 Kramer      NED  ·  3  ·   3through", id="points joined to enough"),
        pytest.param("┃ 1  13 Kramer      NED  ·  3  ·   3  throug", id="enough cut"),
        pytest.param("┃ 1  13 Kramer      NED  ·  3  ·   3  throughINCIDENTS", id="columns overlap"),
        pytest.param("  5  Ulekleiv   6020  7:56.67", id="two numbers joined"),
        pytest.param("  pace  15.6 s   57.7…", id="number cut"),
        pytest.param("  10 Jansen +8.9⠁ ⠁", id="number joined to a drawing"),
        pytest.param("  ⠁7·3 away⠁ ⠁", id="label joined to a drawing"),
        pytest.param("  space play/pause  s sprint  i inciden", id="last key cut"),
        pytest.param("  8 ◆ Krammer…", id="a name that nobody has, though it says that it is cut"),
    ],
)
def test_a_cut_or_joined_cell_is_noticed(row: str) -> None:
    assert faults_in(row)


@pytest.mark.parametrize(
    "row",
    [
        "┆ =   4 Gélinas-Be… CAN  ·  ·  ·   0   top 6",
        "┃ 3   1 B. Swings   BEL   2~ ·  ·   2~  5th  lap 9/16",
        "  ‘1000’ is not a bib; expected a whole number from 1 to 999",
        "  INCIDENTS  8 ◆ Kramer, Morozov~, Malf…",
    ],
)
def test_what_is_whole_or_says_that_it_is_cut_is_no_fault(row: str) -> None:
    assert faults_in(row) == []


@pytest.mark.parametrize("name", ["race-80x24", "result-120x36", "home-120x36-nl", "skater-dutch", "help-80x24"])
def test_half_a_word_or_a_blank_less_is_noticed_anywhere_in_a_kept_picture(name: str) -> None:
    """Some are not, because the rest of such a word is a word as well."""
    rows = rows_of((PICTURES / f"{name}.svg").read_text(encoding="utf-8"))
    cut = [row[: sum(found.span()) // 2] + row[found.end() :] for row, found in words_of(rows)]
    joined = [
        row[: found.end()] + "".join(row[found.end() :].split(maxsplit=1))
        for row, found in words_of(rows)
        if row[found.end() :].lstrip()[:1].isalnum()
    ]
    assert len(cut) > 20
    assert len(joined) > 5
    for changed, least in ((cut, 0.6), (joined, 0.95)):
        unseen = [row for row in changed if not faults_in(row)]
        assert len(unseen) <= (1 - least) * len(changed), unseen


@pytest.mark.parametrize(
    "path", [p for p in sorted(PICTURES.glob("*.svg")) if HOSTILE not in p.stem], ids=lambda p: p.stem
)
def test_no_word_of_a_kept_picture_is_cut_or_joined(path: Path) -> None:
    wrong = {row: faults for row in rows_of(path.read_text(encoding="utf-8")) if (faults := faults_in(row))}
    assert not wrong
