"""Run a web server at an address of this machine until it is told to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Final, Protocol

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from massstart_tui.text.words import Words
from massstart_tui.web.guard import address_at, guard, harden

PATIENCE: Final = 5.0
"""Seconds that open connections may take to close when the server ends."""
ENDED: Final = web.AppKey("ended", asyncio.Event)
"""The app's key of an event that ends the server; set by a signal, or by pages that have failed."""


class Pages(Protocol):
    """Pages that a server can show, in the language of ``words``."""

    words: Words

    def add_to(self, app: web.Application) -> None:
        """Add the pages' routes to ``app``.

        A failure while they are served sets `ENDED`, and is raised when ``app`` is cleaned up.
        """


MALFORMED: Final[type[Exception]] = HttpProcessingError
"""What the library logs of a request that no browser makes; it refuses such a request itself."""


class CannotListen(Exception):
    """Raised if the server cannot listen at the address; the message is the system's."""


async def serve(pages: Pages, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve ``pages`` at ``host`` and ``port`` until SIGTERM; port 0 stands for any free one.

    ``ready`` is called with the URL once the server listens. Raises CannotListen, and any failure of the pages.
    """
    app = web.Application(middlewares=[guard(host, pages.words)])
    app.on_response_prepare.append(harden)
    ended = app[ENDED] = _told_to_end()
    pages.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        ready(address_at(host, runner.addresses[0][1]))
        await ended.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise CannotListen(error.strerror or type(error).__name__) from error


def _told_to_end() -> asyncio.Event:
    """Return an event that SIGTERM sets.

    Windows has no such signal; there Ctrl-C cancels the waiting task.
    """
    ended = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    return ended


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach ``host``."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
