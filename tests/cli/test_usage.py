"""Tests of wrong command lines: the message says what is wrong and what would be right, in the user's language."""

from __future__ import annotations

import argparse

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.cli.parser import Parser
from massstart_tui.text.words import Language, words

Captured = pytest.CaptureFixture[str]

WRONG = [
    ("replay --bogus", "unrecognized arguments: --bogus", "onbekende argumenten: --bogus"),
    ("results --at end", "the following arguments are required: FILE", "deze argumenten zijn verplicht: FILE"),
    (
        "snapshot x",
        "one of the arguments -o/--output --check is required",
        "een van de argumenten -o/--output --check is verplicht",
    ),
    (
        "snapshot x -o a.svg --check b.svg",
        "argument --check: not allowed with argument -o/--output",
        "bij --check: kan niet samen met -o/--output",
    ),
    ("replay --speed", "argument --speed: expected a value", "bij --speed: verwacht een waarde"),
    (
        "replay --paused=yes",
        "argument --paused: takes no value, and ‘yes’ is one",
        "bij --paused: neemt geen waarde, en ‘yes’ is er een",
    ),
]
OUT_OF_BOUNDS = [
    *((f"replay --speed {given}", "a number from 0.25 to 64, such as 4") for given in ("abc", "0.2", "65", "nan")),
    *((f"follow x --delay {given}", "0 to 3600 seconds, such as 7.5") for given in ("long", "-1", "3601")),
    *((f"serve x --port {given}", "a whole number from 0 to 65535, such as 8000") for given in ("http", "-1", "65536")),
    *(
        (f"snapshot x -o a.svg --size {given}", "columns x rows from 20x8 to 500x200, such as 120x36")
        for given in ("big", "80", "19x8", "20x7", "501x200", "500x201")
    ),
    ("snapshot x -o a.svg --skater Kim", "a whole number, such as 13"),
]


def told(arguments: str, language: str, capsys: Captured) -> str:
    """Return the line on standard error, below the usage, that says what is wrong."""
    assert main(["--lang", language, *arguments.split()]) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()[-1]


@pytest.mark.parametrize(("arguments", "english", "dutch"), WRONG)
def test_what_argparse_finds_wrong_is_told_in_the_language_asked_for(
    arguments: str, english: str, dutch: str, capsys: Captured
) -> None:
    command = arguments.partition(" ")[0]
    assert told(arguments, "en", capsys) == f"massstart {command}: error: {english}"
    assert told(arguments, "nl", capsys) == f"massstart {command}: fout: {dutch}"


def test_a_choice_that_is_none_is_told_with_all_there_are(capsys: Captured) -> None:
    english, dutch = (told("check --schema skater", language, capsys) for language in ("en", "nl"))
    assert "argument --schema: ‘skater’ is not one of the choices; expected one of " in english
    assert "bij --schema: ‘skater’ hoort niet bij de keuzen; verwacht een van " in dutch
    assert all(name in line for name in ("stream", "sheet", "meeting") for line in (english, dutch))


@pytest.mark.parametrize(("arguments", "expected"), OUT_OF_BOUNDS)
def test_a_value_that_an_option_does_not_take_is_told_with_the_bounds_and_an_example(
    arguments: str, expected: str, capsys: Captured
) -> None:
    *_, option, given = arguments.split()
    english, dutch = (told(arguments, language, capsys) for language in ("en", "nl"))
    assert f"argument {option}: ‘{given}’ is no " in english
    assert english.endswith(f"; expected {expected}")
    assert f"fout: bij {option}: ‘{given}’ is geen " in dutch
    assert "; verwacht " in dutch
    assert dutch.split(", zoals ")[1] == english.split(", such as ")[1]


def test_nothing_that_was_typed_acts_on_the_terminal(capsys: Captured) -> None:
    assert told("replay --speed \x1b]0;x", "en", capsys).isprintable()
    assert told("replay --\x1bbogus", "nl", capsys).isprintable()


def test_argparse_speaks_for_itself_again_once_a_command_line_is_parsed(capsys: Captured) -> None:
    parser = Parser("massstart", "", words(Language.NL))
    with pytest.raises(SystemExit):
        parser.parse(["--bogus"])
    capsys.readouterr()
    assert argparse.ArgumentParser(prog="other").format_usage() == "usage: other [-h]\n"
