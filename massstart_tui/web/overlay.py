"""The overlay: a small page for a program that mixes pictures, such as OBS, which follows the race in a file."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from html import escape
from string import Template
from typing import Final

from aiohttp import web

from massstart_tui.report.overlay import overlay
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.marks import Marks
from massstart_tui.stream.written import Written
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.web.files import PAGES, file_routes

STEP: Final = 0.2
"""Seconds between two looks at the file."""
SILENCE: Final = 15.0
"""Seconds after which a page that is told nothing is told that, so that one that is gone is found out."""
MOST_PAGES: Final = 32
"""So many pages are told at once."""
FILES: Final = {name: PAGES / name for name in ("overlay.css", "overlay.js")}

Complain = Callable[[BadData], None]
"""Told why the file cannot be followed for the moment."""


class OverlayPages:
    """The overlay of the race that ``tail`` reads; what is wrong with its file goes to ``complain``."""

    def __init__(self, tail: Written, words: Words, complain: Complain) -> None:
        """Show what has been read."""
        self._tail = tail
        self._words = words
        self._complain = complain
        self._pages = 0
        self._over = False
        self._changed = asyncio.Event()
        self._shown = self._picture()
        self._template = Template((PAGES / "overlay.html").read_text(encoding="utf-8"))

    def add_to(self, app: web.Application) -> None:
        """Have ``app`` serve it, and follow the file as long as it runs."""
        app.add_routes([web.get("/", self._page), web.get("/events", self._tell), *file_routes(FILES)])
        app.cleanup_ctx.append(self._following)
        app.on_shutdown.append(self._end)

    def _picture(self) -> str:
        marks = Marks(self._tail.views.recording.header.provenance)
        return json.dumps(overlay(self._tail.state, marks, self._words))

    async def _page(self, _request: web.Request) -> web.Response:
        title = plain(self._tail.views.recording.sheet.title)
        page = self._template.substitute(language=self._words.language, title=escape(title))
        return web.Response(text=page, content_type="text/html")

    async def _tell(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the picture, and another as soon as it is another."""
        if self._pages >= MOST_PAGES:
            raise web.HTTPServiceUnavailable
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        self._pages += 1
        try:
            await response.prepare(request)
            async for told in self._news():
                await response.write(told)
        except ConnectionError:
            pass  # the page was closed, which is the only way it has to say that it has seen enough
        finally:
            self._pages -= 1
        return response

    async def _news(self) -> AsyncIterator[bytes]:
        told = ""
        while not self._over:
            yield b":\n\n" if told == self._shown else f"data: {self._shown}\n\n".encode()
            told, changed = self._shown, self._changed
            with suppress(TimeoutError):
                async with asyncio.timeout(SILENCE):
                    await changed.wait()

    def _wake(self) -> None:
        """Have every page look at what is shown now."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def _following(self, _app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(self._follow())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _follow(self) -> None:
        said: BadData | None = None
        while True:
            await asyncio.sleep(STEP)
            try:
                changed = await asyncio.to_thread(self._tail.look)
            except BadData as error:
                if said is None or said.faults != error.faults:
                    self._complain(error)
                said = error
                continue
            said = None
            if changed and (picture := self._picture()) != self._shown:
                self._shown = picture
                self._wake()

    async def _end(self, _app: web.Application) -> None:
        self._over = True
        self._wake()
