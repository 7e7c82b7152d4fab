"""Pictures of a followed race; the docstring of each test says what its picture must show.

`gallery.HOW` is the command that replaces them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.tui.conftest import Album
from tests.tui.races import KRAMERS, sample
from tests.tui.test_follow_screen import Rink, followed, has_come


@pytest.fixture
def rink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rink:
    """Return a growing file for a real race, which does not exist yet. Its path is relative, because it is in the
    pictures.
    """
    monkeypatch.chdir(tmp_path)
    return Rink(Path(f"{KRAMERS}.jsonl"))


def comes_in(rink: Rink, upto: str) -> int:
    """Append the race up to the first line that contains this; return how many events have come."""
    lines = sample(KRAMERS).read_bytes().splitlines(keepends=True)
    last = next(number for number, line in enumerate(lines, 1) if upto.encode() in line)
    have = rink.path.read_bytes().count(b"\n") if rink.path.exists() else 0
    with rink.path.open("ab") as file:
        file.writelines(lines[have:last])
    return last - 1


@pytest.mark.parametrize(("width", "height", "language"), [(60, 24, "en"), (80, 24, "nl"), (120, 36, "en")])
async def test_a_race_that_is_followed_live(album: Album, rink: Rink, width: int, height: int, language: str) -> None:
    """Kramer is away and has won sprint 2; LIVE is in the top line, and there is no progress bar.

    In Dutch every word is Dutch, and nothing is cut off inside a word.
    """
    comes_in(rink, '"type":"sprint","lap":8')
    async with followed(rink, size=(width, height), language=Language(language)) as stage:
        await stage.shows("● LIVE")
        album.screen(f"follow-{width}x{height}", stage.app)


async def test_a_follower_who_paused(album: Album, rink: Rink) -> None:
    """Lap 9, paused three minutes behind; the table has nothing of what came since."""
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
    """Delayed by seven and a half seconds, which is said beside LIVE."""
    comes_in(rink, '"type":"sprint","lap":8')
    async with followed(rink, delay=7_500, size=(80, 24)) as stage:
        await stage.shows("● LIVE, 7.5 s later")
        album.screen("follow-delay", stage.app)


async def test_a_file_that_has_gone(album: Album, rink: Rink) -> None:
    """A removed file is mentioned in the top line, and once in a notification; what came so far stays."""
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
