"""Tests of which requests are answered: no page from elsewhere, no other host, and only the named files."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from massstart_tui.follow.line_source import FileSource
from massstart_tui.text.words import Language, words
from massstart_tui.web import terminal_page as terminal
from massstart_tui.web.guard import address_at, is_this_machine
from massstart_tui.web.overlay_page import OverlayPages
from massstart_tui.web.terminal_page import TerminalPages
from tests.web.serving import ask, processes, serving

ELSEWHERE = "http://elsewhere.example"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000", "localhost:8000", "192.168.1.7", "ICE.local:80"])
def test_an_address_in_numbers_and_the_name_that_was_given_are_this_machine(host: str) -> None:
    assert is_this_machine(host, "ice.local")


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1.elsewhere.example:8000", "ice.local.", "", "[::1", ":"]
)
def test_any_other_name_may_have_been_pointed_at_this_machine(host: str) -> None:
    assert not is_this_machine(host, "ice.local")


async def test_what_is_asked_of_another_host_is_not_answered(pages: TerminalPages) -> None:
    async with serving(pages) as address:
        assert (await ask(address)).status == 200
        assert (await ask(address, Host="elsewhere.example")).status == 421


async def test_who_asks_by_a_name_is_told_in_their_language_which_address_works(race: Path) -> None:
    async with serving(OverlayPages(FileSource(race), words(Language.NL), lambda _: None)) as address:
        told = await ask(address, Host="laptop.local:8000")
        assert told.status == 421
        assert told.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert told.body.startswith("deze pagina is niet te zien op ‘laptop.local:8000’")
        assert told.body.endswith(f"; open {address}")
        assert (await ask(told.body.split()[-1])).status == 200


@pytest.mark.parametrize(("target", "origin"), [("/", ELSEWHERE), ("/ws", ELSEWHERE), ("/ws", None)])
async def test_a_page_from_elsewhere_is_told_in_words_that_it_may_not(
    pages: TerminalPages, target: str, origin: str | None
) -> None:
    async with serving(pages) as address:
        told = await ask(address, target, **({"Origin": origin} if origin else {}))
    assert (told.status, told.body) == (403, f"a page from elsewhere may not ask for this race; open {address}")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.168.1.7", "http://192.168.1.7:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("laptop.local", "http://laptop.local:8000/"),
    ],
)
def test_an_address_can_be_opened_as_it_stands(host: str, address: str) -> None:
    assert address_at(host, 8000) == address


async def test_a_page_from_elsewhere_gets_nothing(pages: TerminalPages) -> None:
    async with serving(pages) as address:
        own = address.rstrip("/")
        assert (await ask(address, Origin=own)).status == 200
        for origin in (ELSEWHERE, "null", own.replace("http", "https"), "http://127.0.0.1:1"):
            assert (await ask(address, Origin=origin)).status == 403


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", None])
async def test_a_socket_from_elsewhere_is_refused_and_starts_no_process(
    pages: TerminalPages, origin: str | None
) -> None:
    async with serving(pages) as address, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{address}ws", origin=origin)
        assert refused.value.status == 403
        assert not processes()


UP = "../" * 12
ESCAPES = (
    f"/{UP}etc/passwd",
    f"/files/{UP}etc/passwd",
    "/files/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/files/%2e%2e/%2e%2e/pyproject.toml",
    "/files/..\\..\\pyproject.toml",
    "/files//etc/passwd",
    "/files/terminal.css/../terminal.html",
    "/files/textual.js%00",
    "/files/",
    "/files",
    "/static/js/textual.js",
    "/download/key",
    "/race.jsonl",
)


@pytest.mark.parametrize("target", ESCAPES)
async def test_no_path_leads_to_a_file_that_is_not_named(pages: TerminalPages, race: Path, target: str) -> None:
    async with serving(pages) as address:
        assert (await ask(address, target)).status == 404
    async with serving(OverlayPages(FileSource(race), words(Language.EN), lambda _: None)) as address:
        assert (await ask(address, target)).status == 404


async def test_the_files_that_are_named_are_served_and_nothing_can_be_sent(pages: TerminalPages) -> None:
    async with serving(pages) as address:
        for name in terminal.FILES:
            assert (await ask(address, f"/files/{name}")).status == 200
        for method in ("POST", "PUT", "DELETE"):
            assert (await ask(address, "/", method)).status == 405


async def test_every_page_is_held_to_its_own_server(pages: TerminalPages) -> None:
    async with serving(pages) as address:
        page, missing = await ask(address), await ask(address, "/nothing")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy
    for answer in (page, missing):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_the_title_is_text_and_no_markup() -> None:
    title = '</title><script>alert("\x1b")</script>'
    async with serving(TerminalPages(["true"], title, words(Language.NL))) as address:
        page = (await ask(address)).body
    assert "<script>" not in page
    assert "&lt;script&gt;alert(&quot;\N{REPLACEMENT CHARACTER}&quot;)" in page
    assert '<html lang="nl">' in page
