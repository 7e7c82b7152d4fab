"""``massstart new``: create a start sheet from answers or a list, or a race from a published result."""

from __future__ import annotations

import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import refused
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS
from massstart_tui.report.sources import source_told
from massstart_tui.text.plain import toml_escaped
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.imports.chip_lists import ChipList
    from massstart_tui.imports.skater_list import StartList
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.stream.codec import Header
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


class NewOptions(NamedTuple):
    """What to make a start sheet or a race of; from ``title`` on, the answers to the questions about it, as typed."""

    words: Words
    from_csv: Path | None
    from_results: Path | None
    sheet: Path | None
    group: str | None
    source: str | None
    output: Path
    title: str | None
    competition: str | None
    venue: str | None
    start: str | None
    preset: str | None
    laps: str | None
    qualify: str | None


OPTIONS: Final = NewOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the output, a list or a result, and options for what these do not contain."""
    words = parser.words
    parser.add_argument("--from-csv", type=Path, metavar="FILE", help=words("help.from_csv"))
    parser.add_argument("--from-results", type=Path, metavar="FILE", help=words("help.from_results"))
    parser.add_argument("--sheet", type=Path, metavar="SHEET", help=words("help.rules_sheet"))
    parser.add_argument("--group", metavar="NAME", help=words("help.group"))
    parser.add_argument("--source", metavar="TEXT", help=words("help.result_source"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help=words("help.new.output"))
    for name, metavar in METAVARS.items():
        said = words(f"help.new.{name}", presets=", ".join(PRESETS), default=DEFAULT_PRESET)
        parser.add_argument(f"--{name}", metavar=metavar, help=said)


def run(options: NewOptions) -> int:
    """Write the sheet or the race and print how to go on; if interrupted, write nothing."""
    words = options.words
    _refuse_what_does_not_go_together(options, words)
    _refuse_in_the_way(options.output, words, race=options.from_results is not None)
    try:
        if options.from_results is not None:
            return _make_race(options, options.from_results, words)
        sheet = _sheet(options, words)
    except (EOFError, KeyboardInterrupt) as error:
        raise CommandRefused(ExitCode.INTERRUPTED, ["", words("new.nothing_written")]) from error
    _refuse_more_than_skate(options, sheet, words)
    _write(options.output, sheet, words)
    _say_how_to_go_on(options.output, sheet, words, "new.go_on")
    return ExitCode.DONE


def _say_how_to_go_on(path: Path, sheet: Sheet, words: Words, how: str) -> None:
    counted = words("new.written", file=str(path), skaters=len(sheet.skaters), laps=sheet.laps)
    if sheet.qualify is not None and sheet.qualify > len(sheet.skaters):
        print(words("new.all_go_through", qualify=sheet.qualify, skaters=len(sheet.skaters)), file=sys.stderr)
    print(counted, words(how, file=shlex.quote(str(path))), sep="\n", file=sys.stderr)


def _refuse_more_than_skate(options: NewOptions, sheet: Sheet, words: Words) -> None:
    """Raise CommandRefused if ``--qualify`` is larger than the number of skaters on the sheet.

    It is not raised after skaters were typed by hand, because what was typed would be lost.
    """
    typed = options.from_csv is None and options.from_results is None and sys.stdin.isatty()
    if options.qualify is None or typed or sheet.qualify is None or sheet.qualify <= len(sheet.skaters):
        return
    said = words("refused.qualify_too_many", qualify=sheet.qualify, skaters=len(sheet.skaters))
    raise CommandRefused(ExitCode.USAGE, [said])


def _refuse_what_does_not_go_together(options: NewOptions, words: Words) -> None:
    if options.from_csv is not None and options.from_results is not None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.list_and_result")])
    if options.source is not None and options.from_results is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.source_without_result")])
    if options.sheet is not None and options.from_results is None and options.from_csv is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_alone")])
    if options.group is not None and options.from_csv is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.group_without_list")])
    if options.sheet is not None and options.preset is not None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_and_preset")])


def _refuse_in_the_way(path: Path, words: Words, *, race: bool) -> None:
    """Refuse an output that could not be written, before any question is asked."""
    from massstart_tui.stream import samples, sheet_file

    if path.suffix.lower() != (samples.SUFFIX if race else sheet_file.SUFFIX):
        raise CommandRefused(
            ExitCode.USAGE, [words("refused.stream_suffix" if race else "refused.sheet_suffix", file=str(path))]
        )
    if os.path.lexists(path):
        raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_exists", file=str(path))])
    if not path.parent.is_dir():
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_folder", file=str(path.parent))])


def _make_race(options: NewOptions, path: Path, words: Words) -> int:
    """Write the race of a published result, and print which parts of it are worked out."""
    from massstart_tui.imports.published_results import read_results
    from massstart_tui.imports.result_race import race_of
    from massstart_tui.stream.codec import BadLine
    from massstart_tui.stream.faults import BadData

    source = options.source or path.name
    try:
        table = read_results(path)
        sheet = _about(options, {**table.beside, **table.told_of_the_race()}, words)
        race = race_of(table, sheet, source, lambda basis: words(f"basis.{basis}", source=source))
    except BadData as error:
        raise refused(error, words) from error
    except BadLine as error:
        raise refused(BadData(str(path), error.faults), words) from error
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_pdf_results_extra")]) from error
    _tell(str(path), race.faults, words)
    _refuse_more_than_skate(options, race.header.race, words)
    _write_stream(options.output, race.stream, words)
    _tell_what_is_worked_out(race.header, words)
    _say_how_to_go_on(options.output, race.header.race, words, "new.replay")
    return ExitCode.DONE


def _about(options: NewOptions, told: Mapping[str, str | int], words: Words) -> Sheet:
    """Return the sheet to which a list or a result is added.

    It comes from ``--sheet`` and options, or else from options, the result and answers.
    """
    from massstart_tui.cli.sheet_questions import answers_given, race_of
    from massstart_tui.report.fault_messages import fault_line
    from massstart_tui.stream.sheet_file import read_sheet

    if options.sheet is None:
        answers = _answers(options, words, asks=sys.stdin.isatty(), told=told)
        return race_of(answers, _id(answers["title"]) or _id(options.output.stem) or "race")
    answers, faults = answers_given(options._asdict())
    if faults:
        raise CommandRefused(ExitCode.USAGE, [fault_line("", fault, words) for fault in faults])
    given = read_sheet(options.sheet)
    _tell(str(options.sheet), given.faults, words)
    return replace(given.sheet, **answers)


def _write_stream(path: Path, stream: bytes, words: Words) -> None:
    """Write the stream to a new file, whole or not at all."""
    from massstart_tui.stream.durable_files import write_new

    try:
        write_new(path, stream)
    except FileExistsError as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_exists", file=str(path))]) from error


def _tell_what_is_worked_out(header: Header, words: Words) -> None:
    from massstart_tui.stream.header_names import DOUBTFUL

    for entry in header.provenance:
        if entry.kind in DOUBTFUL:
            kind = words(f"provenance.{entry.kind}")
            told = words("results.provenance", about=words(f"about.{entry.about}"), kind=kind)
            print(f"{told} ({source_told(entry, words.language)})", file=sys.stderr)


def _sheet(options: NewOptions, words: Words) -> Sheet:
    """Return the sheet made from the list, the options, and answers to what they leave open."""
    from massstart_tui.cli.sheet_questions import ask_for_skaters

    if options.from_csv is not None:
        return _with_the_list(options, options.from_csv, words)
    race = _about(options, {}, words)
    return ask_for_skaters(race, words) if sys.stdin.isatty() else _from_pipe(race, words)


def _with_the_list(options: NewOptions, path: Path, words: Words) -> Sheet:
    """Return the sheet with the skaters of a list, or with ``--sheet`` that sheet with the transponders of the list."""
    from massstart_tui.imports.chip_lists import ChipList, chips_with_names, with_chips
    from massstart_tui.stream.codec import BadLine
    from massstart_tui.stream.faults import BadData

    listed = _listed(options, path, words)
    if options.sheet is None and not isinstance(listed, ChipList):
        return replace(_about(options, listed.told, words), skaters=listed.skaters)
    race = _about(options, {}, words)
    try:
        chips = listed if isinstance(listed, ChipList) else chips_with_names(listed)
        sheet, remarks = with_chips(race, chips)
    except BadLine as error:
        raise refused(BadData(str(path), error.faults), words) from error
    _tell(str(path), remarks, words)
    return sheet


def _listed(options: NewOptions, path: Path, words: Words) -> StartList | ChipList:
    """Return what a list has; refuse one without names if there is no sheet that has them."""
    from massstart_tui.imports.file_parsing import parsed_file
    from massstart_tui.imports.starting_lists import starting_list_in
    from massstart_tui.stream.faults import BadData

    try:
        listed = parsed_file(path, lambda file: starting_list_in(file, options.group, named=options.sheet is None))
    except BadData as error:
        raise refused(error, words) from error
    _tell(str(path), listed.faults, words)
    return listed


def _from_pipe(race: Sheet, words: Words) -> Sheet:
    from massstart_tui.cli.sheet_questions import PIPE, skaters_from_pipe
    from massstart_tui.stream.faults import BadData

    try:
        sheet, remarks = skaters_from_pipe(race, sys.stdin.buffer.read())
    except BadData as error:
        raise refused(error, words) from error
    _tell(PIPE, remarks, words)
    return sheet


def _answers(
    options: NewOptions, words: Words, *, asks: bool, told: Mapping[str, str | int] | None = None
) -> dict[str, Any]:
    """Return what the sheet says about the race.

    ``told`` is what a result says: no option has to repeat it, and nobody is asked for it. Raises CommandRefused for
    wrong options, and without a terminal for missing ones.
    """
    from massstart_tui.cli.sheet_questions import answers_given, ask_for_the_rest, with_defaults
    from massstart_tui.report.fault_messages import fault_line

    answers, faults = answers_given(options._asdict())
    answers = {**(told or {}), **answers}
    if not asks:
        answers, missing = with_defaults(answers)
        wrong = {fault.field for fault in faults}
        faults += [fault for fault in missing if fault.field not in wrong]
    if faults:
        raise CommandRefused(ExitCode.USAGE, [fault_line("", fault, words) for fault in faults])
    if asks:
        with suppress(ImportError):  # Windows edits lines by itself
            import readline  # noqa: F401 - importing it enables line editing
        answers = ask_for_the_rest(answers, words)
    return answers


def _tell(path: str, faults: Iterable[Fault], words: Words) -> None:
    """Print the first faults, and how many more there are."""
    from massstart_tui.report.fault_messages import fault_lines

    for line in fault_lines(path, [*faults], words):
        print(line, file=sys.stderr)


def _id(title: str) -> str:
    """Return an id for the race from its title: lower-case ASCII letters and digits, with hyphens between words."""
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", title)).encode("ascii", "ignore").decode().lower()
    return NOT_IN_AN_ID.sub("-", letters).strip("-")


def _write(path: Path, sheet: Sheet, words: Words) -> None:
    """Write the sheet to a new file; if that fails, print it to standard output, so that nothing typed is lost."""
    from massstart_tui.cli.output import hand_over
    from massstart_tui.stream.sheet_file import sheet_as_toml, write_new_sheet

    try:
        write_new_sheet(path, sheet)
    except OSError as error:
        hand_over(sheet_as_toml(sheet).encode(), toml_escaped)
        print(words("new.not_written", file=str(path)), file=sys.stderr)
        if isinstance(error, FileExistsError):
            raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_exists", file=str(path))]) from error
        raise
