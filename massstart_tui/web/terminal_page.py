"""Serve a page with a terminal that shows the race; each visitor has a massstart process of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from aiohttp import WSCloseCode, web

from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.web.files import PAGES, file_routes
from massstart_tui.web.guard import foreign_page_refused, own_origin, own_socket
from massstart_tui.web.visitor import PATIENCE, close, serve_visitor

MOST_VISITORS: Final = 8
"""The maximum number of visitors at once, where no other is given.

Each has a process: 53 MiB, and 5 % of a core for a race that is replayed at normal speed.
"""
LONGEST_MESSAGE: Final = 1 << 16
"""The maximum size in bytes of a page's message; more than anybody types or pastes."""
SILENCE: Final = 15.0
"""Seconds between two heartbeats that check whether a page is still there."""
USUAL_SIZE: Final = (80, 24)
_STATIC: Final = Path(str(files("textual_serve"))) / "static"
FILES: Final = {
    "textual.js": _STATIC / "js" / "textual.js",
    "xterm.css": _STATIC / "css" / "xterm.css",
    "mono.ttf": _STATIC / "fonts" / "RobotoMono-VariableFont_wght.ttf",
    "terminal.css": PAGES / "terminal.css",
    "terminal.js": PAGES / "terminal.js",
}


class TerminalPages:
    """The page of a race called ``title``; each visitor watches it through a process of ``command``.

    At most ``most`` visitors watch at once.
    """

    def __init__(self, command: Sequence[str], title: str, words: Words, most: int = MOST_VISITORS) -> None:
        """Create the page, without visitors."""
        self._command = command
        self._most = most
        self._title = title
        self.words = words
        self._visits: dict[asyncio.Task[None], web.WebSocketResponse] = {}
        self._template = Template((PAGES / "terminal.html").read_text(encoding="utf-8"))

    def add_to(self, app: web.Application) -> None:
        """Add the page's routes to ``app``."""
        app.add_routes([web.get("/", self._page), web.get("/ws", self._watch), *file_routes(FILES)])
        app.on_shutdown.append(self._send_away)

    async def _page(self, request: web.Request) -> web.Response:
        self._refuse_where_full()
        words = self.words
        values = {
            "language": words.language,
            "title": plain(self._title),
            "opening": words("serve.opening"),
            "ended": words("serve.ended"),
            "again": words("serve.again"),
            "socket": f"{own_socket(request)}/ws",
        }
        page = self._template.substitute({name: escape(value) for name, value in values.items()})
        return web.Response(text=page, content_type="text/html")

    def _refuse_where_full(self) -> None:
        if len(self._visits) >= self._most:
            raise web.HTTPServiceUnavailable(text=self.words("serve.full", count=self._most))

    async def _watch(self, request: web.Request) -> web.WebSocketResponse:
        # unlike for other requests, every browser sends an Origin when it opens a socket
        if request.headers.get("Origin") != own_origin(request):
            raise foreign_page_refused(request, self.words)
        self._refuse_where_full()
        socket = web.WebSocketResponse(timeout=PATIENCE, heartbeat=SILENCE, max_msg_size=LONGEST_MESSAGE)
        visit = asyncio.create_task(self._visit(request, socket))
        self._visits[visit] = socket
        visit.add_done_callback(self._visits.pop)
        # a visit outlives its connection, until its process has ended
        await asyncio.shield(visit)
        return socket

    async def _visit(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        await socket.prepare(request)
        await serve_visitor(self._command, socket, _size(request))

    async def _send_away(self, _app: web.Application) -> None:
        """Close all sockets when the server ends, and wait for their processes to end."""
        await asyncio.gather(*(close(socket, WSCloseCode.GOING_AWAY) for socket in self._visits.values()))
        while self._visits:
            await asyncio.wait(self._visits)


def _size(request: web.Request) -> tuple[int, int]:
    """Return the columns and rows that the page asks for, or the usual size if it does not."""
    try:
        return int(request.query["width"]), int(request.query["height"])
    except (KeyError, ValueError):
        return USUAL_SIZE
