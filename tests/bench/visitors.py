"""Benchmark of the visitors of a served race: the memory that each one takes, against one terminal of its own."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import aiohttp

from tests.bench.figures import Figure, Unmeasured, figure
from tests.bench.process import resident_mib
from tests.bench.surface import LARGE_SAMPLE, LARGE_SAMPLE_ON_SCREEN
from tests.bench.workbench import Workbench
from tests.share.natsserver import free_port

VISITORS: Final = 4
LIMIT: Final = 1.1
SETTLED: Final = 4.0
"""Seconds after which a screen has loaded everything that it needs."""
PATIENCE: Final = 60.0
"""Seconds to wait before the measurement fails."""


def visitors(bench: Workbench) -> list[Figure]:
    """Measure both in turn."""
    pairs = [(_a_visitor(bench), _a_terminal(bench)) for _ in range(bench.enough(3))]
    return [figure("memory of a visitor of a served race", LIMIT, pairs, "MiB")]


def _a_terminal(bench: Workbench) -> float:
    with bench.massstart("replay", LARGE_SAMPLE) as terminal:
        terminal.opening(LARGE_SAMPLE_ON_SCREEN)
        end = time.monotonic() + SETTLED
        while (left := end - time.monotonic()) > 0:
            terminal.pump(left)
        return resident_mib(terminal.process.pid)


def _a_visitor(bench: Workbench) -> float:
    """Return how much the memory of the server and its processes grows for each of some visitors."""
    port = free_port()
    with _serving(bench, port) as pid:
        return asyncio.run(_grown(f"http://127.0.0.1:{port}", pid)) / VISITORS


@contextmanager
def _serving(bench: Workbench, port: int) -> Iterator[int]:
    command: list[str | Path] = [bench.installation.command, "serve", LARGE_SAMPLE, "--port", str(port)]
    process = subprocess.Popen(
        command, env=bench.env, cwd=bench.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


async def _grown(address: str, pid: int) -> float:
    """Return by how much the memory of the process and its children grows when the visitors watch."""
    async with aiohttp.ClientSession() as session:
        await _answers(session, address)
        before = resident_mib(pid)
        async with AsyncExitStack() as stack:
            sockets = [
                await stack.enter_async_context(session.ws_connect(f"{address}/ws?width=100&height=30", origin=address))
                for _ in range(VISITORS)
            ]
            await asyncio.gather(*(_watch(socket) for socket in sockets))
            return resident_mib(pid) - before


async def _answers(session: aiohttp.ClientSession, address: str) -> None:
    """Wait until the page is served."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(aiohttp.ClientError):
            async with session.get(address) as answer:
                await answer.read()
                return
        await asyncio.sleep(0.1)
    raise Unmeasured(address)


async def _watch(socket: aiohttp.ClientWebSocketResponse) -> None:
    """Take what is painted, from the first paint on until everything has been loaded."""
    await socket.receive(PATIENCE)
    with suppress(TimeoutError):
        async with asyncio.timeout(SETTLED):
            while True:
                await socket.receive()
