"""Tests of the program as a process: what it imports, what it writes to a pipe, and how it exits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import TOP, massstart
from tests.patience import PATIENCE
from tests.streams import make_skaters, make_stream

LOADED = """
import sys
from massstart_tui.cli.main import main
code = main(sys.argv[1:])
print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments",
    [["results", "RACE"], ["results", "RACE", "--format", "html"], ["check", "RACE"], ["locate"], ["--help"], []],
)
def test_a_command_that_draws_nothing_never_loads_textual(race: Path, arguments: list[str]) -> None:
    done = massstart(*(race if argument == "RACE" else argument for argument in arguments), code=LOADED)
    loaded = done.stderr.decode().splitlines()[-1].split()
    assert done.returncode == 0
    assert "massstart_tui" in loaded
    assert not {"textual", "rich"} & set(loaded)


def test_the_command_line_itself_loads_next_to_nothing() -> None:
    done = massstart(code="import massstart_tui.cli.main, sys; print(*sys.modules)")
    loaded = set(done.stdout.decode().split())
    assert "massstart_tui.cli.main" in loaded
    assert not {"pydantic", "pydantic_core", "difflib", "textual", "rich", "tomllib", "json", "csv"} & loaded


def piped(*arguments: str | Path) -> str:
    """Return what the program writes to a pipe if the locale only knows ASCII."""
    done = massstart(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    return done.stdout.decode()


@pytest.mark.thorough  # takes seconds
def test_a_pipe_gets_plain_utf_8_data_whatever_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(skaters=make_skaters((1, "Zbigniew Bródka", "POL"), (2, "高木 \x1b7菜那", "JPN"))))
    for format_ in ("table", "csv", "markdown", "html"):
        assert "高木 \N{REPLACEMENT CHARACTER}7菜那" in piped("results", path, "--format", format_)
    data = json.loads(piped("results", path, "--format", "json"))
    assert data["standings"][1]["name"] == "高木 \x1b7菜那"


def left_early(*arguments: str | Path, **env: str) -> int:
    """Return the exit code if nobody reads the output; no message may be printed."""
    with subprocess.Popen(
        [sys.executable, "-m", "massstart_tui", *arguments],
        cwd=TOP,
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        return process.wait(PATIENCE)


def test_a_reader_that_leaves_early_is_no_failure(race: Path) -> None:
    assert left_early("results", race) == 0


@pytest.mark.parametrize("faults", [1, 5000])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whether_or_not_all_of_it_is_read_the_code_is_that_of_what_was_found(
    faults: int, unbuffered: str, race: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(make_stream(*({"t": 0, "type": "note"} for _ in range(faults))))
    assert left_early("check", bad, race, PYTHONUNBUFFERED=unbuffered) == 3


def test_a_picture_that_differs_has_its_exit_code_also_where_nobody_reads_how(race: Path, tmp_path: Path) -> None:
    picture = tmp_path / "race.txt"
    picture.write_text("another\n" * 3000)
    with subprocess.Popen(
        [sys.executable, "-m", "massstart_tui", "snapshot", str(race), "--check", str(picture)],
        cwd=TOP,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 4


@pytest.mark.skipif(os.name != "posix", reason="only there can a program be started without an output")
@pytest.mark.parametrize("arguments", [["results", "RACE"], ["check", "RACE"], ["--help"], []])
def test_a_closed_output_is_told_in_one_line(race: Path, arguments: list[str]) -> None:
    asked = [str(race) if argument == "RACE" else argument for argument in arguments]
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "massstart_tui", *asked],
        cwd=TOP,
        stderr=subprocess.PIPE,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "massstart: it failed: standard output is closed; expected one that can be written to"
    ]


@pytest.mark.skipif(os.name != "posix", reason="only there can a program be started without an output")
def test_what_goes_to_a_file_needs_no_output(race: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.csv"
    command = [sys.executable, "-m", "massstart_tui", "results", str(race), "-o", str(target)]
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command], cwd=TOP, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0
    assert target.read_bytes().startswith(b"rank,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where the system has a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["results", "RACE"], ["--help"], ["check", "--help"]])
def test_a_full_disk_is_told_in_one_line(race: Path, arguments: list[str], unbuffered: str) -> None:
    asked = [str(race) if argument == "RACE" else argument for argument in arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "massstart_tui", *asked],
            cwd=TOP,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["massstart: it failed: No space left on device"]


def test_the_program_runs_as_a_module_and_gives_its_exit_code(tmp_path: Path) -> None:
    done = massstart("check", tmp_path / "nothing.jsonl", LC_ALL="nl_NL.UTF-8")
    assert done.returncode == 3
    assert "dit bestand of voorbeeld is er niet" in done.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["results", "nothing"], 3), (["results", "-"], 3), (["results", "--nothing"], 2), (["locate"], 0)],
)
def test_messages_that_cannot_be_written_do_not_change_the_exit_code(arguments: list[str], code: int) -> None:
    opened = "import os; os.dup2(os.open('/dev/full', os.O_WRONLY), 2); "
    program = "import runpy; runpy.run_module('massstart_tui', run_name='__main__', alter_sys=True)"
    assert massstart(*arguments, code=opened + program).returncode == code


INTERRUPTED_IN = """
import signal, sys, time
from massstart_tui.cli import results
from massstart_tui.cli.main import main
from massstart_tui.cli.signals import in_order
class Odd:
    def interrupt(self, *_owner):
        signal.raise_signal(signal.{name})
    {method} = interrupt
def interrupted(_options):
    {statement}
    time.sleep(1)
    print("went on")
    return 0
def run(options):
    if {within}:
        with in_order():
            return interrupted(options)
    return interrupted(options)
results.run = run
sys.exit(main(["results", "beijing-2022-men-sf1"]))
"""
LOST_IN = [("__del__", "Odd()"), ("__set_name__", "type('Made', (), {'odd': Odd()})"), ("asked", "Odd().asked()")]
"""Where Python raises nothing, raises another exception, and raises what comes."""


@pytest.mark.parametrize(("method", "statement"), LOST_IN)
@pytest.mark.parametrize(("name", "within"), [("SIGINT", False), ("SIGINT", True), ("SIGTERM", True)])
def test_a_signal_ends_the_program_wherever_it_comes(method: str, statement: str, name: str, within: bool) -> None:
    code = INTERRUPTED_IN.format(method=method, statement=statement, name=name, within=within)
    done = massstart(code=code)
    assert done.returncode == 128 + signal.Signals[name]
    assert b"went on" not in done.stdout
    assert done.stderr == b""
