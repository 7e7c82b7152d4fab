"""Read a meeting from a TOML file; faults in one race are reported with their keys, and the other races remain."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from massstart_tui.race.meeting import FROM, Meeting, MeetingRace, without_wrong_heats
from massstart_tui.stream.plain_sheet import is_list_of
from massstart_tui.stream.regular_files import content_of

if TYPE_CHECKING:
    from massstart_tui.stream.faults import Fault

RACES: Final = "races"
_TEXTS: Final = ("title", "venue", "time_zone", "title_nl")
"""The texts of a meeting, in the order of its fields."""
_TEXTS_OF_A_RACE: Final = ("id", "title", "title_nl", "stream", "sheet")
_IN_RACE: Final = re.compile(RACES + r"\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting that was read, with valid heats only.

    ``faults`` are all faults in the file itself, in spite of which the meeting opens.
    """

    path: Path
    meeting: Meeting
    faults: tuple[Fault, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder to which the files of the races are relative."""
        return self.path.parent

    def zone(self) -> ZoneInfo | None:
        """Return the time zone of the place; None if the file names no valid one."""
        return _zone(self.meeting.time_zone)

    def time_of(self, time: datetime | None) -> datetime | None:
        """Return a time of this file with its offset; unchanged if the time zone is not known."""
        if time is None or time.tzinfo is not None:
            return time
        return time.replace(tzinfo=self.zone())


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_meeting_file(path: Path) -> bool:
    """Return whether a TOML file has a meeting rather than a start sheet; False if it is no TOML."""
    try:
        table = tomllib.loads(content_of(path).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    return RACES in table and "skaters" not in table


def read_meeting(path: Path) -> MeetingFile:
    """Read the meeting at ``path``; what is wrong in it is left out and reported in its faults.

    Raises BadData if it has no races at all.
    """
    from massstart_tui.stream.codec import BadLine  # noqa: PLC0415 - a first look at a meeting needs no pydantic
    from massstart_tui.stream.faults import BadData, unreadable  # noqa: PLC0415 - the same
    from massstart_tui.stream.sheet_file import toml  # noqa: PLC0415 - the same

    try:
        table = toml(content_of(path))
        meeting, faults = _understood(table)
    except OSError as error:
        raise BadData(str(path), [unreadable(error)]) from error
    except BadLine as error:
        raise BadData(str(path), error.faults) from error
    return MeetingFile(path, without_wrong_heats(meeting), tuple(faults))


def _understood(table: Mapping[str, Any]) -> tuple[Meeting, list[Fault]]:
    """Return the meeting and its faults; raises BadLine if nothing of it can be shown."""
    from massstart_tui.race.meeting_checks import wrong_with_meeting  # noqa: PLC0415 - as in `read_meeting`
    from massstart_tui.stream.codec import BadLine, decode_meeting  # noqa: PLC0415 - the same
    from massstart_tui.stream.faults import misfit_faults  # noqa: PLC0415 - the same
    from massstart_tui.stream.sheet_file import as_json  # noqa: PLC0415 - the same
    from massstart_tui.stream.unknown_keys import unknown_keys  # noqa: PLC0415 - the same

    faults = list(unknown_keys(table, Meeting))
    try:
        meeting = decode_meeting(as_json(table))
    except BadLine as error:
        faults = [*error.faults, *faults]
        try:
            meeting = decode_meeting(as_json(_without_what_is_wrong(table, error.faults)))
        except BadLine:
            raise BadLine(faults) from error
    faults += misfit_faults(None, wrong_with_meeting(meeting))
    return meeting, [*faults, *_wrong_zone(meeting)]


def _without_what_is_wrong(table: Mapping[str, Any], faults: Iterable[Fault]) -> dict[str, Any]:
    """Return the table without the keys of these faults; a race without an id gets one from its position."""
    kept = dict(table)
    races = kept.get(RACES)
    if isinstance(races, list):
        kept[RACES] = [dict(race) if isinstance(race, dict) else {} for race in races]
    for fault in faults:
        place = _IN_RACE.match(fault.field)
        within = kept[RACES][int(place[1])] if place and isinstance(races, list) else kept
        within.pop(place[2] if place else fault.field, None)
    for number, race in enumerate(kept.get(RACES, []), 1):
        race.setdefault("id", f"{RACES} {number}")
    return kept


def _wrong_zone(meeting: Meeting) -> Iterator[Fault]:
    """Yield a fault if the time zone does not exist."""
    from massstart_tui.stream.faults import Fault, Flaw, nearest  # noqa: PLC0415 - as in `read_meeting`

    if meeting.time_zone and _zone(meeting.time_zone) is None:
        near = nearest(meeting.time_zone, sorted(available_timezones()))
        yield Fault(None, "time_zone", Flaw.UNKNOWN_ZONE, {"given": meeting.time_zone, "nearest": near})


def quick_look_at_meeting(path: Path) -> MeetingFile | None:
    """Read a meeting quickly, without pydantic and without checks; None if it is not plainly a meeting."""
    try:
        table = tomllib.loads(content_of(path).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    listed = table.get(RACES)
    if not (isinstance(listed, list) and _texts_at(table, *_TEXTS)):
        return None
    races = tuple(race for each in listed if (race := _race(each)))
    if not races or len(races) < len(listed) or len({race.id for race in races}) < len(races):
        return None
    meeting = Meeting(races, *(table.get(name, "") for name in _TEXTS))
    plain = without_wrong_heats(meeting) == meeting and (_zone(meeting.time_zone) or not meeting.time_zone)
    return MeetingFile(path, meeting) if plain else None


def _race(table: object) -> MeetingRace | None:
    """Return a race of the table; None if anything in it is unusual."""
    if not isinstance(table, dict) or not _texts_at(table, *_TEXTS_OF_A_RACE) or not table.get("id"):
        return None
    heats, bands, time = table.get(FROM, []), table.get("arm_bands", []), table.get("time")
    if not (is_list_of(heats, str) and is_list_of(bands, str) and isinstance(time, datetime | None)):
        return None
    named = {name: table.get(name, "") for name in _TEXTS_OF_A_RACE}
    return MeetingRace(**named, time=time, heats=tuple(heats), arm_bands=tuple(bands))


def _texts_at(table: Mapping[str, Any], *names: str) -> bool:
    return all(isinstance(table.get(name, ""), str) for name in names)
