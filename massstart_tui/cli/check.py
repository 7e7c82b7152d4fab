"""``massstart check``: everything that is wrong with start sheets and streams."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from massstart_tui.cli.exits import Exit, Refused
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.races import find_race
from massstart_tui.report.faults import fault_lines
from massstart_tui.stream.codec import sheet_schema, stream_schema
from massstart_tui.stream.faults import BadData, Fault
from massstart_tui.stream.reading import read
from massstart_tui.stream.sheetfile import SUFFIX, read_sheet
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

SCHEMAS = {"stream": stream_schema, "sheet": sheet_schema}


def add_arguments(parser: Parser) -> None:
    """Files, or a schema."""
    words = parser.words
    parser.add_argument("files", metavar="FILE", nargs="*", help=words("help.checked"))
    parser.add_argument("--schema", choices=list(SCHEMAS), help=words("help.schema"))


def run(args: Namespace) -> int:
    """Tell every fault of every file, a line each, on standard output; a file that is in order has a line too."""
    if args.schema:
        print(json.dumps(SCHEMAS[args.schema](), indent=2))
        return Exit.DONE
    if not args.files:
        raise Refused(Exit.USAGE, [args.words("refused.nothing_to_check")])
    codes = [_check(file, args.words) for file in args.files]
    return max(codes)


def _check(file: str, words: Words) -> Exit:
    try:
        path = find_race(file, words)
        faults, in_order = _look_into(path, words)
    except Refused as refused:
        print(*refused.lines, sep="\n")
        return refused.code
    except BadData as error:
        return _tell(error.path, error.faults, words)
    if faults:
        return _tell(str(path), faults, words)
    print(f"{plain(str(path))}: {in_order}")
    return Exit.DONE


def _tell(path: str, faults: Sequence[Fault], words: Words) -> Exit:
    print(*fault_lines(path, faults, words, most=len(faults)), sep="\n")
    return Exit.BAD_DATA


def _look_into(path: Path, words: Words) -> tuple[Sequence[Fault], str]:
    """The faults that can be lived with, and what to say where there are none; raises BadData."""
    if path.suffix.lower() == SUFFIX:
        read_in = read_sheet(path)
        skaters = len(read_in.sheet.skaters)
        return read_in.faults, words("check.sheet", skaters=skaters, laps=read_in.sheet.laps)
    recording = read(path)
    skaters = len(recording.sheet.skaters)
    return recording.faults, words("check.stream", skaters=skaters, events=len(recording))
