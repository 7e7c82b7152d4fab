"""``massstart report``: print a report of the race in prose, as a newspaper would."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.output_file import format_of, leave_races_alone, write_text
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import moment_asked, read_race
from massstart_tui.report.story.formats import REPORT_ENDINGS, ReportFormat, report_of, write
from massstart_tui.stream.reading import collector_at_rest
from massstart_tui.text.words import Words


class ReportOptions(NamedTuple):
    """Of which race at which moment, the format, and where it is written."""

    words: Words
    file: str
    at: str
    format: str | None
    output: Path | None


OPTIONS: Final = ReportOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment, a format, and a file to write to."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race_read"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    formats = [format_.value for format_ in ReportFormat]
    parser.add_argument("--format", choices=formats, help=words("help.report_format"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=words("help.text_output"))


def run(options: ReportOptions) -> int:
    """Write the report to the file given with ``--output``, or to standard output."""
    format_ = format_of(options.format, options.output, REPORT_ENDINGS, options.words) or ReportFormat.TEXT
    race = read_race(options.file, options.words)
    leave_races_alone(options.output, options.file, options.words)
    # A long report is many sentences, none of which forms a cycle.
    with moment_asked(options.words), collector_at_rest():
        report = report_of(race.timeline, race.instant(options.at), options.words)
    write_text(write(report, ReportFormat(format_)), options.output)
    return ExitCode.DONE
