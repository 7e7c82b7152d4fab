"""Tests that a quick look at a stream never contradicts reading it, and never fails."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.stream.faults import BadData
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.quick_look import LONGEST_HEADER, quick_look
from massstart_tui.stream.reading import read
from tests.strategies import json_values, raw_lines, sheets
from tests.streams import make_header, make_line, make_sheet, make_skaters
from tests.tui.races import all_samples, hostile


@pytest.mark.parametrize("path", all_samples(), ids=lambda path: path.stem)
def test_it_sees_in_a_sample_what_reading_does(path: Path) -> None:
    first, recording = quick_look(path), read(path)
    assert first is not None
    assert first.sheet == recording.sheet
    assert first.doubtful == Marks(recording.header.provenance).any


def looked_at(content: bytes) -> None:
    """Check that a quick look at this content says the same as reading it, or nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "race.jsonl"
        path.write_bytes(content)
        first = quick_look(path)
        if first is not None:
            try:
                recording = read(path)
            except BadData:
                return
            assert first.sheet == recording.sheet
            assert first.doubtful == Marks(recording.header.provenance).any


@given(sheets())
def test_it_sees_in_any_start_sheet_what_reading_does(sheet: dict[str, Any]) -> None:
    looked_at(make_line({"format": "massstart", "version": 1, "race": sheet}))


KEYS = ("id", "title", "laps", "skaters", "competition", "start", "lap_length", "qualify", "rules", "venue", "x")
ODD: st.SearchStrategy[Any] = st.one_of(
    json_values,
    st.sampled_from(["", "2022-02-19", "2022-02-19T15:00:00+08:00", "1986-4-23", 1.0, 10**30, -1, True, [], [[]], {}]),
)


@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        ODD,
        max_size=4,
    ),
    st.dictionaries(st.sampled_from(["bib", "name", "noc", "born", "notes", "y"]), ODD, max_size=3),
    json_values,
)
def test_a_sheet_with_odd_values_is_seen_as_it_is_read_or_not_at_all(
    race: dict[str, Any], skater: dict[str, Any], provenance: object
) -> None:
    sheet = make_sheet(skaters=[{"bib": 1, "name": "One"} | skater, {"bib": 2, "name": "Two"}]) | race
    looked_at(make_line({"format": "massstart", "version": 1, "race": sheet, "provenance": provenance}))


@given(st.one_of(st.binary(max_size=300), raw_lines, json_values.map(json.dumps).map(str.encode)))
def test_bytes_of_any_kind_never_make_it_fail(content: bytes) -> None:
    looked_at(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        make_header()[:-30],
        b"[" * 200_000,
        b'{"format":"massstart","version":2}\n',
        b'{"format":"massstart","version":1,"race":{}}\n',
        make_header(skaters=make_skaters((1, "A", ""), (1, "B", ""))),
        make_header(rules={"preset": "isu-1900"}),
        make_header(laps="16"),
        make_header(start="yesterday"),
        b"x" * (LONGEST_HEADER + 10),
    ],
    ids=range(11),
)
def test_what_is_not_plainly_a_header_is_left_to_the_reading(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(content)
    assert quick_look(path) is None


def test_what_is_not_there_or_no_file_is_left_to_the_reading(tmp_path: Path) -> None:
    assert quick_look(tmp_path / "nothing") is None
    assert quick_look(tmp_path) is None


def test_hostile_names_are_seen_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(hostile())
    first = quick_look(path)
    assert first is not None
    assert first.sheet == read(path).sheet
