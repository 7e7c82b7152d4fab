"""Tests of the panels about the chosen skater and about the cut: when they stand there, and what they say."""

from __future__ import annotations

import pytest

from massstart_tui.race.requirements import what_each_takes
from massstart_tui.race.standings import standings
from massstart_tui.stream.provenance import Doubts
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.tui.widgets.skater_panels import ChosenPanel, CutPanel, SprintPanel
from massstart_tui.tui.widgets.text_panel import TextPanel
from massstart_tui.view.race_layout import LayoutClass
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage
from tests.view.scenes import sample_timeline, scene_at

KRAMER = 13
AFTER_TWO_SPRINTS = 243_400
LAST_LAP = 460_000


def seen_at(t: int, bib: int | None, race: str = KRAMERS) -> PanelScene:
    scene = scene_at(sample_timeline(race), t)
    scene = scene._replace(rows=standings(scene.state))
    takes = {takes.chance.bib: takes for takes in what_each_takes(scene.state)} if scene.state.under_way else None
    return PanelScene(scene, t, bib, {}, takes)


def lines_of(panel: TextPanel, seen: PanelScene, width: int = 64) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in panel.told(seen, width)]


def test_the_sprint_panel_says_what_each_result_would_mean() -> None:
    assert lines_of(SprintPanel(), seen_at(AFTER_TWO_SPRINTS, KRAMER)) == [
        "SPRINT 3  for Kramer: then enough is",
        " 1st     3 pt  → through",
        " 2nd     2 pt  → through",
        " 3rd     1 pt  → top 6",
        " none    ·     → top 6",
    ]
    assert lines_of(SprintPanel(), seen_at(AFTER_TWO_SPRINTS, KRAMER), 22)[0] == "SPRINT 3  for Kramer"


def test_after_the_last_sprint_it_is_about_the_finish() -> None:
    panel = SprintPanel()
    panel.words = words(Language.NL)
    heading, *places = lines_of(panel, seen_at(LAST_LAP, KRAMER))
    assert heading == "DE FINISH  voor Kramer"
    assert any("ligt aan anderen" in place for place in places)


@pytest.mark.parametrize("panel", [SprintPanel, ChosenPanel, CutPanel])
def test_while_a_what_if_is_asked_a_panel_is_about_it_and_says_so(panel: type[TextPanel]) -> None:
    now, then = seen_at(AFTER_TWO_SPRINTS, KRAMER), seen_at(LAST_LAP, KRAMER)
    # The race as it will be stands for what could be supposed of it.
    supposing = now._replace(supposed=then.scene, takes=then.takes)
    told, real = lines_of(panel(), supposing, 56), lines_of(panel(), then, 56)
    assert "? what if" in told[0]
    assert told[1:] == real[1:]
    assert "? what if" not in real[0]
    assert told[1:] != lines_of(panel(), now, 56)[1:]


def test_nothing_is_said_that_is_not_worked_out_and_the_rows_stay() -> None:
    panel, seen = SprintPanel(), seen_at(AFTER_TWO_SPRINTS, KRAMER)
    assert panel.wanted(seen, LayoutClass.S, 30) == (30, 5)
    unknown = seen._replace(takes=None)
    assert lines_of(panel, unknown) == ["…"]
    assert panel.wanted(unknown, LayoutClass.S, 30) == (30, 5)
    assert panel.wanted(unknown._replace(bib=1), LayoutClass.S, 30) == (30, 0)


@pytest.mark.parametrize(
    "seen",
    [seen_at(AFTER_TWO_SPRINTS, None), seen_at(-1, KRAMER), seen_at(10**6, KRAMER)],
    ids=["nobody is chosen", "before the gun", "at the end"],
)
def test_the_sprint_panel_is_not_there_without_a_question(seen: PanelScene) -> None:
    assert SprintPanel().wanted(seen, LayoutClass.L, 60) == (0, 0)


def test_around_the_cut_are_those_on_both_sides_with_their_points_to_it() -> None:
    heading, *rows = lines_of(CutPanel(), seen_at(AFTER_TWO_SPRINTS, KRAMER), 62)
    assert heading == "AROUND THE CUT  points to the 8th, and what they need"
    assert rows[4] == "─── 8 go through · 9 level on 0 pt around it ".ljust(62, "─")
    assert len(rows) == 9
    assert rows[0].split() == ["5", "2", "Chung", "1", "+1", "top", "6", "3", "in", "S3", "→", "top", "7"]


def test_points_are_doubtful_if_either_total_is() -> None:
    seen = seen_at(AFTER_TWO_SPRINTS, KRAMER)
    eighth = seen.scene.rows[7].bib
    doubts = {eighth: Doubts(bib=False, sprints=(), finish=False, total=True, time=False)}
    rows = lines_of(CutPanel(), seen._replace(scene=seen.scene._replace(doubts=doubts)))
    assert "+1~" in rows[1]
    assert "0~" in rows[4]


def test_the_chosen_have_place_needs_and_notes() -> None:
    lines = lines_of(ChosenPanel(), seen_at(AFTER_TWO_SPRINTS, KRAMER))
    assert lines[:2] == ["CHOSEN  13 Sven Kramer  NED", "1st on 3 points"]
    assert lines[2].startswith("level with Silovs") or "ahead" in lines[2]
    assert "· 2 points in sprint 3 and through" in lines
    assert any(line.startswith("– ") for line in lines)


@pytest.mark.parametrize(("panel", "width"), [(SprintPanel, 24), (SprintPanel, 31), (ChosenPanel, 66), (CutPanel, 62)])
def test_no_line_is_wider_than_its_panel(panel: type[TextPanel], width: int) -> None:
    assert max(map(len, lines_of(panel(), seen_at(AFTER_TWO_SPRINTS, KRAMER), width))) <= width


async def test_choosing_a_skater_brings_the_panels() -> None:
    async with on_stage(sample(KRAMERS), size=(200, 60), begin="8 to go") as stage:
        await stage.shows("AROUND THE CUT")
        assert "CHOSEN" not in stage.text
        await stage.pilot.press("j")
        await stage.shows("SPRINT 3", "CHOSEN", "top 6")
