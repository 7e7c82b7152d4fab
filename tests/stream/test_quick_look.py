"""Tests of the quick look at a header: it gives what the reader gives, or nothing, and never raises."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.rules import PRESETS
from massstart_tui.stream.codec import decode_header
from massstart_tui.stream.quick_look import quick_look
from tests.strategies import Fields, header_of, json_values, raw_lines, sheets
from tests.streams import make_header

RACE: Fields = json.loads(make_header())["race"]
KEYS = ("id", "title", "laps", "skaters", "rules", "start", "lap_length", "qualify", "venue")


class InMemory:
    """A stand-in for a path whose file is a few bytes."""

    def __init__(self, content: bytes) -> None:
        """Store the content."""
        self._content = content

    def open(self, _mode: str) -> Any:
        """Return the content as a file."""
        return io.BytesIO(self._content)

    def stat(self) -> os.stat_result:
        """Return what is known of a regular file."""
        return Path(__file__).stat()


def look(content: bytes) -> Any:
    return quick_look(InMemory(content))  # type: ignore[arg-type] # a path is only looked at and opened


@given(sheets())
def test_a_first_look_shows_the_start_sheet_that_reading_gives(sheet: Fields) -> None:
    assert look(header_of(sheet)).sheet == decode_header(header_of(sheet)).race


def test_a_first_look_shows_dates_and_notes_too() -> None:
    skaters = [{"bib": 13, "name": "N", "noc": "NED", "born": "1986-04-23", "notes": ["one"], "id": "7", "say": "en"}]
    header = make_header(start="2022-02-19T15:00:00+08:00", lap_length=384, qualify=8, skaters=skaters)
    assert look(header).sheet == decode_header(header).race


@pytest.mark.parametrize(
    ("kind", "doubtful"), [("official", False), ("published", False), ("reconstructed", True), ("interpolated", True)]
)
def test_a_first_look_tells_whether_anything_is_not_official_or_published(kind: str, doubtful: bool) -> None:
    assert look(make_header([{"about": "bibs", "kind": kind}])).doubtful is doubtful


@given(st.sampled_from(KEYS), json_values)
def test_a_start_sheet_with_anything_in_it_is_shown_or_left_to_the_reading(key: str, value: Any) -> None:
    seen = look(header_of({**RACE, key: value}))
    assert seen is None or seen.sheet.skaters


@given(st.sampled_from(["preset", "sprints", "finish", "lapped", "neutral"]), json_values | st.just([]))
def test_rules_with_anything_in_them_are_shown_or_left_to_the_reading(key: str, value: Any) -> None:
    seen = look(header_of({**RACE, "rules": {key: value}}))
    assert seen is None or seen.sheet.rules_in_force().sprint_laps() == sorted_laps(key, value)


def sorted_laps(key: str, value: Any) -> tuple[int, ...]:
    laps = [sprint["lap"] for sprint in value] if key == "sprints" and value is not None else None
    preset = value if key == "preset" and value else "isu-2018"
    return PRESETS[preset].rules.sprint_laps() if laps is None else tuple(sorted(laps))


@given(st.sampled_from(["bib", "name", "noc", "born", "notes", "say"]), json_values)
def test_a_skater_with_anything_in_it_is_shown_or_left_to_the_reading(key: str, value: Any) -> None:
    seen = look(header_of({**RACE, "skaters": [{"bib": 1, "name": "N", key: value}]}))
    assert seen is None or len(seen.sheet.skaters) == 1


@given(raw_lines)
def test_a_line_that_is_anything_is_left_to_the_reading(line: bytes) -> None:
    assert look(line) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key in ("qualify", "lap_length") for value in ("8", 0, -1, True, [8])] + [("qualify", 1.5)],
)
def test_a_number_that_a_start_sheet_cannot_have_is_left_to_the_reading(key: str, value: Any) -> None:
    assert look(make_header(**{key: value})) is None


def test_a_file_that_is_not_there_is_left_to_the_reading(tmp_path: Path) -> None:
    assert quick_look(tmp_path / "nowhere.jsonl") is None


def test_a_newer_version_is_left_to_the_reading() -> None:
    assert look(make_header().replace(b'"version": 1', b'"version": 2')) is None
