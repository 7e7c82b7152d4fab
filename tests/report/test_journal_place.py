"""Each reason why there can be no journal at a place has a sentence of its own, in both languages."""

from __future__ import annotations

import errno
import os

import pytest

from massstart_tui.report.journal_status import cannot_be_opened
from massstart_tui.stream.disk import Linked, NotRegular
from massstart_tui.text.words import Language, words

REASONS = [
    (OSError(errno.ELOOP, ""), "leads back to itself", "verwijst naar zichzelf"),
    (OSError(errno.EPERM, ""), "chattr +i", "chattr +i"),
    (OSError(errno.EROFS, ""), "the disk can only be read", "de schijf is alleen te lezen"),
    (OSError(errno.EACCES, ""), "you have no right", "u mag niet schrijven"),
    (OSError(errno.ENOSPC, ""), "the disk is full", "de schijf is vol"),
    (OSError(errno.EDQUOT, ""), "the disk is full", "de schijf is vol"),
    (OSError(errno.EIO, os.strerror(errno.EIO)), "Input/output error", "Input/output error"),
    (NotRegular(errno.EINVAL, ""), "a folder, a pipe or a device", "een map, een pijp of een apparaat"),
    (Linked(errno.EAGAIN, ""), "hard link", "harde koppeling"),
]


@pytest.mark.parametrize(("error", "english", "dutch"), REASONS)
def test_a_place_where_no_journal_can_be_is_told_by_what_is_the_matter(
    error: OSError, english: str, dutch: str
) -> None:
    assert english in cannot_be_opened(error, words(Language.EN))
    assert dutch in cannot_be_opened(error, words(Language.NL))
