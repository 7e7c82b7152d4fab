"""Check a meeting and the files of its races, for ``massstart check``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from massstart_tui.cli.exits import ExitCode
from massstart_tui.race.misfits import Misfit
from massstart_tui.report.fault_messages import fault_line
from massstart_tui.stream.meeting_file import read_meeting
from massstart_tui.stream.meeting_races import Programme, final_faults, heat_faults, read_entries
from massstart_tui.stream.programme_race import FileFault
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words


def check_meeting(path: Path, words: Words) -> tuple[ExitCode, Sequence[str]]:
    """Check a meeting and the files of its races; each fault is reported under its own file."""
    file = read_meeting(path)
    programme = Programme(file, read_entries(file))
    told = [FileFault(str(path), fault) for fault in file.faults]
    for index, entry in enumerate(programme.entries):
        told += entry.faults
        heats = programme.heats_of(entry.race, whole=True)
        # that a heat is still to come is how a meeting begins: it is reported, but not as a fault
        told += (each for each in heat_faults(file, index, heats) if not each.fault.harmless)
        told += final_faults(file, entry, heats)
    waiting = [*_waiting(programme, words), *_open(programme, words)]
    if told:
        return ExitCode.BAD_DATA, [*(fault_line(each.path, each.fault, words) for each in told), *waiting]
    in_order = words("check.meeting", races=len(programme.entries))
    return ExitCode.DONE, [f"{plain(str(path))}: {in_order}", *waiting]


def _open(programme: Programme, words: Words) -> Iterator[str]:
    """Yield what is still open in heats that are over, such as who is through.

    It is incomplete knowledge and not a fault of the meeting.
    """
    for index, entry in enumerate(programme.entries):
        for told in heat_faults(programme.file, index, programme.heats_of(entry.race, whole=True)):
            if told.fault.code in (Misfit.THROUGH_OPEN, Misfit.RANK_OPEN):
                yield fault_line(told.path, told.fault, words)


def _waiting(programme: Programme, words: Words) -> Iterator[str]:
    """Yield the finals that are to come: with the heats they wait for, else with their file that is not there yet."""
    file = str(programme.file.path)
    for entry in programme.entries:
        heats = [heat.id for heat in programme.heats_of(entry.race, whole=True) if not heat.over]
        if heats:
            named = ", ".join(f"‘{heat}’" for heat in heats)
            yield words("check.waits", file=file, race=entry.race.id, heats=named)
        elif entry.race.heats and entry.latest is None and not entry.faults:
            given = entry.race.sheet or entry.race.stream
            if given:
                yield words("check.to_make", file=file, race=entry.race.id, given=given)
