"""Who may ask, and what a page may do: pages of this very server only, which load nothing from anywhere else.

A browser is a way in for every site that it has open. A page from elsewhere, or one whose name was pointed at this
machine only after it was loaded (DNS rebinding), is told apart by the headers that it cannot choose: Origin and Host.
"""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

OF_EVERY_ANSWER: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Styles may stand in the page: the terminal makes its own, and OBS puts in those of whoever composes the picture.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def guard(named: str) -> Middleware:
    """Lets nobody through who asks for another host than this machine, or from a page of another server.

    ``named`` is the host that the server was told to listen at.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_this_machine(request.headers.get("Host", ""), named):
            raise web.HTTPMisdirectedRequest
        if request.headers.get("Origin", own_origin(request)) != own_origin(request):
            raise web.HTTPForbidden
        return await handler(request)

    return guarded


def own_origin(request: web.Request) -> str:
    """What a browser says is the origin of the pages of this server, at the address at which it was asked."""
    return f"{request.scheme}://{request.host}"


def is_this_machine(host: str, named: str) -> bool:
    """Whether ``host``, as the header has it, can only be this machine: an address in numbers, or the name given."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name in ("localhost", named.lower()) or bool(ip_address(name))
    except ValueError:
        return False


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Put on an answer what holds the browser to its own server, refusals included."""
    response.headers.update(OF_EVERY_ANSWER)
    if response.status < HTTPStatus.BAD_REQUEST:
        response.headers["Content-Security-Policy"] = _POLICY.format(host=request.host)
