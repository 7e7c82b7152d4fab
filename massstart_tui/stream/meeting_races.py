"""Open the races of a meeting, read them again when their files change, and limit what is shown of them.

A recording must not reveal what has not been watched: of each race is shown how far it was watched, or followed while
it was under way, or all of it if spoilers were asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from massstart_tui.race.meeting import LASTS, Finalist, Heat, MeetingRace, on_and_next
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.stream.earlier_races import Earlier, earlier_rows
from massstart_tui.stream.meeting_file import RACES, MeetingFile
from massstart_tui.stream.programme_race import FileFault, ProgrammeRace, Stamp
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.stream.samples import is_sample

if TYPE_CHECKING:
    from massstart_tui.stream.recorded_race import Race


def quick_look_at_entries(file: MeetingFile) -> tuple[ProgrammeRace, ...]:
    """Return the races after a quick look: with the unchecked start sheets of those that are recorded."""
    return tuple(_quick_look_at(file.folder, race) for race in file.meeting.races)


def _quick_look_at(folder: Path, race: MeetingRace) -> ProgrammeRace:
    path = folder / race.stream
    first = quick_look(path) if race.stream else None
    return ProgrammeRace(race, path, first.sheet, doubtful_bibs=first.doubtful_bibs) if first else ProgrammeRace(race)


def read_entries(
    file: MeetingFile, before: Sequence[ProgrammeRace] = (), *, whole: bool = True
) -> tuple[ProgrammeRace, ...]:
    """Return the races as their files are now; a race whose files have not changed stays the same object.

    Unless ``whole``, sample races are left waiting: they are known to be whole and without faults, so that their start
    sheets are enough as long as nothing of them is to be shown.
    """
    folder = str(file.folder)
    return tuple(
        _read_again(file, folder, index, before[index] if index < len(before) else None, whole=whole)
        for index in range(len(file.meeting.races))
    )


def _read_again(
    file: MeetingFile, folder: str, index: int, before: ProgrammeRace | None, *, whole: bool
) -> ProgrammeRace:
    race = file.meeting.races[index]
    stamp = (_stamp(folder, race.stream), _stamp(folder, race.sheet))
    if before is not None and before.stamp == stamp and not (whole and before.waits):
        return before
    if not whole and race.stream and is_sample(file.folder / race.stream):
        looked_at = _quick_look_at(file.folder, race)
        if looked_at.path is not None:
            return replace(looked_at, stamp=stamp, waits=True)
    return _read(file, index, race, stamp)


def _stamp(folder: str, name: str) -> tuple[int, int] | None:
    """Return the time of the last change in ns and the size in bytes of a file that is named; None if there is none."""
    if not name:
        return None
    try:
        found = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - of hundreds of races each second
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def _read(file: MeetingFile, index: int, race: MeetingRace, stamp: Stamp) -> ProgrammeRace:
    """Read one race of the meeting."""
    faults = list(_files_not_there(file, index, race, stamp))
    stream, sheet = file.folder / race.stream, None
    if race.sheet and stamp[1]:
        sheet = _sheet(file.folder / race.sheet, faults)
    if not (race.stream and stamp[0]):
        return ProgrammeRace(race, None, sheet, None, tuple(faults), stamp)
    opened = _opened(stream, faults)
    return ProgrammeRace(race, stream, opened.sheet if opened else sheet, opened, tuple(faults), stamp)


def _sheet(path: Path, faults: list[FileFault]) -> Sheet | None:
    from massstart_tui.stream.faults import BadData  # noqa: PLC0415 - the first picture needs no pydantic
    from massstart_tui.stream.sheet_file import read_sheet  # noqa: PLC0415 - the same

    try:
        read_in = read_sheet(path)
    except BadData as error:
        faults += (FileFault(error.path, fault) for fault in error.faults)
        return None
    faults += (FileFault(str(path), fault) for fault in read_in.faults)
    return read_in.sheet


def _opened(path: Path, faults: list[FileFault]) -> Race | None:
    from massstart_tui.stream.faults import BadData  # noqa: PLC0415 - as above
    from massstart_tui.stream.recorded_race import load  # noqa: PLC0415 - the same

    try:
        race = load(path)
    except BadData as error:
        faults += (FileFault(error.path, fault) for fault in error.faults)
        return None
    faults += (FileFault(str(path), fault) for fault in race.recording.faults)
    return race


def _files_not_there(file: MeetingFile, index: int, race: MeetingRace, stamp: Stamp) -> Iterator[FileFault]:
    """Yield a fault for each file that is named and missing, except those to come.

    A start sheet is to come where the race has heats that make it, and a stream there or where a start sheet is named.
    """
    from massstart_tui.stream.faults import Fault, Flaw  # noqa: PLC0415 - as above

    to_come = (bool(race.sheet or race.heats), bool(race.heats))
    for key, name, found, comes in zip(("stream", "sheet"), (race.stream, race.sheet), stamp, to_come, strict=True):
        if name and not found and not comes:
            yield FileFault(str(file.path), Fault(None, f"{RACES}[{index}].{key}", Flaw.NO_SUCH_FILE, {"given": name}))


def heat_faults(file: MeetingFile, index: int, heats: Sequence[Heat]) -> list[FileFault]:
    """Return what prevents making the race with this ``index`` from its heats; heats not over are harmless."""
    from massstart_tui.race.meeting_checks import wrong_with_heats  # noqa: PLC0415 - as above
    from massstart_tui.stream.faults import misfit_faults  # noqa: PLC0415 - as above

    return [FileFault(str(file.path), fault) for fault in misfit_faults(None, wrong_with_heats(index, heats))]


def final_faults(file: MeetingFile, entry: ProgrammeRace, heats: Sequence[Heat]) -> list[FileFault]:
    """Return where the start sheet of a final differs from its heats, or where that cannot be told."""
    sheet = entry.listed
    if sheet is None or not heats:
        return []
    from massstart_tui.race.agreement import wrong_with_final  # noqa: PLC0415 - as above
    from massstart_tui.stream.faults import misfit_faults  # noqa: PLC0415 - as above

    wrong = wrong_with_final(sheet, heats)
    if entry.path is not None:
        return [FileFault(str(entry.path), fault) for fault in misfit_faults(1, wrong, "race.")]
    return [FileFault(str(file.folder / entry.race.sheet), fault) for fault in misfit_faults(None, wrong)]


class Programme:
    """A meeting, and what may be shown of its races.

    ``seen`` has, by id, the t in ms since the gun up to which a race was watched; ``followed`` has the races that were
    under way while the programme was open.
    """

    def __init__(self, file: MeetingFile, entries: Sequence[ProgrammeRace], *, spoilers: bool = False) -> None:
        """Create the programme of the meeting in ``file``; with ``spoilers``, everything is shown."""
        self.file = file
        self.entries = tuple(entries)
        self.spoilers = spoilers
        self.seen: dict[str, int] = {}
        self.followed: set[str] = set()

    def take(self, entries: Sequence[ProgrammeRace], now: datetime) -> None:
        """Replace the races by what they are at ``now``."""
        self.entries = tuple(entries)
        self.followed |= {entry.race.id for entry in entries if self.under_way(entry, now)}

    @property
    def waits(self) -> bool:
        """Whether races are left waiting, see `read_entries`."""
        return any(entry.waits for entry in self.entries)

    def saw(self, furthest: Mapping[str, int]) -> None:
        """Note that these races, by id, were watched up to this t in ms; what was seen before stays seen."""
        for id_, t in furthest.items():
            self.seen[id_] = max(t, self.seen.get(id_, 0))

    def entry(self, id_: str) -> ProgrammeRace | None:
        """Return the race with this id; None if there is none."""
        return next((entry for entry in self.entries if entry.race.id == id_), None)

    def final_of(self, heat: ProgrammeRace) -> ProgrammeRace | None:
        """Return the final that this race is a heat of; None if it is none."""
        return next((entry for entry in self.entries if heat.race.id in entry.race.heats), None)

    def under_way(self, entry: ProgrammeRace, now: datetime) -> bool:
        """Return whether this race is being recorded: it is not over, and something was recorded recently."""
        state, changed = entry.latest, entry.changed_at()
        if entry.opened is None or state is None or changed is None:
            return False
        return state.under_way and now - changed < LASTS

    def known(self, entry: ProgrammeRace) -> RaceState | None:
        """Return the state up to which this race may be shown; None if nothing may."""
        latest, id_ = entry.latest, entry.race.id
        if latest is None or latest.phase is Phase.SCHEDULED or self.spoilers or id_ in self.followed:
            return latest
        return entry.seen_until(self.seen[id_]) if id_ in self.seen else None

    def heats_of(self, race: MeetingRace, *, whole: bool = False) -> tuple[Heat, ...]:
        """Return the heats of a final as far as they may be shown, or all of them if ``whole``."""
        entries = ((id_, self.entry(id_)) for id_ in race.heats)
        return tuple(
            Heat(id_, None if entry is None else entry.latest if whole else self.known(entry)) for id_, entry in entries
        )

    def doubtful(self, final: ProgrammeRace, finalist: Finalist) -> bool:
        """Return whether a helmet number is reconstructed, or, if the final does not tell, the rank behind it."""
        if final.opened is not None:
            return final.bib_doubtful(finalist.bib)
        return self.rank_doubtful(finalist)

    def rank_doubtful(self, finalist: Finalist) -> bool:
        """Return whether the points in the heat, or the place at its finish, are reconstructed."""
        entry = self.entry(finalist.heat)
        if entry is None or entry.opened is None or entry.latest is None:
            return False
        doubts = entry.opened.marks.of(entry.latest, finalist.row)
        return doubts.finish or doubts.total

    def time_of(self, entry: ProgrammeRace) -> datetime | None:
        """Return when a race begins, by the meeting, else by its start sheet."""
        return self.file.time_of(entry.race.time or (entry.sheet.start if entry.sheet else None))

    def on_and_next(self, now: datetime) -> tuple[list[int], int]:
        """Return the indices of the races that are on at ``now``, and of the next one (-1 if there is none).

        After the meeting the next one is the first race that has not been watched.
        """
        times = [self._clock_time(entry) for entry in self.entries]
        on, following = on_and_next(times, [self._on(entry, now) for entry in self.entries], now)
        if following == -1 and not on:
            unseen = (index for index, entry in enumerate(self.entries) if entry.path and not self._watched(entry))
            following = next(unseen, -1)
        return on, following

    def _clock_time(self, entry: ProgrammeRace) -> datetime | None:
        time = self.time_of(entry)
        return time if time is not None and time.tzinfo is not None else None

    def _on(self, entry: ProgrammeRace, now: datetime) -> bool | None:
        if self.under_way(entry, now):
            return True
        if entry.waits:
            return False
        latest = entry.latest
        return None if latest is None or latest.phase is Phase.SCHEDULED else False

    def _watched(self, entry: ProgrammeRace) -> bool:
        state = self.known(entry)
        return state is not None and state.over

    def earlier(self, index: int) -> dict[Skater, list[Earlier]]:
        """Return what the skaters of the race with this ``index`` did in the races before it that are over.

        Nothing is told of a race that was not watched to its end, unless results may be shown.
        """
        before = self.entries[: index + 1]
        return earlier_rows(self.file.meeting, before, {each.race.id for each in before if self._watched(each)})
