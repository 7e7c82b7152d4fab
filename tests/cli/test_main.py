"""Tests of the command line as a whole: which command runs, in which language, and how it ends."""

from __future__ import annotations

import errno
from importlib import import_module
from pathlib import Path

import pytest

from massstart_tui.cli import locate, main, replay
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import COMMANDS, language_wanted
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.screen_run import Viewing
from massstart_tui.settings import log_path
from massstart_tui.stream.regular_files import FileChanged
from massstart_tui.text.words import Language, words
from tests.cli.running import massstart

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> list[Viewing]:
    """Replace the replay; return the list of the options it was called with."""
    asked: list[Viewing] = []

    def run(args: Viewing) -> int:
        asked.append(args)
        return ExitCode.DONE

    monkeypatch.setattr(replay, "run", run)
    return asked


@pytest.mark.parametrize(
    "arguments",
    [["FILE"], ["replay", "FILE"], ["--lang", "nl", "FILE"], ["--paused", "FILE"], ["--lang=en", "replay", "FILE"]],
)
def test_a_first_argument_that_is_no_command_means_replay(
    race: Path, replayed: list[Viewing], arguments: list[str]
) -> None:
    assert main.main([str(race) if argument == "FILE" else argument for argument in arguments]) == ExitCode.DONE
    assert [args.file for args in replayed] == [str(race)]


def test_a_file_that_is_called_like_a_command_is_replayed_when_asked_for(
    replayed: list[Viewing], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "result").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert main.main(["result"]) == ExitCode.DONE
    assert main.main(["replay", "results"]) == ExitCode.DONE
    assert [args.file for args in replayed] == ["result", "results"]


def test_alone_without_a_terminal_it_lists_the_samples(own_samples: Path, capsys: Captured) -> None:
    assert own_samples.is_dir()
    assert main.main([]) == ExitCode.DONE
    assert capsys.readouterr().out == "thialf-1\tRace 1\nthialf-2\tRace 2\n"


def test_alone_on_a_terminal_it_lets_a_sample_be_chosen(
    replayed: list[Viewing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main.main(["--lang", "nl"]) == ExitCode.DONE
    assert [(args.file, args.words.language) for args in replayed] == [(None, Language.NL)]


def test_a_misspelt_command_is_told_from_a_file(capsys: Captured, replayed: list[Viewing]) -> None:
    assert main.main(["resluts", "race.jsonl"]) == ExitCode.USAGE
    assert capsys.readouterr().err == "‘resluts’ is not a command, a file or a sample; perhaps ‘results’\n"
    assert not replayed


@pytest.mark.parametrize(
    "arguments",
    [
        ["results"],
        ["results", "x", "--format", "pdf"],
        ["results", "x", "--lang", "fr"],
        ["results", "x", "--form", "json"],
        ["check"],
        ["check", "--schema", "skater"],
        ["locate", "here"],
        ["new"],
        ["new", "-o", "sheet.txt"],
        ["--lang"],
    ],
)
def test_a_command_used_wrongly_says_so_and_ends_with_2(arguments: list[str], capsys: Captured) -> None:
    assert main.main(arguments) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert captured.err
    assert not captured.out


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["usage:", "commands", "the classification at a moment"]),
        ("nl", ["gebruik:", "opdrachten", "het klassement"]),
    ],
)
def test_help_names_every_command_in_the_language_asked_for(language: str, said: list[str], capsys: Captured) -> None:
    assert main.main(["--lang", language, "--help"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert all(part in out for part in (*said, *COMMANDS))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_dutch(command: str, capsys: Captured) -> None:
    assert main.main([command, "--help", "--lang", "nl"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert out.startswith(f"gebruik: massstart {command} ")
    assert "deze hulp tonen" in out


def test_the_version_is_told(capsys: Captured) -> None:
    assert main.main(["--version"]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith("massstart")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {"LANG": "nl_NL.UTF-8"}, Language.NL),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, Language.EN),
        ([], {"LC_ALL": "", "LC_MESSAGES": "nl_BE", "LANG": "en_US"}, Language.NL),
        ([], {}, Language.EN),
        (["results", "--lang", "nl"], {"LANG": "en_US"}, Language.NL),
        (["--lang=en", "x"], {"LANG": "nl_NL"}, Language.EN),
        (["x", "--lang", "fr"], {"LANG": "nl_NL"}, Language.NL),
        (["x", "--lang"], {}, Language.EN),
    ],
)
def test_the_language_is_the_one_asked_for_and_else_that_of_the_locale(
    arguments: list[str], environment: dict[str, str], language: Language
) -> None:
    assert language_wanted(arguments, environment) is language


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_options: locate.LocateOptions) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(locate, "run", interrupted)
    assert main.main(["locate"]) == ExitCode.INTERRUPTED


def test_a_system_that_refuses_is_told_in_a_line_with_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def refused(_options: locate.LocateOptions) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "out.svg")

    monkeypatch.setattr(locate, "run", refused)
    assert main.main(["locate"]) == ExitCode.FAILED
    assert capsys.readouterr().err == "massstart: it failed: out.svg: No space left on device\n"


FAULTY = r"""
import sys
from massstart_tui.cli import locate, main

def faulty(_args):
    raise RuntimeError("a fault \udcff\x1b[7m")

locate.run = faulty
main.main(["locate"])
"""


def test_a_fault_of_the_program_is_a_line_with_the_place_of_the_whole_of_it() -> None:
    done = massstart(code=FAULTY)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"massstart: a fault of massstart itself (RuntimeError); the whole of it is in {log_path()}\n"
    )
    assert "RuntimeError: a fault \\udcff" in log_path().read_text(encoding="utf-8")


def test_a_fault_is_told_whole_and_once_where_the_log_cannot_be_written() -> None:
    log_path().parent.parent.mkdir(parents=True)
    log_path().parent.touch()
    done = massstart(code=FAULTY)
    first, *trace = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert first == (
        f"massstart: a fault of massstart itself (RuntimeError); {log_path()} cannot be written (File exists), "
        "so this is the whole of it:"
    )
    assert [line.partition("(")[0] for line in trace if not line.startswith(" ")] == [
        "Traceback ",
        "RuntimeError: a fault \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[7m",
    ]


FAULTY_THREAD = """
import sys
from contextlib import nullcontext, redirect_stderr
from io import StringIO
from threading import Thread
from massstart_tui.cli import locate, main

def faulty():
    raise RuntimeError("in a thread")

def run(_args):
    screen = StringIO()
    with {screen}:
        thread = Thread(target=faulty)
        thread.start()
        thread.join()
    print("went on", repr(screen.getvalue()))
    return 0

locate.run = run
sys.exit(main.main(["locate"]))
"""


@pytest.mark.parametrize("screen", ["nullcontext()", "redirect_stderr(screen)"])
def test_a_fault_in_a_thread_is_written_down_as_any_other_and_told_when_no_screen_takes_it(screen: str) -> None:
    done = massstart(code=FAULTY_THREAD.format(screen=screen))
    assert (done.returncode, done.stdout.split()) == (0, [b"went", b"on", b"''"])
    assert done.stderr.decode() == (
        f"massstart: a fault of massstart itself (RuntimeError); the whole of it is in {log_path()}\n"
    )
    assert "RuntimeError: in a thread" in log_path().read_text(encoding="utf-8")


def test_locate_says_where_everything_is(
    own_samples: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "samples_folder", lambda: own_samples)
    monkeypatch.setenv("MASSSTART_SETTINGS", str(tmp_path / "mine.toml"))
    assert main.main(["locate"]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["settings", "watched", "log", "samples", "journals"]
    assert lines[0] == f"settings {tmp_path / 'mine.toml'}"
    assert lines[1] == f"watched {tmp_path / 'watched.sqlite3'}"
    assert lines[3] == f"samples {own_samples}"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_a_command_are_what_its_parser_gives(command: str) -> None:
    """A command that shows no screen leaves out the language, which its words have."""
    module = import_module(f"massstart_tui.cli.{command}")
    parser = Parser(f"massstart {command}", "", words(Language.EN))
    module.add_arguments(parser)
    parsed = {action.dest for action in parser._actions} - {"help"}
    assert {*module.OPTIONS._fields, "lang"} == parsed | {"words"}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileChanged(), "changed while it was shown"),
        (OSError("odd"), "it failed: odd"),
        (OSError(), "it failed: OSError"),
        (OSError(errno.ENOSPC, "No space", "race.jsonl"), "it failed: race.jsonl: No space"),
    ],
)
def test_an_error_of_the_system_is_told_in_words(
    error: OSError, told: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_options: object) -> int:
        raise error

    monkeypatch.setattr("massstart_tui.cli.results.run", fails)
    assert main.main(["results", "beijing-2022-men-sf1"]) == ExitCode.FAILED
    assert told in capsys.readouterr().err
