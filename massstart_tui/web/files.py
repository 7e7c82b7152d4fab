"""Files that a page may ask for, each named here: no path that is asked for is ever looked up on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web

PAGES: Final = Path(__file__).with_name("pages")


def file_routes(files: Mapping[str, Path]) -> list[web.RouteDef]:
    """A route for each file, by the name under which it can be asked for."""
    return [web.get(f"/files/{name}", partial(_send, path)) for name, path in files.items()]


async def _send(path: Path, _request: web.Request) -> web.StreamResponse:
    return web.FileResponse(path)
