"""Serve the overlay, a small page that follows the race inside a video program such as OBS."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from html import escape
from string import Template
from threading import Event
from typing import Final

from aiohttp import web

from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.follow.line_source import Source, SourceNotice
from massstart_tui.report.race_titles import title_of
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.recording_views import Views
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.web.files import PAGES, file_routes
from massstart_tui.web.overlay_content import overlay_content
from massstart_tui.web.server import ENDED

SILENCE: Final = 15.0
"""Seconds after which a page without news is sent a comment, so that a lost connection is noticed."""
MOST_PAGES: Final = 32
"""The maximum number of pages served at once, where no other is given."""
LAYOUTS: Final = {"/": "corner", "/bar": "bar"}
"""The layout of the page at each path: a corner of the video picture, or a narrow bar at its bottom."""
FILES: Final = {name: PAGES / name for name in ("overlay.css", "overlay.js")}

Told = Callable[[SourceNotice | BadData], None]
"""Callback for notices of the source, and for the faults of lines that were passed over.

It is called in the thread that follows the source.
"""


class OverlayPages:
    """The overlay of the race that comes from ``source``, for at most ``most`` pages at once."""

    def __init__(self, source: Source, words: Words, told: Told, most: int = MOST_PAGES) -> None:
        """Create the pages; they are empty until the race's first lines have come."""
        self._most = most
        self._source = source
        self._followed = GrowingRace(source.name)
        self.words = words
        self._told = told
        self._pages = 0
        self._over = False
        self._changed = asyncio.Event()
        self._title = ""
        self._shown = ""
        self._template = Template((PAGES / "overlay.html").read_text(encoding="utf-8"))

    def add_to(self, app: web.Application) -> None:
        """Let ``app`` serve the pages and follow the race while it runs; the app ends if following fails."""
        app.add_routes([web.get("/events", self._tell), *file_routes(FILES)])
        app.add_routes(web.get(path, partial(self._page, layout)) for path, layout in LAYOUTS.items())
        app.cleanup_ctx.append(self._following)
        app.on_shutdown.append(self._end)

    async def _page(self, layout: str, _request: web.Request) -> web.Response:
        page = self._template.substitute(language=self.words.language, title=escape(self._title), layout=layout)
        return web.Response(text=page, content_type="text/html")

    async def _tell(self, request: web.Request) -> web.StreamResponse:
        """Send the overlay's data as server-sent events, at once and whenever it changes."""
        if self._pages >= self._most:
            raise web.HTTPServiceUnavailable(text=self.words("serve.full", count=self._most))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        self._pages += 1
        try:
            await response.prepare(request)
            async for told in self._news():
                await response.write(told)
        except ConnectionError:
            pass  # the page was closed, which is how it unsubscribes
        finally:
            self._pages -= 1
        return response

    async def _news(self) -> AsyncIterator[bytes]:
        told = ""
        while not self._over:
            yield b":\n\n" if told == self._shown else f"data: {self._shown}\n\n".encode()
            # Both are taken before the wait: `_wake` replaces the event, so a change in between is not missed.
            told, changed = self._shown, self._changed
            with suppress(TimeoutError):
                async with asyncio.timeout(SILENCE):
                    await changed.wait()

    def _show(self, title: str, shown: str) -> None:
        self._title = title
        if shown != self._shown:
            self._shown = shown
            self._wake()

    def _wake(self) -> None:
        """Wake every page to send what is shown now."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def _following(self, app: web.Application) -> AsyncIterator[None]:
        ended = Event()
        following = asyncio.create_task(asyncio.to_thread(self._follow, asyncio.get_running_loop(), ended))

        def end_where_it_failed(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and task.exception():
                app[ENDED].set()

        following.add_done_callback(end_where_it_failed)
        yield
        ended.set()
        await following

    def _follow(self, loop: asyncio.AbstractEventLoop, ended: Event) -> None:
        """Follow the source; runs in a thread because reading a source blocks."""
        followed = self._followed
        for news in self._source.news(ended.wait):
            if isinstance(news, SourceNotice):
                self._told(news)
            if followed.take(news) and (views := followed.views):
                loop.call_soon_threadsafe(self._show, *_title_and_content(views, self.words))
            if faults := followed.take_new_faults():
                self._told(BadData(followed.name, faults))

    async def _end(self, _app: web.Application) -> None:
        self._over = True
        self._wake()


def _title_and_content(views: Views, words: Words) -> tuple[str, str]:
    """Return the title of the race, and the content of the overlay as JSON."""
    return plain(title_of(views.recording.header.race, words.language)), json.dumps(overlay_content(views, words))
