"""Find the heats of a race through a meeting in the same folder, for a race that was opened by its own file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from massstart_tui.race.meeting import Heat, HeatOf, MeetingRace, heat_of
from massstart_tui.stream.meeting_file import MeetingFile, quick_look_at_meeting
from massstart_tui.stream.meeting_races import Programme, read_entries

MOST_FILES: Final = 100
"""How many files of a folder are tried at most, so that a large folder does not delay a race."""


def heats_beside(path: Path) -> tuple[Heat, ...]:
    """Return the heats of the race whose stream or start sheet is at ``path``; none if no meeting there has it."""
    for file, race in _races_in(path.parent):
        files = [(file.folder / name).resolve() for name in (race.stream, race.sheet) if name]
        if race.heats and path.resolve() in files:
            return Programme(file, read_entries(file)).heats_of(race, whole=True)
    return ()


def final_beside(path: Path) -> HeatOf | None:
    """Return the final that the race whose stream is at ``path`` fills; None if no meeting there says so."""
    for file, race in _races_in(path.parent):
        if race.stream and (file.folder / race.stream).resolve() == path.resolve():
            return heat_of(file.meeting, race.id)
    return None


def _races_in(folder: Path) -> Iterator[tuple[MeetingFile, MeetingRace]]:
    for toml in islice(sorted(folder.glob("*.toml")), MOST_FILES):
        if file := quick_look_at_meeting(toml):
            yield from ((file, race) for race in file.meeting.races)
