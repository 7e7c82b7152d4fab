"""Serve a fixed set of files to pages: a requested path is never looked up on the disk.

It stands apart because both the page of the terminal and that of the overlay serve files, and neither loads the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web

PAGES: Final = Path(__file__).with_name("pages")


def file_routes(files: Mapping[str, Path]) -> list[web.RouteDef]:
    """Return a route for each file, under the name by which pages request it."""
    return [web.get(f"/files/{name}", partial(_send, path)) for name, path in files.items()]


async def _send(path: Path, _request: web.Request) -> web.StreamResponse:
    return web.FileResponse(path)
