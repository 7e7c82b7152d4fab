"""Tests of what is remembered of races: how far each was watched, by content and path, whoever else writes it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from massstart_tui.view.watched_races import (
    MOST,
    NOTHING,
    FileKind,
    NotRemembered,
    SeenSoFar,
    WatchedRaces,
    beginning_of,
)
from tests.streams import make_stream

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
HALF = SeenSoFar(200_000, 250_000, 9, over=False)
WHOLE = SeenSoFar(600_000, 600_000, 0, over=True)


@pytest.fixture
def watched(tmp_path: Path) -> WatchedRaces:
    """Return the remembered races in a file that does not exist yet."""
    return WatchedRaces(tmp_path / "settings" / "watched.sqlite3")


def note(watched: WatchedRaces, path: Path, seen: SeenSoFar, now: datetime = NOW) -> None:
    """Note that the race at ``path`` was watched so far."""
    begins = beginning_of(path)
    assert begins is not None
    watched.note(path, FileKind.RACE, begins, seen, now)


def test_nothing_is_known_and_no_file_is_made_before_something_is_noted(watched: WatchedRaces, race: Path) -> None:
    assert watched.seen_of(race) is None
    assert watched.recent(9) == []
    assert not watched.path.parent.exists()


def test_a_race_is_known_by_its_path_and_what_is_noted_last_holds(watched: WatchedRaces, race: Path) -> None:
    note(watched, race, HALF)
    assert watched.seen_of(race) == HALF
    note(watched, race, WHOLE)
    assert watched.seen_of(race) == WHOLE
    assert [each.path for each in watched.recent(9)] == [race.resolve()]


def test_a_race_that_was_opened_again_keeps_how_far_it_was_seen(watched: WatchedRaces, race: Path) -> None:
    note(watched, race, WHOLE)
    note(watched, race, NOTHING)
    assert watched.seen_of(race) == WHOLE
    note(watched, race, HALF)
    assert watched.seen_of(race) == WHOLE._replace(left_at=HALF.left_at)


def test_another_race_at_the_same_path_was_not_watched(watched: WatchedRaces, race: Path) -> None:
    note(watched, race, WHOLE)
    race.write_bytes(make_stream())
    assert watched.seen_of(race) is None
    note(watched, race, HALF)
    assert watched.seen_of(race) == HALF


def test_a_race_that_has_grown_is_the_same_race(watched: WatchedRaces, race: Path) -> None:
    lines = race.read_bytes().splitlines(keepends=True)
    race.write_bytes(b"".join(lines[:20]))
    note(watched, race, HALF)
    race.write_bytes(b"".join(lines))
    assert watched.seen_of(race) == HALF
    race.write_bytes(b"".join(lines[:10]))
    assert watched.seen_of(race) is None


def test_the_same_name_in_another_folder_is_another_race(watched: WatchedRaces, race: Path, tmp_path: Path) -> None:
    note(watched, race, HALF)
    other = tmp_path / "other" / race.name
    other.parent.mkdir()
    other.write_bytes(race.read_bytes())
    assert watched.seen_of(other) is None


def test_a_name_that_is_no_text_is_remembered_too(watched: WatchedRaces, race: Path) -> None:
    odd = race.with_name(os.fsdecode(b"race\xff'; DROP TABLE watched; --.jsonl"))
    try:
        odd.write_bytes(race.read_bytes())
    except OSError:
        pytest.skip("this file system has only names that are text")
    note(watched, odd, HALF)
    assert watched.seen_of(odd) == HALF
    assert watched.recent(1)[0].path == odd.resolve()


def test_the_files_opened_last_come_first_and_the_oldest_are_forgotten(watched: WatchedRaces, race: Path) -> None:
    begins = beginning_of(race)
    assert begins is not None
    for number in range(MOST + 3):
        watched.note(race.with_name(f"{number}.jsonl"), FileKind.RACE, begins, HALF, NOW + timedelta(seconds=number))
    assert [each.path.stem for each in watched.recent(2)] == [str(MOST + 2), str(MOST + 1)]
    assert len(watched.recent(2 * MOST)) == MOST


def test_two_programs_at_once_do_not_undo_each_others_entries(watched: WatchedRaces, race: Path) -> None:
    code = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from massstart_tui.view.watched_races import *
watched, race = WatchedRaces(Path(sys.argv[1])), Path(sys.argv[2])
for number in range(10):
    seen = SeenSoFar(number, number, 9, over=False)
    watched.note(race.with_name(f"{sys.argv[3]}-{number}"), FileKind.RACE, beginning_of(race), seen, datetime.now(UTC))
"""
    arguments = [sys.executable, "-c", code, str(watched.path), str(race)]
    running = [subprocess.Popen([*arguments, name]) for name in ("one", "other")]
    assert [each.wait() for each in running] == [0, 0]
    assert {each.path.name for each in watched.recent(99)} == {
        f"{name}-{number}" for name in ("one", "other") for number in range(10)
    }


def _no_database(path: Path) -> None:
    path.write_bytes(b"theme = 'dark'\n" * 100)


def _of_a_later_version(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("CREATE TABLE watched (path BLOB)")
        rows.execute("PRAGMA user_version = 2")
    rows.close()


def _of_something_else(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("CREATE TABLE places (url TEXT)")
    rows.close()


def _torn(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4080)


@pytest.mark.parametrize("spoil", [_no_database, _of_a_later_version, _of_something_else, _torn])
def test_a_file_that_cannot_be_used_is_told_and_left_as_it_is(watched: WatchedRaces, race: Path, spoil: object) -> None:
    watched.path.parent.mkdir()
    assert callable(spoil)
    spoil(watched.path)
    before = watched.path.read_bytes()
    with pytest.raises(NotRemembered, match=r"\w"):
        watched.seen_of(race)
    with pytest.raises(NotRemembered):
        watched.recent(9)
    with pytest.raises(NotRemembered):
        note(watched, race, HALF)
    assert watched.path.read_bytes() == before


@pytest.mark.parametrize("value", ["'nine'", "NULL", "x'00'"])
def test_a_value_of_another_kind_is_told(watched: WatchedRaces, race: Path, value: str) -> None:
    note(watched, race, HALF)
    with sqlite3.connect(watched.path) as rows:
        rows.execute(f"UPDATE OR IGNORE watched SET furthest = {value}")  # noqa: S608 - a value of the table above
    rows.close()
    if value == "NULL":
        assert watched.seen_of(race) == HALF
    else:
        with pytest.raises(NotRemembered):
            watched.seen_of(race)


def test_an_empty_database_of_a_program_that_ended_too_early_is_used(watched: WatchedRaces, race: Path) -> None:
    watched.path.parent.mkdir()
    watched.path.touch()
    assert watched.seen_of(race) is None
    assert watched.recent(9) == []
    note(watched, race, HALF)
    assert watched.seen_of(race) == HALF


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_only_a_regular_file_has_a_beginning(tmp_path: Path) -> None:
    pipe = tmp_path / "race.jsonl"
    os.mkfifo(pipe)
    assert beginning_of(pipe) is None
    assert beginning_of(tmp_path) is None
