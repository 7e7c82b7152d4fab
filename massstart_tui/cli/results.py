"""``massstart results``: the classification at a moment."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from massstart_tui.cli.exits import Exit, Refused
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.races import moment_asked, read_race
from massstart_tui.report.results import Format, Results, page_of, write
from massstart_tui.text.words import Words

PDF: Final = "pdf"


def add_arguments(parser: Parser) -> None:
    """A race, a moment, a format, and a file to write it to."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    formats = [*(format_.value for format_ in Format), PDF]
    parser.add_argument("--format", choices=formats, default=Format.TABLE.value, help=words("help.format"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=words("help.results_output"))


def run(args: Namespace) -> int:
    """Write the classification to the file that was asked for, else to standard output."""
    words: Words = args.words
    if args.format == PDF and args.output is None:
        raise Refused(Exit.USAGE, [words("refused.pdf_needs_a_file")])
    race = read_race(args.file, words)
    with moment_asked(words):
        results = Results(race.at(args.at), race.instant(args.at), race.recording.header)
    if args.format == PDF:
        args.output.write_bytes(_pdf(results, words))
    elif args.output is None:
        sys.stdout.write(write(results, Format(args.format), words))
    else:
        args.output.write_bytes(write(results, Format(args.format), words).encode())
    return Exit.DONE


def _pdf(results: Results, words: Words) -> bytes:
    try:
        from massstart_tui.report.paper import as_pdf
    except ImportError as error:
        raise Refused(Exit.FAILED, [words("refused.no_pdf_extra")]) from error
    return as_pdf(page_of(results, words), words)
