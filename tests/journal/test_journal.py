"""Tests of the journal: an event is confirmed only on disk, no event is lost, and nothing waits for the disk."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from massstart_tui.journal.journal import Condition, Journal, JournalTrouble
from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.events import Crossing
from massstart_tui.stream.codec import encode_event, encode_header
from massstart_tui.stream.faults import BadData, Flaw
from massstart_tui.stream.reading import read
from tests.journal.journals import SECONDS, Failing, Opener, Told, Unwilling, header, names, note, notes, seqs_in
from tests.journal.troubleddisk import FaultyDisk


def put(path: Path, tail: bytes = b"", last: int = 3) -> bytes:
    """Write a journal as another program left it, ending in ``tail``; return its bytes without that."""
    whole = encode_header(header()) + b"".join(encode_event(event) for event in notes(1, last))
    path.write_bytes(whole + tail)
    return whole


def test_an_event_is_in_the_file_by_the_time_it_is_confirmed(path: Path) -> None:
    found: list[tuple[int, list[int]]] = []
    journal = Journal.open(path, header(), lambda condition: found.append((condition.confirmed, seqs_in(path))))
    for seq in range(1, 20):
        journal.append([note(seq)])
    assert journal.close(SECONDS) == Condition(confirmed=19, pending=0)
    assert found[-1] == (19, list(range(1, 20)))
    assert all(seqs == list(range(1, confirmed + 1)) for confirmed, seqs in found)


@pytest.mark.parametrize("there", [True, False])
def test_what_was_there_is_known_by_the_path_of_the_journal_also_where_nothing_was(path: Path, there: bool) -> None:
    if there:
        put(path)
    journal = Journal.open(path, header(), lambda _: None)
    journal.close(SECONDS)
    assert (journal.recording.name, len(journal.recording)) == (str(path), 3 if there else 0)


def test_what_is_recorded_reads_back_as_it_was(path: Path, begun: Journal) -> None:
    begun.append([note(4, "\x1b[31m [bold]Gélinas\n")])
    begun.close(SECONDS)
    recording = read(path)
    assert not recording.faults
    assert recording.lines.event(4) == note(4, "\x1b[31m [bold]Gélinas\n")
    assert path.read_bytes().startswith(encode_header(header()))


def test_nothing_waits_for_the_disk_and_what_waits_is_written_at_once(
    told: Told, disk: Unwilling, begun: Journal
) -> None:
    disk.awake.clear()
    disk.writes.clear()
    for seq in range(4, 1004):
        begun.append([note(seq)])
    assert begun.condition.confirmed == 3
    assert begun.condition.pending == 1000
    disk.awake.set()
    told.confirmed(1003)
    assert b"".join(disk.writes) == b"".join(encode_event(event) for event in notes(4, 1003))
    assert len(disk.writes) <= 3


@pytest.mark.parametrize("operation", ["write", "sync"])
@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (errno.ENOSPC, JournalTrouble.DISK_FULL),
        (errno.EDQUOT, JournalTrouble.DISK_FULL),
        (errno.EROFS, JournalTrouble.READ_ONLY),
        (errno.EIO, JournalTrouble.FAILED),
    ],
)
def test_while_the_disk_fails_lines_wait_and_are_written_in_order_when_it_can(
    failing: Failing, operation: str, code: int, trouble: JournalTrouble
) -> None:
    path, told, disk, journal = failing
    disk.refusing = {operation: code}
    for count in range(1, 4):
        journal.append([note(3 + count)])
        assert told.waiting(count) == Condition(3, count, trouble, os.strerror(code))
        assert seqs_in(path) == [1, 2, 3]
    disk.refusing = {}
    assert told.confirmed(6) == Condition(confirmed=6, pending=0)
    assert seqs_in(path) == [1, 2, 3, 4, 5, 6]


def test_a_disk_that_is_full_at_the_first_line_leaves_no_half_a_file(
    path: Path, told: Told, disk: Unwilling, opened: Opener
) -> None:
    disk.refusing = {"write": errno.ENOSPC}
    opened().append([note(1)])
    told.wait_for(lambda condition: condition.trouble is JournalTrouble.DISK_FULL)
    assert not [name for name in names(path) if not name.endswith(".lock")]
    disk.refusing = {}
    told.confirmed(1)
    assert seqs_in(path) == [1]


def test_gone_on_with_it_has_what_was_there(path: Path, told: Told, begun: Journal, opened: Opener) -> None:
    begun.close(SECONDS)
    journal = opened(title="A title that the file does not have")
    assert [journal.recording.lines.event(seq) for seq in (1, 2, 3)] == notes(1, 3)
    assert journal.condition == Condition(confirmed=3, pending=0)
    assert journal.moved_tear is None
    journal.append([note(4)])
    told.confirmed(4)
    assert seqs_in(path) == [1, 2, 3, 4]
    assert path.read_bytes().startswith(encode_header(header()))


@pytest.mark.parametrize("tear", [b"{", b'{"seq":4,"t":4,"type":"note","text":""}', b"\0" * 4096, b'{"seq"\0\0'])
def test_a_torn_last_line_is_moved_to_a_file_beside_it(path: Path, told: Told, opened: Opener, tear: bytes) -> None:
    whole = put(path, tear)
    journal = opened()
    assert journal.moved_tear == path.with_name("race.jsonl.torn")
    assert journal.moved_tear.read_bytes() == tear
    assert path.read_bytes() == whole
    assert (len(journal.recording), journal.recording.faults) == (3, [])
    journal.append([note(4)])
    told.confirmed(4)
    assert seqs_in(path) == [1, 2, 3, 4]


def test_an_earlier_tear_is_kept(path: Path, opened: Opener) -> None:
    path.with_name("race.jsonl.torn").write_bytes(b"an earlier one")
    put(path, b"torn")
    moved = opened().moved_tear
    assert moved is not None
    assert (moved.name, moved.read_bytes()) == ("race.jsonl.torn-2", b"torn")
    assert path.with_name("race.jsonl.torn").read_bytes() == b"an earlier one"


def test_a_header_without_its_newline_is_gone_on_with(path: Path, told: Told, opened: Opener) -> None:
    path.write_bytes(encode_header(header()).rstrip(b"\n"))
    opened().append([note(1)])
    told.confirmed(1)
    assert path.read_bytes() == encode_header(header()) + encode_event(note(1))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Flaw.EMPTY),
        (b"a shopping list", Flaw.NOT_A_STREAM),
        (encode_header(header())[:50], Flaw.NOT_JSON),
        (encode_header(header()) + b"no event\n{", Flaw.NOT_JSON),
        (encode_header(header()) + encode_event(note(2)), Flaw.SEQ_HOLE),
        (encode_header(header(id="another-race")), Flaw.OTHER_RACE),
    ],
)
def test_what_is_no_stream_of_this_race_is_refused_and_left_as_it_is(
    path: Path, opened: Opener, content: bytes, code: Flaw
) -> None:
    path.write_bytes(content)
    with pytest.raises(BadData) as caught:
        opened()
    assert [fault.code for fault in caught.value.faults] == [code]
    assert path.read_bytes() == content
    assert names(path) == ["race.jsonl"]


def test_where_it_cannot_be_written_it_is_refused_at_once(path: Path, disk: Unwilling, opened: Opener) -> None:
    put(path)
    disk.refusing = {"open": errno.EACCES}
    with pytest.raises(PermissionError):
        opened()
    assert names(path) == ["race.jsonl"]
    path.unlink()
    path.parent.rmdir()
    with pytest.raises(FileNotFoundError):
        opened()
    assert not path.parent.exists()


@pytest.mark.parametrize("make", [Path.mkdir, pytest.param(os.mkfifo if hasattr(os, "mkfifo") else Path.mkdir)])
def test_what_is_no_file_at_all_is_refused(path: Path, opened: Opener, make: Callable[[Path], None]) -> None:
    make(path)
    with pytest.raises(OSError, match="race"):
        opened()
    assert names(path) == ["race.jsonl"]


def test_a_race_of_which_nothing_was_recorded_leaves_no_file(path: Path, opened: Opener) -> None:
    journal = opened()
    assert len(journal.recording) == 0
    assert journal.recording.sheet == header().race
    assert journal.close(SECONDS) == Condition(confirmed=0, pending=0)
    assert names(path) == []


def test_many_crossings_are_recorded_as_their_events_are(path: Path, begun: Journal) -> None:
    begun.append([CrossingRun(4, (1, 2, 3), (30_000, 30_100, 30_200), "Finish"), note(7)])
    with pytest.raises(ValueError, match="seq 7 where 8 was expected"):
        begun.append([CrossingRun(7, (1,), (60_000,))])
    begun.append([CrossingRun(8, (1,), (60_000,))])
    assert begun.close(SECONDS) == Condition(confirmed=8, pending=0)
    recording = read(path)
    assert not recording.faults
    crossed = [recording.lines.event(seq) for seq in (4, 5, 6)]
    assert [(event.t, event.bib, event.loop) for event in crossed if isinstance(event, Crossing)] == [
        (30_000, 1, "Finish"),
        (30_100, 2, "Finish"),
        (30_200, 3, "Finish"),
    ]


def test_events_that_do_not_go_on_from_the_last_are_refused_together(path: Path, told: Told, begun: Journal) -> None:
    for wrong in (notes(3, 4), notes(5, 6), [note(4), note(6)]):
        with pytest.raises(ValueError, match="was expected"):
            begun.append(wrong)
    begun.append(notes(4, 5))
    told.confirmed(5)
    assert seqs_in(path) == [1, 2, 3, 4, 5]


def test_another_header_takes_the_place_of_the_first_and_the_events_stay(
    path: Path, told: Told, begun: Journal
) -> None:
    path.chmod(0o600)
    begun.replace_header(header(title="Another title"))
    told.wait_for(lambda _: not begun.condition.pending)
    begun.append([note(4)])
    told.confirmed(4)
    assert read(path).sheet.title == "Another title"
    assert seqs_in(path) == [1, 2, 3, 4]
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(path) == ["race.jsonl", "race.jsonl.lock"]


def test_a_header_that_cannot_be_written_waits_as_a_line_does(
    path: Path, told: Told, disk: Unwilling, begun: Journal
) -> None:
    disk.refusing = {"write": errno.ENOSPC}
    begun.replace_header(header(title="Another title"))
    begun.append([note(4)])
    told.waiting(2)
    assert (read(path).sheet.title, seqs_in(path)) == ("Test race", [1, 2, 3])
    disk.refusing = {}
    told.confirmed(4)
    assert (read(path).sheet.title, seqs_in(path)) == ("Another title", [1, 2, 3, 4])


def test_a_header_alone_makes_the_file(path: Path, told: Told, opened: Opener) -> None:
    opened().replace_header(header(title="Another title"))
    told.wait_for(lambda _: path.exists())
    assert (read(path).sheet.title, seqs_in(path)) == ("Another title", [])


def test_through_a_link_the_file_is_written_and_the_link_stays(path: Path, told: Told) -> None:
    link = path.with_name("link")
    link.symlink_to(path)
    journal = Journal.open(link, header(), told)
    journal.append([note(1)])
    told.confirmed(1)
    journal.replace_header(header(title="Another title"))
    journal.close(SECONDS)
    assert link.is_symlink()
    assert journal.path == path
    assert seqs_in(path) == [1]


def test_closing_writes_what_waits(path: Path, begun: Journal) -> None:
    begun.append(notes(4, 500))
    assert begun.close(SECONDS) == Condition(confirmed=500, pending=0)
    assert names(path) == ["race.jsonl"]
    with pytest.raises(ValueError, match="closed"):
        begun.append([note(501)])
    with pytest.raises(ValueError, match="closed"):
        begun.replace_header(header())
    assert begun.close(SECONDS) == Condition(confirmed=500, pending=0)


def test_closing_says_what_could_not_be_written_and_lets_go(
    path: Path, disk: Unwilling, begun: Journal, opened: Opener
) -> None:
    disk.refusing = {"sync": errno.ENOSPC}
    begun.append(notes(4, 5))
    assert begun.close(0.1) == Condition(3, 2, JournalTrouble.DISK_FULL, os.strerror(errno.ENOSPC))
    assert names(path) == ["race.jsonl"]
    disk.refusing = {}
    assert len(opened().recording) == 3


def test_closing_goes_on_trying_while_there_is_patience(
    path: Path, told: Told, disk: Unwilling, begun: Journal
) -> None:
    disk.refusing = {"write": errno.ENOSPC}
    begun.append([note(4)])
    told.wait_for(lambda condition: condition.trouble is not None)
    closing = threading.Thread(target=begun.close, args=(SECONDS,))
    closing.start()
    disk.refusing = {}
    closing.join()
    assert begun.condition == Condition(confirmed=4, pending=0)
    assert seqs_in(path) == [1, 2, 3, 4]


def test_a_fault_of_the_program_is_told_before_it_goes_on_and_the_file_is_let_go(
    path: Path, told: Told, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    journal = Journal.open(path, header(), told, FaultyDisk())
    journal.append([note(1)])
    stopped = told.wait_for(lambda condition: condition.trouble is not None)
    assert stopped == Condition(0, 1, JournalTrouble.STOPPED, "RuntimeError")
    journal.append([note(2)])
    assert journal.close(SECONDS) == Condition(0, 2, JournalTrouble.STOPPED, "RuntimeError")
    assert [fault.exc_type for fault in faults] == [RuntimeError]
    opened().append([note(1)])
    told.confirmed(1)
