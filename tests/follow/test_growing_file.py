"""Tests of reading the whole lines of a growing file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.follow.growing_file import Changed, Tail
from tests.share.test_publishing import append


@given(cuts=st.lists(st.integers(0, 60)), content=st.binary(max_size=60))
def test_however_a_file_grows_every_line_comes_once_and_whole(
    cuts: list[int], content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tail") / "race.jsonl"
    tail, came = Tail(path), []
    pieces = [content[start:end] for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), None], strict=True)]
    for piece in pieces:
        append(path, piece)
        came += tail.grown()
    lines = ([] if tail.header is None else [tail.header]) + came
    assert b"".join(line + b"\n" for line in lines) == content[: content.rfind(b"\n") + 1]


def test_a_file_that_is_not_there_yet_has_no_lines(tmp_path: Path) -> None:
    assert Tail(tmp_path / "race.jsonl").grown() == []


def test_a_file_that_has_gone_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    append(path, b"header\n")
    tail = Tail(path)
    tail.grown()
    path.unlink()
    with pytest.raises(FileNotFoundError):
        tail.grown()


@pytest.mark.parametrize("content", [b"", b"another\nand longer\n"])
def test_another_file_in_its_place_is_told(content: bytes, tmp_path: Path) -> None:
    path, beside = tmp_path / "race.jsonl", tmp_path / "new"
    append(path, b"header\n")
    tail = Tail(path)
    tail.grown()
    append(beside, content)
    beside.replace(path)
    with pytest.raises(Changed):
        tail.grown()


def test_a_file_that_was_edited_in_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    append(path, b"header\n", b"one\n", b"two\n")
    tail = Tail(path)
    assert tail.grown() == [b"one", b"two"]
    path.write_bytes(b"a longer header\none\ntwo\nthree\n")
    with pytest.raises(Changed):
        tail.grown()
    assert Tail(path).grown() == [b"one", b"two", b"three"]
