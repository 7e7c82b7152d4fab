"""Middleware that answers only pages of this server, and headers that let those pages load nothing from elsewhere.

Every site that is open in a browser can send requests from it to this machine. A page from another server, or one whose
name was pointed at this machine after it was loaded (DNS rebinding), is recognised by two headers that a page cannot
choose: Origin and Host.
"""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from massstart_tui.text.words import Words

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The headers of every response."""
# Inline styles are allowed: the terminal generates its own, and OBS injects those of whoever composes the picture.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "connect-src 'self' {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_GONE: Final = ("", 0)
"""The socket name of a connection that is already lost; nobody reads that answer."""


def guard(named: str, words: Words) -> Middleware:
    """Return middleware that refuses requests for another host, and requests from pages of another server.

    ``named`` is the host that the server was told to listen on. The reason is given in the language of ``words``.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        # By TLS the certificate is for the name, so a browser sees by itself that a name was pointed here.
        if not request.secure and not is_this_machine(host, named):
            said = words("serve.other_name", host=host, address=_numeric_address(request))
            raise web.HTTPMisdirectedRequest(text=said)
        if request.headers.get("Origin", own_origin(request)) != own_origin(request):
            raise foreign_page_refused(request, words)
        return await handler(request)

    return guarded


def foreign_page_refused(request: web.Request, words: Words) -> web.HTTPForbidden:
    """Return the response to a page of another server."""
    return web.HTTPForbidden(text=words("serve.from_elsewhere", address=_numeric_address(request)))


def _numeric_address(request: web.Request) -> str:
    """Return the numeric address at which this machine was reached, which always works."""
    host, port, *_ = request.get_extra_info("sockname", _GONE)
    return address_at(host, port, request.scheme)


def address_at(host: str, port: int, scheme: str = "http") -> str:
    """Return the URL of the pages at this host, a name or a numeric address, and port."""
    return f"{scheme}://[{host}]:{port}/" if ":" in host else f"{scheme}://{host}:{port}/"


def own_socket(request: web.Request) -> str:
    """Return the address of this server for the sockets of its pages."""
    return f"{'wss' if request.secure else 'ws'}://{request.host}"


def own_origin(request: web.Request) -> str:
    """Return the Origin that a browser gives for pages of this server at the address of this request."""
    return f"{request.scheme}://{request.host}"


def is_this_machine(host: str, named: str) -> bool:
    """Return whether ``host``, the value of a Host header, can only be this machine.

    That is a numeric address, ``localhost``, or the name ``named`` that the server was given.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name in ("localhost", named.lower()) or bool(ip_address(name))
    except ValueError:
        return False


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Add the security headers to ``response``, also to a refusal; a handler for aiohttp's ``on_response_prepare``."""
    response.headers.update(HEADERS)
    if response.status < HTTPStatus.BAD_REQUEST:
        response.headers["Content-Security-Policy"] = _POLICY.format(socket=own_socket(request))
