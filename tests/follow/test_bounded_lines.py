"""Tests that a line of any length takes bounded memory, in whatever pieces it comes, and is told as wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.follow import bounded_lines, line_source
from massstart_tui.follow.bounded_lines import BoundedLines
from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import FileSource, NewLines, PipeSource
from massstart_tui.stream import line_checks
from massstart_tui.stream.faults import Flaw
from tests.follow.test_line_source import Pipe, Waiting, pieces
from tests.streams import event, make_line, make_stream

MOST = 2000
"""The bound in these tests, above the lines of a race."""
STREAM = make_stream(event("start"), event("note", 5_000, text="before"))
BEHIND = make_line(event("note", 9_000, seq=4, text="behind"))


@pytest.fixture(autouse=True)
def _a_small_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bounded_lines, line_source, line_checks):
        monkeypatch.setattr(module, "LONGEST_LINE", MOST)
    monkeypatch.setattr(line_source, "CHUNK", 64)


def short_lines(data: bytes) -> list[bytes]:
    return [line for line in data.splitlines(keepends=True) if len(line) <= MOST and line.endswith(b"\n")]


lengths = st.lists(st.integers(0, 4 * MOST), max_size=8)


@given(lengths, st.lists(st.integers(0, 8 * MOST), max_size=30))
def test_whole_lines_come_unchanged_and_no_more_is_kept_than_the_bound(long: list[int], cuts: list[int]) -> None:
    data = b"".join(b"x" * length + b"\n" for length in long)
    bounded, held, came = BoundedLines(), b"", b""
    for piece in pieces(data, cuts):
        held += piece
        lines, used = bounded.take(held)
        held = held[used:]
        came += lines
        assert len(held) <= MOST
    assert came.count(b"\n") == len(long)
    for line, length in zip(came.splitlines(), long, strict=True):
        assert (line == b"x" * length) == (not line.endswith(b"\0"))
        assert line.endswith(b"\0") <= (length > MOST)


@pytest.mark.parametrize("length", [MOST + 1, 5 * MOST, 64 * 80 - 1, 64 * 80])
@pytest.mark.parametrize("kind", ["file", "pipe"])
def test_a_line_that_is_too_long_is_told_and_those_around_it_are_read(tmp_path: Path, kind: str, length: int) -> None:
    stream = STREAM + b'{"seq":3,"text":"'.ljust(length, b"x") + b"\n" + BEHIND
    (tmp_path / "race.jsonl").write_bytes(stream)
    piped = [stream[at : at + 64] for at in range(0, len(stream), 64)]
    source = FileSource(tmp_path / "race.jsonl") if kind == "file" else PipeSource(Pipe(piped))
    followed, longest = GrowingRace("test"), 0
    for news in source.news(Waiting(*[lambda: None] * 400)):
        followed.take(news)
        longest = max(longest, len(news.lines) if isinstance(news, NewLines) else 0)
    assert [(fault.line, fault.code) for fault in followed.faults] == [(4, Flaw.LINE_TOO_LONG)]
    assert followed.views is not None
    assert followed.views.now.times[-1] == 9_000
    assert longest <= len(STREAM) + 2 * MOST


def test_a_line_that_never_ends_is_told_at_once_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(STREAM + b"x" * (3 * MOST))
    followed = GrowingRace("test")
    for news in FileSource(path).news(Waiting(*[lambda: None] * 400)):
        followed.take(news)
    assert [(fault.line, fault.code) for fault in followed.faults] == [(4, Flaw.LINE_TOO_LONG)]
