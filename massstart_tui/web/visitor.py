"""Connect a visitor's page with a massstart process of its own.

Keys go in and the drawn screen comes out; nothing else passes.
"""

from __future__ import annotations

import asyncio
import json
import shlex
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.download_manager import DownloadManager

from massstart_tui.settings import LARGEST_SCREEN, SMALLEST_SCREEN
from massstart_tui.web.textual_serve_internals import ShelllessService

PATIENCE: Final = 3.0
"""Seconds that a process may take to end once its page is gone."""
DRIVER: Final = "massstart_tui.tui.browser_driver_internals:PageDriver"


class Visitor(ShelllessService):
    """The process that ``command`` starts for one page, without a shell in between.

    Its settings file is in ``folder``, which is deleted with it: what a visitor chooses holds for that visit.
    """

    def __init__(self, command: Sequence[str], socket: web.WebSocketResponse, folder: Path) -> None:
        """Prepare the process without starting it; ``socket`` leads to the page."""
        super().__init__(
            shlex.join(command),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=partial(close, socket),
            download_manager=DownloadManager(),
        )
        self.arguments = command
        self._folder = folder

    def environment(self, width: int, height: int) -> Mapping[str, str]:
        """Return the environment of the process, within the sizes that a screen may have."""
        # Textual reads the driver's class from this variable, and a file of settings per visit keeps visitors apart.
        own = {"TEXTUAL_DRIVER": DRIVER, "MASSSTART_SETTINGS": str(self._folder / "settings.toml")}
        return {**super().environment(*within(width, height)), **own}

    async def run(self) -> None:
        """Send the page what the process draws; when the process ends, however it does, close the page's socket."""
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def on_data(self, payload: bytes) -> None:
        """Pass on what is drawn, as long as the page is there."""
        with suppress(ConnectionError):
            await super().on_data(payload)

    async def on_meta(self, data: bytes) -> None:
        """Tell the page which keys there are.

        Requests to open an address or to deliver a file are ignored; the end of the process is noticed by itself.
        """
        match _decoded(data.decode("utf-8", "replace")):
            case {"type": "keys", "keys": [*keys]}:
                with suppress(ConnectionError):
                    await self.remote_write_str(json.dumps(["keys", keys]))
            case _:
                pass

    async def on_packed(self, payload: bytes) -> None:
        """Ignore the data of files, which arrives this way."""

    async def heed(self, told: object) -> None:
        """Handle a decoded message of the page: keys, a button, a resize, a ping, focus or blur; ignore any other."""
        match told:
            case ["stdin", str(keys)]:
                # an empty write would mean the end of the input
                if typed := keys.encode("utf-8", "ignore"):
                    await self.send_bytes(typed)
            case ["key", str(key)]:
                await self.send_meta({"type": "key", "key": key})
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(*within(width, height))
            case ["ping", str(sent)]:
                await self.remote_write_str(json.dumps(["pong", sent]))
            case ["focus"]:
                await self.focus()
            case ["blur"]:
                await self.blur()
            case _:
                pass

    async def end(self) -> None:
        """Ask the process to quit, and kill it if it does not."""
        process = self.process
        if process is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send_meta({"type": "quit"})
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        await self.stop()
        self.stdin.close()


async def close(socket: web.WebSocketResponse, code: WSCloseCode = WSCloseCode.OK) -> None:
    """Close a page's socket, whether or not the page is still there."""
    with suppress(ConnectionError):
        await socket.close(code=code)


def within(width: int, height: int) -> tuple[int, int]:
    """Clamp columns and rows to the sizes that a screen may have."""
    return (
        max(SMALLEST_SCREEN[0], min(LARGEST_SCREEN[0], width)),
        max(SMALLEST_SCREEN[1], min(LARGEST_SCREEN[1], height)),
    )


async def serve_visitor(command: Sequence[str], socket: web.WebSocketResponse, size: tuple[int, int]) -> None:
    """Run ``command`` for the page at the other end of ``socket`` until either ends."""
    with TemporaryDirectory(prefix="massstart-", ignore_cleanup_errors=True) as folder:
        visitor = Visitor(command, socket, Path(folder))
        try:
            await visitor.start(*size)
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                # a process that no longer takes keys is of no use
                async with asyncio.timeout(PATIENCE):
                    await visitor.heed(_decoded(message.data))
        except TimeoutError:
            pass
        finally:
            await visitor.end()


def _decoded(data: str) -> object:
    """Decode a message of the page; return None if it is not JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
