"""Fixtures for the tests of sharing: one NATS server for all tests that do not disturb it, and free addresses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from massstart_tui.share.address import Address
from tests.share.natsserver import NatsServer

_numbers = count(1)


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """Run a server with the simplest configuration."""
    server = NatsServer(tmp_path_factory.mktemp("nats"))
    yield server
    server.kill()


@pytest.fixture
def address(nats_server: NatsServer) -> Address:
    """Return an address at which no race is shared yet."""
    return nats_server.address(f"race-{next(_numbers)}")
