"""Middleware that asks each visitor for one password, by the browser's own dialog."""

from __future__ import annotations

import asyncio
import secrets
from base64 import b64decode
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from massstart_tui.text.words import Words

COOKIE: Final = "massstart"
"""The cookie of a visitor who gave the password; not every browser sends the password again to open a socket."""
WRONG_PAUSE: Final = 0.5
"""Seconds that a wrong password takes; all wrong ones wait for each other, so that guessing is slow."""


def ask_password(password: str, words: Words) -> Middleware:
    """Return middleware that lets in only who gives this password, with any user name, or gave it before."""
    token = secrets.token_urlsafe()
    guesses = asyncio.Lock()

    @web.middleware
    async def asked(request: web.Request, handler: Handler) -> web.StreamResponse:
        if _same(request.cookies.get(COOKIE, ""), token):
            return await handler(request)
        given = _given(request)
        if given is None or not _same(given, password):
            if given is not None:
                async with guesses:
                    await asyncio.sleep(WRONG_PAUSE)
            asks = {"WWW-Authenticate": 'Basic realm="massstart", charset="UTF-8"'}
            raise web.HTTPUnauthorized(text=words("serve.password_asked"), headers=asks)
        response = await handler(request)
        if not response.prepared:
            response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=request.secure)
        return response

    return asked


def _same(given: str, wanted: str) -> bool:
    """Compare the password in constant time, so that the time tells nothing about how much of it was right."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))


def _given(request: web.Request) -> str | None:
    """Return the password that the browser sends, or None if it sends none that can be read."""
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        _, colon, password = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    return password if colon and kind.lower() == "basic" else None
