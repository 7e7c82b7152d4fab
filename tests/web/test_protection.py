"""Tests of the password of the visitors, and of encrypted connections."""

from __future__ import annotations

import re
import ssl
from base64 import b64encode
from pathlib import Path

import aiohttp
import pytest

from massstart_tui.follow.line_source import FileSource
from massstart_tui.text.words import Language, words
from massstart_tui.web import visitor_password
from massstart_tui.web.overlay_page import OverlayPages
from massstart_tui.web.server import CertificateUnusable, Protection, tls_of
from massstart_tui.web.terminal_page import TerminalPages
from massstart_tui.web.visitor_password import COOKIE
from tests.web.serving import ask, processes, serving

TLS = Path(__file__).parents[1] / "share" / "tls"
CERT, KEY = TLS / "certificate.pem", TLS / "key.pem"
SECRET = "ijs & émotie:1"  # noqa: S105 - of the tests alone
ASKED = Protection(SECRET)
WRONG = ["", "x", SECRET.upper(), SECRET + " ", SECRET[:-1]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor_password, "WRONG_PAUSE", 0)


def basic(password: str) -> str:
    return "Basic " + b64encode(f"anybody:{password}".encode()).decode()


NO_PASSWORD = [
    *({"Authorization": basic(wrong)} for wrong in WRONG),
    {},
    {"Authorization": "Bearer " + SECRET.encode().hex()},
    {"Authorization": "Basic ====="},
    {"Authorization": "Basic " + b64encode(b"no colon").decode()},
    {"Authorization": "Basic " + b64encode(b"\xff:\xff").decode()},
    {"Cookie": f"{COOKIE}="},
    {"Cookie": f"{COOKIE}=guessed"},
]


@pytest.mark.parametrize("headers", NO_PASSWORD)
async def test_without_the_password_nothing_is_answered_and_no_process_starts(
    pages: TerminalPages, headers: dict[str, str]
) -> None:
    async with serving(pages, ASKED) as address:
        for target in ("/", "/ws", "/files/terminal.css", "/nothing"):
            told = await ask(address, target, **headers, Origin=address.rstrip("/"))
            assert (told.status, told.body) == (401, words(Language.EN)("serve.password_asked"))
            assert told.headers["WWW-Authenticate"].startswith("Basic ")
        assert not processes()


async def test_who_gives_the_password_sees_the_race_and_is_asked_once(race: Path) -> None:
    overlay = OverlayPages(FileSource(race), words(Language.EN), lambda _: None)
    async with serving(overlay, ASKED) as address:
        page = await ask(address, Authorization=basic(SECRET))
        assert page.status == 200
        cookie = page.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert (await ask(address, Cookie=cookie.partition(";")[0])).status == 200


async def test_a_page_opens_its_socket_with_the_cookie_alone(pages: TerminalPages) -> None:
    async with serving(pages, ASKED) as address:
        page = await ask(address, Authorization=basic(SECRET))
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        async with (
            aiohttp.ClientSession(headers={"Cookie": cookie}) as session,
            session.ws_connect(f"{address}ws", origin=address.rstrip("/")) as socket,
        ):
            assert (await socket.receive(timeout=60)).type is aiohttp.WSMsgType.BINARY


async def test_over_tls_the_page_its_socket_and_its_cookie_are_encrypted(pages: TerminalPages) -> None:
    trust = ssl.create_default_context(cafile=str(CERT))
    trust.check_hostname = False
    async with serving(pages, Protection(SECRET, tls_of(CERT, KEY))) as address, aiohttp.ClientSession() as session:
        assert re.fullmatch(r"https://127\.0\.0\.1:\d+/", address)
        own = {"Authorization": basic(SECRET), "Host": "hall.example"}
        async with session.get(address, headers=own, ssl=trust) as page:
            assert page.status == 200
            assert "wss://hall.example/ws" in await page.text()
            assert "connect-src 'self' wss://hall.example;" in page.headers["Content-Security-Policy"]
            assert "Secure" in page.headers["Set-Cookie"]
        async with session.get(address, headers=own | {"Origin": "https://elsewhere.example"}, ssl=trust) as page:
            assert page.status == 403


@pytest.mark.parametrize("case", ["no file", "no key in it", "no certificate in it"])
def test_a_certificate_that_cannot_be_used_is_told(tmp_path: Path, case: str) -> None:
    nothing = tmp_path / "nothing.pem"
    if case != "no file":
        nothing.write_text("nothing")
    cert, key = (nothing, KEY) if case == "no certificate in it" else (CERT, nothing)
    with pytest.raises(CertificateUnusable):
        tls_of(cert, key)
