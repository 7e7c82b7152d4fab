"""A TCP proxy between a client and a server that a test can interrupt."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event, Lock, Thread


class Wire:
    """Listens on ``port``, and forwards everything to another port and back, as long as it is not cut.

    ``came`` is how many bytes have come back from the other port.
    """

    def __init__(self, to: int) -> None:
        """Begin to forward."""
        self._to = to
        self.came = 0
        self._whole = Event()
        self._whole.set()
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                with self._lock:
                    self._sockets += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=self._pass_on, args=(one, other, one is far), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, back: bool) -> None:
        with suppress(OSError):
            while data := one.recv(1 << 16):
                self._whole.wait()
                if back:
                    with self._lock:
                        self.came += len(data)
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Stop forwarding, without telling either side."""
        self._whole.clear()

    def mend(self) -> None:
        """Accept connections again; the former ones are gone, with what was in transit."""
        with self._lock:
            for end in self._sockets:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
            self._sockets.clear()
        self._whole.set()

    def close(self) -> None:
        """Close all connections for good."""
        self._listening.close()
        self.mend()
