"""A `Source` of lines that reads a shared race from a NATS server."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final

from massstart_tui.follow.line_source import NewLines, News, Notice, SourceNotice, StillToCome, Wait
from massstart_tui.share.shared_stream import Access, Link, SharingTrouble

if TYPE_CHECKING:
    from massstart_tui.share.shared_lines import FollowerStanding, SharedLine

LOOK_EVERY: Final = 0.05
"""Seconds between two checks of whether the caller still wants news."""
CLOSING: Final = 1.0
"""Seconds that a connection may take to end."""
_NOTICES: Final = {Link.AWAY: Notice.SERVER_AWAY, Link.REFUSED: Notice.REFUSED}


class SharedSource:
    """A source of the lines of a shared race: those that the server has, then new ones as they come.

    It reconnects by itself, and reports that. A header that comes again replaces the one before it: then the whole
    stream is handed out again, from a temporary file, so that a follower's memory does not grow with the length of a
    race.
    """

    def __init__(self, access: Access) -> None:
        """Read the shared race that ``access`` leads to."""
        self.name = str(access.address)
        self._access = access
        self._away: SharingTrouble | None = None
        self._foreign = 0
        self._to_come = StillToCome(0)

    def news(self, wait: Wait) -> Iterator[News]:
        """Yield news as `Source` says; the iterator ends if the server refuses."""
        # The first picture waits neither for the server nor for the libraries that ask it.
        from massstart_tui.share.shared_lines import Follower  # noqa: PLC0415 - as above

        heard: SimpleQueue[SharedLine | FollowerStanding] = SimpleQueue()
        follower = Follower(self._access, heard.put, heard.put)
        try:
            with TemporaryFile() as events:
                yield from self._news(heard, events, wait)
        finally:
            follower.close(CLOSING)

    def _news(self, heard: SimpleQueue[SharedLine | FollowerStanding], events: BinaryIO, wait: Wait) -> Iterator[News]:
        from massstart_tui.share.shared_lines import FollowerStanding  # noqa: PLC0415 - loaded by then

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
                # A replaced header: hand out the whole stream again, with the events received so far.
                lines = news.data + b"\n" + _whole(events)
            else:
                lines, waiting = _together(news, heard)
                events.write(lines)
            yield NewLines(lines)

    def _said(self, stands: FollowerStanding) -> Iterator[News]:
        """Yield notices of what has changed about the connection.

        They say that the server is away and why, is back, or refuses; that foreign messages were skipped; and how many
        messages are still to come. A notice that says the same as the last of its kind is left out.
        """
        kept_away = stands.link in _NOTICES
        if kept_away and (stands.trouble is not self._away or stands.link is Link.REFUSED):
            yield SourceNotice(_NOTICES[stands.link], stands.reason, stands.trouble)
        elif self._away and stands.link is Link.CONNECTED:
            yield SourceNotice(Notice.SERVER_BACK)
        if kept_away or stands.link is Link.CONNECTED:
            self._away = stands.trouble
        # At 1, 2, 4, 8 and so on: whoever writes thousands cannot fill the screen with notices.
        if stands.foreign.bit_length() > self._foreign.bit_length():
            self._foreign = stands.foreign
            yield SourceNotice(Notice.FOREIGN, str(stands.foreign))
        to_come = StillToCome(stands.behind, stands.late, more=kept_away or stands.cut_off)
        if to_come != self._to_come:
            self._to_come = to_come
            yield to_come


def _together(
    first: SharedLine, heard: SimpleQueue[SharedLine | FollowerStanding]
) -> tuple[bytes, SharedLine | FollowerStanding | None]:
    """Join this event and the events that already wait in the queue into lines.

    Return them with the first item of the queue that is not an event, or None.
    """
    from massstart_tui.share.shared_lines import FollowerStanding  # noqa: PLC0415 - loaded by then

    lines = [first.data]
    while not heard.empty():
        news = heard.get()
        if isinstance(news, FollowerStanding) or news.line == 1:
            return b"\n".join((*lines, b"")), news
        lines.append(news.data)
    return b"\n".join((*lines, b"")), None


def _whole(events: BinaryIO) -> bytes:
    """Return everything that was written to this file, and leave its position at the end."""
    events.seek(0)
    return events.read()
