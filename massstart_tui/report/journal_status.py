"""Sentences about the journal: why it cannot be opened or written, and who holds it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from massstart_tui.stream.disk import Linked, NotRegular
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.writer_lock import Holder

_REFUSED_BY: Final = {
    errno.ELOOP: "loop",
    errno.EISDIR: "not_regular",
    errno.EPERM: "immutable",
    errno.EROFS: "read_only_disk",
    errno.EACCES: "no_rights",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
}
"""The end of a sentence's code by error number."""


def cannot_be_opened(error: OSError, words: Words) -> str:
    """Return why there can be no journal at this place."""
    match error:
        case NotRegular():
            code = "not_regular"
        case Linked():
            code = "linked"
        case _:
            code = _REFUSED_BY.get(error.errno or 0, "other")
    return words(f"place.{code}", reason=error.strerror or type(error).__name__)


def not_on_disk(condition: Condition, words: Words) -> str:
    """Return why pending lines cannot be written, and how many there are; empty if nothing is wrong."""
    if condition.trouble is None:
        return ""
    return words("journal.not_on_disk", count=condition.pending, why=why_not(condition, words))


def lost(condition: Condition, file: str, words: Words) -> str:
    """Return what was not written when the journal was closed; empty if everything was."""
    if not condition.pending:
        return ""
    return words("journal.lost", count=condition.pending, file=file, why=why_not(condition, words))


def why_not(condition: Condition, words: Words) -> str:
    """Return what keeps pending lines from the disk."""
    if condition.trouble is None:
        return words("journal.slow")
    return words(f"journal.{condition.trouble}", reason=condition.reason)


def held_by(holder: Holder | None, words: Words) -> str:
    """Return who is recording already, and since when by the clock of that machine."""
    if holder is None:
        return words("held.by_somebody")
    since = holder.since.strftime("%H:%M")
    return words("held.by", pid=holder.pid, user=holder.user, host=holder.host, since=since)
