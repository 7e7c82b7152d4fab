"""What the table marks is marked wherever the same skater is shown: LAP?, and ``~`` behind what only chips gave."""

from __future__ import annotations

import pytest

from massstart_tui.race.requirements import what_each_takes
from massstart_tui.race.standings import Standing, standings
from massstart_tui.report.open_places import total_cell
from massstart_tui.text.words import Language, words
from massstart_tui.tui.painting import Piece
from massstart_tui.tui.screens.skater_needs import Stakes
from massstart_tui.tui.themes import DARK
from massstart_tui.tui.widgets.lap_panels import gaps_in, lap_chart_in, passed_in
from massstart_tui.tui.widgets.race_chart_lines import race_chart_lines
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.tui.widgets.skater_panels import ChosenPanel, CutPanel, SprintPanel
from massstart_tui.view.scene import doubts_of
from tests.streams import event, make_skaters, make_stream
from tests.view.scenes import scene_at, timeline_of

EN = words(Language.EN)
LAP = 30_000
UNREAD = (3, 6)
"""The bib and the lap of the pass that no loop read."""
PASSES = [(bib, lap) for lap in range(1, 17) for bib in range(1, 7)]
SPRINTS = [event("sprint", lap * LAP + 9_000, lap=lap, order=[1, 2, 4]) for lap in (4, 8, 12)]
RULES = {"sprints": [{"lap": lap, "points": [30, 20, 10]} for lap in (4, 8, 12)], "finish": [3, 2, 1]}
NAMES = ("", "Aalders", "Bakker", "Cramer", "Dekker", "Evers", "Faber")
SKATERS = make_skaters(*((bib, f"Anna {NAMES[bib]}", "NED") for bib in range(1, 7)))


def seen_at(lap: int, *, confirmed: bool, unread: tuple[int, int] | None = UNREAD) -> PanelScene:
    reads = [event("crossing", at * LAP + bib * 100, bib=bib) for bib, at in PASSES if (bib, at) != unread]
    events = sorted([*reads, *(SPRINTS if confirmed else ())], key=lambda fields: int(str(fields["t"])))
    timeline = timeline_of(make_stream(event("start"), *events, skaters=SKATERS, qualify=2, rules=RULES))
    scene = scene_at(timeline, lap * LAP + 10_000)
    rows = standings(scene.state)
    scene = scene._replace(rows=rows, doubts=doubts_of(None, scene.state, rows))
    takes = {takes.chance.bib: takes for takes in what_each_takes(scene.state)}
    return PanelScene(scene, 0, None, {bib: it.chance for bib, it in takes.items()}, takes)


def told(lines: list[list[Piece]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def of_skater(lines: list[str], bib: int) -> str:
    """Return the line of a skater in a list of them."""
    return next(line for line in lines if NAMES[bib] in line)


def shown_of(seen: PanelScene, row: Standing) -> dict[str, str]:
    """Return how each view that has a line of its own for a skater shows this one."""
    chosen = seen._replace(bib=row.bib)
    stakes = Stakes(seen.scene, seen.chances, DARK, EN).around_the_cut(row.bib, 60, 20)
    return {
        "chosen": "\n".join(told(ChosenPanel().told(chosen, 70))),
        "cut": of_skater(told(CutPanel().told(chosen, 70)), row.bib),
        "page": of_skater(told(stakes), row.bib),
        "chart": of_skater(told(race_chart_lines(chosen, (120, 30), DARK.plain, EN)), row.bib),
    }


@pytest.mark.parametrize("confirmed", [False, True], ids=["by chips", "recorded"])
@pytest.mark.parametrize("lap", [4, 7, 9, 12, 15])
def test_who_may_be_lapped_and_what_rests_on_chips_is_marked_in_every_view(lap: int, *, confirmed: bool) -> None:
    seen = seen_at(lap, confirmed=confirmed)
    for row in seen.scene.rows:
        shown = shown_of(seen, row)
        doubts = seen.scene.doubts.get(row.bib)
        for view, text in shown.items():
            assert ("LAP?" in text) == row.laps_open, view
            if doubts is not None and doubts.total:
                assert f"{total_cell(row)}~" in text or (view == "chosen" and "~" in text), view
    assert any(row.laps_open for row in seen.scene.rows) == (lap > UNREAD[1])
    assert any(doubts.total for doubts in seen.scene.doubts.values()) != confirmed


@pytest.mark.parametrize("lap", [7, 9, 12, 15])
def test_the_charts_of_passings_mark_a_bib_that_may_stand_at_another_lap(lap: int) -> None:
    bib, missing = UNREAD
    seen = seen_at(lap, confirmed=True)
    passed = passed_in(seen.scene)
    assert passed is not None
    charted = "\n".join("".join(text for text, _ in row) for row in lap_chart_in(passed, seen, (110, 10), EN))
    assert charted.count(f"{bib}~") == lap - missing
    assert charted.count("~") == lap - missing
    for one in seen.scene.rows:
        labels = "".join(text for row in gaps_in(passed, seen._replace(bib=one.bib), (80, 12), EN) for text, _ in row)
        assert "LAP?" in labels or one.bib != bib


def test_what_a_sprint_to_come_would_mean_is_marked_as_long_as_those_before_are_not_confirmed() -> None:
    for confirmed in (True, False):
        seen = seen_at(9, confirmed=confirmed, unread=None)
        for bib, takes in (seen.takes or {}).items():
            lines = told(SprintPanel().told(seen._replace(bib=bib), 40))[1:]
            assert all(line.endswith("~") for line in lines) == (bool(lines) and takes.chance.unconfirmed) or not lines
        assert any(takes.chance.unconfirmed for takes in (seen.takes or {}).values()) != confirmed
