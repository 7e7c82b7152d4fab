"""``massstart outlook``: print what each skater can still reach at a moment, and what suffices for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.output_file import format_of, leave_races_alone, write_text
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import moment_asked, read_race
from massstart_tui.race.contenders import NoOutlook
from massstart_tui.report.outlook_page import Outlook, OutlookFormat, Supposed, no_outlook_sentence, write_outlook
from massstart_tui.report.results_page import Results
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words


class OutlookOptions(NamedTuple):
    """Of which race at which moment, what to suppose, the format, and where it is written."""

    words: Words
    file: str
    at: str
    what_if: str | None
    format: str | None
    output: Path | None


OPTIONS: Final = OutlookOptions
_ENDINGS: Final = {".txt": OutlookFormat.TABLE.value, ".json": OutlookFormat.JSON.value}
"""The format implied by a file's suffix."""


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment, a supposition, a format, and a file to write to."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race_read"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    parser.add_argument("--if", dest="what_if", metavar="TEXT", help=words("help.if"))
    formats = [format_.value for format_ in OutlookFormat]
    parser.add_argument("--format", choices=formats, help=words("help.format"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=words("help.text_output"))


def run(options: OutlookOptions) -> int:
    """Write the outlook to the file given with ``--output``, or to standard output."""
    format_ = format_of(options.format, options.output, _ENDINGS, options.words) or OutlookFormat.TABLE
    race = read_race(options.file, options.words)
    leave_races_alone(options.output, options.file, options.words)
    with moment_asked(options.words):
        now = Results(race.at(options.at), race.instant(options.at), race.recording.header)
    outlook = Outlook(now) if options.what_if is None else _supposed(options.what_if, now, options.words)
    try:
        written = write_outlook(outlook, OutlookFormat(format_), options.words)
    except NoOutlook as error:
        raise CommandRefused(ExitCode.FAILED, [no_outlook_sentence(error.reason, options.words)]) from error
    write_text(written, options.output)
    return ExitCode.DONE


def _supposed(text: str, now: Results, words: Words) -> Outlook:
    """Return the outlook under the supposition ``text``; raise CommandRefused if it is not a valid one."""
    from massstart_tui.entry.problems import Problem, problem_sentence
    from massstart_tui.entry.situation import Situation
    from massstart_tui.entry.supposed_lines import read_what_if, told

    try:
        what_if = read_what_if(text, Situation(now.state.sheet, now.state, now.t, None))
    except Problem as problem:
        wrong = plain(text[problem.start : problem.end]).strip(" :")
        place = f"--if: {wrong}: " if wrong else "--if: "
        raise CommandRefused(ExitCode.USAGE, [place + problem_sentence(problem, words)]) from problem
    return Outlook(replace(now, state=what_if.state), Supposed(text, told(what_if, words), now))
