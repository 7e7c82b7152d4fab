"""Tests of the race chart on the whole screen: its columns, and which rows are in view."""

from __future__ import annotations

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.text.words import Language, words
from massstart_tui.tui.painting import width_of
from massstart_tui.tui.themes import DARK
from massstart_tui.tui.widgets.race_chart_lines import LEGEND, chart_columns, race_chart_lines
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.view.scene import Scene
from tests.streams import event, make_skaters, make_stream
from tests.view.scenes import sample_timeline, scene_at, timeline_of

SAMPLES = ("beijing-2022-women-sf1", "made-up-points-race", "made-up-elimination-race", "made-up-timed-race")


def with_rows(scene: Scene) -> Scene:
    return scene._replace(rows=standings(scene.state))


def drawn(scene: Scene, bib: int | None, room: tuple[int, int]) -> list[str]:
    seen = PanelScene(scene, 0, bib, {})
    lines = race_chart_lines(seen, room, DARK.plain, words(Language.EN))
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [68, 76, 96, 116, 196])
def test_no_line_is_wider_than_the_room(sample: str, width: int) -> None:
    scene = with_rows(scene_at(sample_timeline(sample), 10**7))
    lines = race_chart_lines(PanelScene(scene, 0, None, {}), (width, 40), DARK.plain, words(Language.NL))
    assert max(map(width_of, lines)) <= width
    assert len(lines) <= 40


@pytest.mark.parametrize(("width", "lap"), [(76, 2), (116, 3), (196, 8)])
def test_laps_are_as_wide_as_names_allow(width: int, lap: int) -> None:
    columns = chart_columns(scene_at(sample_timeline(SAMPLES[0]), 10**7).state, width)
    assert columns.axis.room == lap


def test_of_a_hundred_skaters_the_chosen_is_in_view() -> None:
    skaters = make_skaters(*((bib, f"Skater {bib}", "NED") for bib in range(1, 101)))
    scene = with_rows(scene_at(timeline_of(make_stream(event("start"), skaters=skaters, laps=120)), 1000))
    for bib in (1, 50, 100):
        lines = drawn(scene, bib, (116, 30))
        assert len(lines) == 30
        assert [line.split()[2] for line in lines if line.startswith("▶")] == [str(bib)]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [56, 76, 116, 196])
def test_every_sign_in_the_chart_is_explained(sample: str, language: Language, width: int) -> None:
    scene = with_rows(scene_at(sample_timeline(sample), 10**7))
    lines = race_chart_lines(PanelScene(scene, 0, None, {}), (width, 24), DARK.plain, words(language))
    told = "".join(text for line in lines for text, _ in line)
    for code, shown in (
        ("away", "▲"),
        ("fall", "▼"),
        ("back", "↩"),
        ("lapped", "⟳"),
        ("out", "×"),
        ("sprint_lap", "┊"),
    ):
        _, _, meaning = words(language)(f"chart.sign.{code}").partition("|")
        assert meaning in told or shown not in told, code


@pytest.mark.parametrize("language", Language)
def test_where_there_is_room_each_sign_of_the_rules_is_explained(language: Language) -> None:
    scene = with_rows(scene_at(sample_timeline(SAMPLES[0]), 0))
    lines = race_chart_lines(PanelScene(scene, 0, None, {}), (76, 24), DARK.plain, words(language))
    told = "".join(text for line in lines for text, _ in line)
    for code in set(LEGEND) - {"gained"}:
        assert words(language)(f"chart.sign.{code}").partition("|")[2] in told, code
    assert words(language)("chart.sign.gained").partition("|")[2] not in told
