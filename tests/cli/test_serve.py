"""Tests of ``massstart serve`` as a command; what it serves is tested in tests/web."""

from __future__ import annotations

import importlib.util
import signal
import socket
import struct
import sys
from collections.abc import Iterator
from errno import ENOSPC
from importlib.machinery import ModuleSpec
from pathlib import Path
from ssl import create_default_context
from urllib.parse import urlsplit

import pytest

from massstart_tui.cli import serve
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.follow.line_source import News, Notice, SourceNotice, Wait
from massstart_tui.share.shared_stream import SharingTrouble
from massstart_tui.text.words import Language, words
from massstart_tui.web import server
from massstart_tui.web.server import Pages, Protection, is_loopback
from tests.patience import PATIENCE
from tests.streams import event, make_stream
from tests.web.serving import Served

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("arguments", [[], ["--overlay"]])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
def test_it_says_where_it_is_and_ends_as_it_is_told_to(race: Path, arguments: list[str]) -> None:
    for number, code in ((signal.SIGINT, ExitCode.INTERRUPTED), (signal.SIGTERM, ExitCode.DONE)):
        with Served(race, *arguments) as served:
            assert served.said == f"Test race: {served.address} (Ctrl-C ends it)\n"
            assert served.ended_by(number) == (code, b"", b"")


def test_the_overlay_is_of_one_race(capsys: Captured) -> None:
    assert main(["serve", "beijing-2022", "--overlay"]) == ExitCode.USAGE
    assert "is a meeting: the overlay is of one race" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["--overlay"]])
def test_as_many_watch_as_are_asked_for(race: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Pages] = []

    async def note(pages: Pages, *_: object) -> None:
        served.append(pages)

    monkeypatch.setattr(server, "serve", note)
    for more in ([], ["--visitors", "1"], ["--visitors", "40"]):
        assert main(["serve", str(race), *arguments, *more]) == ExitCode.DONE
    usual = 32 if arguments else 8
    assert [vars(pages)["_most"] for pages in served] == [usual, 1, 40]


@pytest.mark.parametrize("number", ["0", "1001", "-1", "many"])
def test_a_number_of_visitors_that_is_none_is_told(number: str, race: Path, capsys: Captured) -> None:
    assert main(["serve", str(race), "--visitors", number]) == ExitCode.USAGE
    assert f"‘{number}’ is no number of visitors; expected a whole number from 1 to 1000" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(race: Path, capsys: Captured) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        assert main(["serve", str(race), "--port", str(number)]) == ExitCode.FAILED
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f"cannot listen at 127.0.0.1, port {number} (")
    assert told.endswith("; expected an address of this machine and a free --port")


def test_an_address_of_another_machine_is_told(race: Path, capsys: Captured) -> None:
    assert main(["serve", str(race), "--port", "0", "--host", "192.0.2.1"]) == ExitCode.FAILED
    assert "cannot listen at 192.0.2.1, port 0" in capsys.readouterr().err


def test_a_port_that_cannot_be_is_used_wrongly(race: Path, capsys: Captured) -> None:
    for number in ("65536", "-1", "x"):
        assert main(["serve", str(race), f"--port={number}"]) == ExitCode.USAGE
        assert "--port" in capsys.readouterr().err


def test_a_race_that_cannot_be_read_is_not_served(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(event("fall", bibs=[99])))
    for arguments in ([], ["--overlay"]):
        assert main(["serve", str(path), *arguments]) == ExitCode.BAD_DATA
        assert f"{path}:2: bibs: bib 99 is not on the start sheet" in capsys.readouterr().err


def test_without_the_extra_it_is_named(race: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    real = importlib.util.find_spec

    def find_spec(name: str) -> ModuleSpec | None:
        return None if name == "textual_serve" else real(name)

    monkeypatch.setattr(serve, "find_spec", find_spec)
    assert main(["serve", str(race)]) == ExitCode.FAILED
    assert "pip install 'massstart-tui[serve]'" in capsys.readouterr().err


def test_only_the_addresses_of_this_machine_itself_are_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.7", "thialf.local", "")))  # noqa: S104 - not listened at


def test_what_is_no_address_of_a_shared_race_is_told(capsys: Captured) -> None:
    for arguments in ([], ["--overlay"]):
        assert main(["serve", "https://ice.example/race", *arguments]) == ExitCode.USAGE
        assert "https://ice.example/race" in capsys.readouterr().err


def test_a_certificate_without_its_key_and_a_password_that_nobody_gave_are_told(
    race: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.delenv(serve.VISITORS_SECRET, raising=False)
    speak = words(Language.EN)
    for arguments, code, said in (
        (["--cert", "x.pem"], ExitCode.USAGE, speak("refused.cert_without_key")),
        (["--key", "x.pem"], ExitCode.USAGE, speak("refused.cert_without_key")),
        (["--password"], ExitCode.USAGE, speak("refused.no_password", variable=serve.VISITORS_SECRET)),
        (["--cert", "x.pem", "--key", "y.pem"], ExitCode.FAILED, "cannot use the certificate x.pem"),
    ):
        assert main(["serve", str(race), "--port", "0", "--lang", "en", *arguments]) == code
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "protection", "told"),
    [
        ("127.0.0.1", Protection(), []),
        ("127.0.0.1", Protection("x"), []),
        ("0.0.0.0", Protection(), ["serve.open_to_all"]),  # noqa: S104 - not listened at
        ("0.0.0.0", Protection("x"), ["serve.open_to_password", "serve.password_readable"]),  # noqa: S104 - as above
        ("::", Protection("x", create_default_context()), ["serve.open_to_password"]),
    ],
)
def test_who_else_can_watch_and_read_along_is_told(host: str, protection: Protection, told: list[str]) -> None:
    speak = words(Language.EN)
    assert serve.who_can_watch(host, protection, speak) == [speak(code) for code in told]


MALFORMED = {
    "TLS where there is none": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    "no version of HTTP": b"GET / HTTP/9.9\r\n\r\n",
    "a length that is no number": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    "a line without an end": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    "no address": b"GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "no text": b"GET /\xff\xfe HTTP/1.1\r\nHost: \xff\r\n\r\n",
    "a chunk without a size": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a header that acts on a terminal": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nA: \x1b]0;x\x07\x00\r\n\r\n",
}


def send(address: str, data: bytes) -> None:
    """Send these bytes, wait for an answer or the end, and reset the connection."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=PATIENCE) as connection:
        connection.sendall(data)
        connection.recv(1 << 16)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize("arguments", [[], ["--overlay"]])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
def test_what_no_browser_sends_is_one_sentence_and_no_traceback(race: Path, arguments: list[str]) -> None:
    with Served(race, *arguments) as served:
        for data in MALFORMED.values():
            send(served.address, data)
        send(served.address, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        _, _, complained = served.ended_by(signal.SIGTERM)
    assert complained.decode() == words(Language.EN)("serve.malformed") + "\n"


class Refusing:
    """A shared race that the server refuses, and whose lines cannot be kept either."""

    name = "nats://rink:4222/final"

    def news(self, _wait: Wait) -> Iterator[News]:
        yield SourceNotice(Notice.REFUSED, "", SharingTrouble.NO_TLS)
        raise OSError(ENOSPC, "No space left on device")


def test_what_befalls_the_race_of_an_overlay_is_said_and_what_ends_it_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(serve, "source_of", lambda *_: Refusing())
    assert main(["serve", Refusing.name, "--overlay", "--port", "0", "--lang", "nl"]) == ExitCode.FAILED
    said = capsys.readouterr().err.splitlines()
    assert f"{Refusing.name} is niet te volgen: de server heeft geen TLS, waar tls:// om vraagt; er is niets" in said[0]
    assert said[-1] == "massstart: het is mislukt; het systeem zegt: No space left on device"
