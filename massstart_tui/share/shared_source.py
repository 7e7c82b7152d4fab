"""A race shared on a server, as a source of lines like any other."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from massstart_tui.follow.line_source import NewLines, News, Notice, SourceNotice, Wait
from massstart_tui.share.shared_lines import Follower, FollowerStanding, SharedLine
from massstart_tui.share.shared_stream import Access, Link, SharingTrouble

LOOK_EVERY: Final = 0.05
"""Seconds between two looks at whether anybody wants any more news."""
CLOSING: Final = 1.0
"""Seconds that a connection is given to end."""
_NOTICES: Final = {Link.AWAY: Notice.SERVER_AWAY, Link.REFUSED: Notice.REFUSED}


class SharedSource:
    """What a server has of a race, then what comes; it comes back by itself, and says so.

    A start sheet that comes again takes the place of the one before: then everything comes again, from a file of its
    own, so that a follower needs no more memory however long a race lasts.
    """

    def __init__(self, access: Access) -> None:
        """The shared race that ``access`` leads to."""
        self.name = str(access.address)
        self._access = access
        self._away: SharingTrouble | None = None

    def news(self, wait: Wait) -> Iterator[News]:
        """See `Source`; it ends where the server refuses."""
        heard: SimpleQueue[SharedLine | FollowerStanding] = SimpleQueue()
        follower = Follower(self._access, heard.put, heard.put)
        try:
            with TemporaryFile() as events:
                yield from self._news(heard, events, wait)
        finally:
            follower.close(CLOSING)

    def _news(self, heard: SimpleQueue[SharedLine | FollowerStanding], events: BinaryIO, wait: Wait) -> Iterator[News]:
        begun = False
        waiting: SharedLine | FollowerStanding | None = None
        while not wait(0):
            try:
                news = waiting or heard.get(timeout=LOOK_EVERY)
            except Empty:
                continue
            waiting = None
            if isinstance(news, FollowerStanding):
                yield from self._said(news)
                if news.link is Link.REFUSED:
                    return
                continue
            if news.line == 1:
                if begun:
                    yield SourceNotice(Notice.REPLACED)
                begun = True
                lines = news.data + b"\n" + _whole(events)
            else:
                lines, waiting = _together(news, heard)
                events.write(lines)
            yield NewLines(lines)

    def _said(self, stands: FollowerStanding) -> Iterator[News]:
        """That the server is away, and why, or back, or refuses, each once."""
        kept_away = stands.link in _NOTICES
        if kept_away and (stands.trouble is not self._away or stands.link is Link.REFUSED):
            yield SourceNotice(_NOTICES[stands.link], stands.reason, stands.trouble)
        elif self._away and stands.link is Link.CONNECTED:
            yield SourceNotice(Notice.SERVER_BACK)
        if kept_away or stands.link is Link.CONNECTED:
            self._away = stands.trouble


def _together(
    first: SharedLine, heard: SimpleQueue[SharedLine | FollowerStanding]
) -> tuple[bytes, SharedLine | FollowerStanding | None]:
    """This event and those that have come behind it, as lines; and what came then that is no event."""
    lines = [first.data]
    while not heard.empty():
        news = heard.get()
        if isinstance(news, FollowerStanding) or news.line == 1:
            return b"\n".join((*lines, b"")), news
        lines.append(news.data)
    return b"\n".join((*lines, b"")), None


def _whole(events: BinaryIO) -> bytes:
    """All that was written to this file, which goes on at its end."""
    events.seek(0)
    return events.read()
