"""``massstart passings``: convert the output of a timing system to a stream of crossings, as it arrives."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import refused
from massstart_tui.imports.passings_lines import BeforeTheGun, parse_time_of_day, passings
from massstart_tui.race.events import Crossing, Event, Start
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.fault_messages import fault_line
from massstart_tui.stream.codec import FORMAT, VERSION, Header, encode_event, encode_header
from massstart_tui.stream.faults import BadData, Fault, unreadable
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Words


class PassingsOptions(NamedTuple):
    """Which passings of which start sheet to convert, and where to."""

    words: Words
    file: str
    sheet: str
    gun: str | None
    output: Path


OPTIONS: Final = PassingsOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the passings, the start sheet, the time of the gun, and the stream to write."""
    words = parser.words
    parser.add_argument("file", metavar="PASSINGS", help=words("help.passings"))
    parser.add_argument("--sheet", required=True, metavar="SHEET.toml", help=words("help.sheet"))
    parser.add_argument("--gun", metavar="HH:MM:SS", help=words("help.gun"))
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="RACE.jsonl", help=words("help.stream_output")
    )


def run(options: PassingsOptions) -> int:
    """Write each crossing as its line arrives; report each faulty line, and go on with the next."""
    words = options.words
    gun = _gun(options.gun, words)
    try:
        sheet = read_sheet(options.sheet).sheet
        with _lines(options.file) as lines, options.output.open("xb") as out:
            return _write(lines, sheet, gun, out, options)
    except BadData as error:
        raise refused(error, words) from error
    except FileExistsError as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.is_there_already", file=str(options.output))]) from error


def _gun(text: str | None, words: Words) -> int | None:
    gun = None if text is None else parse_time_of_day(text)
    if text is not None and gun is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.not_a_gun", given=text)])
    return gun


@contextmanager
def _lines(file: str) -> Iterator[BinaryIO]:
    """Yield the file, or standard input as it arrives, opened for reading lines; raises BadData."""
    if file == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(Path(file).open("rb"))
        except OSError as error:
            raise BadData(file, [unreadable(error)]) from error
        yield opened


def _write(lines: BinaryIO, sheet: Sheet, gun: int | None, out: BinaryIO, options: PassingsOptions) -> int:
    header = Header(format=FORMAT, version=VERSION, race=sheet)
    _append(out, encode_header(header), encode_event(Start(seq=1, t=0, type="start")))
    seq, before, wrong = 1, 0, False
    for found in passings(iter(lines.readline, b""), sheet, gun):
        if isinstance(found, Fault):
            wrong = True
            print(fault_line(options.file, found, options.words), file=sys.stderr)
        elif isinstance(found, BeforeTheGun):
            before += 1
        else:
            seq += 1
            event: Event = Crossing(seq=seq, t=found.t, type="crossing", bib=found.bib)
            _append(out, encode_event(event))
    if before:
        print(options.words("passings.before_the_gun", file=options.file, count=before), file=sys.stderr)
    print(options.words("passings.written", file=str(options.output), count=seq - 1), file=sys.stderr)
    return ExitCode.BAD_DATA if wrong else ExitCode.DONE


def _append(out: BinaryIO, *lines: bytes) -> None:
    """Append lines and sync the file, so that a follower sees a crossing as soon as it arrives."""
    out.writelines(lines)
    out.flush()
    os.fsync(out.fileno())
