"""Parse the address of a shared race, and name its stream and subjects on the NATS server.

An address is ``nats://HOST[:PORT]/RACE`` or, over TLS, ``tls://HOST[:PORT]/RACE``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

SCHEMES: Final = ("nats", "tls")
PORT: Final = 4222
"""The port of a NATS server when the address names none."""
LONGEST_RACE: Final = 100
"""The maximum length of a race's name, in characters."""
_RACE: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_RACE}}}")
"""Characters that are safe in a file name and in a NATS subject on every server."""


class AddressFlaw(StrEnum):
    """What is wrong with an address; each code has a sentence in the catalogue."""

    SCHEME = "scheme"
    HOST = "host"
    PORT = "port"
    RACE = "race"


class NotAnAddress(Exception):
    """Raised for a text that is not the address of a shared race; ``flaw`` is the first thing wrong with it."""

    def __init__(self, flaw: AddressFlaw) -> None:
        """Store the flaw."""
        self.flaw = flaw
        super().__init__(flaw)


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a race on a server.

    ``user`` and ``password`` are the ones in the address; a user without a password is a token.
    """

    scheme: str
    host: str
    port: int
    race: str
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def server(self) -> str:
        """The URL of the server without the race or any secret, as the NATS client takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        """Return the address without its user and password, so that it can be shown."""
        return f"{self.server}/{self.race}"

    @property
    def stream(self) -> str:
        """The name of the JetStream stream that stores the race."""
        return f"massstart-{self.race}"

    @property
    def store(self) -> str:
        """The subject on which the server is asked for stored messages of the race."""
        return f"$JS.API.DIRECT.GET.{self.stream}"

    def store_last(self, kind: str) -> str:
        """Return the subject on which the server is asked for the last stored message of this kind."""
        return f"{self.store}.{self.subject(kind)}"

    def subject(self, kind: str) -> str:
        """Return the subject on which messages of this kind are published."""
        return f"massstart.{self.race}.{kind}"

    def live(self, kind: str) -> str:
        """Return the subject on which the server republishes messages of this kind as soon as they are stored."""
        return self.subject(f"live.{kind}")


def parse_address(text: str) -> Address:
    """Parse ``text`` as the address of a shared race; raise NotAnAddress if it is not one."""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise NotAnAddress(AddressFlaw.HOST) from error
    if parts.scheme not in SCHEMES:
        raise NotAnAddress(AddressFlaw.SCHEME)
    if not parts.hostname or " " in parts.hostname:
        raise NotAnAddress(AddressFlaw.HOST)
    try:
        port = parts.port or PORT
    except ValueError as error:
        raise NotAnAddress(AddressFlaw.PORT) from error
    race = parts.path.removeprefix("/")
    if not _RACE.fullmatch(race) or parts.query or parts.fragment:
        raise NotAnAddress(AddressFlaw.RACE)
    user, password = (None if part is None else unquote(part) for part in (parts.username, parts.password))
    return Address(parts.scheme, parts.hostname, port, race, user, password)
