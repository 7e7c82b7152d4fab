"""``massstart report``: print a report of the race in prose, as a newspaper would."""

from __future__ import annotations

import sys
from typing import Final, NamedTuple

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import moment_asked, read_race
from massstart_tui.report.story.formats import ReportFormat, report_of, write
from massstart_tui.stream.reading import collector_at_rest
from massstart_tui.text.words import Words


class ReportOptions(NamedTuple):
    """Of which race at which moment, and the format."""

    words: Words
    file: str
    at: str
    format: str


OPTIONS: Final = ReportOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment and a format."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race_read"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    formats = [format_.value for format_ in ReportFormat]
    parser.add_argument("--format", choices=formats, default=ReportFormat.TEXT.value, help=words("help.report_format"))


def run(options: ReportOptions) -> int:
    """Write the report to standard output."""
    race = read_race(options.file, options.words)
    # A long report is many sentences, none of which forms a cycle.
    with moment_asked(options.words), collector_at_rest():
        report = report_of(race.timeline, race.instant(options.at), options.words)
    sys.stdout.write(write(report, ReportFormat(options.format)))
    return ExitCode.DONE
