"""Tests of a running replay: by the clock alone, with changed rows marked, in both views of a race."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from massstart_tui.settings import Complaint
from massstart_tui.stream.moments import Moment, Sort
from tests.streams import event, make_line, make_stream
from tests.tui.stage import Stage, on_stage


async def test_it_plays_by_itself_from_five_seconds_before_the_gun(race: Path) -> None:
    async with on_stage(race, paused=False) as stage:
        await stage.shows("START SHEET", "▶ 1×")
        assert stage.at == "-0:05"
        stage.clock.advance(4_000)
        await stage.comes_to("-0:01")
        stage.clock.advance(1_000)
        await stage.comes_to("0:00.0")
        await stage.shows("POINTS", "lap 1 of 16")


async def test_position_comes_from_the_clock_at_the_speed_that_was_asked_for(race: Path) -> None:
    async with on_stage(race, paused=False, speed=16.0, begin="0:00") as stage:
        await stage.shows("▶ 16×")
        for _ in range(30):
            stage.clock.advance(1_000)
        await stage.comes_to("8:00.0")


async def test_paused_it_stands_still_and_a_change_of_speed_does_not_move_it(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.press("up", "up")
        await stage.shows("‖ 4×")
        stage.clock.advance(60_000)
        await stage.settle()
        assert stage.at == "3:00.0"


async def test_while_it_plays_a_change_of_speed_counts_from_then_on(race: Path) -> None:
    async with on_stage(race, begin="3:00", paused=False) as stage:
        await stage.shows("▶ 1×")
        stage.clock.advance(10_000)
        await stage.comes_to("3:10.0")
        stage.press("up")
        await stage.shows("▶ 2×")
        stage.clock.advance(10_000)
        await stage.comes_to("3:30.0")


async def test_a_jump_keeps_it_playing_and_a_step_to_an_event_pauses_it(race: Path) -> None:
    async with on_stage(race, begin="3:00", paused=False) as stage:
        stage.press("s")
        await stage.until(lambda: stage.at == "4:00.5" and "▶" in stage.rows[0])
        stage.clock.advance(1_000)
        await stage.comes_to("4:01.5")
        stage.press("full_stop")
        await stage.until(lambda: stage.at == "4:30.0" and "‖" in stage.rows[0])
        stage.clock.advance(9_000)
        stage.press("comma")
        await stage.comes_to("4:00.5")


async def test_events_of_one_instant_are_one_step(race: Path) -> None:
    """At 4:30 the lap is completed and 3 is caught: the next step is 5:00, and back from there is 4:30 again."""
    async with on_stage(race, begin="4:00") as stage:
        for key, at in (("full_stop", "4:00.5"), ("full_stop", "4:30.0"), ("full_stop", "5:00.0"), ("comma", "4:30.0")):
            stage.press(key)
            await stage.comes_to(at)


async def test_at_the_end_it_stands_and_plays_again_from_the_start(race: Path) -> None:
    async with on_stage(race, begin="end", paused=False) as stage:
        await stage.until(lambda: stage.at == "10:00.0" and "‖" in stage.rows[0])
        stage.press("space")
        await stage.until(lambda: stage.at == "-0:05" and "▶" in stage.rows[0])
        stage.clock.advance(3_600_000)
        await stage.until(lambda: stage.at == "10:00.0" and "‖" in stage.rows[0])


async def test_steps_beyond_either_end_stay_at_it(race: Path) -> None:
    async with on_stage(race, begin="0:10") as stage:
        stage.press("shift+left")
        await stage.comes_to("-0:05")
        for key in ("comma", "left_square_bracket", "S", "I", "left"):
            stage.press(key)
        await stage.settle()
        assert stage.at == "-0:05"
        stage.press("end", "shift+right", "full_stop", "right_square_bracket", "s", "i")
        await stage.settle()
        await stage.comes_to("10:00.0")


async def test_the_keys_go_through_all_laps_sprints_and_incidents_and_back(race: Path) -> None:
    whole = {
        "right_square_bracket": [f"{lap // 2}:{lap % 2 * 30:02d}.0" for lap in range(1, 17)],
        "s": ["2:00.5", "4:00.5", "6:00.5"],
        "i": ["3:20.0", "4:30.0", "5:00.0", "5:20.0"],
    }
    back = {"right_square_bracket": "left_square_bracket", "s": "S", "i": "I"}
    async with on_stage(race) as stage:
        for key, moments in whole.items():
            for at in moments:
                stage.press(key)
                await stage.comes_to(at)
            for at in [*moments[-2::-1], "-0:05"]:
                stage.press(back[key])
                await stage.comes_to(at)


def marks(stage: Stage) -> dict[str, str]:
    """Return the sign beside each row of the table, by the name in it."""
    names = ("Noord", "Vik", "Valle", "Müller", "Sato", "Hill")
    table = [row[:60] for row in stage.rows if row[4:5] in "▲▼•" and row[5:8].strip().isdigit()]
    return {name: row[4] for row in table for name in names if name in row}


async def test_a_row_that_changed_is_marked_for_a_while(race: Path) -> None:
    """Sprint 2 goes to 5, 1 and 2: 5 and 1 move up, 2 gains a point and keeps its rank; 3 only moves down, unmarked."""
    async with on_stage(race, begin="4:00") as stage:
        await stage.shows("POINTS")
        assert marks(stage) == {}
        stage.press("s")
        await stage.until(lambda: marks(stage) == {"Noord": "▲", "Sato": "▲", "Vik": "•"})
        stage.press("right")
        await stage.comes_to("4:05.5")
        assert marks(stage)
        stage.press("right")
        await stage.until(lambda: marks(stage) == {})


async def test_at_a_higher_speed_a_row_is_marked_for_as_long_to_who_looks_on(race: Path) -> None:
    async with on_stage(race, begin="sprint 2", speed=8.0) as stage:
        await stage.until(lambda: marks(stage) != {})
        stage.press("shift+right", "right", "right")
        await stage.comes_to("4:40.5")
        assert marks(stage)
        stage.press("right", "right")
        await stage.until(lambda: marks(stage) == {})


async def test_the_two_views_of_a_corrected_race(corrected: Path) -> None:
    """At 2:10 the sprint was 2 1 3; it was amended to 1 2 3 at 2:30."""
    async with on_stage(corrected, begin="2:10") as stage:
        await stage.shows("as it stands now", "1   1 Anna Noord", "corrected")
        stage.press("t")
        await stage.shows("as known then", "1   2 Berit Vik")
        assert "corrected" not in stage.text
        stage.press("right_square_bracket")
        await stage.comes_to("2:30.0")
        await stage.shows("1   1 Anna Noord", "as corrected")
        stage.press("t")
        await stage.shows("as it stands now")


async def test_as_known_then_a_correction_comes_about_while_it_plays(corrected: Path) -> None:
    async with on_stage(corrected, begin="2:25", paused=False) as stage:
        stage.press("t")
        await stage.shows("1   2 Berit Vik")
        stage.clock.advance(4_900)
        await stage.comes_to("2:29.9")
        assert "Berit Vik" in stage.row("1   2")
        stage.clock.advance(200)
        await stage.shows("1   1 Anna Noord")


@pytest.mark.parametrize(
    ("key", "moments"),
    [
        ("right_square_bracket", [f"{lap // 2}:{lap % 2 * 30:02d}.0" for lap in range(1, 11)]),
        ("s", ["2:00.5", "4:00.0"]),
        ("full_stop", ["0:00.0", "0:30.0", "1:00.0", "1:30.0", "2:00.0", "2:00.5", "2:30.0", "3:00.0", "3:20.0"]),
    ],
)
async def test_as_known_then_the_keys_go_on_beyond_the_next_correction(
    corrected: Path, key: str, moments: list[str]
) -> None:
    async with on_stage(corrected) as stage:
        stage.press("t")
        await stage.shows("as known then")
        for at in moments:
            stage.press(key)
            await stage.comes_to(at)


async def test_as_known_then_a_moment_beyond_the_next_correction_can_be_gone_to(corrected: Path) -> None:
    async with on_stage(corrected, begin="2:10") as stage:
        stage.press("t", "g")
        await stage.shows("go to")
        await stage.write("lap 9")
        stage.press("enter")
        await stage.comes_to("4:30.0")


async def test_it_begins_where_it_was_asked_to_and_leaves_where_there_is_no_such_moment(race: Path) -> None:
    async with on_stage(race, begin="5 to go") as stage:
        assert stage.at == "5:30.0"
    async with on_stage(race, begin="lap 99") as stage:
        await stage.leaves()
        assert stage.app.no_such_moment is not None
        assert stage.app.no_such_moment.moment == Moment(Sort.LAP, 99)


async def test_a_stream_that_cannot_be_shown_ends_the_app_with_what_is_wrong(race: Path) -> None:
    lines = race.read_bytes().splitlines(keepends=True)
    race.write_bytes(b"".join([*lines[:5], make_line(event("attack", 0, seq=5, bibs=[99])), *lines[6:]]))
    async with on_stage(race) as stage:
        await stage.leaves()
        assert stage.app.failed is not None
        assert (6, "bibs") in [(fault.line, fault.field) for fault in stage.app.failed.faults]


async def test_a_torn_last_line_is_told_and_the_race_goes_on(race: Path) -> None:
    race.write_bytes(race.read_bytes() + b'{"seq":31,"t":6000')
    async with on_stage(race, begin="end") as stage:
        await stage.shows("18 bytes", "10:00.0")


async def test_what_is_wrong_with_the_settings_is_told_and_the_race_goes_on(race: Path) -> None:
    wrong = {"file": "settings.toml", "key": "thema", "nearest": "theme"}
    async with on_stage(race, begin="3:00", complaints=(Complaint("settings.unknown_key", wrong),)) as stage:
        await stage.shows("did you mean theme?", "3:00.0")


async def test_a_stream_without_a_single_event_is_a_start_sheet(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream())
    async with on_stage(path, paused=False) as stage:
        await stage.shows("START SHEET", "6 skaters")
        stage.clock.advance(60_000)
        stage.press("s", "i", "full_stop", "comma", "r", "escape", "right_square_bracket", "end")
        await stage.settle()
        await stage.comes_to("0:00.0")


async def test_the_size_can_change_while_it_runs(race: Path) -> None:
    """Nations and both panels side by side if there is room, one column if not; then the same as before."""
    async with on_stage(race, begin="4:00", size=(120, 36)) as stage:
        await stage.shows("NED", "INCIDENTS")
        before = stage.text
        for width, height in ((60, 24), (80, 24), (40, 12), (20, 8), (200, 60)):
            await stage.resize(width, height)
            await stage.until(partial(lambda height: len(stage.rows) == height, height))
            assert max(map(len, stage.rows)) <= width
        await stage.resize(60, 24)
        await stage.until(lambda: stage.places_of("INCIDENTS")[1] > stage.places_of("# bib")[1])
        await stage.resize(120, 36)
        await stage.until(lambda: stage.text == before)


@pytest.mark.parametrize("events", [(), (event("start"), event("lap", 30_000, lap=1))])
async def test_where_a_recording_ends_before_the_race_the_replay_says_so(
    events: tuple[dict[str, object], ...], tmp_path: Path
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*events, provenance=()))
    async with on_stage(path, paused=False) as stage:
        await stage.shows("▶ 1×")
        stage.press("end")
        await stage.shows("‖ recorded up to here")


async def test_the_replay_of_a_whole_race_ends_without_that(race: Path) -> None:
    async with on_stage(race) as stage:
        stage.press("end")
        await stage.shows("‖ 1×")
        await stage.hides("recorded up to here")
