"""A NATS server for the tests of sharing, one for all that leave it alone, and the address of a race of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from massstart_tui.share.address import Address
from tests.share.natsserver import NatsServer

_numbers = count(1)


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """A server as for a first try."""
    server = NatsServer(tmp_path_factory.mktemp("nats"))
    yield server
    server.kill()


@pytest.fixture
def address(nats_server: NatsServer) -> Address:
    """Where no race has been shared yet."""
    return nats_server.address(f"race-{next(_numbers)}")
