"""``massstart new``: a start sheet, asked for or taken from a list."""

from __future__ import annotations

import os
import re
import shlex
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from massstart_tui.cli.exits import Exit, Refused
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.races import refused
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.stream.csvlist import StartList
    from massstart_tui.stream.faults import Fault

METAVARS: Final = {
    "title": "TEXT",
    "competition": "TEXT",
    "venue": "TEXT",
    "start": "TIME",
    "preset": "PRESET",
    "laps": "N",
    "qualify": "N",
}
NOT_IN_AN_ID: Final = re.compile(r"[^a-z0-9]+")
APOSTROPHES: Final = re.compile("['’‘]")


def add_arguments(parser: Parser) -> None:
    """Where the sheet goes, a list, and what a list does not have."""
    words = parser.words
    parser.add_argument("--from-csv", type=Path, metavar="FILE", help=words("help.from_csv"))
    parser.add_argument(
        "-o", "--output", type=Path, metavar="SHEET.toml", required=True, help=words("help.sheet_output")
    )
    for name, metavar in METAVARS.items():
        said = words(f"help.new.{name}", presets=", ".join(PRESETS), default=DEFAULT_PRESET)
        parser.add_argument(f"--{name}", metavar=metavar, help=said)


def run(args: Namespace) -> int:
    """Write the sheet, and say how to go on; what is left before its end leaves nothing behind."""
    words: Words = args.words
    _refuse_in_the_way(args.output, words)
    try:
        sheet = _sheet(args, words)
    except (EOFError, KeyboardInterrupt) as error:
        raise Refused(Exit.INTERRUPTED, ["", words("new.nothing_written")]) from error
    _write(args.output, sheet, words)
    counted = words("new.written", file=str(args.output), skaters=len(sheet.skaters), laps=sheet.laps)
    print(counted, words("new.go_on", file=shlex.quote(str(args.output))), sep="\n", file=sys.stderr)
    return Exit.DONE


def _refuse_in_the_way(path: Path, words: Words) -> None:
    """What would stop the sheet from being written is told before anything is asked."""
    from massstart_tui.stream.sheetfile import SUFFIX

    if path.suffix.lower() != SUFFIX:
        raise Refused(Exit.USAGE, [words("refused.sheet_suffix", file=str(path))])
    if os.path.lexists(path):
        raise Refused(Exit.USAGE, [words("refused.sheet_exists", file=str(path))])
    if not path.parent.is_dir():
        raise Refused(Exit.USAGE, [words("refused.no_folder", file=str(path.parent))])


def _sheet(args: Namespace, words: Words) -> Sheet:
    """The sheet of the list and the options, and of the answers to what they leave open."""
    from massstart_tui.cli.asking import ask_for_skaters, race_of

    listed = _listed(args.from_csv, words) if args.from_csv else None
    asks = sys.stdin.isatty()
    answers = _answers(args, words, asks=asks)
    race = race_of(answers, _id(answers["title"]) or _id(args.output.stem) or "race")
    if listed is not None:
        return replace(race, skaters=listed.skaters)
    return ask_for_skaters(race, words) if asks else _from_pipe(race, words)


def _listed(path: Path, words: Words) -> StartList:
    from massstart_tui.stream.csvlist import read_list
    from massstart_tui.stream.faults import BadData

    try:
        listed = read_list(path)
    except BadData as error:
        raise refused(error, words) from error
    _tell(str(path), listed.faults, words)
    return listed


def _from_pipe(race: Sheet, words: Words) -> Sheet:
    from massstart_tui.cli.asking import PIPE, skaters_from_pipe
    from massstart_tui.stream.faults import BadData

    try:
        sheet, remarks = skaters_from_pipe(race, sys.stdin.buffer.read())
    except BadData as error:
        raise refused(error, words) from error
    _tell(PIPE, remarks, words)
    return sheet


def _answers(args: Namespace, words: Words, *, asks: bool) -> dict[str, Any]:
    """What the sheet says about the race; raises Refused for options that are wrong, or lack without a terminal."""
    from massstart_tui.cli.asking import answers_given, ask_for_the_rest, with_defaults
    from massstart_tui.report.faults import fault_line

    answers, faults = answers_given(vars(args))
    if not asks:
        answers, missing = with_defaults(answers)
        told = {fault.field for fault in faults}
        faults += [fault for fault in missing if fault.field not in told]
    if faults:
        raise Refused(Exit.USAGE, [fault_line("", fault, words) for fault in faults])
    if asks:
        with suppress(ImportError):  # Windows edits a line by itself
            import readline  # noqa: F401 - loading it is what lets a line be edited
        answers = ask_for_the_rest(answers, words)
    return answers


def _tell(path: str, faults: Iterable[Fault], words: Words) -> None:
    from massstart_tui.report.faults import fault_line

    for fault in faults:
        print(fault_line(path, fault, words), file=sys.stderr)


def _id(title: str) -> str:
    """A name for the race from its title: small letters and digits, with strokes between the words."""
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", title)).encode("ascii", "ignore").decode().lower()
    return NOT_IN_AN_ID.sub("-", letters).strip("-")


def _write(path: Path, sheet: Sheet, words: Words) -> None:
    """Write it where nothing is; where it cannot be written, what was typed goes to standard output."""
    from massstart_tui.stream.sheetwriting import sheet_as_toml, write_new_sheet

    try:
        write_new_sheet(path, sheet)
    except OSError as error:
        print(sheet_as_toml(sheet), end="")
        print(words("new.not_written", file=str(path)), file=sys.stderr)
        if isinstance(error, FileExistsError):
            raise Refused(Exit.USAGE, [words("refused.sheet_exists", file=str(path))]) from error
        raise
