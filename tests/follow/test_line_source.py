"""Tests of sources of lines: in whatever pieces a stream comes, the race is the same; changes of a file are told."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.follow import growing_race as growing
from massstart_tui.follow import line_source
from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import FileSource, NewLines, Notice, PipeSource, Source, SourceNotice, is_regular
from massstart_tui.stream.event_lines import BLOCK, MOST_BLOCKS
from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.file_looks import STEP, STEP_AWAY
from massstart_tui.stream.reading import read_from
from tests.follow.test_growing_race import agrees, whole_streams
from tests.strategies import raw_lines
from tests.stream.oracle import Oracle
from tests.streams import event, make_header, make_line, make_stream, race_of_sixteen

Act = Callable[[], object]
cuts = st.lists(st.integers(0, 4000), max_size=12)


class Waiting:
    """A ``wait`` callback that performs one action at each call, and then ends the news."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> bool:
        self.seconds.append(seconds)
        if not self.acts:
            return True
        self.acts.pop(0)()
        return False


class Pipe(io.BytesIO):
    """A pipe that returns one piece at a time."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self.pieces = [piece for piece in pieces if piece]

    def read1(self, _: int | None = -1) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""


def pieces(stream: bytes, at: list[int]) -> list[bytes]:
    """Return the stream cut at these offsets."""
    places = sorted({min(cut, len(stream)) for cut in at})
    return [stream[first:last] for first, last in zip([0, *places], [*places, len(stream)], strict=True)]


def append(path: Path, data: bytes) -> Act:
    """Return an action that appends to the file."""

    def act() -> None:
        with path.open("ab") as file:
            file.write(data)

    return act


def put(path: Path, data: bytes) -> Act:
    """Return an action that atomically replaces the file."""

    def act() -> None:
        beside = path.with_suffix(".beside")
        beside.write_bytes(data)
        beside.replace(path)

    return act


def follow(lines: Source, wait: Waiting) -> tuple[GrowingRace, list[SourceNotice]]:
    """Return the race at the end of the news, and the notices."""
    followed, said = GrowingRace(lines.name), []
    for news in lines.news(wait):
        if isinstance(news, SourceNotice):
            said.append(news)
        followed.take(news)
    return followed, said


def followed_file(path: Path, *acts: Act) -> tuple[GrowingRace, list[Notice]]:
    followed, said = follow(FileSource(path), Waiting(*acts))
    return followed, [each.notice for each in said]


def in_a_file(parts: list[bytes]) -> GrowingRace:
    """Return the race in a file to which these parts are appended; the first is there already."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "race.jsonl"
        path.write_bytes(parts[0])
        return followed_file(path, *(append(path, part) for part in parts[1:]))[0]


def through_a_pipe(parts: list[bytes]) -> GrowingRace:
    wait = Waiting(*[lambda: None] * len(parts))
    return follow(PipeSource(Pipe(parts)), wait)[0]


def told(followed: GrowingRace) -> tuple[object, ...]:
    """Return everything that is known about a followed race."""
    views = followed.views
    if views is None:
        return (followed.faults,)
    now = views.now
    states = [now.state_at(position) for position in range(len(now) + 1)]
    return (followed.faults, list(now.order), states, [views.recording.lines.event(n + 1) for n in range(now.upto)])


@pytest.mark.parametrize("comes", [in_a_file, through_a_pipe])
@given(stream=whole_streams, at=cuts)
def test_however_a_stream_is_chopped_it_is_the_race_read_from_the_whole(
    comes: Callable[[list[bytes]], GrowingRace], stream: bytes, at: list[int]
) -> None:
    followed = comes(pieces(stream, at))
    assert followed.views is not None
    agrees(followed.views.now, Oracle(stream))
    whole = read_from(io.BytesIO(stream), "test")
    assert followed.views.recording.times == whole.times
    assert followed.views.recording.breaks == whole.breaks
    assert not followed.faults


@given(whole_streams, raw_lines, st.integers(0, 24), cuts)
def test_a_bad_line_ends_the_race_there_however_the_stream_is_chopped(
    stream: bytes, bad: bytes, after: int, at: list[int]
) -> None:
    lines = stream.splitlines(keepends=True)
    wrong = b"".join([*lines[:after], bad + b"\n", *lines[after:]])
    whole = in_a_file([wrong])
    assert told(through_a_pipe(pieces(wrong, at))) == told(in_a_file(pieces(wrong, at))) == told(whole)
    assert {fault.line for fault in whole.faults} == first_bad_line(wrong)


def first_bad_line(stream: bytes) -> set[int]:
    """Return the number of the first line with a fault that is not harmless, found by reading the whole."""
    try:
        read_from(io.BytesIO(stream), "test")
    except BadData as error:
        return {min(fault.line or 0 for fault in error.faults if not fault.harmless)}
    return set()


def test_a_line_is_taken_once_its_newline_has_come(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(event("start")))
    line = make_line(event("fall", 9_000, seq=2, bibs=[3]))
    lines, wait = FileSource(path), Waiting(append(path, line[:20]), append(path, line[20:-1]), append(path, b"\n"))
    came = [news.lines for news in lines.news(wait) if isinstance(news, NewLines)]
    assert came == [make_stream(event("start")), line]


def test_the_beginning_of_a_line_that_is_taken_back_is_no_news(tmp_path: Path) -> None:
    """A writer that could not write a whole line truncates it and writes it again."""
    path = tmp_path / "race.jsonl"
    begun = make_stream(event("start"))
    path.write_bytes(begun)
    line = make_line(event("fall", 9_000, seq=2, bibs=[3]))
    followed, said = followed_file(
        path, append(path, line[:-5]), lambda: os.truncate(path, len(begun)), append(path, line)
    )
    assert said == []
    assert followed.views is not None
    assert len(followed.views.now) == 2


def race(*incidents: dict[str, object]) -> bytes:
    return make_stream(*race_of_sixteen(*incidents))


def states(followed: GrowingRace) -> list[object]:
    assert followed.views is not None
    return [followed.views.now.state_at(n) for n in range(len(followed.views.now) + 1)]


SHORT, LONG = make_stream(event("start")), race(event("fall", 100_000, bibs=[2]))
OTHER = make_stream(*race_of_sixteen(), title="Another race")


@pytest.mark.parametrize(
    ("first", "then", "put_in_place", "said"),
    [
        (LONG, SHORT, True, Notice.REPLACED),
        (SHORT, LONG, True, Notice.REPLACED),
        (LONG, SHORT, False, Notice.TRUNCATED),
        (LONG, b"", False, Notice.TRUNCATED),
        (LONG, LONG.replace(b"fall", b"note"), True, Notice.REPLACED),
        (SHORT, OTHER, False, Notice.REPLACED),
    ],
)
def test_a_file_that_is_replaced_or_truncated_is_read_anew_and_that_is_said(
    first: bytes, then: bytes, put_in_place: bool, said: Notice, tmp_path: Path
) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(first)
    change = put(path, then) if put_in_place else (lambda: path.write_bytes(then))
    rest = append(path, LONG) if not then else (lambda: None)
    followed, heard = followed_file(path, change, rest)
    assert heard == [said]
    if b"note" not in then:
        assert states(followed) == Oracle(then or LONG).states
    else:
        assert followed.faults


def test_what_was_shown_of_a_file_can_be_shown_again_whatever_becomes_of_it(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(LONG)
    seen: list[object] = []
    lines, followed = FileSource(path), GrowingRace("test")
    for news in lines.news(Waiting(lambda: path.write_bytes(b""), path.unlink)):
        followed.take(news)
        seen = states(followed)
    assert seen == Oracle(LONG).states


def test_a_file_that_is_not_there_yet_is_said_once_and_then_followed(tmp_path: Path) -> None:
    path = tmp_path / "later" / "race.jsonl"
    wait = Waiting(lambda: None, path.parent.mkdir, lambda: path.write_bytes(SHORT), append(path, LONG[:0]))
    followed, said = follow(FileSource(path), wait)
    assert [each.notice for each in said] == [Notice.NOT_THERE, Notice.THERE]
    assert wait.seconds == [STEP_AWAY] * 3 + [STEP] * 2
    assert states(followed) == Oracle(SHORT).states


def test_a_file_that_goes_and_comes_back_is_said_and_the_race_stays(tmp_path: Path) -> None:
    path, away = tmp_path / "race.jsonl", tmp_path / "away.jsonl"
    path.write_bytes(SHORT)
    line = make_line(event("fall", 9_000, seq=2, bibs=[3]))
    followed, said = followed_file(path, lambda: path.rename(away), append(away, line), lambda: away.rename(path))
    assert said == [Notice.GONE, Notice.THERE]
    assert followed.views is not None
    assert len(followed.views.now) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    path, away = tmp_path / "race.jsonl", tmp_path / "away.jsonl"
    path.write_bytes(SHORT)

    def replace_with_a_pipe() -> None:
        path.rename(away)
        os.mkfifo(path)

    followed, said = followed_file(path, replace_with_a_pipe, lambda: away.replace(path))
    assert said == [Notice.GONE, Notice.THERE]
    assert followed.views is not None


def test_what_cannot_be_read_is_said_with_the_reason(tmp_path: Path) -> None:
    _, said = follow(FileSource(tmp_path), Waiting())
    assert said == [SourceNotice(Notice.UNREADABLE, "Is a directory")]


def test_a_line_far_from_the_end_that_is_corrected_in_its_place_makes_the_race_whole(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(LONG.replace(b'"type": "fall"', b'"type": "fal?"').replace(b'"bibs": [2]', b'"bibs": [2}'))
    lines, followed, missing = FileSource(path), GrowingRace("test"), []

    def correct() -> None:
        before = path.stat()
        path.write_bytes(LONG)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))

    for news in lines.news(Waiting(correct)):
        followed.take(news)
        missing.append(followed.wrong_lines)
    assert missing[0] == 1
    assert (missing[-1], states(followed)) == (0, Oracle(LONG).states)


def test_after_a_bad_line_a_file_is_looked_at_still_and_one_in_its_place_is_read(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(SHORT)
    bad = make_line(event("fall", 9_000, seq=2, bibs=[99]))
    lines, followed, wrong = FileSource(path), GrowingRace("test"), []
    wait = Waiting(append(path, bad), append(path, make_line(event("note", 9_500, seq=3, text=""))), put(path, LONG))
    for news in lines.news(wait):
        followed.take(news)
        wrong.append([(fault.line, fault.field) for fault in followed.faults])
    assert wrong == [[], [(3, "bibs")], [(3, "bibs")], [], []]
    assert states(followed) == Oracle(LONG).states


def test_a_header_that_is_wrong_is_told_and_no_race_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(b'{"format":"something"}\n')
    followed, _ = followed_file(path, append(path, b"{}\n"))
    assert followed.views is None
    assert [(fault.line, fault.code) for fault in followed.faults] == [(1, Flaw.NOT_A_STREAM)]


@pytest.mark.parametrize(
    ("end", "said"), [(b"", SourceNotice(Notice.ENDED)), (b'{"seq":2', SourceNotice(Notice.TORN, "8"))]
)
def test_a_pipe_ends_and_a_last_line_that_was_cut_short_is_said(end: bytes, said: SourceNotice) -> None:
    _, heard = follow(PipeSource(Pipe([SHORT, end])), Waiting(*[lambda: None] * 3))
    assert heard == [said]


def test_a_long_file_comes_in_parts_and_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_source, "CHUNK", 300)
    path = tmp_path / "race.jsonl"
    long_line = make_line(event("note", 490_000, seq=23, text="x" * 2000))
    stream = race() + long_line
    path.write_bytes(stream)
    news = [each for each in FileSource(path).news(Waiting()) if isinstance(each, NewLines)]
    assert b"".join(each.lines for each in news) == stream
    assert [each.more for each in news[:-1]] == [True] * (len(news) - 1)
    assert not news[-1].more
    assert len(news) > 3
    followed, _ = followed_file(path)
    assert states(followed) == Oracle(stream).states


def test_a_file_of_just_one_part_is_read_without_waiting_for_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_source, "CHUNK", len(LONG))
    path = tmp_path / "race.jsonl"
    path.write_bytes(LONG)
    assert states(followed_file(path)[0]) == Oracle(LONG).states


def notes(first: int, last: int) -> list[bytes]:
    return [make_line(event("note", seq, seq=seq, text=f"note {seq}")) for seq in range(first, last)]


def test_events_are_decoded_again_from_the_file_and_none_is_kept() -> None:
    followed = GrowingRace("test")
    followed.take(NewLines(make_header() + b"".join(notes(1, BLOCK - 2))))
    for line in notes(BLOCK - 2, 3 * BLOCK):
        followed.take(NewLines(line))
        assert followed.views is not None
        last = len(followed.views.now)
        assert {followed.views.now.event(seq).seq for seq in (1, last - 1, last)} == {1, last - 1, last}
    assert followed.views is not None
    lines = followed.views.recording.lines
    assert not lines._since
    assert len(lines._blocks) <= MOST_BLOCKS
    assert all(len(events) <= BLOCK for events in lines._blocks.values())
    assert [lines.event(seq).seq for seq in range(1, 3 * BLOCK)] == list(range(1, 3 * BLOCK))


def test_a_race_that_is_forgotten_leaves_no_file_open(monkeypatch: pytest.MonkeyPatch) -> None:
    files = []

    def temporary() -> io.BytesIO:
        files.append(io.BytesIO())
        return files[-1]

    monkeypatch.setattr(growing, "TemporaryFile", temporary)
    for stream in (LONG, b"nothing\n", LONG + b"bad\n"):
        followed = GrowingRace("test")
        followed.take(NewLines(stream))
        followed.take(SourceNotice(Notice.REPLACED))
        del followed
    assert len(files) == 7  # two for each, and one more for a race with a wrong line
    assert all(file.closed for file in files)


def test_a_pipe_by_a_name_is_no_file_that_grows(tmp_path: Path) -> None:
    assert is_regular(tmp_path / "not-there")
    assert not is_regular(tmp_path)
    (tmp_path / "race").write_bytes(b"")
    assert is_regular(tmp_path / "race")
