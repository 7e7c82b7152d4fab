"""Tests of the screen of a race under way: live at once, back and live again, and notices about the source."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.follow.line_source import FileSource, NewLines, News, Notice, SourceNotice, StillToCome, Wait
from massstart_tui.settings import Settings
from massstart_tui.share.shared_stream import SharingTrouble
from massstart_tui.stream.meeting_file import quick_look_at_meeting
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.text.prose import TIED
from massstart_tui.text.words import Language
from massstart_tui.tui.modes import FollowSource
from massstart_tui.tui.screens.follow_screen import FollowScreen
from tests.streams import Fields, event, laps_of_thirty_seconds, make_line, make_stream
from tests.tui.stage import MORNING, Stage, on_stage


class Rink:
    """A file that is written while it is followed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seq = 0

    def begin(self, *events: Fields, **race: object) -> None:
        """Create the file with these events, replacing an existing one."""
        beside = self.path.with_suffix(".beside")
        beside.write_bytes(make_stream(*events, **race))  # type: ignore[arg-type] # the fields of a start sheet
        beside.replace(self.path)
        self.seq = len(events)

    def happens(self, *events: Fields) -> None:
        """Append these events."""
        with self.path.open("ab") as file:
            for fields in events:
                self.seq += 1
                file.write(make_line({"seq": self.seq} | fields))


UNDER_WAY = [event("start"), *laps_of_thirty_seconds(3)]


@pytest.fixture
def rink(tmp_path: Path) -> Rink:
    """Return a file with three laps of a race."""
    rink = Rink(tmp_path / "race.jsonl")
    rink.begin(*UNDER_WAY)
    return rink


@asynccontextmanager
async def followed(rink: Rink, delay: int = 0, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield an app that follows the file and has read all of it."""
    source = FileSource(rink.path)
    async with on_stage(None, follow=FollowSource(source, quick_look(rink.path), delay), **wanted) as stage:
        if rink.path.exists():
            await stage.until(lambda: isinstance(stage.app.screen, FollowScreen) and stage.app.screen.following.views)
        yield stage


async def has_come(stage: Stage, events: int) -> None:
    """Wait until so many events have come."""

    def known() -> int:
        screen = stage.app.screen
        assert isinstance(screen, FollowScreen)
        return len(screen.following.views.recording) if screen.following.views else 0

    await stage.until(lambda: known() == events)


async def test_it_is_live_at_once_and_shows_what_comes(rink: Rink) -> None:
    async with followed(rink) as stage:
        await stage.shows("● LIVE", "1:30.0", "lap 4 of 16")
        rink.happens(event("fall", 100_000, bibs=[3]))
        await stage.shows("1:40.0", "Valle", "fall")
        rink.happens(event("lap", 120_000, lap=4), event("sprint", 120_300, lap=4, order=[2, 1, 5]))
        await stage.shows("2:00.3", "sprint 1", "lap 5 of 16")


async def test_the_clock_runs_on_between_two_events(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.clock.advance(12_000)
        await stage.comes_to("1:42.0")
        rink.happens(event("fall", 100_000, bibs=[3]))
        await stage.shows("fall", "1:42.0")


async def test_a_race_under_way_is_as_far_as_its_gun_says(rink: Rink) -> None:
    gun = (MORNING - timedelta(seconds=97)).isoformat()
    rink.begin(event("start", wall=gun), *laps_of_thirty_seconds(3))
    async with followed(rink) as stage:
        await stage.comes_to("1:37.0")


async def test_pause_says_how_far_behind_and_end_is_live_again(rink: Rink) -> None:
    async with followed(rink) as stage:
        await stage.shows("● LIVE")
        stage.press("space")
        await stage.shows("‖ 0 s behind")
        stage.clock.advance(12_000)
        rink.happens(event("fall", 101_000, bibs=[3]))
        await has_come(stage, 5)
        await stage.shows("‖ 12 s behind")
        assert stage.at == "1:30.0"
        assert "fall" not in stage.text
        stage.press("space")
        await stage.shows("▶ 12 s behind")
        stage.clock.advance(11_000)
        await stage.shows("1:41.0", "fall")
        stage.press("end")
        await stage.shows("● LIVE", "1:53.0")


async def test_it_goes_back_and_steps_and_stays_there_while_the_race_goes_on(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.press("left_square_bracket")
        await stage.shows("1:00.0", "▶ 30 s behind")
        stage.press("comma")
        await stage.shows("0:30.0", "‖ 1:00 behind")
        rink.happens(event("lap", 120_000, lap=4))
        await has_come(stage, 5)
        assert stage.at == "0:30.0"
        stage.press("full_stop", "full_stop")
        await stage.comes_to("1:30.0")
        stage.press("full_stop")
        await stage.shows("2:00.0", "● LIVE")


async def test_played_faster_it_catches_up(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.press("left", "left", "up")
        await stage.shows("▶ 2× 10 s behind", "1:20.0")
        stage.clock.advance(10_000)
        await stage.shows("● LIVE", "1:40.0")
        assert stage.kept == []


async def test_with_a_delay_everything_is_seen_so_much_later(rink: Rink) -> None:
    async with followed(rink, delay=7_500) as stage:
        await stage.shows("● LIVE, 7.5 s later", "1:22.5")
        rink.happens(event("fall", 90_000, bibs=[3]))
        await has_come(stage, 5)
        assert "fall" not in stage.text
        stage.clock.advance(7_500)
        await stage.shows("1:30.0", "fall")


async def test_the_delay_has_keys(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.press("plus", "plus", "plus")
        await stage.shows("● LIVE, 1.5 s later", "1:28.5")
        stage.press("minus", "minus", "minus", "minus")
        await stage.until(lambda: "● LIVE    1:30.0" in stage.rows[0])


async def test_before_the_gun_the_clock_stands(rink: Rink) -> None:
    rink.begin()
    async with followed(rink) as stage:
        stage.clock.advance(60_000)
        await stage.settle()
        await stage.shows("START SHEET", "0:00.0", "● LIVE")
        rink.happens(event("start"))
        await stage.shows("lap 1 of 16")
        assert stage.at == "0:00.0"


async def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    rink = Rink(tmp_path / "later.jsonl")
    async with followed(rink, size=(160, 36)) as stage:
        await stage.shows("Waiting", "is not there yet; waiting for it", "q leave")
        rink.path.write_bytes(b"")
        await stage.shows("later.jsonl is there")
        rink.begin(*UNDER_WAY)
        await stage.shows("● LIVE", "lap 4 of 16")
        rink.happens(event("lap", 120_000, lap=4))
        await stage.shows("lap 5 of 16")


async def test_a_file_that_is_replaced_is_read_anew_and_that_is_said(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.press("left_square_bracket", "space")
        await stage.comes_to("1:00.0")
        rink.begin(*UNDER_WAY, event("lap", 120_000, lap=4), title="Another title")
        await stage.shows("Another title", "was replaced, and is read anew")
        assert stage.at == "1:00.0"
        stage.press("end")
        await stage.shows("● LIVE", "2:00.0")


async def test_a_file_that_goes_is_said_as_long_as_it_is_gone(rink: Rink) -> None:
    async with followed(rink) as stage:
        rink.path.rename(rink.path.with_suffix(".away"))
        await stage.shows("file gone", "what came so far stays", "lap 4 of 16")
        rink.path.with_suffix(".away").rename(rink.path)
        await stage.hides("file gone")
        rink.happens(event("lap", 120_000, lap=4))
        await stage.shows("lap 5 of 16")


class Shared:
    """A source that stands for a shared race."""

    name = "nats://rink:4222/final"

    def __init__(self, *news: News) -> None:
        self._news = news

    def news(self, _wait: Wait) -> Iterator[News]:
        yield from self._news


AWAY = SourceNotice(Notice.SERVER_AWAY, "", SharingTrouble.SILENT)
BACK = SourceNotice(Notice.SERVER_BACK)


@pytest.mark.parametrize(
    ("news", "told"),
    [
        ((StillToCome(34),), "○ catching up, 34 to come"),
        ((StillToCome(34), StillToCome(0)), "● LIVE "),
        ((StillToCome(0, 12),), "○ 0:12 late "),
        ((StillToCome(0, more=True),), "○ nothing for 0:00, ? to come"),
        ((StillToCome(0, more=True), StillToCome(0)), "● LIVE "),
        ((AWAY, StillToCome(0, more=True)), "○ nothing for 0:00, ? to come"),
        ((AWAY, StillToCome(34, more=True)), "○ nothing for 0:00, 34+ to come"),
        ((AWAY, StillToCome(34, more=True), BACK, StillToCome(34)), "○ catching up, 34 to come"),
        ((AWAY, StillToCome(34, more=True), BACK, StillToCome(0)), "● LIVE "),
    ],
)
async def test_how_far_a_follower_is_behind_and_how_many_messages_are_to_come(
    news: tuple[News, ...], told: str
) -> None:
    source = Shared(NewLines(make_stream(*UNDER_WAY)), *news)
    async with on_stage(None, follow=FollowSource(source, None)) as stage:
        await stage.shows(told)
        assert ("LIVE" in stage.text) is ("LIVE" in told)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, "cannot be followed: the server has no TLS"),
        (Language.NL, "is niet te volgen: de server heeft geen TLS"),
    ],
)
async def test_why_nothing_comes_of_a_shared_race_is_said_before_it_is_there_and_after(
    language: Language, told: str
) -> None:
    refused = SourceNotice(Notice.REFUSED, "", SharingTrouble.NO_TLS)
    for source, name in (
        (Shared(refused), "nats://rink:4222/final"),
        (Shared(NewLines(make_stream(*UNDER_WAY)), refused), "final"),
    ):
        async with on_stage(None, follow=FollowSource(source, None), language=language, size=(200, 36)) as stage:
            await stage.shows(f"{name} {told}")


async def test_a_bad_line_is_told_with_its_number_and_passed_over_until_it_is_corrected(rink: Rink) -> None:
    async with followed(rink) as stage:
        rink.happens(event("lap", 100_000, bib=99, lap=4), event("fall", 120_000, bibs=[3]))
        await stage.shows(
            "● LIVE, 1 missing", "race.jsonl:6: bib: bib 99 is not", "to go?", "Valle", "What rests on it"
        )
        rink.begin(*UNDER_WAY, event("lap", 120_000, lap=4))
        await stage.hides("missing")
        await stage.hides("to go?")
        await stage.shows("● LIVE", "lap 5 of 16")


async def test_live_never_stands_over_a_race_that_has_stopped_coming(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.clock.advance(5_000)
        rink.path.unlink()
        await stage.shows("file gone", "○ nothing for 0:05")
        await stage.hides("LIVE")
        stage.clock.advance(70_000)
        await stage.shows("○ nothing for 1:15")


async def test_the_clock_of_a_quiet_race_is_reckoned_from_the_wall_time_of_the_start(rink: Rink) -> None:
    gun = (MORNING - timedelta(seconds=600)).isoformat()
    rink.begin(event("start", wall=gun), *laps_of_thirty_seconds(3))
    async with followed(rink) as stage:
        await stage.shows("○ nothing for 8:30", "~10:00.0")
        await stage.hides("LIVE")
        stage.clock.advance(200_000)
        await stage.shows("○ nothing for 11:50", "~13:20.0")
        rink.happens(event("lap", 790_000, lap=4, wall=(MORNING - timedelta(seconds=10)).isoformat()))
        await stage.shows("● LIVE   13:20.0")


async def test_the_clock_of_a_quiet_race_without_wall_times_stands_and_is_marked(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.clock.advance(59_000)
        await stage.shows("● LIVE    2:29.0")
        stage.clock.advance(30_000)
        await stage.shows("○ nothing for 1:29", "~2:59.0")
        stage.clock.advance(300_000)
        await stage.shows("○ nothing for 6:29", "3:30.0?")


async def test_who_looks_back_sees_how_many_events_are_still_to_come(rink: Rink) -> None:
    async with followed(rink) as stage:
        stage.press("space")
        await stage.shows("‖ 0 s behind")
        rink.happens(event("fall", 100_000, bibs=[3]), event("rejoin", 104_000, bibs=[3]))
        await stage.shows("behind, 2 to come")


async def test_a_header_that_is_wrong_is_told_and_a_right_one_waited_for(tmp_path: Path) -> None:
    rink = Rink(tmp_path / "race.jsonl")
    rink.path.write_bytes(b'{"format":"x"}\n')
    async with on_stage(None, follow=FollowSource(FileSource(rink.path), None), size=(200, 36)) as stage:
        await stage.shows("Waiting", "race.jsonl:1: format: not a massstart stream")
        rink.begin(*UNDER_WAY)
        await stage.shows("● LIVE")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_groups_are_not_shown_as_known_after_a_missing_event(rink: Rink, size: tuple[int, int]) -> None:
    rink.begin(*UNDER_WAY, event("groups", 91_000, groups=[[1, 2], [3, 4, 5, 6]]))
    async with followed(rink, size=size) as stage:
        await stage.shows("2 Vik", "bunch")
        rink.happens({"t": "x", "type": "attack"})
        await stage.shows("? groups unknown: an event is missing", "missing")
        await stage.hides("bunch")
        # on the ice the labels of groups are their bibs, or how many they are
        assert "1·2" not in stage.text
        assert "4 skaters" not in stage.text


async def test_a_header_that_is_edited_wrongly_stops_no_race(rink: Rink) -> None:
    async with followed(rink, size=(200, 36)) as stage:
        await stage.shows("● LIVE", "lap 4 of 16")
        whole = rink.path.read_bytes()
        rink.path.write_bytes(whole.replace(b'"laps": 16', b'"laps": 16,,'))
        await stage.shows("race.jsonl:1:", "The start sheet that was there before stands in for it.")
        rink.happens(event("lap", 120_000, lap=4))
        await stage.shows("● LIVE", "lap 5 of 16")
        rink.path.write_bytes(whole.replace(b"Test race", b"Best race"))
        await stage.shows("Best race", "● LIVE", "lap 4 of 16")


async def test_a_correction_of_what_was_shown_is_shown(rink: Rink) -> None:
    async with followed(rink) as stage:
        rink.happens(event("fall", 95_000, bibs=[3]))
        await stage.shows("fall")
        rink.happens(event("retract", 99_000, target=5))
        await stage.shows("as it stands now", "taken back")
        stage.press("t")
        await stage.shows("as known then")
        rink.happens(event("fall", 104_000, bibs=[2]))
        await stage.shows("1:44.0", "Vik")


async def test_notices_are_off_until_they_are_turned_on_and_that_is_kept(rink: Rink, rung: list[str]) -> None:
    async with followed(rink) as stage:
        rink.happens(event("fall", 91_000, bibs=[3]))
        await stage.shows("1:31.0")
        assert rung == []
        stage.press("b")
        await stage.shows("The bell rings for a sprint")
        rink.happens(event("fall", 92_000, bibs=[2]), event("attack", 92_500, bibs=[1]))
        await stage.until(lambda: rung == ["bell"])
        stage.press("b")
        await stage.shows("A notice on the desktop")
        rink.happens(event("sprint", 93_000, lap=4, order=[2, 1, 5]))
        told = "sprint 1: 2 Vik 3 · 1 Noord 2 · 5 Sato 1"
        await stage.until(lambda: [text.replace(TIED, " ") for text in rung] == ["bell", told])
        stage.press("b")
        await stage.shows("No notices")
        assert [kept.notices for kept in stage.kept] == ["bell", "desktop", "off"]


async def test_a_named_skater_is_told_of_and_not_at_each_lap(rink: Rink, rung: list[str]) -> None:
    async with followed(rink, settings=Settings(notices="desktop")) as stage:
        stage.press("n")
        await stage.shows("Choose a skater first")
        stage.press("j", "j", "n")
        await stage.shows(f"Notices about 2{TIED}Vik")
        rink.happens(event("crossing", 95_000, bib=2), event("attack", 96_000, bibs=[1]))
        rink.happens(event("attack", 97_000, bibs=[2]))
        await stage.until(lambda: rung == [f"attack: 2{TIED}Vik"])
        stage.press("n")
        await stage.shows(f"No more notices about 2{TIED}Vik")
        rink.happens(event("caught", 98_000, bibs=[2]))
        await stage.shows("1:38.0")
        assert rung == [f"attack: 2{TIED}Vik"]


async def test_a_notice_never_comes_before_what_it_is_about_is_shown(rink: Rink, rung: list[str]) -> None:
    async with followed(rink, delay=5_000, settings=Settings(notices="bell")) as stage:
        rink.happens(
            event("fall", 92_000, bibs=[3]), event("fall", 92_100, bibs=[2]), event("retract", 92_200, target=6)
        )
        await has_come(stage, 7)
        stage.clock.advance(4_000)
        await stage.settle()
        assert rung == []
        stage.clock.advance(3_000)
        await stage.until(lambda: rung == ["bell"])
        stage.press("left")
        await stage.settle()
        rink.happens(event("fall", 95_000, bibs=[1]))
        await has_come(stage, 8)
        stage.press("end")
        await stage.shows("● LIVE")
        assert rung == ["bell"]


async def test_dutch(rink: Rink) -> None:
    async with followed(rink, language=Language.NL) as stage:
        await stage.shows("● LIVE")
        stage.press("left_square_bracket")
        await stage.shows("30 s achter")


async def test_the_race_of_a_programme_that_is_under_way_is_followed(rink: Rink, tmp_path: Path) -> None:
    meeting = tmp_path / "meeting.toml"
    meeting.write_text(
        f'title = "Cup"\nzone = "Europe/Amsterdam"\n[[races]]\nid = "one"\nstream = "{rink.path.name}"\n'
    )
    os.utime(rink.path, (MORNING.timestamp(), MORNING.timestamp()))
    file = quick_look_at_meeting(meeting)
    assert file is not None
    async with on_stage(None, meeting=file) as stage:
        await stage.until(lambda: getattr(stage.app.screen, "is_read", False))
        stage.press("enter")
        await stage.shows("● LIVE", "lap 4 of 16")
        rink.happens(event("lap", 120_000, lap=4))
        await stage.shows("lap 5 of 16")
        stage.press("escape")
        await stage.until(lambda: stage.place == "programme")
