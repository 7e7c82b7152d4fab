"""The file that a command writes its text to with ``-o``: the format that its ending stands for, and what it may be."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.race_argument import STANDARD_INPUT, find_race
from massstart_tui.stream.reading import holds_a_stream
from massstart_tui.text.words import Words


def format_of(asked: str | None, output: Path | None, endings: Mapping[str, str], words: Words) -> str | None:
    """Return the format asked for, else the one that the file's suffix stands for by ``endings``; None for neither.

    Raises CommandRefused if the two differ, or if there is only a suffix that stands for no format.
    """
    by_ending = None if output is None else endings.get(output.suffix.lower())
    if asked and by_ending and asked != by_ending:
        told = {"file": str(output), "given": asked, "wanted": by_ending}
        raise CommandRefused(ExitCode.USAGE, [words("refused.other_ending", **told)])
    if output is not None and output.suffix and not (asked or by_ending):
        said = words("refused.no_such_ending", file=str(output), endings=", ".join(endings))
        raise CommandRefused(ExitCode.USAGE, [said])
    return asked or by_ending


def leave_races_alone(output: Path | None, file: str, words: Words) -> None:
    """Raise CommandRefused if ``output`` holds a recorded race, which may be the only copy, or the race in ``file``."""
    if output is None or not output.is_file():
        return
    same = file != STANDARD_INPUT and output.samefile(find_race(file, words))
    if same or holds_a_stream(output):
        raise CommandRefused(ExitCode.USAGE, [words("refused.holds_a_race", file=str(output))])


def write_text(text: str, output: Path | None) -> None:
    """Write ``text`` to the file ``output``, or to standard output if it is None."""
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_bytes(text.encode())
