"""Tests of pages of a race under way, from a file or a server: they are updated as it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from massstart_tui.cli.main import main
from tests.patience import PATIENCE
from tests.share.natsserver import NatsServer
from tests.streams import event, make_line, make_stream
from tests.web.serving import Served, watching

BEGUN = make_stream(event("start"), event("fall", 20_000, bibs=[5]))
ATTACK = make_line({"seq": 3, "t": 30_000, "type": "attack", "bibs": [2]})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the stream of a race that has begun."""
    found = tmp_path / "race.jsonl"
    found.write_bytes(BEGUN)
    return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NatsServer]:
    """Run a server of shared races."""
    store = tmp_path / "nats"
    store.mkdir()
    found = NatsServer(store)
    yield found
    found.kill()


def add(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


async def test_a_race_in_a_file_goes_on_in_the_page(path: Path) -> None:
    with Served(path) as served:
        async with watching(served.address) as page:
            await page.until_shown("▼ fall")
            add(path, ATTACK)
            await page.until_shown("▲ attack")


@pytest.mark.thorough  # a server for sharing, two of pages, and a browser
async def test_a_shared_race_is_shown_in_the_page_and_in_the_overlay(path: Path, server: NatsServer) -> None:
    address = str(server.address("race"))
    main(["publish", str(path), address])
    with Served(address) as served:
        assert served.said.startswith(f"{address}: http://")
        async with watching(served.address) as page:
            await page.until_shown("▼ fall")
            add(path, ATTACK)
            main(["publish", str(path), address])
            await page.until_shown("▲ attack")
    with Served(address, "--overlay") as served:
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(f"{served.address}events") as events:
            while b'"counter": "16"' not in await events.content.readuntil(b"\n\n"):
                pass
