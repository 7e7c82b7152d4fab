"""Run a server inside a test, send it arbitrary requests, and inspect the processes of its visitors."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import aiohttp
import psutil
import pyte

from massstart_tui.web.server import OPEN, Pages, Protection, serve
from tests.cli.running import TOP
from tests.patience import PATIENCE


class Served:
    """``massstart serve`` with these arguments, as a process of its own."""

    def __init__(self, *arguments: str | Path) -> None:
        """Start it, and read the address and the rest of its first line."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "massstart_tui", "serve", *map(str, arguments), "--port", "0"],
            cwd=TOP,
            env=os.environ | {"LANG": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stderr is not None
        self.said = self.process.stderr.readline().decode()
        self.address = next(word for word in self.said.split() if word.startswith("http://127.0.0.1"))

    def __enter__(self) -> Self:
        """Return itself; the process runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process if it has not ended."""
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)

    def ended_by(self, number: signal.Signals) -> tuple[int, bytes, bytes]:
        """Send this signal; return the exit code, standard output, and the rest of standard error."""
        self.process.send_signal(number)
        told, complained = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, told, complained


class Answer(NamedTuple):
    """A response of a server."""

    status: int
    headers: Mapping[str, str]
    body: str


@asynccontextmanager
async def serving(pages: Pages, protection: Protection = OPEN) -> AsyncIterator[str]:
    """Serve ``pages`` at a free port; yield the address."""
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(pages, "127.0.0.1", 0, ready.set_result, protection))
    yield await asyncio.wait_for(ready, PATIENCE)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def ask(address: str, target: str = "/", method: str = "GET", **headers: str) -> Answer:
    """Send a request for exactly this target, without the normalization that an HTTP client does."""
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    wanted = {"Host": place.netloc, "Connection": "close"} | headers
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in wanted.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)).decode().split("\r\n")
    pairs = (line.partition(": ") for line in head[1:] if line)
    found = {name: value for name, _, value in pairs}
    body = await reader.readexactly(int(found.get("Content-Length", "0")))
    writer.close()
    await writer.wait_closed()
    return Answer(int(head[0].split()[1]), found, body.decode("utf-8", "replace"))


class Watching:
    """A page's end of the socket, what a terminal there shows, and the ``keys`` of the screen that it was told."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, size: tuple[int, int]) -> None:
        self.socket = socket
        self.pongs: list[str] = []
        self.keys: list[list[str]] = []
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """The text on the terminal, with a line for each row."""
        return "\n".join(row.rstrip() for row in self._screen.display).rstrip()

    async def tell(self, *told: object) -> None:
        """Send a message as the page of textual-serve does: its kind, and its values."""
        await self.socket.send_str(json.dumps(told))

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not so():
            assert time.monotonic() < deadline, self.text
            with suppress(TimeoutError):
                self._take(await self.socket.receive(timeout=0.5))

    def _take(self, message: aiohttp.WSMessage) -> None:
        if message.type is aiohttp.WSMsgType.TEXT:
            kind, said = json.loads(message.data)
            if kind == "keys":
                self.keys = said
            else:
                self.pongs.append(message.data)
        else:
            assert message.type is aiohttp.WSMsgType.BINARY, message
            self._stream.feed(message.data)

    async def until_shown(self, text: str) -> None:
        """Wait until this text is on the terminal."""
        await self.until(lambda: text in self.text)

    async def until_closed(self) -> None:
        """Wait until the server has closed the socket."""
        async with asyncio.timeout(PATIENCE):
            async for _ in self.socket:
                pass


@asynccontextmanager
async def watching(
    address: str, query: str = "?width=100&height=30", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Watching]:
    """Yield a socket opened as the page at ``address`` does, with a terminal of this size."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}ws{query}", origin=address.rstrip("/")) as socket,
    ):
        yield Watching(socket, size)


def processes() -> list[psutil.Process]:
    """Return the visitors' processes of all servers that this test has started."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "replay" in process.cmdline():
                found.append(process)
    return found


async def until(so: Callable[[], bool]) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
