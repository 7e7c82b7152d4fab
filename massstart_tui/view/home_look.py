"""What the home page shows of files: those opened last, those in the viewer's folder, and which meeting is on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.samples import meeting_path, samples_folder
from massstart_tui.view.own_files import FileSort, OwnFile, looked_at, own_files
from massstart_tui.view.watched_races import SeenSoFar, Watched, is_the_same

if TYPE_CHECKING:
    from massstart_tui.stream.meeting_file import MeetingFile
    from massstart_tui.stream.meeting_races import Programme

MOST_RECENT: Final = 6


class RecordedSoFar(NamedTuple):
    """How far a race is recorded: laps ``to_go`` (None before the gun), and whether its result is official."""

    to_go: int | None
    official: bool


class RecentFile(NamedTuple):
    """A file that was opened, at ``opened``; ``seen`` is how far its race was watched, None if it was not.

    ``recorded`` is looked up only where it gives nothing away: of a race under way, or watched to its end.
    """

    file: OwnFile
    seen: SeenSoFar | None
    opened: datetime
    recorded: RecordedSoFar | None = None

    @property
    def name(self) -> str:
        """The name of the file; a sample is called as on the command line."""
        path = self.file.path
        return path.stem if path.parent == samples_folder() else path.name


class HomeLook(NamedTuple):
    """The files as they are.

    ``unreadable`` says why the folder cannot be listed, empty if it can. ``meeting`` is the programme to show, which is
    ``own`` unless it is the sample.
    """

    recent: tuple[RecentFile, ...]
    files: tuple[OwnFile, ...]
    unreadable: str
    meeting: Path | None
    own: bool


def look_around(folder: Path, opened: Iterable[Watched], *, by_name: bool = False) -> HomeLook:
    """Look at the files in ``folder``, and at those that were ``opened``, the latest first.

    With ``by_name`` those in the folder are in the order of their names.
    """
    unreadable, files = "", []
    try:
        files = own_files(folder)
        if by_name:
            files.sort(key=lambda file: file.path.name)
    except OSError as error:
        unreadable = error.strerror or type(error).__name__
    recent = [found for each in opened if (found := _recent(each))]
    known = [*files, *(each.file for each in recent)]
    meetings = [file.path for file in known if file.sort is FileSort.MEETING]
    meeting = meetings[0] if meetings else meeting_path()
    return HomeLook(tuple(recent[:MOST_RECENT]), tuple(files), unreadable, meeting, bool(meetings))


def _recent(each: Watched) -> RecentFile | None:
    """Return the file as it is now; None if it is not there any more."""
    file = looked_at(each.path)
    if file is None:
        return None
    known = each.seen.furthest >= 0 and is_the_same(each.path, each.begins)
    told = file.recording or (known and each.seen.over)
    return RecentFile(file, each.seen if known else None, each.opened, _recorded(each.path) if told else None)


def _recorded(path: Path) -> RecordedSoFar | None:
    """Return how far the race at ``path`` is recorded; None if it cannot be read."""
    try:
        found = path.stat()
    except OSError:
        return None
    return _read_to_its_end(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4 * MOST_RECENT)
def _read_to_its_end(path: Path, _changed: int, _size: int) -> RecordedSoFar | None:
    """Return how far a race is recorded; it is read again if its file has changed."""
    from massstart_tui.race.state import Phase  # noqa: PLC0415 - nothing of it is needed for the first picture
    from massstart_tui.stream.faults import BadData  # noqa: PLC0415 - the same
    from massstart_tui.stream.recorded_race import load  # noqa: PLC0415 - the same

    try:
        state = load(path).at("end")
    except BadData:
        return None
    begun = state.phase is not Phase.SCHEDULED
    return RecordedSoFar(state.to_go if begun else None, state.phase is Phase.OFFICIAL)


def programme_of(path: Path | None, *, spoilers: bool) -> Programme | None:
    """Return the programme of the meeting at ``path`` after a quick look; None if it cannot be read."""
    from massstart_tui.stream.meeting_file import quick_look_at_meeting  # noqa: PLC0415 - the page is drawn first without it
    from massstart_tui.stream.meeting_races import Programme, quick_look_at_entries  # noqa: PLC0415 - the same

    if path is None or (file := quick_look_at_meeting(path) or _meeting_read(path)) is None:
        return None
    return Programme(file, quick_look_at_entries(file), spoilers=spoilers)


def _meeting_read(path: Path) -> MeetingFile | None:
    """Return the meeting at ``path``; None if it cannot be read."""
    from massstart_tui.stream.faults import BadData  # noqa: PLC0415 - a quick look needs no pydantic
    from massstart_tui.stream.meeting_file import read_meeting  # noqa: PLC0415 - the same

    try:
        return read_meeting(path)
    except BadData:
        return None
