"""Tests of input other than keys on a real terminal: the program goes on, nothing moves, and keys still work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from massstart_tui.tui.terminal_bytes import PATIENCE
from tests.levels import first_quick
from tests.streams import event, make_stream
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage
from tests.tui.terminal import HOME, Terminal
from tests.tui.test_terminal_bytes import SAYS_NOTHING, UNFINISHED, Line

CTRL_C, LEAVE, PASTE = b"\x03", b"\x11", b"\x1b[200~"
HOW_TO_LEAVE = "leaves"


@contextmanager
def noise(terminal: Terminal) -> Iterator[None]:
    """Send sequences without a meaning, and then unfinished ones, one after the other."""
    terminal.press(b"".join(SAYS_NOTHING.values()))
    yield
    for begun in UNFINISHED.values():
        terminal.press(begun)
    terminal.watch(PATIENCE * 1.5)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a settings file of the test's own."""
    monkeypatch.setenv("MASSSTART_SETTINGS", str(tmp_path / "settings.toml"))


@pytest.mark.thorough  # a process on a terminal, as the next; the test of live entry is quick
def test_a_replay_stays_where_it_is() -> None:
    with Terminal(KRAMERS, "--paused") as terminal:
        terminal.is_read(end="8:17.4")
        terminal.press(HOME)
        terminal.shows("START SHEET", "-0:05")
        with noise(terminal):
            terminal.watch(0.3)
        terminal.press(PASTE + b"sss")
        terminal.watch(PATIENCE * 1.5)
        terminal.shows("-0:05")
        terminal.press(b"s")
        terminal.shows("sprint 1", "1:59.1")
        terminal.press(PASTE)
        terminal.press(CTRL_C)
        terminal.shows(HOW_TO_LEAVE)
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.said_at_last


@pytest.mark.thorough
def test_what_is_followed_stays_live(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(event("start")))
    with Terminal("follow", path) as terminal:
        terminal.shows("● LIVE")
        with noise(terminal):
            terminal.watch(0.3)
        terminal.press(CTRL_C)
        terminal.shows("● LIVE", HOW_TO_LEAVE)
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.said_at_last


def test_the_entry_line_has_what_was_typed_and_nothing_else(sheet: Path) -> None:
    with Terminal("enter", sheet) as terminal:
        terminal.shows("space: the gun")
        terminal.press(b"f 1")
        terminal.shows("▸ f 1")
        with noise(terminal):
            terminal.press(b"1")
            terminal.shows("▸ f 11")
        terminal.press(b"\x1b[200~ a b")
        terminal.shows("▸ f 11 a b")
        terminal.press(b"\xc5")
        terminal.watch(0.3)
        terminal.press("ł".encode()[1:] + b"\xe9z")
        terminal.shows("▸ f 11 a błz")
        terminal.press(CTRL_C)
        terminal.shows(HOW_TO_LEAVE)
        terminal.press(LEAVE)
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.said_at_last


@pytest.mark.parametrize("seed", first_quick(range(4)))
async def test_no_message_that_bytes_make_ends_the_app(seed: int) -> None:
    random, line = Random(seed), Line()
    reports = [
        b"\x1b[<%d;%d;%dM" % (button, x, y) for button in (0, 35, 64, 127) for x in (1, 99999) for y in (7, 99999)
    ]
    async with on_stage(sample(KRAMERS)) as stage:
        for _ in range(150):
            data = random.choice([random.randbytes(20), random.choice(reports), *SAYS_NOTHING.values()])
            for message in line.sends(data.replace(b"q", b"").replace(b"\x11", b"")):
                stage.app.post_message(message)
        await stage.settle()
        assert stage.app.return_code is None
