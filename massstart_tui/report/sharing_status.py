"""Sentences about a race that is shared over a server: the state of publishing, and trouble with a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.follow.line_source import SourceNotice
    from massstart_tui.journal.writer_lock import Holder
    from massstart_tui.share.shared_stream import Sharing, SharingTrouble


def sharing_line(sharing: Sharing, address: str, words: Words) -> str:
    """Return the state of publishing."""
    if sharing.trouble is not None:
        why = hindrance(sharing.trouble, sharing.reason, sharing.holder, words)
        if sharing.trouble == "file":
            return words("sharing.no_file", why=why)
        if sharing.link == "away" and not sharing.behind:
            return words("sharing.away_for_now", why=why)
        return words(f"sharing.{sharing.link}", why=why, count=sharing.behind)
    if sharing.behind:
        line = words("sharing.behind", address=address, count=sharing.behind)
    else:
        line = words(f"sharing.{sharing.link}", address=address, count=sharing.shared)
    return words("sharing.foreign", line=line, number=sharing.foreign) if sharing.foreign else line


def shared_so_far(sharing: Sharing, words: Words) -> str:
    """Return how many events are on the server, or are not yet, in a few words."""
    if sharing.link == "refused":
        return words("live.not_shared", count=sharing.behind)
    if sharing.behind or sharing.trouble:
        return words("live.behind", count=sharing.behind)
    return words("live.shared", count=sharing.shared)


def unfinished(sharing: Sharing, words: Words) -> str:
    """Return what is not on the server after publishing has ended; empty if everything is."""
    if not sharing.behind:
        return sharing_line(sharing, "", words) if sharing.link == "refused" else ""
    trouble = sharing.trouble or "silent"
    why = hindrance(trouble, sharing.reason, sharing.holder, words)
    return words("sharing.unfinished", why=why, count=sharing.behind)


def source_line(name: str, said: SourceNotice, words: Words) -> str:
    """Return what happened to the source ``name``: a file, a pipe or a shared race."""
    why = said.reason if said.trouble is None else hindrance(said.trouble, said.reason, None, words)
    code = f"source.{said.notice}"
    if not why and words.has(f"{code}.no_reason"):
        return words(f"{code}.no_reason", file=name)
    return words(code, file=name, reason=why)


def hindrance(trouble: SharingTrouble | str, reason: str, holder: Holder | None, words: Words) -> str:
    """Return what prevents sharing, with the ``holder`` or the ``reason`` if the sentence has a place for it."""
    code = f"hindrance.{trouble}"
    if holder is not None and words.has(f"{code}.by"):
        since = holder.since.strftime("%H:%M")
        return words(f"{code}.by", pid=holder.pid, user=holder.user, host=holder.host, since=since)
    return words(f"{code}.because", reason=reason) if reason and words.has(f"{code}.because") else words(code)
