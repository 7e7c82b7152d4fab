"""The address of a shared race: ``nats://HOST[:PORT]/RACE``, or ``tls://``; and what it is called on the server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

SCHEMES: Final = ("nats", "tls")
PORT: Final = 4222
"""Where a NATS server listens if nothing else is said."""
LONGEST_RACE: Final = 100
_RACE: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_RACE}}}")
"""What is safe as a file name and as a part of a subject, on every server."""


class AddressFlaw(StrEnum):
    """What can be wrong with an address; every code has its sentence in the texts."""

    SCHEME = "scheme"
    HOST = "host"
    PORT = "port"
    RACE = "race"


class NotAnAddress(Exception):
    """A text that is no address of a shared race: the first thing that is wrong with it."""

    def __init__(self, flaw: AddressFlaw) -> None:
        """Keep what it is."""
        self.flaw = flaw
        super().__init__(flaw)


@dataclass(frozen=True, slots=True)
class Address:
    """A race on a server. ``user`` and ``password`` are those that stand in the address; a user alone is a token."""

    scheme: str
    host: str
    port: int
    race: str
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def server(self) -> str:
        """The server alone, as its client wants it, without a secret."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        """The address as it may be shown: without a secret."""
        return f"{self.server}/{self.race}"

    @property
    def stream(self) -> str:
        """The stream that keeps the race."""
        return f"massstart-{self.race}"

    def subject(self, kind: str) -> str:
        """What messages of this kind are sent under."""
        return f"massstart.{self.race}.{kind}"

    def live(self, kind: str) -> str:
        """What the server sends messages of this kind on under, as soon as they are stored."""
        return self.subject(f"live.{kind}")


def parse_address(text: str) -> Address:
    """The address in ``text``; raises NotAnAddress."""
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
