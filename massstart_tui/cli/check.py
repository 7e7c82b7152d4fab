"""``massstart check``: report every fault in start sheets, streams and meetings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.output import while_it_is_read
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import STANDARD_INPUT, find_race_or_meeting, read_standard_input
from massstart_tui.report.fault_messages import fault_lines
from massstart_tui.stream.contradicted_lines import contradiction_faults
from massstart_tui.stream.faults import BadData, Fault
from massstart_tui.stream.line_checks import unknown_type
from massstart_tui.stream.reading import Recording, read
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

TOML: Final = ".toml"
"""How the file of a start sheet or a meeting ends; every other file is a stream."""
SCHEMAS = ("stream", "sheet", "meeting")


class CheckOptions(NamedTuple):
    """Which files to check, or which JSON Schema to print."""

    words: Words
    files: list[str]
    schema: str | None


OPTIONS: Final = CheckOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: files, or the name of a schema."""
    words = parser.words
    parser.add_argument("files", metavar="FILE", nargs="*", help=words("help.checked"))
    parser.add_argument("--schema", choices=SCHEMAS, help=words("help.schema"))


def run(options: CheckOptions) -> int:
    """Print a line for each fault of each file to standard output, or one line for a file without faults."""
    if options.schema:
        print(json.dumps(_schema(options.schema), indent=2))
        return ExitCode.DONE
    if not options.files:
        raise CommandRefused(ExitCode.USAGE, [options.words("refused.nothing_to_check")])
    worst = ExitCode.DONE
    for file in options.files:
        code, lines = _check(file, options.words)
        worst = max(worst, code)
        with while_it_is_read():
            print(*lines, sep="\n")
    return worst


def _schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of this name in SCHEMAS."""
    from massstart_tui.stream import line_models

    schemas = {"stream": line_models.stream_schema, "sheet": line_models.sheet_schema}
    return schemas.get(name, line_models.meeting_schema)()


def _check(file: str, words: Words) -> tuple[ExitCode, Sequence[str]]:
    """Check one file; return the exit code and the lines to print."""
    try:
        if file == STANDARD_INPUT:
            recording = read_standard_input(words)
            return _stream_checked(recording.name, recording, words)
        path = find_race_or_meeting(file, words)
        if path.suffix.lower() == TOML:
            from massstart_tui.cli.meeting_check import check_meeting
            from massstart_tui.stream.meeting_file import is_meeting_file

            if is_meeting_file(path):
                return check_meeting(path, words)
            return _checked(str(path), *_look_into_sheet(path, words), words)
        return _stream_checked(str(path), read(path), words)
    except CommandRefused as refused:
        return refused.code, refused.lines
    except BadData as error:
        from massstart_tui.report.other_files import recognised

        error = recognised(error)
        return _told(error.path, error.faults, words)


def _checked(name: str, faults: Sequence[Fault], in_order: str, words: Words) -> tuple[ExitCode, Sequence[str]]:
    return _told(name, faults, words) if faults else (ExitCode.DONE, [f"{plain(name)}: {in_order}"])


def _told(path: str, faults: Sequence[Fault], words: Words) -> tuple[ExitCode, Sequence[str]]:
    return ExitCode.BAD_DATA, fault_lines(path, faults, words, most=len(faults))


def _look_into_sheet(path: Path, words: Words) -> tuple[Sequence[Fault], str]:
    """Read a sheet; return its harmless faults, and what to print if there are none.

    Raises BadData for any other fault.
    """
    from massstart_tui.stream.sheet_file import read_sheet

    read_in = read_sheet(path)
    skaters = len(read_in.sheet.skaters)
    return read_in.faults, words("check.sheet", skaters=skaters, laps=read_in.sheet.laps)


def _stream_checked(name: str, recording: Recording, words: Words) -> tuple[ExitCode, Sequence[str]]:
    """Return the exit code of a stream, its harmless faults or that it has none, and the events of unknown types.

    Those are remarks: a stream of a later version is in order.
    """
    faults = [*recording.faults, *contradiction_faults(Timeline(recording))]
    faults.sort(key=lambda fault: fault.line or 0)
    in_order = words("check.stream", skaters=len(recording.sheet.skaters), events=len(recording))
    code, lines = _checked(name, faults, in_order, words)
    events = map(recording.lines.event, range(1, len(recording) + 1))
    remarks = [remark for event in events if (remark := unknown_type(event))]
    return code, [*lines, *fault_lines(name, remarks, words)]
