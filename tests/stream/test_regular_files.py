"""Tests that whatever is read to its end is a file with bounds: no pipe, no device, no endless line, no deep table."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tomllib
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.published_results import read_results
from massstart_tui.stream import regular_files
from massstart_tui.stream.event_lines import BLOCK
from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.meeting_file import is_meeting_file, quick_look_at_meeting, read_meeting
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.stream.reading import read
from massstart_tui.stream.regular_files import LARGEST, LONGEST_LINE, FileChanged, chunks_of, seekable
from massstart_tui.stream.sheet_file import read_sheet, toml
from massstart_tui.stream.toml_depth import too_deep
from tests.streams import event, make_line, make_stream, race_of_sixteen

READERS = [read, read_sheet, read_meeting, read_results]
AS_WHOLE = [read_sheet, read_meeting, read_results]

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")


def flaws(reader: Callable[[Path], object], path: Path) -> list[tuple[int | None, str]]:
    with pytest.raises(BadData) as told:
        reader(path)
    return [(fault.line, fault.code) for fault in told.value.faults]


@needs_pipes
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_and_a_device_are_refused_at_once(
    reader: Callable[[Path], object], linked: bool, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path / "pipe", Path("/dev/zero")):
        path = odd
        if linked:
            path = tmp_path / f"link to {odd.name}"
            path.symlink_to(odd)
        assert flaws(reader, path) == [(None, Flaw.NOT_A_FILE)]


@needs_pipes
def test_a_first_look_does_not_wait_for_a_pipe_either(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert quick_look(tmp_path / "pipe") is None
    assert quick_look_at_meeting(tmp_path / "pipe") is None
    assert not is_meeting_file(tmp_path / "pipe")


@pytest.mark.parametrize("reader", READERS)
def test_a_folder_cannot_be_read(reader: Callable[[Path], object], tmp_path: Path) -> None:
    assert flaws(reader, tmp_path) == [(None, Flaw.UNREADABLE)]


@pytest.mark.parametrize("reader", AS_WHOLE)
def test_a_file_that_is_read_as_a_whole_has_a_largest_size(reader: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"#" * (LARGEST + 1))
    assert flaws(reader, path) == [(None, Flaw.FILE_TOO_LARGE)]


@pytest.mark.parametrize("before", [0, 3])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_that_is_too_long_is_refused_without_being_held(before: int, end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    lines = make_stream(*race_of_sixteen()).splitlines(keepends=True)[:before]
    path.write_bytes(b"".join(lines) + b"x" * (20 * LONGEST_LINE) + end)
    tracemalloc.start()
    try:
        assert flaws(read, path) == [(before + 1, Flaw.LINE_TOO_LONG)]
        assert tracemalloc.get_traced_memory()[1] < 6 * LONGEST_LINE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("beyond", [0, 1])
@pytest.mark.parametrize("shift", [0, 1, LONGEST_LINE // 2])
def test_a_line_may_have_so_many_bytes_wherever_it_begins(beyond: int, shift: int, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(b"y" * shift + b"\n" + b"x" * (LONGEST_LINE + beyond) + b"\n")
    assert ((2, Flaw.LINE_TOO_LONG) in flaws(read, path)) is bool(beyond)


@pytest.mark.parametrize("reader", [read_sheet, read_meeting])
@pytest.mark.parametrize(
    "deep",
    [
        "x = " + "[" * 1000 + "]" * 1000,
        "x = " + "{a=" * 1000 + "1" + "}" * 1000,
        "a" + ".a" * 1000 + " = 1",
        "[" + "a." * 1000 + "a]",
        "x = " + "[\n" * 1000 + "]\n" * 1000,
        "x = " + "[ # ]\n" * 1000 + "]\n" * 1000,
        "x = " + '["]",\n' * 1000 + "]\n" * 1000,
        "x = " + "['''\n]''',\n" * 1000 + "]\n" * 1000,
    ],
    ids=["lists", "tables", "a key", "a heading", "lines", "comments", "texts", "texts of lines"],
)
def test_what_is_nested_a_thousand_deep_is_a_fault_with_its_line(
    reader: Callable[[Path], object], deep: str, tmp_path: Path
) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(f'title = "deep"\n{deep}\n', encoding="utf-8")
    [(line, code)] = flaws(reader, path)
    assert code == Flaw.TOO_DEEP
    assert line is not None
    assert line >= 2


@pytest.mark.parametrize(
    "flat",
    [
        "# " + "." * 1000,
        "# " + "[" * 1000,
        'x = "' + "{" * 1000 + '"',
        "x = '" + "[" * 1000 + "'",
        'x = """\n' + "[.\n" * 1000 + '"""',
        "x = '''" + "[.\n" * 1000 + "'''",
        'x = "\\"' + "[" * 1000 + '"',
    ],
)
def test_brackets_and_dots_of_a_text_or_a_comment_are_no_depth(flat: str) -> None:
    assert toml(f"before = 1\n{flat}\nafter = 2\n".encode())["after"] == 2


PIECES = ["[", "]", "{", "}", '"', "'", '"""', "'''", "#", "\n", "a", "=", ".", ",", "\\", " ", "a=", "[a]", "x = "]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.sampled_from([1, 150, 3000]), st.booleans())
def test_what_the_parser_cannot_take_is_too_deep_and_what_it_takes_is_not(
    pieces: list[str], times: int, value: bool
) -> None:
    text = "x = " * value + "".join(pieces) * times
    try:
        tomllib.loads(text)
    except RecursionError:
        assert too_deep(text.encode()) is not None
    except ValueError:
        pass
    else:
        assert too_deep(text.encode()) is None


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def overwritten_with_another_race(path: Path) -> None:
    path.write_bytes(make_stream(*race_of_sixteen(event("note", text="another"))))


def with_a_line_more_in_front(path: Path) -> None:
    header, _, events = path.read_bytes().partition(b"\n")
    path.write_bytes(header + b"\n" + make_line(event("note", seq=1, text="new")) + events)


def overwritten_with_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def removed(path: Path) -> None:
    path.unlink()


CHANGES = [
    emptied,
    cut_short,
    overwritten_with_another_race,
    with_a_line_more_in_front,
    overwritten_with_zeros,
    removed,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_race_stays_what_it_was_when_it_was_read(change: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen(*(event("note", text=f"note {n}") for n in range(3 * BLOCK)))))
    untouched, recording = read(path), read(path)
    events = [untouched.lines.event(seq) for seq in range(1, len(untouched) + 1)]
    change(path)
    assert [recording.lines.event(seq) for seq in range(1, len(recording) + 1)] == events


@pytest.mark.parametrize("change", CHANGES)
def test_a_large_race_that_was_changed_is_never_told_wrongly(
    change: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_files, "KEPT", 0)
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen(*(event("note", text=f"note {n}") for n in range(3 * BLOCK)))))
    untouched, recording = read(path), read(path)
    events = [untouched.lines.event(seq) for seq in range(1, len(untouched) + 1)]
    change(path)
    for seq in range(1, len(recording) + 1):
        try:
            assert recording.lines.event(seq) == events[seq - 1]
        except FileChanged:
            assert change is not removed


def test_a_large_race_may_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regular_files, "KEPT", 0)
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen(*(event("note", text=f"note {n}") for n in range(3 * BLOCK)))))
    recording = read(path)
    with path.open("ab") as file:
        file.write(make_line(event("note", seq=len(recording) + 1, text="later")))
    assert [recording.lines.event(seq).seq for seq in (1, len(recording))] == [1, len(recording)]


@needs_pipes
@pytest.mark.parametrize("line", [b"x\n", b"x" * 1000 + b"\n"])
def test_a_pipe_without_an_end_is_refused(line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regular_files, "LARGEST_PIPED", 2 * LONGEST_LINE)
    with subprocess.Popen(
        [sys.executable, "-c", f"while True: print({line.decode()!r})"], stdout=subprocess.PIPE
    ) as endless:
        assert endless.stdout is not None
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            seekable(cast("BinaryIO", endless.stdout))
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            list(chunks_of(cast("BinaryIO", endless.stdout)))
        endless.kill()
