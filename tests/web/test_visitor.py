"""Tests of a visitor's process: what passes between it and the page, and that it does not outlive either."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import aiohttp
import psutil
import pytest
from aiohttp import WSCloseCode

from massstart_tui.cli.exits import ExitCode
from massstart_tui.text.words import Language, words
from massstart_tui.web import visitor
from massstart_tui.web.terminal_page import LONGEST_MESSAGE, MOST_VISITORS, TerminalPages
from massstart_tui.web.visitor import within
from tests.web.serving import Served, ask, processes, serving, until, watching

JUNK = (
    "not json",
    "[" * 20_000,
    "{}",
    "[]",
    '["stdin"]',
    '["stdin", 7]',
    '["resize", {"width": "x", "height": null}]',
    '["resize", {"width": 1e999, "height": -5}]',
    '["deliver_chunk_request", {"key": "x"}]',
    '["open_url", "http://elsewhere.example"]',
    '["stdin", "\\ud800"]',
)
DEAF = "import sys, time; print('__GANGLION__', flush=True); time.sleep(600)"


def test_no_screen_is_smaller_or_larger_than_there_are() -> None:
    assert within(120, 36) == (120, 36)
    assert within(-1, 0) == (20, 8)
    assert within(10**9, 10**9) == (500, 200)


async def test_what_a_page_may_not_say_does_nothing_and_the_race_goes_on(pages: TerminalPages) -> None:
    async with serving(pages) as address, watching(address, "?width=x&height=", (500, 200)) as page:
        for junk in JUNK:
            await page.socket.send_str(junk)
        await page.socket.send_bytes(b"\xff\x00")
        await page.tell("resize", {"width": 10**9, "height": 10**9})
        await page.until_shown("Anna Noord")
        await page.tell("stdin", "L")
        await page.until_shown("ronden")
        await page.tell("ping", "7")
        await page.until(lambda: page.pongs == ['["pong", "7"]'])


async def test_a_page_is_told_the_keys_of_each_screen_and_presses_them(pages: TerminalPages) -> None:
    async with serving(pages) as address, watching(address) as page:
        await page.until(lambda: ["s", "sprint", "s"] in page.keys)
        await page.tell("key", "no such key")
        await page.tell("key", "question_mark")
        await page.until(lambda: ["esc", "back", "escape"] in page.keys)
        assert ["s", "sprint", "s"] not in page.keys
        await page.tell("key", "escape")
        await page.until(lambda: ["s", "sprint", "s"] in page.keys)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
async def test_a_page_that_sends_too_much_at_once_is_closed_and_the_server_has_nothing_to_say_of_it(
    race: Path,
) -> None:
    with Served(race) as served:
        async with watching(served.address) as page:
            await page.until_shown("Anna Noord")
            await page.socket.send_str("x" * (LONGEST_MESSAGE + 1))
            await page.until_closed()
            assert page.socket.close_code == WSCloseCode.MESSAGE_TOO_BIG
        assert served.ended_by(signal.SIGTERM) == (ExitCode.DONE, b"", b"")


async def test_a_process_ends_when_its_page_is_gone(pages: TerminalPages) -> None:
    async with serving(pages) as address:
        async with watching(address) as page:
            await page.until_shown("Anna Noord")
            (process,) = processes()
        await until(lambda: not process.is_running())


async def test_a_race_that_is_left_closes_its_page(pages: TerminalPages) -> None:
    async with serving(pages) as address, watching(address) as page:
        await page.until_shown("Anna Noord")
        await page.tell("stdin", "q")
        await page.until_closed()
        await until(lambda: not processes())


async def test_a_server_that_ends_takes_its_processes_along(pages: TerminalPages) -> None:
    async with aiohttp.ClientSession() as session:
        async with serving(pages) as address:
            await session.ws_connect(f"{address}ws", origin=address.rstrip("/"))
            await until(lambda: bool(processes()))
        assert not processes()


async def test_a_process_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "PATIENCE", 0.2)
    deaf = TerminalPages([sys.executable, "-c", DEAF, "replay"], "Deaf", words(Language.EN))
    async with serving(deaf) as address:
        async with watching(address):
            await until(lambda: bool(processes()))
            (process,) = processes()
        await until(lambda: not process.is_running())


@pytest.mark.parametrize("most", [MOST_VISITORS, 2])
async def test_there_is_room_for_so_many_and_then_again_when_one_leaves(most: int) -> None:
    command = [sys.executable, "-S", "-c", "import sys; print('__GANGLION__', flush=True); sys.stdin.read(1)"]
    pages = TerminalPages(command, "Full", words(Language.EN), most)
    async with serving(pages) as address, aiohttp.ClientSession(base_url=address) as session:
        origin = address.rstrip("/")
        sockets = [await session.ws_connect("/ws", origin=origin) for _ in range(most)]
        for told in (await ask(address), await ask(address, "/ws", Origin=origin)):
            assert (told.status, told.body) == (503, words(Language.EN)("serve.full", count=most))
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect("/ws", origin=origin)
        assert refused.value.status == 503
        await sockets.pop().close()
        for _ in range(200):
            if (await ask(address)).status == 200:
                break
        assert (await ask(address)).status == 200
        for socket in sockets:
            await socket.close()


async def test_what_a_visitor_chooses_is_written_nowhere_that_stays(pages: TerminalPages, home: Path) -> None:
    before = set(home.rglob("*"))
    async with serving(pages) as address, watching(address) as page:
        await page.until_shown("Anna Noord")
        await page.tell("stdin", "L")
        await page.until_shown("ronden")
        await page.tell("stdin", "T")
    assert {path for path in home.rglob("*") if path.is_file()} <= before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
async def test_a_process_leaves_when_its_server_was_killed(race: Path) -> None:
    with Served(race) as served:
        async with watching(served.address) as page:
            await page.until_shown("Anna Noord")
            (process,) = psutil.Process(served.process.pid).children()
            served.ended_by(signal.SIGKILL)
        await until(lambda: not process.is_running())
