"""Tests of the parts of a skater's page: around the cut, head to head, and what is certain between two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.screens.skater_needs import other_of
from massstart_tui.view.scene import Scene
from tests.levels import first_quick
from tests.streams import event, laps_of_thirty_seconds, make_stream
from tests.tui.races import KRAMERS, WITH_LAPPED, sample
from tests.tui.stage import opening


def page(path: Path, width: int = 120, height: int = 36, bib: int = 13, **wanted: Any) -> str:
    """Return the text of a skater's page."""
    return take_picture(*opening(path, **{"begin": "4 to go"} | wanted), Frame("skater", width, height, bib)).text


def scene_at(name: str, moment: str) -> Scene:
    """Return a scene of a sample race."""
    race = load(str(sample(name)))
    state = race.at(moment)
    return Scene(race.sheet, state, standings(state), {}, {}, 0, 0, None, None)


def test_the_bib_is_large_and_three_columns_stand_below_it() -> None:
    rows = page(sample(KRAMERS)).splitlines()
    assert sum("█" in row for row in rows) == 7
    heads = next(row for row in rows if "AROUND THE CUT" in row)
    assert heads.index("ENOUGH AT THE FINISH") < heads.index("AROUND THE CUT") < heads.index("HEAD TO HEAD")


def test_a_narrow_page_has_the_same_parts_below_one_another() -> None:
    text = page(sample(KRAMERS), 80, 80)
    parts = ["ENOUGH AT THE FINISH", "NOTES", "WHAT HAPPENED", "AROUND THE CUT", "HEAD TO HEAD"]
    assert sorted(parts, key=text.index) == parts


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", first_quick([120, 110, 160, 200]))
def test_no_column_is_cut_off(width: int, language: Language) -> None:
    for name, bib in ((KRAMERS, 13), (WITH_LAPPED, 90)):
        text = page(sample(name), width, 50, bib, language=language)
        assert "…" not in text.replace("Gélinas-Beau…", "")


def test_what_is_enough_at_the_finish_is_what_the_outlook_says() -> None:
    text = page(sample(KRAMERS))
    assert "to 7th        through" in text
    assert "8th to 15th   others decide" in text
    assert "7th is surely enough" in text


def test_a_skater_is_compared_with_the_nearest_who_is_level() -> None:
    assert other_of(scene_at(KRAMERS, "4 to go"), 13) == 12
    assert other_of(scene_at(KRAMERS, "4 to go"), 11) == 12


def test_a_skater_without_anybody_level_is_compared_with_who_is_next_across_the_cut() -> None:
    scene = scene_at(KRAMERS, "end")
    bibs = [row.bib for row in scene.rows]
    assert other_of(scene, bibs[0]) == bibs[8]
    assert other_of(scene, bibs[-1]) == bibs[7]


def test_that_the_first_over_the_line_stays_ahead_is_said_only_once_no_sprint_is_to_come() -> None:
    assert "Level on 3 points: who of the two" in page(sample(KRAMERS))
    before = page(sample(KRAMERS), begin="5 to go")
    assert "Level on" not in before


def test_nothing_is_said_of_the_future(tmp_path: Path) -> None:
    """The page at a moment is the same whatever comes after it."""
    first = [event("start"), *laps_of_thirty_seconds(4), event("sprint", 120_500, lap=4, order=[1, 2, 3])]
    later = [event("lap", 150_000, lap=5), event("fall", 151_000, bibs=[1]), event("lap", 180_000, lap=6)]
    texts = []
    for name, events in (("a", first), ("b", [*first, *later])):
        path = tmp_path / f"{name}.jsonl"
        path.write_bytes(make_stream(*events, qualify=4))
        texts.append(page(path, bib=1, begin="2:00.5"))
    assert texts[0] == texts[1]
