"""Tests of meetings in TOML files: faults are reported with their keys, and the rest opens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from massstart_tui.race.misfits import Misfit
from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.meeting_file import MeetingFile, is_meeting_file, quick_look_at_meeting, read_meeting
from massstart_tui.stream.samples import meeting_path

MEETING = """\
title = "Cup"
title_nl = "Beker"
venue = "Thialf"
time_zone = "Europe/Amsterdam"

[[races]]
id = "sf1"
title = "Semi-final 1"
title_nl = "Halve finale 1"
time = 2026-03-01T13:00:00
stream = "sf1.jsonl"
sheet = "sf1.toml"

[[races]]
id = "final"
time = 2026-07-01T14:00:00+00:00
from = ["sf1"]
arm_bands = ["white", "red"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path at which a test writes its meeting."""
    return tmp_path / "cup.toml"


def read(path: Path, toml: str) -> MeetingFile:
    path.write_text(toml, encoding="utf-8")
    return read_meeting(path)


def faults(file: MeetingFile) -> list[tuple[str, str]]:
    return [(fault.field, str(fault.code)) for fault in file.faults]


def test_everything_in_a_meeting_is_read_and_a_first_look_sees_the_same(path: Path) -> None:
    file = read(path, MEETING)
    semi, final = file.meeting.races
    assert (file.meeting.title, file.meeting.venue, file.meeting.time_zone) == ("Cup", "Thialf", "Europe/Amsterdam")
    assert (file.meeting.title_nl, semi.title_nl, final.title_nl) == ("Beker", "Halve finale 1", "")
    assert (semi.id, semi.title, semi.stream, semi.sheet) == ("sf1", "Semi-final 1", "sf1.jsonl", "sf1.toml")
    assert (final.heats, final.arm_bands) == (("sf1",), ("white", "red"))
    assert file.faults == ()
    assert quick_look_at_meeting(path) == file


def test_a_byte_order_mark_as_some_editors_write_is_no_part_of_a_meeting(path: Path) -> None:
    file = read(path, f"\ufeff{MEETING}")
    assert file.faults == ()
    assert is_meeting_file(path)
    assert quick_look_at_meeting(path) == file == read(path, MEETING)


def test_a_time_without_an_offset_is_in_the_time_zone_of_the_place(path: Path) -> None:
    file = read(path, MEETING)
    times = [file.time_of(race.time) for race in file.meeting.races]
    assert times == [datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 14, tzinfo=UTC)]
    assert file.time_of(None) is None


def test_the_sample_meeting_is_in_order() -> None:
    path = meeting_path()
    assert path is not None
    file = read_meeting(path)
    assert file.faults == ()
    assert quick_look_at_meeting(path) == file


def test_a_key_that_is_wrong_is_told_and_all_else_of_the_race_stands(path: Path) -> None:
    file = read(path, MEETING.replace("2026-03-01T13:00:00", '"one"').replace('"red"]', "5]").replace('"Cup"', "7"))
    assert sorted(faults(file)) == [
        ("races[0].time", "not_a_date"),
        ("races[1].arm_bands[1]", "wrong_type"),
        ("title", "wrong_type"),
    ]
    semi, final = file.meeting.races
    assert (semi.time, semi.stream, final.arm_bands, final.heats) == (None, "sf1.jsonl", (), ("sf1",))
    assert quick_look_at_meeting(path) is None


def test_a_race_that_is_none_and_one_without_an_id_keep_their_places(path: Path) -> None:
    file = read(path, 'races = [5, {title = "x"}, {id = "a", from = ["b"]}]')
    assert faults(file) == [
        ("races[0]", "wrong_type"),
        ("races[1].id", "missing"),
        ("races[2].from[0]", "unknown_heat"),
    ]
    assert [race.title for race in file.meeting.races] == ["", "x", ""]


def test_a_key_that_nobody_knows_is_told_with_the_nearest(path: Path) -> None:
    file = read(path, MEETING.replace("from =", "form =").replace("venue", "venu"))
    assert [(fault.field, fault.values["nearest"], fault.harmless) for fault in file.faults] == [
        ("venu", "venue", True),
        ("races[1].form", "from", True),
    ]


def test_a_time_zone_that_does_not_exist_is_told_and_times_stand_as_they_are_typed(path: Path) -> None:
    file = read(path, MEETING.replace("Europe/Amsterdam", "Europe/Amsterdm"))
    (fault,) = file.faults
    assert (fault.field, fault.code, fault.values["nearest"]) == ("time_zone", Flaw.UNKNOWN_ZONE, "Europe/Amsterdam")
    assert file.time_of(file.meeting.races[0].time) == datetime(2026, 3, 1, 13)  # noqa: DTZ001 - without, as typed


@pytest.mark.parametrize("zone", ["../etc", "Europe", "/etc/passwd", "a\\u0000b"])
def test_a_time_zone_that_would_be_a_path_is_told_too(path: Path, zone: str) -> None:
    assert faults(read(path, MEETING.replace("Europe/Amsterdam", zone))) == [("time_zone", "unknown_zone")]


def test_a_circle_is_told_and_the_rest_opens(path: Path) -> None:
    file = read(path, MEETING + '[[races]]\nid = "x"\nfrom = ["x"]\n')
    assert [(fault.field, fault.code) for fault in file.faults] == [("races[2].from", Misfit.CIRCLE)]
    assert [race.heats for race in file.meeting.races] == [(), ("sf1",), ()]


@pytest.mark.parametrize(
    ("toml", "told"),
    [("races = = 3", ("", "not_toml")), ('title = "x"', ("races", "missing")), ("races = []", ("races", "too_short"))],
)
def test_what_has_no_races_is_no_meeting(path: Path, toml: str, told: tuple[str, str]) -> None:
    with pytest.raises(BadData) as caught:
        read(path, toml)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [told]
    assert quick_look_at_meeting(path) is None


def test_a_meeting_that_is_not_there_is_told_with_its_path(path: Path) -> None:
    with pytest.raises(BadData) as caught:
        read_meeting(path)
    assert (caught.value.path, [fault.code for fault in caught.value.faults]) == (str(path), [Flaw.NO_FILE])
    assert quick_look_at_meeting(path) is None


@pytest.mark.parametrize(
    ("toml", "is_one"), [(MEETING, True), ("skaters = []\nraces = 3", False), ("laps = 3", False), ("= 3", False)]
)
def test_a_meeting_is_told_from_a_start_sheet(path: Path, toml: str, is_one: bool) -> None:
    path.write_text(toml)
    assert is_meeting_file(path) is is_one
