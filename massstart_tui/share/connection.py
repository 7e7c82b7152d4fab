"""A connection to a NATS server, which reports everything that can go wrong as a `Hindrance` exception.

The client's own reconnecting is switched off: a lost connection is given up whole, and the next one starts from what
the server says it has. So nothing depends on what a half-dead connection still had in its buffers.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from nats.errors import Error, MaxPayloadError, NoRespondersError
from nats.js import JetStreamContext
from nats.js.errors import APIError, NoStreamResponseError, ServiceUnavailableError
from nkeys import NkeysError

from massstart_tui.share.nats_internals import DeliveringClient
from massstart_tui.share.shared_stream import Access, Away, Hindrance, Patience, SharingRefused, SharingTrouble
from massstart_tui.stream.regular_files import content_of

T = TypeVar("T")

CLOSING: Final = 1.0
"""Seconds that a connection may take to close."""
_CREDENTIALS: Final = (b"BEGIN NATS USER JWT", b"BEGIN USER NKEY SEED")
_SILENCE: Final = 1
"""How many pings may stay unanswered."""

# What the client logs is reported as a `Hindrance`; its own records would be written across the screen, with traceback.
logging.getLogger("nats").addHandler(logging.NullHandler())
logging.getLogger("nats").propagate = False


class _Proof(ssl.SSLContext):
    """The default TLS settings, which record whether a connection was made with them.

    The client believes a server that says it does not want TLS, so this has to be checked.
    """

    used = False

    def wrap_bio(self, *arguments: Any, **options: Any) -> ssl.SSLObject:
        """Note that TLS is used; called by the event loop once for each connection."""
        self.used = True
        return super().wrap_bio(*arguments, **options)

    def once_used(self, secret: str) -> Callable[[], str]:
        """Return a callback that gives the secret only to an encrypted connection."""

        def give() -> str:
            self.check()
            return secret

        return give

    def check(self) -> None:
        """Raise SharingRefused if the connection is not encrypted with these settings."""
        if not self.used:
            raise SharingRefused(SharingTrouble.NO_TLS)


class Connection:
    """An open connection to a NATS server.

    ``client`` and ``js`` are the library's own objects; await their methods through `ask`.
    """

    def __init__(self, patience: Patience) -> None:
        """Create the client; use `connected` for an open connection."""
        self.client = DeliveringClient()
        self.js: JetStreamContext = self.client.jetstream(timeout=patience.answer)
        self.patience = patience
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._begun = False
        self._last: BaseException | None = None

    async def open(self, access: Access) -> None:
        """Connect; raises Hindrance."""
        context = _context() if access.address.scheme == "tls" else None
        secrets = _secrets(access, context)
        self._begun = True
        try:
            await asyncio.wait_for(
                self.client.connect(
                    access.address.server,
                    allow_reconnect=False,
                    # The client retries its first connection even if reconnecting is off: once, and at once.
                    max_reconnect_attempts=1,
                    reconnect_time_wait=0,
                    connect_timeout=_at_least_one(self.patience.connect),
                    ping_interval=_at_least_one(self.patience.heartbeat),
                    max_outstanding_pings=_SILENCE,
                    error_cb=self._note,
                    closed_cb=self._closed,
                    name="massstart",
                    **secrets,
                ),
                self.patience.connect,
            )
        except (OSError, Error, TimeoutError, Hindrance, ValueError, NkeysError) as error:
            raise _diagnosis(error if isinstance(error, Hindrance) else self._last or error) from error
        if context is not None:
            context.check()

    async def _note(self, error: Exception) -> None:
        """Store an error that the client reports asynchronously."""
        self._last = error
        if "permissions violation" in str(error):
            self.lose(SharingRefused(SharingTrouble.NO_RIGHTS, _said(error)))

    async def _closed(self) -> None:
        error = self.client.last_error or self._last
        self.lose(Away(SharingTrouble.UNREACHABLE) if error is None else _diagnosis(error))

    def lose(self, error: Exception) -> None:
        """Make everything that waits on this connection raise ``error``; only the first call has an effect."""
        if not self.lost.done():
            self.lost.set_exception(error)

    async def ask(self, work: Awaitable[T]) -> T:
        """Return the server's answer.

        Raises Hindrance, and APIError for an answer of JetStream that the caller may know how to handle.
        """
        task = asyncio.ensure_future(work)
        try:
            await self.wait(task, self.patience.answer)
            if not task.done():
                raise Away(SharingTrouble.SILENT)
            return await task
        except APIError as error:
            if isinstance(error, ServiceUnavailableError) and not error.err_code:
                raise Away(SharingTrouble.NO_JETSTREAM) from error
            raise
        except (OSError, Error, TimeoutError) as error:
            raise _diagnosis(error) from error
        finally:
            task.cancel()

    async def wait(self, until: asyncio.Future[Any], patience: float) -> None:
        """Wait up to ``patience`` seconds for ``until``; raise Hindrance if the connection is lost first."""
        await asyncio.wait({until, self.lost}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if not until.done():
            self.check()

    def check(self) -> None:
        """Raise Hindrance if the connection is lost."""
        if self.lost.done():
            self.lost.result()

    async def close(self) -> None:
        """Close the connection, if it was opened."""
        if self._begun:
            await self._close_client()
        if not self.lost.cancel():
            self.lost.exception()  # marks it as retrieved: the callers that waited have had it

    async def _close_client(self) -> None:
        with suppress(OSError, Error, TimeoutError):
            await asyncio.wait_for(self.client.close(), CLOSING)


@asynccontextmanager
async def connected(access: Access) -> AsyncIterator[Connection]:
    """Connect to the server as a context manager.

    Raises Hindrance, also for errors of JetStream that the caller did not expect.
    """
    connection = Connection(access.patience)
    try:
        await connection.open(access)
        yield connection
    except APIError as error:
        raise Away(SharingTrouble.SERVER, error.description or str(error)) from error
    except Error as error:
        raise _diagnosis(error) from error
    finally:
        await connection.close()


def _at_least_one(seconds: float) -> int:
    return max(1, round(seconds))


def _context() -> _Proof:
    context = _Proof(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    return context


def _secrets(access: Access, context: _Proof | None) -> dict[str, Any]:
    """Return the credentials of the user as options of the client; raises SharingRefused."""
    address, credentials = access.address, access.credentials
    give = (lambda secret: secret) if context is None else context.once_used
    options: dict[str, Any] = {} if context is None else {"tls": context}
    if credentials is not None:
        options["user_credentials"] = str(_checked(credentials))
    elif address.user is not None and address.password is not None:
        options |= {"user": give(address.user), "password": give(address.password)}
    elif address.user is not None:
        options["token"] = give(address.user)
    return options


def _checked(credentials: Path) -> Path:
    """Return the path, if the file has the sections that the client looks for; it would search forever for a missing
    one.

    Raises SharingRefused.
    """
    try:
        content = content_of(credentials)
    except OSError as error:
        raise SharingRefused(SharingTrouble.BAD_CREDENTIALS, error.strerror or "") from error
    if not all(mark in content for mark in _CREDENTIALS):
        raise SharingRefused(SharingTrouble.BAD_CREDENTIALS)
    return credentials


def _diagnosis(error: BaseException) -> Hindrance:
    match error:
        case Hindrance():
            return error
        case ssl.SSLCertVerificationError():
            return SharingRefused(SharingTrouble.CERTIFICATE, error.verify_message)
        case NkeysError():
            return SharingRefused(SharingTrouble.BAD_CREDENTIALS)
        case MaxPayloadError():
            return SharingRefused(SharingTrouble.TOO_LONG)
        case NoRespondersError() | NoStreamResponseError():
            return Away(SharingTrouble.NO_JETSTREAM)
        case OSError() if not isinstance(error, TimeoutError):
            return Away(SharingTrouble.UNREACHABLE, error.strerror or _said(error))
        case TimeoutError():
            return Away(SharingTrouble.SILENT)
        case _ if "authorization" in str(error).lower():
            return SharingRefused(SharingTrouble.NOT_LET_IN)
        case _:
            return Away(SharingTrouble.UNREACHABLE, _said(error))


def _said(error: BaseException) -> str:
    return str(error).removeprefix("nats: ") or type(error).__name__
