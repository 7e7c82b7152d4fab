"""Control a real headless Chromium over the Chrome DevTools Protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pyte

from tests.patience import PATIENCE

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1200,800",
    "--remote-debugging-port=0",
    # no request of a page leaves this machine
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def chromium(folder: Path) -> Iterator[str]:
    """Run it with its profile in ``folder``; yield the address of its protocol."""
    assert PROGRAM is not None
    arguments = [PROGRAM, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield _address(folder / "DevToolsActivePort")
        finally:
            process.terminate()


def _address(file: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if file.exists() and len(lines := file.read_text().split()) > 1:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise TimeoutError(file)


class Tab:
    """A page: its requests in ``requests``, and in ``text`` what a terminal that is sent to it shows."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = count(1)
        self._session: str | None = None
        self.requests: list[str] = []
        self._urls: dict[str, str] = {}
        self._blocked: set[str] = set()
        self.complaints: list[str] = []
        self._screen = pyte.Screen(300, 100)
        self._text: str | None = None
        self._stream = pyte.ByteStream(self._screen)

    async def open(self) -> None:
        target = await self.tell("Target.createTarget", url="about:blank")
        attached = await self.tell("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.tell(f"{domain}.enable")

    async def tell(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command to the browser, and return its answer."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        session = {} if self._session is None else {"sessionId": self._session}
        await self._socket.send_json({"id": number, "method": method, "params": params} | session)
        return await asyncio.wait_for(self._answers[number], PATIENCE)

    async def listen(self) -> None:
        """Handle messages of the browser until it ends."""
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                assert "error" not in told, told
                self._answers.pop(told["id"]).set_result(told["result"])
            else:
                self._happened(told["method"], told["params"])

    def _happened(self, method: str, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
            self._urls[params["requestId"]] = params["request"]["url"]
        elif method == "Network.loadingFailed" and params.get("blockedReason"):
            self._blocked.add(self._urls[params["requestId"]])
        elif method == "Network.webSocketCreated":
            self.requests.append(params["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif method == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
            self._text = None
            self._stream.feed(base64.b64decode(params["response"]["payloadData"]))

    def was_blocked(self, url: str) -> bool:
        """Return whether the browser itself blocked the page's request for this URL."""
        return url in self._blocked

    async def go(self, address: str) -> None:
        """Open a page."""
        await self.tell("Page.navigate", url=address)
        await self.until(lambda: address in self.requests)

    async def script(self, code: str) -> Any:
        """Return the result of this JavaScript in the page; a promise is awaited."""
        told = await self.tell("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Press keys: a letter, or the name of another key."""
        for key in keys:
            text = {"text": key} if len(key) == 1 else {"windowsVirtualKeyCode": {"ArrowRight": 39, "End": 35}[key]}
            await self.tell("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
            await self.tell("Input.dispatchKeyEvent", type="keyUp", key=key)

    @property
    def text(self) -> str:
        """The text on the terminal in the page, with a line for each row."""
        if self._text is None:
            self._text = "\n".join(row.rstrip() for row in self._screen.display).rstrip()
        return self._text

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not so():
            assert time.monotonic() < deadline, self.text
            await asyncio.sleep(0.02)

    async def until_script(self, code: str) -> None:
        """Wait until this JavaScript in the page is true."""
        deadline = time.monotonic() + PATIENCE
        while not await self.script(code):
            assert time.monotonic() < deadline, code
            await asyncio.sleep(0.05)

    async def picture(self) -> bytes:
        """Return the page as a PNG with a transparent background."""
        await self.tell("Emulation.setDefaultBackgroundColorOverride", color={"r": 0, "g": 0, "b": 0, "a": 0})
        return base64.b64decode((await self.tell("Page.captureScreenshot", format="png"))["data"])


@asynccontextmanager
async def tab(browser: str) -> AsyncIterator[Tab]:
    """Yield a new page in the browser at this address."""
    async with aiohttp.ClientSession() as session, session.ws_connect(browser, max_msg_size=0) as socket:
        page = Tab(socket)
        listening = asyncio.create_task(page.listen())
        await page.open()
        yield page
        await socket.close()
        await listening
