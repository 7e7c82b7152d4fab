"""Run a web server at an address of this machine until it is told to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from ssl import Purpose, SSLContext, create_default_context
from typing import Final, NamedTuple, Protocol

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from massstart_tui.text.words import Words
from massstart_tui.web.guard import address_at, guard, harden
from massstart_tui.web.visitor_password import ask_password

PATIENCE: Final = 5.0
"""Seconds that open connections may take to close when the server ends."""
ENDED: Final = web.AppKey("ended", asyncio.Event)
"""The app's key of an event that ends the server; set by a signal, or by pages that have failed."""
MALFORMED: Final[type[Exception]] = HttpProcessingError
"""What the library logs of a request that no browser makes; it refuses such a request itself."""


class Pages(Protocol):
    """Pages that a server can show, in the language of ``words``."""

    words: Words

    def add_to(self, app: web.Application) -> None:
        """Add the pages' routes to ``app``.

        A failure while they are served sets `ENDED`, and is raised when ``app`` is cleaned up.
        """


class CannotListen(Exception):
    """Raised if the server cannot listen at the address; the message is the system's."""


class Protection(NamedTuple):
    """What keeps others out: the password of the visitors, and the certificate by which a connection is encrypted."""

    password: str | None = None
    tls: SSLContext | None = None


OPEN: Final = Protection()
"""No password and no encryption."""


class CertificateUnusable(Exception):
    """Raised if a certificate cannot be used with its key; the message is the system's."""


def tls_of(cert: Path, key: Path) -> SSLContext:
    """Return TLS with this certificate and private key, both PEM; raises CertificateUnusable."""
    context = create_default_context(Purpose.CLIENT_AUTH)
    try:
        # without a passphrase, OpenSSL would ask for one on the terminal
        context.load_cert_chain(cert, key, password="")
    except OSError as error:
        raise CertificateUnusable(error.strerror or type(error).__name__) from error
    return context


async def serve(
    pages: Pages, host: str, port: int, ready: Callable[[str], None], protection: Protection = OPEN
) -> None:
    """Serve ``pages`` at ``host`` and ``port`` until SIGTERM; port 0 stands for any free one.

    ``ready`` is called with the URL once the server listens. Raises CannotListen, and any failure of the pages.
    """
    middlewares = [guard(host, pages.words)]
    if protection.password is not None:
        middlewares.append(ask_password(protection.password, pages.words))
    app = web.Application(middlewares=middlewares)
    app.on_response_prepare.append(harden)
    ended = app[ENDED] = _told_to_end()
    pages.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    try:
        await _listen(runner, host, port, protection.tls)
        ready(address_at(host, runner.addresses[0][1], "https" if protection.tls else "http"))
        await ended.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int, tls: SSLContext | None) -> None:
    try:
        await web.TCPSite(runner, host, port, ssl_context=tls).start()
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
