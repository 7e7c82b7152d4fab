"""Tests of what is not imported before the first picture, whichever way a screen is opened."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

from massstart_tui.cli.parser import Parser
from massstart_tui.stream.samples import meeting_path
from massstart_tui.text.words import Language, words
from tests.cli.running import TOP, massstart
from tests.patience import PATIENCE
from tests.streams import event, make_stream
from tests.tui.races import KRAMERS, sample

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import select
import struct
import subprocess
import termios
import time

FIRST_PICTURE = """
import os, sys
from textual.drivers._writer_thread import WriterThread
write = WriterThread.write
def write_or_tell(thread, text):
    if os.environ["MARK"] in text:
        with open(os.environ["LOADED"], "w") as file:
            slow = (made.__module__ for made in tuple.__subclasses__() if "_fields" in vars(made))
            file.write(" ".join([*sys.modules, *(f"typing:{module}" for module in slow)]))
        os._exit(0)
    write(thread, text)
WriterThread.write = write_or_tell
from massstart_tui.cli.main import main
main(sys.argv[1:])
"""
"""Runs massstart until something with ``MARK`` is drawn, and writes to ``LOADED`` what is imported by then.

Modules that have a class of `typing.NamedTuple` are also written with ``typing:`` before their names.
"""
HEAVY = {"pydantic", "massstart_tui.race.events", "massstart_tui.stream.codec", "csv"}
READERS = {"massstart_tui.timing.feed_reader", "massstart_tui.timing.vantage", "massstart_tui.cli.passings"}
PANELS = {f"massstart_tui.tui.widgets.{name}_panels" for name in ("course", "known", "lap", "skater")} | {
    "massstart_tui.tui.widgets.chart_page"
}
LATER = {
    *("massstart_tui.race.outlook", "massstart_tui.race.contenders", "massstart_tui.race.unread_ranks"),
    *("massstart_tui.tui.palette_internals", "massstart_tui.view.race_bookmarks"),
    *("massstart_tui.race.fold", "massstart_tui.race.timed_race", "massstart_tui.race.restarts"),
    *("massstart_tui.report.race_chart", "massstart_tui.tui.widgets.chart_cells", "massstart_tui.view.chart_rows"),
    *("massstart_tui.view.rink", "massstart_tui.view.ice_drawing", "massstart_tui.view.braille"),
    *("massstart_tui.tui.outlook_worker", "massstart_tui.tui.unconfirmed_log", "massstart_tui.view.bar_marks"),
    *("massstart_tui.tui.race_reading", "massstart_tui.tui.opening_remarks", "massstart_tui.view.file_choices"),
    "massstart_tui.tui.help_rows",
}
"""What is asked for by a key, needs a race that has begun, or has no room in 120x36."""
LIBRARIES = {"argparse", "nats", "aiohttp", "tomlkit", "pdfplumber", "argcomplete", "reportlab"}
QUICK = {"typing:massstart_tui.named_tuples"}
"""What has only the constructors of the quick classes."""
WATCHED = {"massstart_tui.tui.watching", "massstart_tui.view.watched_races"}
"""What remembers how far a race is watched, of which the home page tells."""
NOT_AT_FIRST = WATCHED | HEAVY | READERS | PANELS | LATER | LIBRARIES


def loaded_at_the_first_picture(
    folder: Path, mark: str, *arguments: str | Path, env: dict[str, str] | None = None
) -> set[str]:
    """Open a screen at 120x36; return the modules imported when a text of the first picture with ``mark`` is drawn."""
    names = names_when_drawn(folder, mark, *arguments, env=env)
    assert not {name for name in names if name.startswith("typing:massstart_tui.") and name not in QUICK}
    return names


def names_when_drawn(folder: Path, mark: str, *arguments: str | Path, env: dict[str, str] | None = None) -> set[str]:
    """Open a screen at 120x36; return what is loaded when a text with ``mark`` is drawn."""
    loaded = folder / "loaded"
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", FIRST_PICTURE, *map(str, arguments)],
        cwd=TOP,
        env=os.environ
        | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "MARK": mark, "LOADED": str(loaded)}
        | (env or {}),
        stdin=inner,
        stdout=inner,
        stderr=inner,
    ) as process:
        os.close(inner)
        _drain(outer, process)
        process.kill()
    os.close(outer)
    return set(loaded.read_text().split())


def _drain(outer: int, process: subprocess.Popen[bytes]) -> None:
    """Read what a program writes until it has ended."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if select.select([outer], [], [], 0.05)[0]:
            try:
                os.read(outer, 1 << 16)
            except OSError:  # the other end is closed
                return


@pytest.mark.parametrize(
    "options",
    [(), ("--paused",), ("--from", "lap 7"), ("--lang", "nl"), ("--spoilers", "--speed", "2")],
    ids=lambda options: " ".join(options) or "no option",
)
def test_a_replay_begins_with_no_model_of_an_event(tmp_path: Path, options: tuple[str, ...]) -> None:
    loaded = loaded_at_the_first_picture(tmp_path, "Kramer", "replay", sample(KRAMERS), *options)
    assert "textual" in loaded
    assert not (NOT_AT_FIRST - ({"argparse"} if options else set())) & loaded


def test_a_race_that_is_followed_begins_with_none_either(tmp_path: Path) -> None:
    assert not NOT_AT_FIRST & loaded_at_the_first_picture(tmp_path, "Kramer", "follow", sample(KRAMERS))


def test_a_shared_race_begins_without_the_libraries_that_ask_its_server(tmp_path: Path) -> None:
    loaded = loaded_at_the_first_picture(tmp_path, "nats://", "follow", "nats://127.0.0.1:1/race")
    assert "massstart_tui.tui.screens.waiting_screen" in loaded
    assert not (NOT_AT_FIRST | {"massstart_tui.tui.screens.race_screen"}) & loaded


@pytest.mark.parametrize("arguments", [[], [meeting_path() or ""]], ids=["home", "programme"])
def test_a_programme_loads_no_reader_and_no_large_library(tmp_path: Path, arguments: list[str | Path]) -> None:
    """Its races are read in a thread, which may begin before the terminal has got the first picture."""
    loaded = loaded_at_the_first_picture(tmp_path, "Beijing", *arguments)
    assert not (READERS | PANELS | LIBRARIES | {"massstart_tui.tui.screens.race_screen"}) & loaded


def test_the_home_page_reads_no_sample_race_before_something_of_it_is_to_be_shown(tmp_path: Path) -> None:
    """Each race is said to be recorded once its file was looked at."""
    loaded = loaded_at_the_first_picture(tmp_path, "recorded", env={"HOME": str(tmp_path)})
    assert "massstart_tui.tui.screens.home_screen" in loaded
    assert not (HEAVY | READERS | PANELS | LIBRARIES) & loaded


@pytest.mark.parametrize(
    ("screen", "later"),
    [(name, HEAVY | READERS | PANELS | LIBRARIES) for name in ("home_screen", "programme_screen")]
    + [(name, NOT_AT_FIRST) for name in ("follow_screen", "race_screen")],
)
def test_the_screens_themselves_load_no_model_of_an_event(screen: str, later: set[str]) -> None:
    done = massstart(code=f"import massstart_tui.tui.screens.{screen}, sys; print(*sys.modules)")
    loaded = set(done.stdout.decode().split())
    assert f"massstart_tui.tui.screens.{screen}" in loaded
    assert not later & loaded


def test_live_entry_loads_no_reader_of_timing_systems() -> None:
    done = massstart(
        code="import massstart_tui.cli.enter, massstart_tui.tui.screens.entry_screen, sys; print(*sys.modules)"
    )
    loaded = set(done.stdout.decode().split())
    assert "massstart_tui.tui.screens.entry_screen" in loaded
    assert not (READERS | LIBRARIES | {"massstart_tui.report.rehearsal"}) & loaded


@pytest.mark.parametrize("continued", [False, True], ids=["a start sheet", "a journal"])
def test_live_entry_begins_with_no_model_of_an_event(tmp_path: Path, sheet: Path, *, continued: bool) -> None:
    given = sheet
    if continued:
        given = tmp_path / "journal.jsonl"
        given.write_bytes(make_stream(event("start")))
    loaded = loaded_at_the_first_picture(tmp_path, "START SHEET", "enter", given)
    assert "massstart_tui.tui.screens.opening_screen" in loaded
    assert not (NOT_AT_FIRST | {"filelock"}) & loaded


@pytest.mark.parametrize(("command", "mark"), [("enter", "on disk"), ("follow", "official")])
def test_a_race_in_plain_lines_is_opened_without_pydantic(tmp_path: Path, command: str, mark: str) -> None:
    """The second picture is that of the race, which has been read by then."""
    lines = sample(KRAMERS).read_bytes().splitlines(keepends=True)
    given = tmp_path / "race.jsonl"
    given.write_bytes(lines[0] if command == "enter" else b"".join(lines))
    loaded = names_when_drawn(tmp_path, mark, command, given)
    assert "massstart_tui.race.events" in loaded
    assert not {"pydantic", "pydantic_core"} & loaded


LINES = [
    *(("replay", file) for file in ("", "race.jsonl", "beijing-2022-men-sf1")),
    *((command, "file") for command in ("enter", "follow", "programme")),
    *(("replay",), ("enter",), ("demo",)),
]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_line_without_options_means_what_the_parser_makes_of_it(line: tuple[str, ...]) -> None:
    command, *arguments = line
    module, spoken = import_module(f"massstart_tui.cli.{command}"), words(Language.EN)
    parser = Parser(command, "", spoken)
    module.add_arguments(parser)
    assert module.plain_options(spoken, *arguments) == parser.options(arguments, module.OPTIONS)


@pytest.mark.parametrize("line", [("follow",), ("programme",), ("demo", "file")], ids=" ".join)
def test_what_a_line_lacks_or_has_too_much_is_left_to_the_parser(line: tuple[str, ...]) -> None:
    command, *arguments = line
    assert import_module(f"massstart_tui.cli.{command}").plain_options(words(Language.EN), *arguments) is None


@pytest.mark.parametrize("command", ["replay", "demo", "enter", "follow", "programme", "publish", "check"])
def test_the_parser_of_a_command_loads_no_sentences_but_those_of_the_help(command: str) -> None:
    code = f"import sys; from massstart_tui.cli.main import main; main(['{command}', '--help'])"
    done = massstart(code=f"import atexit; atexit.register(lambda: print(*sys.modules)); {code}")
    loaded = {name.rpartition(".")[2] for name in done.stdout.decode().split() if ".sentences." in name}
    assert "command_help" in loaded
    assert loaded <= {"command_help", "commands", "options", "screens", "usage"}


@pytest.mark.parametrize("command", ["results", "check", "report"])
def test_a_command_loads_only_the_sentences_that_it_may_say(command: str) -> None:
    code = f"import sys; from massstart_tui.cli.main import main; main(['{command}', {str(sample(KRAMERS))!r}])"
    done = massstart(code=f"import atexit; atexit.register(lambda: print(*sys.modules)); {code}")
    loaded = {name.rpartition(".")[2] for name in done.stdout.decode().split() if ".sentences." in name}
    assert "command_help" in loaded
    assert not {"live_entry", "verbs", "timing_entry", "serve", "nation_names", "introductions"} & loaded


@pytest.mark.parametrize("command", ["results", "report", "outlook", "check", "snapshot"])
def test_no_command_loads_pydantic_for_a_race_in_plain_lines(command: str) -> None:
    code = f"import sys; from massstart_tui.cli.main import main; main(['{command}', {str(sample(KRAMERS))!r}])"
    done = massstart(code=f"import atexit; atexit.register(lambda: print(*sys.modules)); {code}")
    assert {"massstart_tui.race.events"} <= set(done.stdout.decode().split())
    assert "pydantic" not in done.stdout.decode().split()


def test_no_installed_package_is_asked_whether_it_is_a_plugin_of_pydantic() -> None:
    code = "import sys; from massstart_tui.cli.main import main; sys.exit(main(['check', '--schema', 'stream']))"
    plain = massstart(code=code)
    done = massstart(code=f"import importlib.metadata; importlib.metadata.entry_points = None; {code}")
    assert b"$schema" in done.stdout
    assert (done.stdout, done.stderr, done.returncode) == (plain.stdout, plain.stderr, 0)
