"""Tests of the calls that make a write durable, where operating systems differ."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from massstart_tui.stream.disk import Disk

fcntl = pytest.importorskip("fcntl", reason="Windows has none")


@pytest.mark.parametrize("code", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_on_macos_a_file_system_without_a_full_sync_gets_the_other(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert synced_on_macos(code, tmp_path, monkeypatch) == ["fsync"]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_on_macos_a_full_sync_that_fails_is_no_sync(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match=os.strerror(code)):
        synced_on_macos(code, tmp_path, monkeypatch)


def synced_on_macos(code: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return which further calls sync a file when its full sync fails with ``code``."""
    done: list[str] = []

    def answers(_file: int, _command: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", answers)
    monkeypatch.setattr(os, "fsync", lambda _file: done.append("fsync"))
    with (folder / "race.jsonl").open("wb") as file:
        Disk().sync(file.fileno())
    return done
