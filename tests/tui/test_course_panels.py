"""Tests of the panels of the course of a race: what they say, in both languages, and what gives way."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from textual.geometry import Size

from massstart_tui.race.standings import standings
from massstart_tui.stream.provenance import Marks
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.course_panels import AttacksPanel, EliminationsPanel
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.tui.widgets.skater_panels import CutPanel
from massstart_tui.tui.widgets.text_panel import TextPanel
from massstart_tui.view.race_layout import LayoutClass
from tests.tui.races import KRAMERS
from tests.view.scenes import sample_timeline, scene_at

LAP_MS = 15_600
ELIMINATION, SCRATCH = "made-up-elimination-race", "made-up-scratch-race"


def seen_at(race: str, t: int, bib: int | None = None) -> PanelScene:
    timeline = sample_timeline(race)
    scene = scene_at(timeline, t)
    marks = Marks(timeline.recording.header.provenance)
    return PanelScene(scene._replace(rows=standings(scene.state), marks=marks), t, bib, {}, None)


def lines_of(panel: TextPanel, seen: PanelScene, width: int = 66, height: int = 40) -> list[str]:
    with patch.object(type(panel), "size", Size(width, height)):
        return ["".join(text for text, _ in line).rstrip() for line in panel.told(seen, width)]


def test_an_elimination_race_has_who_went_out_and_the_eliminations_to_come() -> None:
    assert lines_of(EliminationsPanel(), seen_at(ELIMINATION, 9 * LAP_MS)) == [
        "ELIMINATIONS  by laps to go; how many are left, if nobody stops",
        "  16 × 8 Rider Hotel                      9",
        "  14 × 3 Rider Charlie                    8",
        "  12 × 10 Rider Juliett                   7",
        "  11 × 5 Rider Echo  DNF                  6",
        "   8 ◇ the last over the line             5",
        "   6 ◇ the last over the line             4",
        "   4 ◇ the last over the line             3",
        "   2 ◇ the last over the line             2",
        "   0 □ the finish                         2",
    ]


def test_of_more_rows_than_there_is_room_for_those_around_now_are_shown_and_the_others_counted() -> None:
    assert [
        line.split("  ")[-1].strip()
        for line in lines_of(EliminationsPanel(), seen_at(ELIMINATION, 9 * LAP_MS), height=6)
    ] == [
        "by laps to go; how many are left, if nobody stops",
        "↑ 3 before",
        "6",
        "5",
        "4",
        "↓ 3 more",
    ]


def test_an_attack_has_who_how_long_and_how_it_ended() -> None:
    assert lines_of(AttacksPanel(), seen_at(SCRATCH, 30 * LAP_MS)) == [
        "ATTACKS  by laps to go, the latest first",
        "  28 ▲ 4 Delta, 9 India        11 laps  ↑ lap up, 17 to go",
        "  28 ▲ 6 Foxtrot               2 laps   ◀ caught, 26 to go",
    ]


def test_who_is_away_has_no_end_and_what_is_doubtful_is_marked() -> None:
    assert lines_of(AttacksPanel(), seen_at(KRAMERS, 210_000))[1] == "   9 ▲ 13 Kramer               0 laps   away"
    assert lines_of(AttacksPanel(), seen_at(KRAMERS, 460_000))[1].endswith("◀ caught~, 6 to go")


def test_around_the_podium_of_a_race_without_points_are_laps() -> None:
    heading, *rows = lines_of(CutPanel(), seen_at(SCRATCH, 30 * LAP_MS))
    assert heading == "AROUND THE PODIUM  laps to the 3rd, and what they need"
    assert rows[0].split() == ["1", "4", "Delta", "+1", "+1"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("kind", "race", "laps", "width"),
    [
        (EliminationsPanel, ELIMINATION, 9, 66),
        *((AttacksPanel, SCRATCH, 30, width) for width in (56, 66)),
        *((CutPanel, SCRATCH, 30, width) for width in (56, 64)),
    ],
)
def test_no_line_is_wider_than_its_panel_and_no_word_is_cut(
    kind: type[TextPanel], race: str, laps: int, width: int, language: Language
) -> None:
    panel = kind()
    panel.words = words(language)
    lines = lines_of(panel, seen_at(race, laps * LAP_MS), width)
    assert max(map(len, lines)) <= width
    assert not any("…" in line for line in lines)


@pytest.mark.parametrize(
    ("kind", "race", "laps", "size"),
    [
        (EliminationsPanel, ELIMINATION, -1, LayoutClass.L),
        (EliminationsPanel, ELIMINATION, 9, LayoutClass.M),
        (EliminationsPanel, SCRATCH, 9, LayoutClass.L),
        (AttacksPanel, SCRATCH, 9, LayoutClass.L),
        (AttacksPanel, ELIMINATION, 9, LayoutClass.L),
    ],
)
def test_without_anything_to_say_there_is_no_panel(
    kind: type[TextPanel], race: str, laps: int, size: LayoutClass
) -> None:
    assert kind().wanted(seen_at(race, laps * LAP_MS), size, 100) == (0, 0)
