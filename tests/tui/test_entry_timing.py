"""Live entry with a timing system: what it counts, what it offers, what is told of it, and what keys do meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.events import Key

from massstart_tui.race.events import SprintOrder
from massstart_tui.stream.recorded_race import load
from massstart_tui.timing.feed_clock import of_day
from massstart_tui.timing.feed_connection import LinkNews, LinkState
from massstart_tui.tui.timing_feed import TimingSource
from tests.tui.timing_room import SHEET, ScriptedFeed, TimingRoom, lap_time, timed
from tests.tui.typing import typing


def kinds(path: Path) -> list[str]:
    timeline = load(path).timeline
    return [timeline.event(seq).type for seq in timeline.order]


async def test_timing_counts_laps_and_the_lap_key_says_so(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2)
        await room.typist.stage.shows("✓ timing", "lap 3 by timing")
        await room.typist.presses("space")
        assert "timing counts the laps" in room.typist.said
        await room.typist.presses("ctrl+z")
        assert "nothing to take back" in room.typist.said
        assert "lap" not in kinds(room.typist.path)
        assert room.typist.recorder.state.lap == 2


async def test_enter_takes_the_order_that_chips_have_and_records_it_as_that_of_a_person(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3)
        await room.passes(2, 1, at=lap_time(4))
        await room.offers("sprint 1 by chips so far: 2 1")
        await room.passes(3, at=lap_time(4) + 1)
        await room.offers("» sprint 1 by chips: 2 1 3, Enter takes it")
        assert "sprint" not in kinds(room.typist.path)
        room.typist.clock.advance(1_000)
        await room.typist.presses("enter")
        await room.typist.on_disk()
        timeline = load(room.typist.path).timeline
        (sprint,) = (event for event in map(timeline.event, timeline.order) if isinstance(event, SprintOrder))
        assert (sprint.order, sprint.by) == ((2, 1, 3), None)
        # It belongs where the last of the three crossed the line, not at the key that took it.
        assert sprint.t == round(1000 * lap_time(4)) + 1_000 < room.typist.recorder.t
        await room.typist.stage.hides("Enter takes it")


async def test_another_order_that_is_typed_is_the_one_that_counts(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3, 4)
        await room.offers("sprint 1 by chips: 1 2 3")
        await room.typist.enters("1 3 2")
        await room.typist.on_disk()
        assert room.typist.recorder.state.given_sprints[4].order == ((1,), (3,), (2,))
        await room.typist.stage.hides("by chips")


async def test_an_order_that_has_just_come_is_not_taken_by_a_key_meant_for_what_was_there(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3, 4)
        await room.offers("sprint 1 by chips: 1 2 3")
        await room.typist.presses("enter")
        assert "just changed" in room.typist.said
        assert "sprint" not in kinds(room.typist.path)


async def test_what_is_half_typed_stays_while_passings_come(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1)
        await room.typist.writes("f 2")
        await room.laps(2, 3, 4)
        assert room.typist.line == "f 2"
        assert "Fall" in room.typist.said
        assert room.typist.recorder.state.lap == 4


async def test_timing_that_is_silent_or_lost_is_told_and_the_lap_key_counts_again(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2)
        room.typist.at(150_000)
        await room.typist.stage.shows("! timing silent", "nobody has passed for")
        await room.typist.laps()
        assert room.typist.recorder.state.lap == 3
        room.feed.say(LinkNews(LinkState.LOST, "tcp://127.0.0.1:1"))
        await room.typist.stage.shows("× timing lost")
        room.feed.say(LinkNews(LinkState.CONNECTED, "tcp://127.0.0.1:1"))
        await room.passes(1, 2, 3, at=152)
        await room.typist.stage.shows("✓ timing")


async def test_passings_on_another_clock_than_the_gun_are_told_until_one_can_be_used(tmp_path: Path) -> None:
    sheet = replace(SHEET, start=None)
    async with timed(tmp_path / "race.jsonl", gun=False, sheet=sheet, size=(120, 36)) as room:
        await room.typist.presses("space")
        room.typist.at(38_000)
        room.feed.say(b"101;15:30:38\n")
        await room.typist.stage.shows("! timing not used", "its clock is not that of the gun; expected --gun")
        room.typist.at(72_000)
        room.feed.say(b"101;15:31:12\n")
        await room.typist.laps()
        await room.typist.stage.shows("! timing not used", "its clock is not that of the gun; expected --gun")
        assert room.typist.recorder.state.lap == 1
        assert room.feed.acknowledged == 0


async def test_an_unknown_chip_and_a_missed_read_are_told_until_they_are_dismissed_or_mended(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl", size=(120, 36)) as room:
        await room.laps(1, 2, 3)
        await room.passes(1, 2, at=lap_time(4))
        await room.passes(1, 2, 3, at=lap_time(5))
        await room.typist.stage.shows("if one was missed between: @2:20.4 crossing 3")
        await room.typist.enters("@2:20.4 crossing 3")
        await room.typist.stage.hides("if one was missed")
        await room.comes("9999;10:33:00\n", at=181)
        await room.typist.stage.shows("no bib or transponder")
        await room.typist.presses("escape")
        await room.typist.stage.hides("no bib or transponder")


async def test_a_race_that_is_opened_again_goes_on_with_the_feed_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    async with timed(path) as room:
        await room.laps(1, 2)
        await room.typist.enters("f 3")
        gone = round(lap_time(3) * 1000)
    before = kinds(path)
    async with timed(path, gone=gone) as room:
        await room.laps(1, 2)
        assert kinds(path) == before
        await room.laps(3)
        assert kinds(path) == [*before, *["crossing"] * 3]
        assert room.typist.recorder.state.lap == 3


async def test_the_gun_of_a_person_counts_for_passings_that_waited_for_one(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl", gun=False) as room:
        room.feed.say(b"101;10:30:38.000\n")
        await room.typist.stage.shows("a passing waits for the gun")
        assert room.feed.acknowledged == 0


async def test_what_enter_takes_is_seen_beside_a_refusal_and_is_taken(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3, 4)
        await room.offers("» sprint 1 by chips: 1 2 3, Enter takes it")
        await room.typist.presses("space")
        await room.typist.stage.shows("timing counts the laps", "» sprint 1 by chips: 1 2 3, Enter takes it")
        room.typist.clock.advance(1_000)
        await room.typist.presses("enter")
        await room.typist.on_disk()
        assert room.typist.recorder.state.given_sprints[4].order == ((1,), (2,), (3,))


async def test_what_chips_give_is_seen_below_a_refused_line_with_the_key_that_leads_to_it(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3)
        await room.typist.writes("f 99")
        await room.typist.presses("enter")
        await room.laps(4)
        await room.offers("esc, then: sprint 1 by chips: 1 2 3, Enter takes it")
        await room.typist.presses("escape")
        await room.offers("» sprint 1 by chips: 1 2 3, Enter takes it")
        await room.typist.stage.hides("esc, then")


async def test_an_order_that_has_just_changed_is_taken_by_the_next_enter(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3, 4)
        await room.offers("sprint 1 by chips: 1 2 3")
        await room.typist.presses("enter")
        room.typist.clock.advance(1_000)
        await room.typist.presses("enter")
        await room.typist.on_disk()
        assert 4 in room.typist.recorder.state.given_sprints


async def test_a_second_enter_behind_a_line_takes_no_order_that_moved_below_what_was_recorded(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3, 4)
        await room.offers("sprint 1 by chips: 1 2 3")
        room.typist.clock.advance(1_000)
        await room.typist.enters("f 3")
        await room.typist.presses("enter")
        assert "sprint" not in kinds(room.typist.path)
        room.typist.clock.advance(1_000)
        await room.offers("sprint 1 by chips: 1 2 3, Enter takes it")
        await room.typist.presses("enter")
        await room.typist.on_disk()
        assert 4 in room.typist.recorder.state.given_sprints


async def test_a_line_that_was_refused_is_shown_until_the_second_line_that_is_recorded(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1)
        await room.typist.writes("f 99")
        await room.typist.presses("enter")
        await room.typist.writes("f 2")
        await room.typist.presses("escape")
        await room.typist.stage.shows("refused: f 99")
        await room.typist.enters("f 2")
        await room.typist.stage.shows("refused: f 99")
        await room.typist.enters("f 3")
        await room.typist.stage.hides("refused")


async def presses_enter(room: TimingRoom, ago: float) -> None:
    """Let the screen handle an Enter that was pressed so many seconds ago, while it was busy."""
    key = Key("enter", None)
    key.time -= ago
    room.typist.screen.line.input.post_message(key)
    await room.typist.stage.settle()


async def test_enter_takes_no_order_that_came_after_the_key_was_pressed(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1, 2, 3)
        await room.passes(1, 2, 3, at=lap_time(4))
        await room.offers("sprint 1 by chips: 1 2 3, Enter takes it")
        room.typist.clock.advance(5_000)
        await room.comes("103;10:32:19.500\n", at=lap_time(4) + 6)  # the other chip of 3, told late
        await room.offers("sprint 1 by chips: 3 1 2, Enter takes it")
        room.typist.clock.advance(1_000)
        await presses_enter(room, ago=1.5)
        assert "just changed" in room.typist.said
        assert "sprint" not in kinds(room.typist.path)
        await presses_enter(room, ago=0)
        await room.typist.on_disk()
        assert room.typist.recorder.state.given_sprints[4].order == ((3,), (1,), (2,))


async def test_enter_takes_the_finish_that_was_shown_and_not_who_came_in_behind_it_since(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(*range(1, 8))
        await room.passes(2, 1, at=lap_time(8))
        await room.offers("finish by chips: 2 1, Enter takes it")
        await room.passes(3, at=lap_time(8) + 5)
        await room.offers("finish by chips: 2 1 3, Enter takes it")
        room.typist.clock.advance(1_000)
        await presses_enter(room, ago=1.5)
        await room.typist.on_disk()
        assert [place.bibs for place in room.typist.recorder.state.given_finish] == [(2,), (1,)]
        await room.offers("finish by chips: 3, Enter takes it")


async def test_an_order_by_chips_stands_in_the_log_until_it_is_recorded_and_cannot_be_chosen(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl", size=(140, 40)) as room:
        await room.laps(1, 2, 3, 4)
        await room.typist.stage.shows("Tanabara~")
        await room.typist.presses("down")
        chosen = room.typist.screen.log_lines.chosen
        assert chosen is not None
        assert chosen.event.type == "note"
        await room.typist.presses("escape")
        await room.typist.enters("1 3 2")
        await room.typist.stage.hides("Tanabara~")
        await room.typist.stage.shows("◆ Brinkhof, Tanabara")
        await room.typist.presses("ctrl+z")
        await room.typist.stage.shows("Tanabara~")


async def test_what_a_typed_line_would_do_is_said_anew_when_timing_counts_a_lap(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(1)
        await room.typist.writes("1 2 3")
        await room.typist.stage.shows("sprint 1 is in 3 laps")
        await room.laps(2)
        await room.typist.stage.shows("sprint 1 is in 2 laps")
        assert room.typist.line == "1 2 3"


async def test_once_the_leader_is_in_the_lap_key_says_that_and_no_lap_that_cannot_come(tmp_path: Path) -> None:
    async with timed(tmp_path / "race.jsonl") as room:
        await room.laps(*range(1, 8))
        await room.passes(1, 2, at=lap_time(8))
        await room.typist.presses("space")
        assert "timing counts the laps" not in room.typist.said
        assert "lap 9" not in room.typist.said


async def test_the_format_of_a_feed_is_told_if_it_was_recognised_and_not_if_it_was_named(tmp_path: Path) -> None:
    for name in (None, "plain"):
        async with timed(tmp_path / f"{name}.jsonl", gun=False, format_name=name, size=(120, 36)) as room:
            await room.comes("chip;time\n", at=0)
            assert ("read in the format" in room.typist.stage.text) == (name is None)


async def test_passings_that_are_all_before_a_gun_that_was_given_are_told_until_one_can_be_used(tmp_path: Path) -> None:
    feed = ScriptedFeed()
    source = TimingSource(feed, gun=of_day("16:00:00"))
    async with typing(SHEET, tmp_path / "race.jsonl", timing=source, size=(120, 36)) as typist:
        room = TimingRoom(typist, feed)
        await room.comes("101;10:30:38\n102;10:30:39\n", at=0)
        assert "--gun" not in typist.stage.text
        await room.comes("103;10:30:40\n", at=0)
        await typist.stage.shows("all 3 passings are from before the gun", "expected another --gun")
        await room.comes("101;16:00:38\n", at=0)
        await typist.stage.hides("--gun")


async def test_a_loop_at_which_nobody_is_read_is_told_with_the_option(tmp_path: Path) -> None:
    feed = ScriptedFeed()
    source = TimingSource(feed, gun=of_day("10:30:00"), loop="F")
    async with typing(SHEET, tmp_path / "race.jsonl", timing=source, size=(120, 36)) as typist:
        room = TimingRoom(typist, feed)
        await room.comes("chip;time;loop\n101;10:30:38;G\n", at=0)
        await typist.stage.shows("nobody was read at loop F; expected --loop with one of G")
