"""Tests of the program on a real terminal: keys, and exit codes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from massstart_tui.text.plain import REPLACEMENT
from massstart_tui.text.prose import TIED
from tests.streams import event, make_line, make_stream
from tests.tui.races import KRAMERS
from tests.tui.terminal import END, HOME, LEAVES_SCREEN, SHIFT_RIGHT, UP, Terminal

PROCESS = pytest.mark.thorough
"""Each test starts a process on a terminal: the quick level has a replay, a pipe, a file that grows, and a refusal."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a settings file that does not exist yet."""
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("MASSSTART_SETTINGS", str(path))
    return path


def test_a_sample_opens_by_its_name_and_answers_to_keys(settings: Path) -> None:
    with Terminal(KRAMERS, "--paused") as terminal:
        terminal.shows("START SHEET", "13 Sven Kramer", "-0:05", "16 laps")
        terminal.is_read(end="8:17.4")
        terminal.press(HOME)
        terminal.shows("START SHEET", "-0:05")
        terminal.press(b"s")
        terminal.shows("sprint 1", "1:59.1", "lap 5 of 16")
        terminal.press(SHIFT_RIGHT)
        terminal.shows("2:29.1")
        terminal.press(UP)
        terminal.shows("2×")
        terminal.press(b"[")
        terminal.shows("2:28.9")
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert LEAVES_SCREEN in terminal.output
    assert "Traceback" not in terminal.said_at_last
    assert not settings.exists()


@PROCESS
def test_the_settings_hold_and_a_wrong_one_is_told(settings: Path) -> None:
    settings.write_text('language = "nl"\nlayout = "table"\nspeed = 4\nthema = "light"\n')
    with Terminal(KRAMERS, "--paused", "--from", "9 to go", size=(120, 36)) as terminal:
        terminal.shows("PUNTEN", "‖ 4×", "theme?")
        assert "VERLOOP" not in terminal.text
        terminal.press(b"q")
        assert terminal.ends() == 0


@PROCESS
def test_alone_it_shows_the_programme_of_beijing_and_a_race_of_it_is_opened(settings: Path) -> None:
    with Terminal() as terminal:
        terminal.shows("Olympic Winter Games Beijing 2022", "15:00", "Men, semi-final 1", "recorded")
        terminal.press(b"j\r")
        terminal.shows("START SHEET", "Bergsma")
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert not settings.exists()


@PROCESS
def test_keys_come_from_the_terminal_also_where_standard_input_is_a_pipe(settings: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"qqqq")
    with Terminal(KRAMERS, "--paused", stdin=reading) as terminal:
        terminal.is_read(end="8:17.4")
        terminal.press(b"S")
        terminal.shows("5:57.5")
        terminal.press(b"q")
        assert terminal.ends() == 0
    os.close(reading)
    os.close(writing)
    assert not settings.exists()


def test_a_race_comes_through_a_pipe_and_keys_from_the_terminal(settings: Path) -> None:
    reading, writing = os.pipe()
    with Terminal("follow", "-", stdin=reading) as terminal:
        terminal.shows("Waiting", "waiting for the start sheet")
        os.write(writing, make_stream(event("start")))
        terminal.shows("● LIVE", "lap 1 of 16")
        terminal.press(b"bb")
        terminal.shows("A notice on the desktop")
        os.write(writing, make_line(event("fall", 9_000, seq=2, bibs=[3], reason="\x1b]0;acts\x07")))
        terminal.shows("fall", "Valle")
        told = f"\x1b]9;fall: 3{TIED}Valle · {REPLACEMENT}]0;acts{REPLACEMENT}\x07".encode()
        for _ in range(100):
            if told not in terminal.output:
                terminal.watch(0.1)
        terminal.press(b" ")
        terminal.shows("‖", "s behind")
        os.close(writing)
        terminal.shows("nothing more comes", "closed")
        terminal.press(END)
        terminal.shows("○ nothing for")
        terminal.press(b"q")
        assert terminal.ends() == 0
    os.close(reading)
    assert told in terminal.output
    assert "Traceback" not in terminal.said_at_last
    assert 'notices = "desktop"' in settings.read_text()


def test_a_file_that_is_written_is_followed_on_a_terminal_at_its_delay(race: Path, settings: Path) -> None:
    with Terminal("follow", race, "--delay", "2.5") as terminal:
        terminal.shows("● LIVE, 2.5 s later")
        terminal.press(b"+")
        terminal.shows("● LIVE, 3.0 s later")
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert not settings.exists()


@PROCESS
def test_a_bad_line_in_the_middle_is_told_once_the_screen_is_gone(race: Path, settings: Path) -> None:
    lines = race.read_bytes().splitlines(keepends=True)
    race.write_bytes(b"".join([*lines[:5], make_line(event("attack", 0, seq=5, bibs=[99])), *lines[6:]]))
    with Terminal(race) as terminal:
        assert terminal.ends() == 3
    assert f"{race}:6: bibs" in terminal.said_at_last
    assert "Traceback" not in terminal.said_at_last
    assert not settings.exists()


@PROCESS
def test_a_moment_that_the_race_does_not_have_is_told_once_the_screen_is_gone(race: Path, settings: Path) -> None:
    with Terminal(race, "--from", "lap 99") as terminal:
        assert terminal.ends() == 2
    assert "this race has no lap 99; it has 1 to 16" in terminal.said_at_last
    assert not settings.exists()


def test_a_stream_on_which_a_first_look_sees_nothing_is_told_without_a_screen(tmp_path: Path, settings: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(b"\x00\xff\x00")
    with Terminal(path) as terminal:
        assert terminal.ends() == 3
    assert LEAVES_SCREEN not in terminal.output
    assert f"{path}:1:" in terminal.output.decode()
    assert not settings.exists()
