"""Wait for sockets in one thread, until another thread says that it is over."""

from __future__ import annotations

import selectors
import socket
import time
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

CALLS: Final = selectors.EVENT_READ
"""Something has come: bytes, or a connection."""
TAKES: Final = selectors.EVENT_WRITE
"""There is room for what is to be sent."""


class SocketWaiting:
    """Waits for some sockets; as a context manager it releases what it needs for that, but not the sockets."""

    def __init__(self) -> None:
        """Begin without sockets."""
        self.closed = False
        self._selector = selectors.DefaultSelector()
        self._woken, self._waker = socket.socketpair()
        self._woken.setblocking(False)
        self._waker.setblocking(False)
        self._selector.register(self._woken, CALLS)

    def __enter__(self) -> Self:
        """Begin to wait."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Release what the waiting needed."""
        self.release()

    def release(self) -> None:
        """Release what the waiting needs; it may be called again."""
        self.closed = True
        self._selector.close()
        self._woken.close()
        self._waker.close()

    def watch(self, connected: socket.socket, events: int = CALLS) -> None:
        """Wait for ``events`` of this socket from now on, in place of what was waited for before."""
        if connected in self._selector.get_map():
            self._selector.modify(connected, events)
        else:
            self._selector.register(connected, events)

    def forget(self, connected: socket.socket) -> None:
        """Do not wait for this socket any more."""
        with suppress(KeyError):  # it was not waited for
            self._selector.unregister(connected)

    def ready(self, within: float | None = None) -> list[tuple[socket.socket, int]]:
        """Return the sockets for which something has come, with what it is; none if it took longer, or was woken.

        ``within`` is in seconds; None waits until something comes.
        """
        found: list[tuple[socket.socket, int]] = []
        for key, events in self._selector.select(within):
            if key.fileobj is self._woken:
                with suppress(BlockingIOError):
                    self._woken.recv(4096)
            elif isinstance(key.fileobj, socket.socket):
                found.append((key.fileobj, events))
        return found

    def pause(self, seconds: float) -> None:
        """Wait so long without looking at any socket, or until it is over; no socket may be watched meanwhile."""
        until = time.monotonic() + seconds
        while not self.closed and (left := until - time.monotonic()) > 0:
            self.ready(left)

    def wake(self) -> None:
        """Let `ready` return at once; for other threads."""
        with suppress(OSError):  # full, so it wakes anyhow; or released already
            self._waker.send(b"\0")

    def close(self) -> None:
        """Say that it is over; for other threads."""
        self.closed = True
        self.wake()
