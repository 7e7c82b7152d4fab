"""A connection to a NATS server, as its own client has it; whatever can be in the way becomes a `Hindrance`.

The client's own reconnecting is left off: a connection that is lost is given up whole, and what it was for begins on
another where the server says that it is. So nothing depends on what a half-dead connection still had in hand.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from nats.aio.client import Client
from nats.errors import Error, MaxPayloadError, NoRespondersError
from nats.js import JetStreamContext
from nats.js.errors import APIError, NoStreamResponseError, ServiceUnavailableError
from nkeys import NkeysError

from massstart_tui.share.delivery import Delivered, delivered
from massstart_tui.share.shared_stream import Access, Away, Hindrance, Patience, SharingRefused, SharingTrouble

T = TypeVar("T")

CLOSING: Final = 1.0
"""Seconds that a connection is given to say goodbye."""
_CREDENTIALS: Final = (b"BEGIN NATS USER JWT", b"BEGIN USER NKEY SEED")
_SILENCE: Final = 2
"""How many heartbeats may be missed."""

# What it logs is told here as a hindrance; without a handler Python would write it across the screen.
logging.getLogger("nats").addHandler(logging.NullHandler())


class _Proof(ssl.SSLContext):
    """The usual settings, and whether a connection was made with them: the client trusts a server that wants no TLS."""

    used = False

    def wrap_bio(self, *arguments: Any, **options: Any) -> ssl.SSLObject:
        """Asked for by the event loop, once for each connection."""
        self.used = True
        return super().wrap_bio(*arguments, **options)

    def once_used(self, secret: str) -> Callable[[], str]:
        """What gives the secret only to a connection that nobody can listen to."""

        def give() -> str:
            self.check()
            return secret

        return give

    def check(self) -> None:
        """Raise Refused where the connection is not made with these settings."""
        if not self.used:
            raise SharingRefused(SharingTrouble.NO_TLS)


class _Client(Client):
    """The client, which hands the messages of a stream to ``deliver``, where there is one, as soon as they are read.

    The library puts every message in a queue of its subscription, for a task of its own, with headers that nobody here
    needs: of the work of 500 followers on one machine that is a third.
    """

    deliver: Callable[[Delivered], None] | None = None

    async def _process_msg(self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes) -> None:
        came = None if self.deliver is None else delivered(subject, reply, headers or b"", data)
        if self.deliver is None or came is None:
            await super()._process_msg(sid, subject, reply, data, headers)
        else:
            self.deliver(came)


class Connection:
    """An open connection. ``client`` and ``js`` are the library's own; ``ask`` is how to wait for them."""

    def __init__(self, patience: Patience) -> None:
        """Not connected yet; see `connected`."""
        self.client = _Client()
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
        """Told by the client, of what it met on its way."""
        self._last = error
        if "permissions violation" in str(error):
            self.lose(SharingRefused(SharingTrouble.NO_RIGHTS, _said(error)))

    async def _closed(self) -> None:
        error = self.client.last_error or self._last
        self.lose(Away(SharingTrouble.UNREACHABLE) if error is None else _diagnosis(error))

    def lose(self, error: Exception) -> None:
        """Whoever waits for anything here is raised ``error``; the first counts."""
        if not self.lost.done():
            self.lost.set_exception(error)

    async def ask(self, work: Awaitable[T]) -> T:
        """What the server answers. Raises Hindrance, and what JetStream says (APIError), which its asker may know."""
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
        """Wait for ``until``, no longer than ``patience``; raises Hindrance where the connection is lost first."""
        await asyncio.wait({until, self.lost}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if not until.done():
            self.check()

    def check(self) -> None:
        """Raise Hindrance where the connection is lost."""
        if self.lost.done():
            self.lost.result()

    async def close(self) -> None:
        """Let go of it."""
        if self._begun:
            await self._close_client()
        if not self.lost.cancel():
            self.lost.exception()  # it was told to whoever asked; nobody else need hear of it

    async def _close_client(self) -> None:
        with suppress(OSError, Error, TimeoutError):
            await asyncio.wait_for(self.client.close(), CLOSING)


@asynccontextmanager
async def connected(access: Access) -> AsyncIterator[Connection]:
    """A connection to the server; raises Hindrance, also for what JetStream says that whoever asked did not expect."""
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
    """Who wants to connect, as options of the client; raises Refused."""
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
    """The file, with what the client will look for in it, and would look for forever. Raises Refused."""
    try:
        content = credentials.read_bytes()
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
