"""Property tests of the journal file on a disk that may fail anywhere: what was confirmed is always there."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from massstart_tui.journal.journal_file import JournalFile, Replaced
from massstart_tui.stream.codec import encode_event, encode_header
from tests.journal.fakedisk import Failure, FakeDisk, Node
from tests.journal.journals import header, note

PATH: Final = Path("/races/race.jsonl")
ANOTHER: Final = b'{"another":"file"}\n'
HEADERS: Final = (header(), header(title="Another title"), header(title="A longer title, for a longer header"))
CODES: Final = (errno.ENOSPC, errno.EIO, errno.EROFS)
failures = st.dictionaries(
    st.integers(0, 16), st.builds(Failure, st.sampled_from(CODES), st.integers(0, 60)), max_size=4
)


class Granted:
    """The right to write, which nobody contests."""

    def hold(self) -> None:
        """Do nothing."""


class AnythingMayFail(RuleBasedStateMachine):
    """A state machine that records lines on a failing disk.

    ``lines`` is all that was recorded, of which the first ``confirmed`` were reported as on disk. ``headers`` are those
    that may be there: the last confirmed one, and those written since. After ``meddled``, when others have removed what
    was confirmed, it need not be there until it is confirmed again. ``another`` is a file at the journal's path that is
    not the journal's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.disk = FakeDisk(self.nothing_confirmed_is_lost)
        self.lines: list[bytes] = []
        self.confirmed = 0
        self.headers = [encode_header(HEADERS[0])]
        self.meddled = True
        self.another: bytes | None = None
        self.file = JournalFile(PATH, HEADERS[0], Granted(), self.disk)

    def nothing_confirmed_is_lost(self) -> None:
        if self.meddled:
            return
        confirmed = b"".join(self.lines[: self.confirmed])
        for node in (self.disk.names[PATH], self.disk.durable_names[PATH]):
            for left in node.left_by_a_power_cut():
                assert any(left.startswith(header + confirmed) for header in self.headers)

    @rule(count=st.integers(1, 3))
    def record(self, count: int) -> None:
        lines = [encode_event(note(len(self.lines) + more)) for more in range(1, count + 1)]
        self.lines += lines
        self.file.add(b"".join(lines))

    @rule(number=st.integers(0, 2))
    def put_header(self, number: int) -> None:
        self.headers.append(encode_header(HEADERS[number]))
        self.file.put_header(self.headers[-1])

    @rule(failing=st.just({}) | failures)
    def secure(self, failing: dict[int, Failure]) -> None:
        self.disk.fail(failing)
        try:
            self.file.secure()
        except (OSError, Replaced):
            return
        finally:
            self.disk.fail({})
        self.confirmed = len(self.lines)
        del self.headers[:-1]
        self.meddled = False
        self.all_is_there()

    def all_is_there(self) -> None:
        whole = self.headers[-1] + b"".join(self.lines)
        assert self.disk.names[PATH] is self.disk.durable_names[PATH]
        assert bytes(self.disk.names[PATH].data) == self.disk.names[PATH].durable == whole

    @rule()
    def somebody_removes_the_file(self) -> None:
        self.meddled = True
        self.another = None
        self.disk.names.pop(PATH, None)
        self.disk.durable_names.pop(PATH, None)

    @rule()
    def the_folder_goes_or_comes_back(self) -> None:
        self.disk.folder_there = not self.disk.folder_there

    @precondition(lambda self: PATH in self.disk.names)
    @rule(size=st.integers(0, 900))
    def an_older_copy_is_put_back(self, size: int) -> None:
        self.meddled = True
        self.another = None
        self.disk.put(PATH, bytes(self.disk.names[PATH].data[:size]))

    @precondition(lambda self: PATH in self.disk.names)
    @rule()
    def an_editor_saves_it_unchanged(self) -> None:
        self.disk.put(PATH, bytes(self.disk.names[PATH].data))

    @rule(data=st.sampled_from([ANOTHER, ANOTHER[:-1], encode_header(HEADERS[0]) + ANOTHER]))
    def another_file_takes_its_place(self, data: bytes) -> None:
        self.meddled = True
        self.another = data
        self.disk.put(PATH, data)

    @precondition(lambda self: PATH in self.disk.names and self.another is None)
    @rule(tail=st.sampled_from([b"{", b"\0\0\0", b'{"seq":']))
    def the_disk_leaves_a_tear(self, tail: bytes) -> None:
        self.disk.names[PATH].write(tail, len(self.disk.names[PATH].data))

    @precondition(lambda self: not self.meddled and self.disk.folder_there)
    @rule(cut=st.integers(0, 7), failing=st.just({}) | failures)
    def the_power_goes_and_comes_back(self, cut: int, failing: dict[int, Failure]) -> None:
        names = self.disk.names if cut < 4 else self.disk.durable_names
        self.disk.names = {path: Node(node.left_by_a_power_cut()[cut % 4]) for path, node in names.items()}
        self.reopen(failing)

    @precondition(lambda self: not self.meddled and self.disk.folder_there)
    @rule(failing=st.just({}) | failures)
    def the_program_is_killed(self, failing: dict[int, Failure]) -> None:
        self.reopen(failing)

    def reopen(self, failing: dict[int, Failure]) -> None:
        """Reopen the file, possibly more than once if the disk fails."""
        self.disk.durable_names = dict(self.disk.names)
        self.disk.forget_open_files()
        found = bytes(self.disk.names[PATH].data)
        torn = {path: bytes(node.data) for path, node in self.disk.names.items() if "torn" in path.name}
        self.disk.fail(failing)
        try:
            self.file = JournalFile(PATH, HEADERS[0], Granted(), self.disk)
        except OSError:
            self.disk.fail({})
            self.file = JournalFile(PATH, HEADERS[0], Granted(), self.disk)
        self.disk.fail({})
        assert len(self.file.recording) >= self.confirmed
        del self.lines[len(self.file.recording) :]
        self.confirmed = len(self.lines)
        self.headers = [found[: found.index(b"\n") + 1]]
        self.all_is_there()
        self.nothing_is_thrown_away(found, torn)

    def nothing_is_thrown_away(self, found: bytes, torn: dict[Path, bytes]) -> None:
        now = {path: bytes(node.data) for path, node in self.disk.names.items()}
        assert torn.items() <= now.items()
        tear = found[found.rindex(b"\n") + 1 :]
        assert not tear or tear in [data for path, data in now.items() if "torn" in path.name]

    @invariant()
    def another_file_is_never_written_over(self) -> None:
        if self.another is not None:
            assert bytes(self.disk.names[PATH].data) == self.disk.names[PATH].durable == self.another

    def teardown(self) -> None:
        """Check that, once nothing fails, everything is there, in order, once."""
        self.disk.folder_there = True
        if PATH in self.disk.names and self.is_another(bytes(self.disk.names[PATH].data)):
            with pytest.raises(Replaced):
                self.file.secure()
            self.somebody_removes_the_file()
        self.secure({})
        assert not self.meddled
        self.all_is_there()

    def is_another(self, data: bytes) -> bool:
        whole = data[: data.rfind(b"\n") + 1]
        streams = [header + b"".join(self.lines) for header in self.headers]
        return not any(stream.startswith(data) or (whole and stream.startswith(whole)) for stream in streams)


AnythingMayFail.TestCase.settings = settings(stateful_step_count=30)
test_whatever_happens_and_whenever = AnythingMayFail.TestCase


class Meddling(FakeDisk):
    """A disk on which somebody does something before the next sync."""

    def __init__(self) -> None:
        super().__init__()
        self.first: Callable[[], object] = lambda: None
        self.opened: list[Path] = []

    def open(self, path: Path) -> int:
        self.opened.append(path)
        return super().open(path)

    def sync(self, file: int) -> None:
        first, self.first = self.first, lambda: None
        first()
        super().sync(file)


def three_on_disk() -> tuple[JournalFile, Meddling, bytes]:
    """Return a file with three events on disk, its disk, and its content."""
    disk = Meddling()
    file = JournalFile(PATH, HEADERS[0], Granted(), disk)
    file.add(b"".join(encode_event(note(seq)) for seq in (1, 2, 3)))
    file.secure()
    return file, disk, bytes(disk.names[PATH].data)


def test_what_was_written_to_a_file_that_goes_meanwhile_does_not_count() -> None:
    file, disk, whole = three_on_disk()
    disk.first = lambda: disk.names.pop(PATH)
    file.add(encode_event(note(4)))
    with pytest.raises(FileNotFoundError):
        file.secure()
    file.secure()
    assert disk.names[PATH].durable == whole + encode_event(note(4))


def test_what_was_written_to_a_file_that_is_replaced_meanwhile_does_not_count() -> None:
    file, disk, whole = three_on_disk()
    disk.first = lambda: disk.put(PATH, whole)
    file.add(encode_event(note(4)))
    with pytest.raises(Replaced):
        file.secure()
    file.secure()
    assert disk.names[PATH].durable == whole + encode_event(note(4))


@pytest.mark.parametrize("meanwhile", [b"[1]", b"# " + 100 * b"what an editor added "], ids=["short", "long"])
def test_what_somebody_appends_to_the_open_file_is_moved_and_not_written_over(meanwhile: bytes) -> None:
    file, disk, whole = three_on_disk()
    disk.names[PATH].write(meanwhile, len(whole))
    file.add(encode_event(note(4)))
    file.secure()
    assert disk.names[PATH].durable == whole + encode_event(note(4))
    assert file.moved_tear is not None
    assert disk.names[file.moved_tear].durable == meanwhile


@pytest.mark.parametrize("left", [0, 10, -1])
def test_what_somebody_cuts_off_the_open_file_is_written_again(left: int) -> None:
    file, disk, whole = three_on_disk()
    disk.names[PATH].truncate(len(whole[:left]))
    file.add(encode_event(note(4)))
    file.secure()
    assert disk.names[PATH].durable == whole + encode_event(note(4))


def test_a_file_is_read_under_its_name_whether_it_is_there_or_begun() -> None:
    _, disk, _ = three_on_disk()
    files = JournalFile(PATH, HEADERS[0], Granted(), disk), JournalFile(PATH, HEADERS[0], Granted(), FakeDisk())
    assert [(file.recording.name, len(file.recording)) for file in files] == [(str(PATH), 3), (str(PATH), 0)]


@pytest.mark.parametrize("there", [True, False])
def test_another_file_that_comes_while_it_is_written_anew_is_left_alone(there: bool) -> None:
    file, disk, _ = three_on_disk()
    if not there:
        disk.names.pop(PATH)
    disk.first = lambda: disk.put(PATH, ANOTHER)
    file.put_header(encode_header(HEADERS[1]))
    for _ in range(2):
        with pytest.raises(Replaced):
            file.secure()
    assert disk.names[PATH].data == ANOTHER
    assert list(disk.names) == [PATH]


def test_an_open_file_that_has_failed_once_is_not_trusted_again() -> None:
    file, disk, whole = three_on_disk()
    disk.opened.clear()
    file.add(encode_event(note(4)))
    disk.fail({3: Failure(errno.EIO)})
    with pytest.raises(OSError, match="Input"):
        file.secure()
    disk.fail({})
    assert disk.opened == []
    file.secure()
    assert disk.opened == [PATH]
    assert disk.names[PATH].durable == whole + encode_event(note(4))


def test_a_line_that_can_neither_be_written_nor_taken_back_has_the_error_of_the_writing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    file, disk, _ = three_on_disk()
    file.add(encode_event(note(4)))
    monkeypatch.setattr(disk, "write", full)
    monkeypatch.setattr(disk, "truncate", broken)
    with pytest.raises(OSError, match="full"):
        file.secure()
