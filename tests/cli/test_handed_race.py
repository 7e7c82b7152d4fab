"""Tests of a race that can be read once, of keys while it is shown, and of terminals and outputs that are no screen."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tui.races import sample
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

RACE = sample("beijing-2022-men-sf1")
END_OF_RACE = "8:17.4"


@contextmanager
def piped(content: bytes) -> Iterator[int]:
    """Yield the reading end of a pipe with this content, which has to be short enough for it."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


def without(closed: tuple[int, ...]) -> str:
    """Return Python code that starts the program anew without these standard streams."""
    return (
        "import os, sys\n"
        "if 'STARTED' not in os.environ:\n"
        "    os.environ['STARTED'] = 'yes'\n"
        f"    [os.close(number) for number in {closed}]\n"
        "    os.execv(sys.executable, [sys.executable, '-m', 'massstart_tui', *sys.argv[1:]])"
    )


@pytest.mark.parametrize("arguments", [("-",), ("replay", "-", "--paused"), ("/dev/stdin",), ("/dev/fd/0",)])
def test_a_piped_race_is_replayed_with_the_keyboard_alive(arguments: tuple[str, ...]) -> None:
    with piped(RACE.read_bytes()) as stdin, Terminal(*arguments, stdin=stdin) as terminal:
        terminal.is_read(END_OF_RACE)
        terminal.press(b"q")
        assert terminal.ends() == 0


def test_a_redirected_race_is_replayed_as_well() -> None:
    with RACE.open("rb") as file, Terminal("/dev/stdin", stdin=file.fileno()) as terminal:
        terminal.is_read(END_OF_RACE)
        terminal.press(b"q")
        assert terminal.ends() == 0


def test_the_copy_of_a_piped_race_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with piped(RACE.read_bytes()) as stdin, Terminal("-", stdin=stdin) as terminal:
        terminal.shows("Kramer")
        assert any(tmp_path.iterdir())
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_the_copy_is_removed_if_a_signal_comes_while_the_pipe_is_read(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    reading, writing = os.pipe()
    try:
        with Terminal("-", stdin=reading) as terminal:
            while not any(tmp_path.glob("*/race.jsonl")):
                terminal.watch(0.05)
            terminal.process.send_signal(number)
            assert terminal.ends() == 128 + number
    finally:
        os.close(reading)
        os.close(writing)
    assert not any(tmp_path.iterdir())


def test_faults_of_a_piped_race_name_the_pipe() -> None:
    with piped(b"no race\n") as stdin, Terminal("-", stdin=stdin, size=(120, 10)) as terminal:
        assert terminal.ends() == 3
        assert "standard input" in terminal.text
        assert "race.jsonl" not in terminal.text


def test_no_race_is_read_from_a_keyboard() -> None:
    with Terminal("-") as terminal:
        assert terminal.ends() == 2
        assert b"\x1b" not in terminal.output


def test_a_screen_is_drawn_although_standard_error_is_a_file(tmp_path: Path) -> None:
    told = tmp_path / "told"
    first = f"import os; os.dup2(os.open({str(told)!r}, os.O_CREAT | os.O_WRONLY), 2)"
    with Terminal(RACE, first=first) as terminal:
        terminal.is_read(END_OF_RACE)
        terminal.press(b"q")
        assert terminal.ends() == 0
    assert told.read_bytes() == b""


@pytest.mark.parametrize("closed", [(0,), (2,), (0, 2)])
def test_a_screen_is_drawn_although_it_was_started_without_a_standard_stream(closed: tuple[int, ...]) -> None:
    with Terminal(RACE, first=without(closed)) as terminal:
        terminal.is_read(END_OF_RACE)
        terminal.press(b"q")
        assert terminal.ends() == 0


@pytest.mark.parametrize("file", ["-", "/dev/stdin", "/dev/fd/0"])
@pytest.mark.parametrize("command", ["replay", "results"])
def test_a_keyboard_is_told_from_a_pipe_by_any_name(command: str, file: str) -> None:
    with Terminal(command, file) as terminal:
        assert terminal.ends() == 2
        assert "keyboard" in terminal.text


@pytest.mark.parametrize("arguments", [(RACE,), (RACE, "--from", "lap 7"), ("follow", RACE)])
def test_a_terminal_that_cannot_move_its_cursor_gets_lines(
    arguments: tuple[str | Path, ...],
) -> None:
    with Terminal(*arguments, first="import os; os.environ['TERM'] = 'dumb'") as terminal:
        terminal.shows("Kramer")
        assert b"\x1b" not in terminal.output
