"""Find and read the race that a command line names by path or by the name of a sample."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.stream.regular_files import HANDED
from massstart_tui.stream.samples import meeting_path, sample_names, sample_path
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.reading import Recording
    from massstart_tui.stream.recorded_race import Race

STANDARD_INPUT: Final = "-"


def find_race(file: str, words: Words) -> Path:
    """Return the path of a file, or of the sample of this name.

    Raises CommandRefused with the nearest sample's name if it is neither, also if it is that of a sample meeting; and
    if it is standard input and that is a keyboard.
    """
    path = Path(file)
    if file.startswith(HANDED) and path.resolve() == Path("/dev/stdin").resolve():
        refuse_a_keyboard(words)
    if is_there(path):
        return path
    if sample := sample_path(file):
        return sample
    from massstart_tui.report.fault_messages import fault_line
    from massstart_tui.stream.faults import Fault, Flaw, nearest

    flaw = Flaw.NAMES_A_MEETING if meeting_path(file) else Flaw.NOT_FOUND
    fault = Fault(None, "", flaw, {"nearest": nearest(file, sample_names())})
    raise CommandRefused(ExitCode.BAD_DATA, [fault_line(file, fault, words)])


def is_handed(file: str) -> bool:
    """Return whether ``file`` names something that is open in this process, which may be a pipe."""
    return file == STANDARD_INPUT or file.startswith(HANDED)


def find_race_or_meeting(file: str, words: Words) -> Path:
    """Return the path of a file, or of the sample race or meeting of this name; raises as `find_race` does."""
    meeting = None if is_there(Path(file)) else meeting_path(file)
    return meeting or find_race(file, words)


def is_address(name: str) -> bool:
    """Return whether ``name`` is meant as an address of any scheme; a wrong one is then refused as an address."""
    return "://" in name


def is_there(path: Path) -> bool:
    """Return whether anything exists at ``path``, also if permission to look is denied."""
    try:
        return path.exists()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def read_race(file: str, words: Words, called: str = "") -> Race:
    """Read the race in ``file``, a path or the name of a sample; ``-`` is standard input.

    Faults name it ``called``, if that is given. Harmless ones are printed to standard error; raises CommandRefused for
    any other.
    """
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.reading import read
    from massstart_tui.stream.recorded_race import Race

    try:
        race = Race(read_standard_input(words) if file == STANDARD_INPUT else read(find_race(file, words)))
    except BadData as error:
        raise refused(BadData(called or error.path, error.faults), words) from error
    for line in fault_lines(called or race.recording.name, race.recording.faults, words):
        print(line, file=sys.stderr)
    return race


def read_standard_input(words: Words) -> Recording:
    """Read the stream on standard input, which is named so in faults.

    Raises BadData, or CommandRefused if it is a keyboard.
    """
    from massstart_tui.stream.reading import read_from

    refuse_a_keyboard(words)
    return read_from(sys.stdin.buffer, words("source.standard_input"))


def refuse_a_keyboard(words: Words) -> None:
    """Raise CommandRefused if standard input is a keyboard, from which no race is read."""
    if sys.stdin.isatty():
        raise CommandRefused(ExitCode.USAGE, [words("refused.nothing_piped")])


def refused(error: BadData, words: Words) -> CommandRefused:
    """Convert bad data to the end of a command: the first faults, a line each, and how many more there are.

    Of a file of another kind it is told which command takes it.
    """
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.report.other_files import recognised

    error = recognised(error)
    return CommandRefused(ExitCode.BAD_DATA, fault_lines(error.path, error.faults, words))


@contextmanager
def moment_asked(words: Words) -> Iterator[None]:
    """Convert an invalid moment, or one that the race does not have, to CommandRefused."""
    from massstart_tui.report.moment_faults import moment_problem
    from massstart_tui.stream.moments import NoSuchMoment, NotAMoment

    try:
        yield
    except (NotAMoment, NoSuchMoment) as error:
        raise CommandRefused(ExitCode.USAGE, [moment_problem(error, words)]) from error
