"""``massstart outlook``: what each skater can still reach at a moment, and what is enough."""

from __future__ import annotations

import sys
from argparse import Namespace

from massstart_tui.cli.exits import Exit, Refused
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.races import moment_asked, read_race
from massstart_tui.race.field import NoOutlook
from massstart_tui.report.outlook import Outlook, OutlookFormat, no_outlook_sentence, write_outlook
from massstart_tui.report.results import Results


def add_arguments(parser: Parser) -> None:
    """A race, a moment and a format."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    formats = [format_.value for format_ in OutlookFormat]
    parser.add_argument("--format", choices=formats, default=OutlookFormat.TABLE.value, help=words("help.format"))


def run(args: Namespace) -> int:
    """Write the outlook to standard output."""
    race = read_race(args.file, args.words)
    with moment_asked(args.words):
        outlook = Outlook(Results(race.at(args.at), race.instant(args.at), race.recording.header))
    try:
        written = write_outlook(outlook, OutlookFormat(args.format), args.words)
    except NoOutlook as error:
        raise Refused(Exit.FAILED, [no_outlook_sentence(error.reason, args.words)]) from error
    sys.stdout.write(written)
    return Exit.DONE
