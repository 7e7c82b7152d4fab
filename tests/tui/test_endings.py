"""Tests of every way the program can end: terminal restored, entered events saved, exit code correct."""

from __future__ import annotations

import shlex
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Final, NamedTuple

import pytest

from massstart_tui.settings import log_path
from massstart_tui.stream.recorded_race import load
from tests.patience import PATIENCE
from tests.tui.terminal import LEAVES_SCREEN, Terminal

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal", allow_module_level=True)

import psutil

LEFT: Final = (
    LEAVES_SCREEN,
    b"\x1b[?25h",  # the cursor
    b"\x1b[?2004l",  # paste
    b"\x1b[?1000l",  # the mouse
    b"\x1b[?1003l",
    b"\x1b[?1006l",
    b"\x1b[?1004l",  # focus
    b"\x1b[?7h",  # lines wrap
    b"\x1b[<u",  # the keys of kitty
)
"""The sequences that undo each mode in which a screen puts the terminal."""
pytestmark = pytest.mark.thorough  # a process and a terminal for each test

NOHUP: Final = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
MOST_CPU: Final = 5.0
"""Seconds of processor time that a start and an end may take on a slow machine; a program that spins takes more."""


class Drawn(NamedTuple):
    """A command that draws: its arguments, and the text on its screen once it is ready."""

    arguments: Callable[[Path, Path], tuple[str | Path, ...]]
    shows: str


DRAWN: Final = {
    "replay": Drawn(lambda _sheet, race: (race, "--paused"), "16 laps"),
    "follow": Drawn(lambda _sheet, race: ("follow", race), "LIVE"),
    "programme": Drawn(lambda _sheet, _race: (), "Beijing 2022"),
    "enter": Drawn(lambda sheet, _race: ("enter", sheet, "-o", sheet.with_name("entered.jsonl")), "space: the gun"),
    "rehearse": Drawn(lambda _sheet, race: ("enter", "--rehearse", race), "WHAT IS REHEARSED"),
}
commands = pytest.mark.parametrize("command", DRAWN)


def started(command: str, sheet: Path, race: Path, first: str = "") -> Terminal:
    return Terminal(*DRAWN[command].arguments(sheet, race), first=first)


@commands
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_leaves_the_terminal_as_it_was(command: str, number: signal.Signals, sheet: Path, race: Path) -> None:
    with started(command, sheet, race) as terminal:
        terminal.shows(DRAWN[command].shows)
        terminal.process.send_signal(number)
        assert terminal.ends() == 128 + number
        assert terminal.modes == terminal.modes_before
        assert all(left in terminal.output for left in LEFT)
        assert "Traceback" not in terminal.said_at_last


@commands
@pytest.mark.parametrize("first", ["", NOHUP], ids=["told", "nohup"])
def test_a_terminal_that_is_gone_ends_it(command: str, first: str, sheet: Path, race: Path) -> None:
    with started(command, sheet, race, first) as terminal:
        terminal.shows(DRAWN[command].shows)
        process = psutil.Process(terminal.process.pid)
        terminal.hang_up()
        end = time.monotonic() + PATIENCE
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < end, "it goes on without a terminal"
            assert sum(process.cpu_times()[:2]) < MOST_CPU, "it spins"
            time.sleep(0.05)
        assert terminal.process.wait() == 128 + signal.SIGHUP


FULL: Final = """
import errno, os
from massstart_tui.stream.disk import Disk
def full(disk, file, data, at, write=Disk.write):
    if 'entered.jsonl' in os.readlink(f'/proc/self/fd/{file}'):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    write(disk, file, data, at)
Disk.write = full
"""
"""Python code that makes the disk full, except for rescued races."""
FAULTY: Final = """
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.textual_internals import TerminalInput
def faulty(*_):
    raise RuntimeError("of a test")
def in_a_worker(app):
    app.run_worker(faulty, thread=True)
"""
FAULTS: Final = {
    "app": "MassStart.action_next_language = faulty",
    "worker": "MassStart.action_next_language = in_a_worker",
    "timer": "MassStart.action_next_language = lambda app: app.set_timer(0.01, faulty)",
    "input": "TerminalInput.feed = faulty",
}
"""Python code by place that raises a fault once the key for the language is pressed."""
LANGUAGE: Final = b"\x1b[19~"


def entry(sheet: Path, first: str = "") -> Terminal:
    """Start live entry, fire the gun, and type half a line."""
    terminal = Terminal("enter", sheet, "-o", sheet.with_name("entered.jsonl"), first=first)
    terminal.shows("space: the gun")
    terminal.press(b" ")
    terminal.shows("NOT ON DISK" if first else "1 on disk")
    terminal.press(b"f 3 ice")
    terminal.shows("f 3 ice")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_race_is_on_disk_its_lock_let_go_and_what_was_being_typed_told(number: signal.Signals, sheet: Path) -> None:
    with entry(sheet) as terminal:
        terminal.process.send_signal(number)
        assert terminal.ends() == 128 + number
        assert "was being typed: f 3 ice" in terminal.said_at_last
    assert [path.name for path in sheet.parent.glob("entered*")] == ["entered.jsonl"]
    with Terminal("enter", sheet, "-o", sheet.with_name("entered.jsonl")) as again:
        again.shows("gone on with: one event")


@pytest.mark.skipif(sys.platform != "linux", reason="a file is told by its descriptor")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, None])
def test_what_is_in_memory_is_rescued_and_what_was_being_typed_written_down(
    number: signal.Signals | None, sheet: Path
) -> None:
    with entry(sheet, FULL) as terminal:
        if number is None:
            terminal.hang_up()
        else:
            terminal.process.send_signal(number)
        assert terminal.process.wait(PATIENCE) == 128 + (number or signal.SIGHUP)
    (rescue,) = log_path().parent.glob("entered-*.jsonl")
    assert len(load(rescue).recording) == 1
    assert "was being typed: f 3 ice" in log_path().read_text(encoding="utf-8")


@commands
@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_of_the_program_is_a_line_and_leaves_the_terminal_as_it_was(
    command: str, where: str, sheet: Path, race: Path
) -> None:
    with started(command, sheet, race, FAULTY + FAULTS[where]) as terminal:
        if where != "input":
            terminal.shows(DRAWN[command].shows)
        terminal.press(LANGUAGE if command == "enter" else b"L")
        assert terminal.ends() == 1
        assert terminal.modes == terminal.modes_before
        assert all(left in terminal.output for left in LEFT)
        assert "a fault of massstart itself (RuntimeError)" in terminal.said_at_last
        assert "Traceback" not in terminal.output.decode()
    assert "RuntimeError: of a test" in log_path().read_text(encoding="utf-8")


def test_a_fault_ends_a_race_that_is_entered_with_all_of_it_kept(sheet: Path) -> None:
    with entry(sheet, FULL + FAULTY + FAULTS["app"]) as terminal:
        terminal.press(LANGUAGE)
        assert terminal.ends() == 1
        assert "was being typed: f 3 ice" in terminal.said_at_last
    (rescue,) = log_path().parent.glob("entered-*.jsonl")
    assert len(load(rescue).recording) == 1


SHELL: Final = "import os, sys; os.execvp('bash', ['bash', '--norc', '-i', *sys.argv[2:]])"
with_a_shell = pytest.mark.skipif(which("bash") is None, reason="needs a shell that can suspend")


def in_a_shell(*arguments: str | Path) -> Terminal:
    """Start the program in a shell on a terminal, as a person does."""
    terminal = Terminal("massstart", first=SHELL)
    command = shlex.join([sys.executable, "-m", "massstart_tui", *map(str, arguments)])
    terminal.press(b"PS1='shell: '\r" + command.encode() + b"\r")
    return terminal


@with_a_shell
@pytest.mark.parametrize("command", ["replay", "follow", "programme"])
def test_ctrl_z_leaves_the_terminal_to_the_shell_and_fg_brings_the_screen_back(
    command: str, sheet: Path, race: Path
) -> None:
    with in_a_shell(*DRAWN[command].arguments(sheet, race)) as terminal:
        terminal.shows(DRAWN[command].shows)
        terminal.press(b"\x1a")
        terminal.shows("Stopped")
        assert all(left in terminal.output for left in LEFT)
        terminal.press(b"clear; echo mo''de $(stty -a | grep -ow -e '-*echo' -e '-*icanon' | xargs)\r")
        terminal.shows("mode icanon echo")
        terminal.press(b"clear; fg\r")
        terminal.shows(DRAWN[command].shows)
        terminal.press(b"q")
        terminal.shows("shell:")


@with_a_shell
def test_in_entry_suspending_is_asked_and_the_line_is_there_afterwards(sheet: Path) -> None:
    with in_a_shell("enter", sheet) as terminal:
        terminal.shows("space: the gun")
        terminal.press(b" f 3 ice")
        terminal.shows("f 3 ice")
        terminal.press(b"\x1b[24~")
        terminal.shows("again suspends; fg comes back")
        terminal.press(b"\x1b[24~")
        terminal.shows("Stopped")
        terminal.press(b"clear; fg\r")
        terminal.shows("f 3 ice", "1 on disk")
        terminal.press(b"\x7f" * len(" ice") + b"\r")
        terminal.shows("2 on disk")


@commands
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_from_outside_it_comes_back_whole_and_leaves_the_terminal_as_it_was(
    command: str, number: signal.Signals, sheet: Path, race: Path
) -> None:
    with started(command, sheet, race) as terminal:
        terminal.shows(DRAWN[command].shows)
        process = psutil.Process(terminal.process.pid)
        terminal.process.send_signal(number)
        while process.status() != psutil.STATUS_STOPPED:
            terminal.watch(0.05)
        if number is signal.SIGTSTP:
            assert terminal.modes == terminal.modes_before
        terminal.clear()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.shows(DRAWN[command].shows)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ends() == 128 + signal.SIGTERM
        assert terminal.modes == terminal.modes_before


NO_SIZE: Final = "import fcntl, struct, termios; fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 0, 0, 0, 0))"
"""Python code that makes the terminal one that reports no size, as some consoles and containers do."""


@commands
def test_on_a_terminal_without_a_size_a_screen_is_drawn_and_can_be_left(command: str, sheet: Path, race: Path) -> None:
    with started(command, sheet, race, NO_SIZE) as terminal:
        terminal.shows(DRAWN[command].shows)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ends() == 128 + signal.SIGTERM
