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

from massstart_tui.text.words import Words

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
_GONE: Final = ("", 0)
"""Where a connection that is lost already had come: nobody reads what is answered."""


def guard(named: str, words: Words) -> Middleware:
    """Lets nobody through who asks for another host than this machine, or from a page of another server.

    ``named`` is the host that the server was told to listen at; whoever is refused is told so in ``words``.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        if not is_this_machine(host, named):
            said = words("serve.other_name", host=host, address=_that_works(request))
            raise web.HTTPMisdirectedRequest(text=said)
        if request.headers.get("Origin", own_origin(request)) != own_origin(request):
            raise from_elsewhere(request, words)
        return await handler(request)

    return guarded


def from_elsewhere(request: web.Request, words: Words) -> web.HTTPForbidden:
    """What is answered to a page of another server."""
    return web.HTTPForbidden(text=words("serve.from_elsewhere", address=_that_works(request)))


def _that_works(request: web.Request) -> str:
    """The address at which this machine was reached, in numbers: whoever asked can open it."""
    host, port, *_ = request.get_extra_info("sockname", _GONE)
    return address_at(host, port)


def address_at(host: str, port: int) -> str:
    """The address of the pages at this host, in numbers or by name, and port."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


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
