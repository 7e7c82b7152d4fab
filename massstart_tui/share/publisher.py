"""Publish the file of a race to a NATS server, while it is recorded or afterwards.

The file comes first: the server is sent only what the file has. Publishing runs in a thread of its own and takes as
long as it takes. While the server is away the race goes on; what was missed is sent when it is back, exactly once and
in order.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from massstart_tui.follow.growing_file import Changed, Tail
from massstart_tui.share.connection import connected
from massstart_tui.share.sending import PublisherClaim, Sending
from massstart_tui.share.shared_stream import (
    Access,
    Away,
    Hindrance,
    Link,
    Sharing,
    SharingRefused,
    SharingTrouble,
)

LOOK_EVERY: Final = 0.05
"""Seconds between two looks at a file whose growth nobody announces."""
LAST_TRY: Final = 1.0
"""Seconds that an attempt under way may take to end when the publisher is closed."""


class Publisher:
    """Publishes the stream at ``path`` until it is closed or refused.

    If ``confirmed`` is None, every whole line of the file is published as the file grows. Otherwise only that many
    events are, until `confirm` announces more: the events that are certainly on disk. ``told`` is called with a
    `Sharing` in the publisher's own thread whenever the status changes; it must neither block nor raise.
    """

    def __init__(
        self,
        path: Path,
        access: Access,
        told: Callable[[Sharing], None],
        confirmed: int | None = None,
    ) -> None:
        """Start the publisher's thread."""
        self._path = path
        self._access = access
        self._told = told
        self._confirmed = confirmed
        self._claim = PublisherClaim()
        self._sharing = Sharing(Link.CONNECTING, behind=confirmed or 0)
        self._deadline: float | None = None
        self._tail, self._in_file = Tail(path), 0
        self._loop = asyncio.new_event_loop()
        self._wake = asyncio.Event()
        self._is_cut_off = False
        self._thread = Thread(target=self._run, name="publisher", daemon=True)
        self._thread.start()

    @property
    def sharing(self) -> Sharing:
        """The status as it was last passed to ``told``."""
        return self._sharing

    def confirm(self, upto: int) -> None:
        """Note that the event ``upto`` and all before it are on disk, or that the header was replaced.

        May be called from any thread.
        """
        self._confirmed = upto
        self._poke()

    def source_is(self, *, away: bool) -> None:
        """Say to the followers whether what is published is cut off from where it comes from, as a relay can be.

        May be called from any thread.
        """
        if away != self._is_cut_off:
            self._is_cut_off = away
            self._poke()

    def close(self, patience: float) -> Sharing:
        """Try for ``patience`` seconds to send everything, close the connection, and return the status then."""
        if self._deadline is None:
            self._deadline = time.monotonic() + patience
        self._poke()
        self._thread.join(patience + LAST_TRY)
        return self.sharing

    def _poke(self) -> None:
        with suppress(RuntimeError):  # the loop has ended: there is nobody to wake
            self._loop.call_soon_threadsafe(self._wake.set)

    def _run(self) -> None:
        """Publish until closed; if a fault ends the thread, report it before raising it."""
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._publish())
        except BaseException as fault:
            self._tell_of(Link.REFUSED, SharingRefused(SharingTrouble.STOPPED, type(fault).__name__))
            raise

    async def _publish(self) -> None:
        """Open one connection after another until the publisher is closed or refused."""
        pause = 0.0
        while not self._out_of_time():
            try:
                await self._send()
            except Away as error:
                pause = self._access.patience.after(0 if self._sharing.link is Link.CONNECTED else pause)
                self._tell_of(Link.AWAY, error)
            except SharingRefused as error:
                self._tell_of(Link.REFUSED, error)
                await self._count_on()
                return
            else:
                return
            await self._rest(pause)

    async def _send(self) -> None:
        """Send what the file has and what is added, until the publisher is closed and nothing is left."""
        async with connected(self._access) as connection:
            sending = Sending(connection, self._access.address, self._path, self._claim)

            def tell() -> None:
                known = sending.waiting if self._confirmed is None else max(0, self._confirmed - sending.shared)
                self._tell(Sharing(Link.CONNECTED, sending.shared, known, foreign=sending.foreign))

            await sending.begin()
            connection.lost.add_done_callback(lambda _: self._wake.set())
            told_away = False
            while True:
                self._wake.clear()
                # Cleared before these are read, so that a later change wakes the next wait.
                upto, closing = self._confirmed, self._deadline is not None
                await sending.send(upto, tell)
                tell()
                if closing:
                    return
                away = self._is_cut_off
                if away or told_away:
                    await sending.say_of_source(away=away)
                told_away = away
                again = self._access.patience.heartbeat if away else None
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY if upto is None else again):
                        await self._wake.wait()
                connection.check()

    async def _count_on(self) -> None:
        """Keep reporting how many lines are not shared, after a refusal, until the publisher is closed."""
        while self._deadline is None:
            self._wake.clear()
            self._tell_how_many()
            await self._wake.wait()
        self._tell_how_many()

    def _tell_how_many(self) -> None:
        self._tell(self._sharing._replace(behind=max(0, self._known() - self._sharing.shared)))

    async def _rest(self, pause: float) -> None:
        """Wait ``pause`` seconds before the next attempt, and report lines that are added meanwhile."""
        until = time.monotonic() + pause
        while (left := until - time.monotonic()) > 0 and not self._out_of_time():
            self._wake.clear()
            self._tell_how_many()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), min(left, self._time_left()))

    def _known(self) -> int:
        """Return the number of events to be shared, counted without the server."""
        if self._confirmed is not None:
            return self._confirmed
        try:
            self._in_file += len(self._tail.grown())
        except Changed:
            self._tail, self._in_file = Tail(self._path), 0
        except OSError:
            pass  # the file is away as well, which `Sending` reports once the server is back
        return self._in_file

    def _time_left(self) -> float:
        return self._access.patience.longest_pause if self._deadline is None else self._deadline - time.monotonic()

    def _out_of_time(self) -> bool:
        return self._time_left() <= 0

    def _tell_of(self, link: Link, hindrance: Hindrance) -> None:
        stands = (hindrance.trouble, hindrance.reason, hindrance.holder)
        self._tell(Sharing(link, self._sharing.shared, self._sharing.behind, *stands))

    def _tell(self, sharing: Sharing) -> None:
        if sharing != self._sharing:
            self._sharing = sharing
            self._told(sharing)
