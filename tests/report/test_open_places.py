"""Unknown values are shown as open wherever a result is shown, and never as a plain number."""

from __future__ import annotations

import json
from typing import Any

from massstart_tui.race.state import RaceState
from massstart_tui.report.overlay_data import overlay
from massstart_tui.report.results_page import Results, as_csv, as_json, page_of
from massstart_tui.stream.codec import Header
from massstart_tui.stream.provenance import Marks
from massstart_tui.text.words import Language, words
from tests.race.builders import a_sheet, fold, happens

ENGLISH = words(Language.EN)


def race() -> RaceState:
    """Return a race of six whose first sprint is not recorded; of 4 only the total of the sprint points is known."""
    laps = [happens("lap", lap=lap) for lap in (4, 8, 12)]
    known = [happens("sprint", lap=lap, order=[1, 2, 3]) for lap in (8, 12)]
    finish = [happens("finish", order=[1, 2, 3, 4, 5, 6]), happens("points", points=[[4, 2]]), happens("official")]
    return fold(a_sheet(6, qualify=5), happens("start"), *laps, *known, *finish)


def results() -> Results:
    state = race()
    return Results(state, 0, Header(race=state.sheet))


def column(heading: str) -> tuple[str, ...]:
    return next(column.cells for column in page_of(results(), ENGLISH).columns if column.heading == heading)


def test_a_total_that_may_be_more_has_a_plus_and_a_sum_is_a_number() -> None:
    assert column(ENGLISH("results.total")) == ("66+", "44+", "22+", "12", "6+", "3+")
    assert column(ENGLISH("results.sprint", number=1)) == ("?",) * 6
    assert column(ENGLISH("results.sprint", number=2)) == ("3", "2", "1", "", "", "")


def test_the_notes_say_which_sprint_is_unknown_in_both_languages() -> None:
    for language, told in ((Language.EN, "sprint 1 was recorded"), (Language.NL, "sprint 1 is niet alles vastgelegd")):
        notes = page_of(results(), words(language)).notes
        assert any(told in note for note in notes)
        assert any(note.startswith("+ ") for note in notes)


def test_the_data_has_keys_for_what_is_open_and_none_where_all_is_known() -> None:
    rows: list[dict[str, Any]] = json.loads(as_json(results()))["standings"]
    assert [(row["total"], row.get("total_at_least"), row["unknown_sprints"]) for row in rows[2:4]] == [
        (22, True, [1]),
        (12, None, [1]),
    ]
    assert "66+" in as_csv(results()).splitlines()[1]
    state = fold(a_sheet(2), happens("start"), happens("lap", lap=1))
    whole = Results(state, 0, Header(race=state.sheet))
    assert not {"total_at_least", "unknown_sprints", "open_rank"} & json.loads(as_json(whole))["standings"][0].keys()


def test_the_overlay_has_the_plus_too() -> None:
    shown: Any = overlay(race(), Marks(()), ENGLISH)["rows"]
    assert [row["points"] for row in shown] == ["66+", "44+", "22+", "12", "6+"]
