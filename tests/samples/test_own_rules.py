"""Start sheets with a rules table of their own: each is a documented example, and says that it is made up."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sample_races
from massstart_tui.race.rules import Rules
from massstart_tui.stream.sheet_file import read_sheet, sheet_from_toml
from tests.documents.markdown import DOCS, read

FOLDER = Path(sample_races.__file__).parent / "own_rules"
SHEETS = sorted(FOLDER.glob("*.toml"))
TABLES = [block.text for block in read(DOCS / "file-format.md").of_language("toml")]
EXAMPLES = {tomllib.loads(text).get("id"): text for text in TABLES}


def rules_of(name: str) -> Rules:
    return read_sheet(FOLDER / f"{name}.toml").sheet.rules_in_force()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_each_is_read_without_a_remark_says_that_it_is_made_up_and_is_the_documented_example(path: Path) -> None:
    found, documented = read_sheet(path), sheet_from_toml(EXAMPLES[path.stem].encode())
    assert (found.faults, documented.faults) == ((), ())
    assert (found.sheet.rules, found.sheet.laps) == (documented.sheet.rules, documented.sheet.laps)
    assert found.sheet.competition == "Made up"
    assert found.sheet.title == documented.sheet.title
    assert found.sheet.title.startswith("Made-up ")


def test_there_is_one_for_each_neighbour() -> None:
    assert [path.stem for path in SHEETS] == ["marathon", "points-elimination", "short-points-race"]


def test_the_rules_in_force_are_those_that_the_tables_say() -> None:
    short = rules_of("short-points-race")
    assert (short.finish, short.lap_points, short.sprint_laps()) == ((5, 3, 2, 1), 10, (10, 20, 30))
    assert {sprint.points for sprint in short.sprints} == {short.finish} | {(5, 3, 2, 1)}
    inline = rules_of("points-elimination")
    assert (inline.sprint_laps()[0], inline.eliminations[0], inline.eliminations[-1]) == (8, 12, 48)
    marathon = rules_of("marathon")
    assert (marathon.sprint_laps(), marathon.lapped, marathon.on_points) == ((40, 70), "races", False)
