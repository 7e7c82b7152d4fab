"""Relay a shared race: follow it at one server, and publish it at another one, for the followers there.

What comes is written to a file, and a publisher sends that file, as if the race had been recorded here. So the second
server has every line byte for byte, in order and once, however often either server was away. It costs the first server
what one follower costs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Final

from massstart_tui.follow.line_source import NewLines, News, Notice, Source, SourceNotice, StillToCome
from massstart_tui.share.publisher import Publisher
from massstart_tui.share.shared_stream import Link, Sharing, SharingTrouble

CLOSING: Final = 2.0
"""Seconds that the source may take to end."""


class RaceRelay:
    """Writes the lines of ``source`` to ``path`` in a thread of its own, and has that file published.

    The publisher begins once everything has come that the source has: a file with less than an earlier relay has sent
    would be refused. ``begin`` starts it, with the number of events that are in the file. ``told`` is called with what
    happens before: that lines come, or that none will. ``noticed`` is called with what happens to the source. All three
    are called in the relay's thread, and must not raise.
    """

    def __init__(
        self,
        source: Source,
        path: Path,
        begin: Callable[[int], Publisher],
        told: Callable[[Sharing], None],
        noticed: Callable[[SourceNotice], None],
    ) -> None:
        """Start the thread."""
        self._source = source
        self._path = path
        self._begin = begin
        self._told = told
        self._noticed = noticed
        self._publisher: Publisher | None = None
        self._lines = 0
        self._anew = True
        self._whole = False
        self._closed = Event()
        self._thread = Thread(target=self._run, name="relay", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        """Relay until closed or refused; if a fault ends the thread, report it before raising it."""
        try:
            for news in self._source.news(self._closed.wait):
                self._take(news)
        except OSError as error:
            self._refuse(SharingTrouble.FILE, error.strerror or "")
        except BaseException as fault:
            self._refuse(SharingTrouble.STOPPED, type(fault).__name__)
            raise

    def _refuse(self, trouble: SharingTrouble, reason: str) -> None:
        self._told(Sharing(Link.REFUSED, trouble=trouble, reason=reason))

    def _take(self, news: News) -> None:
        match news:
            case NewLines(lines):
                self._write(lines)
            case SourceNotice(Notice.REPLACED):
                self._anew = True
            case SourceNotice(notice, reason, trouble):
                self._noticed(news)
                if notice is Notice.REFUSED:
                    self._refuse(SharingTrouble(trouble or SharingTrouble.SERVER), reason)
            case StillToCome(messages, _, more):
                self._whole = not messages and not more
                if self._publisher is not None:
                    self._publisher.source_is(away=more)
        # A race that was only claimed has no header yet.
        if self._whole and self._lines and self._publisher is None:
            self._publisher = self._begin(self._lines - 1)

    def _write(self, lines: bytes) -> None:
        """Add these lines to the file, or put them in its place if the stream comes anew."""
        if self._anew:
            beside = self._path.with_suffix(".new")
            beside.write_bytes(lines)
            beside.replace(self._path)
            self._anew, self._lines = False, 0
        else:
            with self._path.open("ab") as file:
                file.write(lines)
        self._lines += lines.count(b"\n")
        if self._publisher is None:
            self._told(Sharing(Link.CONNECTING, behind=self._lines))
        else:
            self._publisher.confirm(self._lines - 1)

    def close(self, patience: float) -> Sharing:
        """End following, try for ``patience`` seconds to send what has come, and return the status then."""
        self._closed.set()
        self._thread.join(CLOSING)
        if self._publisher is None:
            return Sharing(Link.CONNECTING, behind=self._lines)
        return self._publisher.close(patience)
