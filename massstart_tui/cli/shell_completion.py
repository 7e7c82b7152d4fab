"""What a shell offers at the tab key: commands, options, files, sample names, and the moments of the race on the line.

The shell runs the program with the line in the environment. argcomplete reads it there and writes the completions: it
asks this program at each tab, so that moments are those of the race that was typed. A script written once, as shtab
writes it, could not have them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NoReturn

import argcomplete
from argcomplete.completers import BaseCompleter, FilesCompleter
from argcomplete.lexers import split_line

from massstart_tui.cli.exits import CommandRefused
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import find_race
from massstart_tui.stream.samples import MEETING, sample_names
from massstart_tui.text.words import Words

RACES: Final = frozenset({"FILE", "FILE|ADDRESS", "SOURCE"})
"""The metavars of arguments that take the name of a sample race as well as a file."""
FILES: Final = RACES | {"SHEET", "PASSINGS", "PICTURE", "OUT"}
"""The metavars of arguments that take a file, beside those with a suffix such as SHEET.toml."""


def complete(commands: Sequence[str], parser_of: Callable[[str, Sequence[str]], Parser]) -> NoReturn:
    """Write the completions of the line in the environment to the shell, and exit.

    ``parser_of`` makes the parser of a command, given the words of the line. A line without a command is of ``replay``.
    """
    *_, given, _ = split_line(os.environ["COMP_LINE"], int(os.environ["COMP_POINT"]))
    at = _place_of_command(given, commands)
    # argcomplete takes this for the place of the program's name on the line, which makes the command the program.
    os.environ["_ARGCOMPLETE"] = str(at + 1)
    parser = parser_of(given[at] if at else "replay", given)
    argcomplete.autocomplete(parser, always_complete_options="long", default_completer=_Offers(() if at else commands))
    raise SystemExit  # argcomplete has exited


def _place_of_command(given: Sequence[str], commands: Sequence[str]) -> int:
    """Return the index of the command among the words before the cursor; 0 if there is none."""
    at = 1
    while at < len(given) and given[at].startswith("--lang"):
        at += 1 if "=" in given[at] else 2
    return at if at < len(given) and given[at] in commands else 0


class _Offers(BaseCompleter):
    """Offers values for an argument by its metavar, and ``commands`` where one may stand."""

    def __init__(self, commands: Sequence[str]) -> None:
        self._commands = commands
        self._files = FilesCompleter()

    def __call__(
        self, *, prefix: str, action: argparse.Action, parser: argparse.ArgumentParser, parsed_args: argparse.Namespace
    ) -> list[str]:
        metavar = str(action.metavar)
        if metavar == "MOMENT" and isinstance(parser, Parser):
            return list(_moments(getattr(parsed_args, "file", None), parser.words))
        offered: list[str] = []
        if not action.option_strings:
            offered += self._commands
            offered += sample_names() if metavar in RACES else ()
            offered += [MEETING] if self._commands or metavar == "MEETING.toml" else []
        if metavar in FILES or "." in metavar:
            offered += self._files(prefix)
        return offered


def _moments(file: str | None, words: Words) -> Iterator[str]:
    """Yield the moments of the race in ``file``; start and end only if it cannot be read, or none is named."""
    yield words("moment.sort.start")
    yield words("moment.sort.end")
    if file is None:
        return
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.recorded_race import load

    try:
        timeline = load(find_race(file, words)).timeline
    except (BadData, CommandRefused):
        return
    for code, numbers in (
        ("moment.offer.to_go", timeline.course.to_go_times()),
        ("moment.offer.lap", timeline.course.lap_times()),
        ("moment.offer.sprint", dict(timeline.sprints)),
        ("moment.offer.incident", range(1, len(timeline.incidents) + 1)),
    ):
        yield from (words(code, number=number) for number in numbers)
