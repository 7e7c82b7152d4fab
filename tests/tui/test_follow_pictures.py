"""What a race that is followed looks like. Each docstring says what its picture must show; `gallery.HOW` makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.tui.conftest import Album
from tests.tui.races import KRAMERS, sample
from tests.tui.test_follow_screen import Rink, followed, has_come


@pytest.fixture
def rink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rink:
    """Where a real race comes in, line by line; the file is not there yet. Its whole path would be in the pictures."""
    monkeypatch.chdir(tmp_path)
    return Rink(Path(f"{KRAMERS}.jsonl"))


def comes_in(rink: Rink, upto: str) -> int:
    """Have the race come as far as the first line with this in it; gives how many events have come."""
    lines = sample(KRAMERS).read_bytes().splitlines(keepends=True)
    last = next(number for number, line in enumerate(lines, 1) if upto.encode() in line)
    have = rink.path.read_bytes().count(b"\n") if rink.path.exists() else 0
    with rink.path.open("ab") as file:
        file.writelines(lines[have:last])
    return last - 1


@pytest.mark.parametrize(("width", "height", "language"), [(60, 24, "en"), (80, 24, "nl"), (120, 36, "en")])
async def test_a_race_that_is_followed_live(album: Album, rink: Rink, width: int, height: int, language: str) -> None:
    """Kramer is away and sprint 2 is his: the race as it is, LIVE in the top line, no transport bar of a race to end.

    In Dutch every word is, and nothing is cut off within a word.
    """
    comes_in(rink, '"type":"sprint","lap":8')
    async with followed(rink, size=(width, height), language=Language(language)) as stage:
        await stage.shows("● LIVE")
        album.screen(f"follow-{width}x{height}", stage.app)


async def test_a_follower_who_paused(album: Album, rink: Rink) -> None:
    """Lap 9, three minutes behind: paused, how far behind, and none of what has come meanwhile in the table."""
    comes_in(rink, '"type":"sprint","lap":8')
    async with followed(rink, size=(80, 24)) as stage:
        stage.press("space")
        await stage.shows("‖ 0 s behind")
        events = comes_in(rink, '"type":"lap","lap":11')
        await has_come(stage, events)
        stage.clock.advance(90_000)
        await stage.shows("‖ 2:59 behind")
        album.screen("follow-behind", stage.app)


async def test_a_race_with_a_television_picture(album: Album, rink: Rink) -> None:
    """Seven and a half seconds later, said beside LIVE."""
    comes_in(rink, '"type":"sprint","lap":8')
    async with followed(rink, delay=7_500, size=(80, 24)) as stage:
        await stage.shows("● LIVE, 7.5 s later")
        album.screen("follow-delay", stage.app)


async def test_a_file_that_has_gone(album: Album, rink: Rink) -> None:
    """That it is gone stands in the top line for as long as it is, and once in words; what came so far stays."""
    comes_in(rink, '"type":"sprint","lap":8')
    async with followed(rink, size=(80, 24)) as stage:
        rink.path.rename(rink.path.with_suffix(".away"))
        await stage.shows("file gone", "what came so far stays")
        album.screen("follow-gone", stage.app)


async def test_a_race_that_is_waited_for(album: Album, rink: Rink) -> None:
    """What is waited for, and how to leave."""
    async with followed(rink, size=(80, 24)) as stage:
        await stage.shows("Waiting", "is not there yet")
        album.screen("follow-waiting", stage.app)
