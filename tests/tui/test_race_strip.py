"""Tests of the head of the race screen: who is down, points that are a minimum, and what happened last."""

from __future__ import annotations

import json
import re

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.race_bar import RaceBar
from massstart_tui.tui.widgets.race_strip import RaceStrip
from massstart_tui.view.scene import Scene
from tests.streams import event, make_stream
from tests.tui.drawn_lines import lines_of, strips_of
from tests.view.scenes import sample_timeline, scene_at, timeline_of

WOMEN, MEN = "beijing-2022-women-final", "beijing-2022-men-sf2"


def scene(timeline: Timeline, t: int) -> Scene:
    """Return the scene at race time ``t``."""
    found = scene_at(timeline, t)
    return found._replace(rows=standings(found.state))


def head(timeline: Timeline, t: int, size: tuple[int, int] = (80, 9), language: Language = Language.EN) -> str:
    """Return the head at race time ``t``."""
    shown = RaceStrip()
    shown.words = words(language)
    sheet = timeline.sheet
    shown.tell(Telling(shown.words, sheet.rules_in_force(), {s.bib: s.name for s in sheet.skaters}))
    shown.show(scene(timeline, t), t)
    return "\n".join(lines_of(shown, *size))


@pytest.mark.parametrize("size", [(80, 9), (80, 5)])
@pytest.mark.parametrize(("name", "t", "down"), [(WOMEN, 440_000, 3), (WOMEN, 470_000, 3), (MEN, 400_000, 2)])
def test_who_fell_is_not_counted_in_the_bunch_and_said_to_be_down(
    name: str, t: int, down: int, size: tuple[int, int]
) -> None:
    timeline = sample_timeline(name)
    state = scene_at(timeline, t).state
    racing = sum(state.status_of(skater.bib) == "racing" for skater in state.sheet.skaters)
    drawn = head(timeline, t, size)
    assert f"{racing - down - len(state.away)} skaters" in drawn
    told = drawn[drawn.index("down") :].splitlines()[0]
    assert all(str(bib) in told for bib in state.down)


def test_points_that_can_be_more_are_a_minimum_in_the_head_as_in_the_table() -> None:
    for t in (240_000, 463_631, 600_000):
        found = scene(sample_timeline(MEN), t)
        drawn = head(sample_timeline(MEN), t)
        for row in [row for row in found.rows if row.total][:3]:
            assert (f" {row.total}+" in drawn) == row.at_least


def test_what_happened_last_is_the_finish_and_then_the_result() -> None:
    timeline = sample_timeline("made-up-timed-race")
    finish = timeline.moments_of(frozenset({"finish"}))[-1]
    official = timeline.moments_of(frozenset({"official"}))[-1]
    assert "■ finish" in head(timeline, finish)
    assert "✓ official" in head(timeline, official)


def test_a_gap_that_is_not_to_the_leader_says_so() -> None:
    drawn = head(sample_timeline("made-up-timed-race"), 275_000, (90, 12)).splitlines()
    gaps = [line for line in drawn if " s" in line and "+" in line]
    assert len(gaps) == 2
    assert ["to the group ahead" in line for line in gaps] == [False, True]


CORRECTED = make_stream(
    event("start", 0),
    event("lap", 30_000, lap=1),
    event("fall", 40_000, bibs=[2]),
    event("attack", 45_000, bibs=[3]),
    event("lap", 60_000, lap=2),
)


@pytest.mark.parametrize(
    ("correction", "told"),
    [
        ({"type": "retract", "target": 3}, "× retract  fall: 2\N{NO-BREAK SPACE}"),
        (
            {"type": "amend", "target": 4, "event": {"type": "attack", "t": 45_000, "bibs": [1]}},
            "≈ amend  attack: 1\N{NO-BREAK SPACE}",
        ),
    ],
)
def test_a_correction_is_what_happened_last_from_when_it_was_made(correction: dict[str, object], told: str) -> None:
    stream = CORRECTED + json.dumps({"seq": 6, "t": 70_000} | correction).encode() + b"\n"
    stream += json.dumps({"seq": 7, "t": 80_000, "type": "attack", "bibs": [3]}).encode() + b"\n"
    timeline = timeline_of(stream)
    assert told not in head(timeline, 69_000)
    assert told in head(timeline, 71_000)
    assert "▲ attack  3\N{NO-BREAK SPACE}" in head(timeline, 81_000)


def test_a_finish_that_only_crossings_show_is_what_happened_last() -> None:
    laps = [event("crossing", 30_000 * lap + bib, bib=bib) for lap in range(1, 17) for bib in (1, 2, 3)]
    timeline = timeline_of(make_stream(event("start", 0), *laps))
    assert "■ finish  1\N{NO-BREAK SPACE}" in head(timeline, 480_001)
    assert "■ finish" not in head(timeline, 480_000)


@pytest.mark.parametrize(("speed", "after", "new"), [(1.0, 9_000, True), (1.0, 11_000, False), (8.0, 79_000, True)])
def test_what_happened_last_is_new_for_ten_seconds_of_the_viewer(speed: float, after: int, new: bool) -> None:
    timeline = timeline_of(CORRECTED)
    shown = RaceStrip()
    shown.tell(Telling(shown.words, timeline.sheet.rules_in_force(), {}))
    shown.show(scene(timeline, 45_000 + after), 45_000 + after, speed)
    (sign,) = [s for strip in strips_of(shown, 80, 9) for s in strip if s.text.startswith("▲")]
    assert (sign.style == shown.palette.plain.ice) == new


def test_whoever_is_named_for_points_has_them_beside_the_name_at_any_width() -> None:
    for width in range(30, 80):
        told = head(sample_timeline(MEN), 463_631, (width, 4)).splitlines()[3].removeprefix("points ").strip()
        named = told.removesuffix("…").strip().split("  ")
        assert all(re.search(r"\d[+~]*$", one) for one in named[1:]), told
        assert len(named) == 3 or told.endswith("…")


def test_the_head_and_the_bar_count_the_same_lap() -> None:
    timeline = sample_timeline("made-up-timed-race")
    for t in range(10_000, 430_000, 20_000):
        state = scene_at(timeline, t).state
        bar = RaceBar()
        bar.show(state, t / 430_000)
        (in_the_head,) = re.findall(r"lap (\d+) of 16", head(timeline, t))
        assert lines_of(bar, 80, 1)[0].endswith(f"lap {in_the_head}/16")
