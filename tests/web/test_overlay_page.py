"""Tests of what the server sends to the overlay as the race in the file goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from errno import ENOSPC
from pathlib import Path
from threading import Event
from typing import Any

import aiohttp
import pytest

from massstart_tui.follow.line_source import FileSource, NewLines, News, Notice, SourceNotice, Wait
from massstart_tui.stream.faults import BadData
from massstart_tui.text.words import Language, words
from massstart_tui.web import overlay_page as overlay
from massstart_tui.web.overlay_page import OverlayPages
from massstart_tui.web.server import serve
from tests.patience import PATIENCE
from tests.streams import event, make_line, make_stream
from tests.web.serving import serving, until

LAPS = [make_line({"seq": seq, "t": seq * 30_000, "type": "lap", "lap": seq - 1}) for seq in (2, 3, 4)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the stream of a race that has begun."""
    found = tmp_path / "race.jsonl"
    found.write_bytes(make_stream(event("start")))
    return found


def add(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


Events = Callable[[], AbstractAsyncContextManager[aiohttp.ClientResponse]]


async def told(response: aiohttp.ClientResponse) -> dict[str, Any] | None:
    """Return the next data sent to the page; None for a comment that only checks the connection."""
    async with asyncio.timeout(PATIENCE):
        line = (await response.content.readuntil(b"\n\n")).decode()
    return None if line == ":\n\n" else dict(json.loads(line.removeprefix("data: ")))


async def counter_of(response: aiohttp.ClientResponse) -> str:
    """Return the next counter sent to the page, skipping comments."""
    while (shown := await told(response)) is None:
        pass
    return str(shown["counter"])


@asynccontextmanager
async def overlay_of(
    path: Path, heard: Callable[[SourceNotice | BadData], None] = lambda _: None, most: int = overlay.MOST_PAGES
) -> AsyncIterator[Events]:
    """Serve the overlay of this race; yield a function that opens a page's stream of events."""
    pages = OverlayPages(FileSource(path), words(Language.EN), heard, most)
    async with serving(pages) as address, aiohttp.ClientSession(base_url=address) as session:
        yield lambda: session.get("/events")


async def test_every_page_is_told_what_is_so_and_what_becomes_of_it(path: Path) -> None:
    async with overlay_of(path) as events, events() as one, events() as other:
        assert one.headers["Content-Type"] == "text/event-stream"
        for counter, lap in zip(("16", "15", "14"), LAPS, strict=True):
            assert await counter_of(one) == await counter_of(other) == counter
            add(path, lap)


async def test_a_page_that_nothing_is_told_to_is_asked_whether_it_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlay, "SILENCE", 0.05)
    async with overlay_of(path) as events, events() as page:
        assert await counter_of(page) == "16"
        assert await told(page) is None


async def test_what_is_wrong_is_told_once_and_the_pages_do_not_show_what_it_leaves_unknown(path: Path) -> None:
    heard: list[SourceNotice | BadData] = []
    good = path.read_bytes()
    async with overlay_of(path, heard.append) as events, events() as page:
        assert await counter_of(page) == "16"
        add(path, b"nonsense\n")
        await until(lambda: bool(heard))
        shown = await told(page)
        assert shown is not None
        assert shown["word"] == "to go?"
        path.unlink()
        await until(lambda: len(heard) > 1)
        path.write_bytes(good + b"".join(LAPS))
        assert await counter_of(page) == "13"
    wrong, *befell = heard
    assert isinstance(wrong, BadData)
    assert [fault.line for fault in wrong.faults] == [3]
    assert [said.notice for said in befell if isinstance(said, SourceNotice)][:2] == [Notice.GONE, Notice.THERE]


async def test_a_race_that_is_not_there_yet_is_shown_when_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    async with overlay_of(path) as events, events() as page:
        assert await told(page) is None
        path.write_bytes(make_stream(event("start")))
        assert await counter_of(page) == "16"


async def test_only_so_many_pages_are_told(path: Path) -> None:
    async with overlay_of(path, most=1) as events, events() as page:
        await told(page)
        async with events() as another:
            assert another.status == 503
            assert await another.text() == words(Language.EN)("serve.full", count=1)


async def test_a_page_does_not_hold_up_the_end_of_its_server(path: Path) -> None:
    pages = OverlayPages(FileSource(path), words(Language.EN), lambda _: None)
    async with aiohttp.ClientSession() as session:
        async with serving(pages) as address:
            page = await session.get(f"{address}events")
            await counter_of(page)
        async with asyncio.timeout(PATIENCE):
            assert await page.content.read() == b""


class Breaking:
    """A race that has begun, and whose lines cannot be kept once ``asked`` is set."""

    name = "race"

    def __init__(self) -> None:
        self.asked = Event()

    def news(self, _wait: Wait) -> Iterator[News]:
        yield NewLines(make_stream(event("start")))
        self.asked.wait(PATIENCE)
        raise OSError(ENOSPC, "No space left on device")


async def test_a_race_that_cannot_be_followed_any_further_ends_its_server_and_says_why() -> None:
    source = Breaking()
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    pages = OverlayPages(source, words(Language.EN), lambda _: None)
    serving = asyncio.create_task(serve(pages, "127.0.0.1", 0, ready.set_result))
    async with aiohttp.ClientSession() as session, session.get(f"{await ready}events") as page:
        assert await counter_of(page) == "16"
        source.asked.set()
        async with asyncio.timeout(PATIENCE):
            assert await page.content.read() == b""
            with pytest.raises(OSError, match="No space left on device"):
                await serving
