"""Listening at an address of this machine, until it is enough."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Final, Protocol

from aiohttp import web

from massstart_tui.text.words import Words
from massstart_tui.web.guard import address_at, guard, harden

PATIENCE: Final = 5.0
"""Seconds that pages are given to go, once the server ends."""
ENDED: Final = web.AppKey("ended", asyncio.Event)
"""Set when the server is to end: when it is told to, or by pages that have failed."""


class Pages(Protocol):
    """What a server can show, in the language of ``words``."""

    words: Words

    def add_to(self, app: web.Application) -> None:
        """Have ``app`` serve it. What fails meanwhile sets `ENDED`, and is raised when ``app`` is cleaned up."""


class CannotListen(Exception):
    """There is no listening at that address: why, in the words of the system."""


async def serve(pages: Pages, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve ``pages`` at ``host`` and ``port`` (0 for any that is free) until SIGTERM; ``ready`` is told the address.

    Raises CannotListen, and what keeps the pages from being shown any further.
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
    """Set by SIGTERM; Windows has no such signal, and Ctrl-C cancels whoever waits."""
    ended = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    return ended


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach ``host``."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
