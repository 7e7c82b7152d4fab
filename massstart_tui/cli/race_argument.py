"""The race that a command is about: found by path or by the name of a sample, and read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.stream.samples import meeting_path, sample_names, sample_path
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.recorded_race import Race


def find_race(file: str, words: Words) -> Path:
    """The path of a file, or of the sample of this name; raises Refused with the nearest sample where it is neither."""
    path = Path(file)
    if is_there(path):
        return path
    if sample := sample_path(file):
        return sample
    from massstart_tui.report.fault_messages import fault_line
    from massstart_tui.stream.faults import Fault, Flaw, nearest

    fault = Fault(None, "", Flaw.NOT_FOUND, {"nearest": nearest(file, sample_names())})
    raise CommandRefused(ExitCode.BAD_DATA, [fault_line(file, fault, words)])


def find_race_or_meeting(file: str, words: Words) -> Path:
    """The path of a file, or of the sample race or meeting of this name; raises Refused as `find_race`."""
    meeting = None if is_there(Path(file)) else meeting_path(file)
    return meeting or find_race(file, words)


def is_there(path: Path) -> bool:
    """Whether anything is at ``path``; something that may not be looked at is."""
    try:
        return path.exists()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def read_race(file: str, words: Words) -> Race:
    """The race in ``file``, a path or a sample; raises Refused. What can be lived with goes to standard error."""
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.recorded_race import load

    path = find_race(file, words)
    try:
        race = load(path)
    except BadData as error:
        raise refused(error, words) from error
    for line in fault_lines(str(path), race.recording.faults, words):
        print(line, file=sys.stderr)
    return race


def refused(error: BadData, words: Words) -> CommandRefused:
    """Bad data as the end of a command: the first of its faults a line each, and how many there are more."""
    from massstart_tui.report.fault_messages import fault_lines

    return CommandRefused(ExitCode.BAD_DATA, fault_lines(error.path, error.faults, words))


@contextmanager
def moment_asked(words: Words) -> Iterator[None]:
    """A moment that is none, or that a race does not have, as the end of a command: raises Refused."""
    from massstart_tui.report.moment_faults import moment_problem
    from massstart_tui.stream.moments import NoSuchMoment, NotAMoment

    try:
        yield
    except (NotAMoment, NoSuchMoment) as error:
        raise CommandRefused(ExitCode.USAGE, [moment_problem(error, words)]) from error
