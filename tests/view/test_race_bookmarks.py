"""Tests of the bookmarks of races, which are kept with what was watched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from massstart_tui.view.race_bookmarks import NEAR, Bookmarks
from massstart_tui.view.watched_races import NOTHING, FileKind, NotRemembered, WatchedRaces, beginning_of
from tests.streams import make_stream


@pytest.fixture
def watched(tmp_path: Path) -> WatchedRaces:
    """Return the remembered races in a file that does not exist yet."""
    return WatchedRaces(tmp_path / "settings" / "watched.sqlite3")


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """Return a file with a race."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream())
    return path


def test_without_bookmarks_no_file_is_made(watched: WatchedRaces, race: Path) -> None:
    assert Bookmarks(watched).of(race) == ()
    assert not watched.path.exists()


def test_bookmarks_are_kept_in_the_order_of_the_race_and_each_is_there_once(watched: WatchedRaces, race: Path) -> None:
    marks = Bookmarks(watched)
    assert [marks.turn(race, t) for t in (90_000, 30_000, 60_000)] == [True, True, True]
    assert Bookmarks(watched).of(race) == (30_000, 60_000, 90_000)
    assert marks.turn(race, 60_000 + NEAR - 1) is False
    assert marks.turn(race, 30_000 + NEAR) is True
    assert marks.of(race) == (30_000, 30_000 + NEAR, 90_000)


def test_what_was_watched_and_the_bookmarks_leave_one_another_alone(watched: WatchedRaces, race: Path) -> None:
    begins = beginning_of(race)
    assert begins is not None
    watched.note(race, FileKind.RACE, begins, NOTHING, datetime(2026, 3, 1, tzinfo=UTC))
    assert Bookmarks(watched).of(race) == ()
    Bookmarks(watched).turn(race, 1_000)
    watched.note(race, FileKind.RACE, begins, NOTHING, datetime(2026, 3, 2, tzinfo=UTC))
    assert Bookmarks(watched).of(race) == (1_000,)
    assert watched.seen_of(race) == NOTHING


def test_a_race_that_grows_keeps_its_bookmarks_and_another_in_its_file_has_none(
    watched: WatchedRaces, race: Path
) -> None:
    marks = Bookmarks(watched)
    marks.turn(race, 1_000)
    with race.open("ab") as file:
        file.write(b'{"type":"note","seq":1,"t":0,"text":"later"}\n')
    assert marks.of(race) == (1_000,)
    marks.turn(race, 9_000)
    assert marks.of(race) == (1_000, 9_000)
    assert marks.turn(race, 1_000) is False
    assert marks.of(race) == (9_000,)
    race.write_bytes(b"another race\n")
    assert marks.of(race) == ()


def test_no_bookmark_is_set_in_a_file_that_is_gone(watched: WatchedRaces, race: Path) -> None:
    race.unlink()
    assert Bookmarks(watched).turn(race, 1_000) is None
    assert not watched.path.exists()


def test_a_file_that_is_no_database_is_told_and_left_alone(watched: WatchedRaces, race: Path) -> None:
    watched.path.parent.mkdir(parents=True)
    watched.path.write_bytes(b"not a database, but longer than sixteen bytes")
    for use in (lambda: Bookmarks(watched).of(race), lambda: Bookmarks(watched).turn(race, 1)):
        with pytest.raises(NotRemembered):
            use()
    assert watched.path.read_bytes().startswith(b"not a database")
