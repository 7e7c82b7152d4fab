"""A race that is read as its file grows is the one that would be read from the whole of it."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.race import load
from massstart_tui.stream.written import Written
from tests.strategies import lines_of, sheets, streams
from tests.streams import event, make_line, make_stream

whole_streams = sheets().flatmap(lambda sheet: streams(sheet).map(lambda events: lines_of(sheet, events)))
LAP = make_line({"seq": 2, "t": 30_000, "type": "lap", "lap": 1})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A race that has begun."""
    found = tmp_path / "race.jsonl"
    found.write_bytes(make_stream(event("start")))
    return found


def add(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


@given(whole_streams, st.lists(st.integers(1, 400), min_size=1))
def test_a_file_that_grows_by_any_pieces_is_the_race_of_the_whole(stream: bytes, pieces: list[int]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "race.jsonl")
        written = stream.index(b"\n") + 1
        path.write_bytes(stream[:written])
        tail = Written(path)
        while written < len(stream):
            piece = stream[written : written + pieces[written % len(pieces)]]
            add(path, piece)
            written += len(piece)
            tail.look()
        assert tail.state == load(path).at("end")


def test_a_line_that_is_still_being_written_waits_for_its_end(path: Path) -> None:
    tail = Written(path)
    assert not tail.look()
    add(path, LAP[:-1])
    assert not tail.look()
    add(path, b"\n")
    assert tail.look()
    assert tail.state.to_go == 15


def test_what_was_read_is_not_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tail = Written(path)
    monkeypatch.setattr(tail, "_from_the_start", lambda: pytest.fail("it was all read again"))
    add(path, LAP)
    assert tail.look()


def test_a_correction_holds_for_what_was_read_before(path: Path) -> None:
    add(path, LAP)
    tail = Written(path)
    add(path, make_line({"seq": 3, "t": 31_000, "type": "retract", "target": 2}))
    assert tail.look()
    assert tail.state.to_go == 16


def test_another_file_in_its_place_is_read_from_the_start(path: Path) -> None:
    tail = Written(path)
    other = path.with_suffix(".new")
    other.write_bytes(make_stream(event("start"), event("lap", 1, lap=1), laps=20))
    os.replace(other, path)  # noqa: PTH105 - as a journal does it
    assert tail.look()
    assert tail.state.to_go == 19
    path.write_bytes(make_stream(laps=9))
    assert tail.look()
    assert tail.state.to_go == 9


@pytest.mark.parametrize("wrong", [b"nonsense\n", make_line({"seq": 2, "t": 1, "type": "fall", "bibs": [99]})])
def test_a_wrong_line_is_told_and_the_race_stays_as_it_was(path: Path, wrong: bytes) -> None:
    tail = Written(path)
    add(path, wrong)
    for _ in range(2):
        with pytest.raises(BadData) as told:
            tail.look()
        assert [fault.line for fault in told.value.faults] == [3]
    assert tail.state.to_go == 16


def test_a_file_that_is_gone_is_told_and_taken_up_again(path: Path) -> None:
    tail = Written(path)
    held = path.read_bytes()
    path.unlink()
    with pytest.raises(BadData) as told:
        tail.look()
    assert told.value.faults[0].code is Flaw.NOT_FOUND
    path.write_bytes(held + LAP)
    assert tail.look()
    assert tail.state.to_go == 15
