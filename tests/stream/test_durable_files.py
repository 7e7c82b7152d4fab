"""Tests of files that are written whole: durable when done, and gone after an error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from massstart_tui.stream.disk import Disk
from massstart_tui.stream.durable_files import write_new, write_over

Write = Callable[[Path, bytes], None]
BOTH = pytest.mark.parametrize("write", [write_new, write_over])
NO_LINKS = pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")


def failing(monkeypatch: pytest.MonkeyPatch, operation: str, code: int) -> None:
    """Let this operation of the disk fail with ``code``."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Disk, operation, fails)


@pytest.mark.parametrize("operation", ["write", "sync", "sync_folder"])
def test_a_new_file_that_cannot_be_written_is_not_there(
    operation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, operation, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_new(tmp_path / "race.toml", b"after")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("operation", ["write", "sync", "replace"])
def test_what_was_there_stays_where_nothing_can_be_written_in_its_place(
    operation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "race.toml"
    path.write_bytes(b"before")
    failing(monkeypatch, operation, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as caught:
        write_over(path, b"after")
    assert caught.value.filename == str(path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"race.toml": b"before"}


@BOTH
def test_an_interruption_leaves_no_part_of_it_either(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Disk, "sync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "race.toml", b"after")
    assert list(tmp_path.iterdir()) == []


@BOTH
def test_what_fails_is_closed_before_it_is_removed_as_windows_wants_it(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    close, remove = Disk.close, Disk.remove

    def note_close(disk: Disk, file: int) -> None:
        done.append("close")
        close(disk, file)

    def note_remove(disk: Disk, path: Path) -> None:
        done.append("remove")
        remove(disk, path)

    monkeypatch.setattr(Disk, "close", note_close)
    monkeypatch.setattr(Disk, "remove", note_remove)
    failing(monkeypatch, "sync", errno.ENOSPC)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write(tmp_path / "race.toml", b"after")
    assert done == ["close", "remove"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sees to the names itself")
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
@BOTH
def test_a_folder_that_cannot_be_made_durable_is_lived_with(
    write: Write, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Disk, "sync", lambda _disk, _file: None)

    def cannot(_file: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", cannot)
    write(tmp_path / "race.toml", b"after")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"race.toml": b"after"}


@BOTH
def test_it_is_on_the_disk_with_its_name_by_the_time_it_is_written(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    replace = Disk.replace

    def note_replace(disk: Disk, beside: Path, path: Path) -> None:
        done.append("replace")
        replace(disk, beside, path)

    monkeypatch.setattr(Disk, "sync", lambda _disk, _file: done.append("sync"))
    monkeypatch.setattr(Disk, "replace", note_replace)
    monkeypatch.setattr(Disk, "sync_folder", lambda _disk, folder: done.append(folder))
    write(tmp_path / "race.toml", b"after")
    assert done == ["sync", *["replace"] * (write is write_over), tmp_path]


def test_a_new_file_is_never_put_in_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "race.toml"
    path.write_bytes(b"before")
    with pytest.raises(FileExistsError):
        write_new(path, b"after")
    assert path.read_bytes() == b"before"


@NO_LINKS
def test_a_new_file_is_not_written_through_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "somewhere else", tmp_path / "race.toml"
    link.symlink_to(target)
    with pytest.raises(FileExistsError):
        write_new(link, b"after")
    assert not target.exists()
    assert link.is_symlink()
