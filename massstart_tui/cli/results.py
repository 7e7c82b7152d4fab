"""``massstart results``: print the classification at a moment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.output_file import format_of, leave_races_alone, write_text
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import moment_asked, read_race
from massstart_tui.report.results_file import ENDINGS, PDF, results_bytes, texts_not_shown
from massstart_tui.report.results_page import Results, ResultsFormat, write
from massstart_tui.stream.contradicted_lines import contradictions_in
from massstart_tui.text.words import Words


class ResultsOptions(NamedTuple):
    """Of which race at which moment, the format, and where it is written."""

    words: Words
    file: str
    at: str
    format: str | None
    output: Path | None


OPTIONS: Final = ResultsOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment, a format, and a file to write to."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race_read"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    formats = [*(format_.value for format_ in ResultsFormat), PDF]
    parser.add_argument("--format", choices=formats, help=words("help.format"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=words("help.results_output"))


def run(options: ResultsOptions) -> int:
    """Write the classification to the file given with ``--output``, or to standard output."""
    words = options.words
    format_ = _format(options.format, options.output, words)
    race = read_race(options.file, words)
    leave_races_alone(options.output, options.file, words)
    with moment_asked(words):
        t = race.instant(options.at)
        found = contradictions_in(race.timeline, race.timeline.position_at(t))
        results = Results(race.at(options.at), t, race.recording.header, found)
    if options.output is None:
        write_text(write(results, ResultsFormat(format_), words), None)
    else:
        options.output.write_bytes(_content(results, format_, words))
    return ExitCode.DONE


def _format(asked: str | None, output: Path | None, words: Words) -> str:
    """Return the format: a table, unless one is asked for or implied by the file's suffix; raises CommandRefused."""
    if asked == PDF and output is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.pdf_needs_a_file")])
    return format_of(asked, output, ENDINGS, words) or ResultsFormat.TABLE.value


def _content(results: Results, format_: str, words: Words) -> bytes:
    """Return what the file is to hold; what a pdf does not show whole is told on standard error."""
    try:
        if format_ == PDF and (lacking := texts_not_shown(results, words)):
            print(words("paper.not_shown", texts=", ".join(lacking)), file=sys.stderr)
        return results_bytes(results, format_, words)
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_pdf_extra")]) from error
