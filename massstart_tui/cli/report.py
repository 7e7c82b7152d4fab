"""``massstart report``: print a report of the race in prose, as a newspaper would."""

from __future__ import annotations

import sys
from argparse import Namespace

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import moment_asked, read_race
from massstart_tui.report.story.formats import ReportFormat, report_of, write


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment and a format."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    formats = [format_.value for format_ in ReportFormat]
    parser.add_argument("--format", choices=formats, default=ReportFormat.TEXT.value, help=words("help.report_format"))


def run(args: Namespace) -> int:
    """Write the report to standard output."""
    race = read_race(args.file, args.words)
    with moment_asked(args.words):
        report = report_of(race.timeline, race.instant(args.at), args.words)
    sys.stdout.write(write(report, ReportFormat(args.format)))
    return ExitCode.DONE
