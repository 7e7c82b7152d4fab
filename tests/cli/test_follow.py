"""Tests of ``massstart follow`` without a terminal: lines as they come, data for other programs, exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.cli.main import main
from tests.cli.running import TOP, massstart
from tests.patience import PATIENCE
from tests.share.natsserver import NatsServer
from tests.share.sharing import Publishing
from tests.streams import event, make_line, make_stream, race_of_sixteen

LINE = make_line(event("fall", 9_000, seq=2, bibs=[3], reason="alone"))


@contextmanager
def following(*arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program as it follows, with pipes to and from it."""
    with subprocess.Popen(
        [sys.executable, "-m", "massstart_tui", "follow", *map(str, arguments)],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[bytes]) -> str:
    """Return the next line that it prints."""
    assert process.stdout is not None
    return process.stdout.readline().decode().rstrip("\n")


def write(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(data)
    process.stdin.flush()


def piped(stream: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run it with a whole stream on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "massstart_tui", "follow", "-", *arguments],
        cwd=TOP,
        input=stream,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )


def test_lines_are_told_as_they_come_through_a_pipe() -> None:
    with following("-") as process:
        write(process, make_stream(event("start")))
        assert said(process) == "16 to go\t0:00.0\tstart\t"
        write(process, LINE[:20])
        write(process, LINE[20:])
        assert said(process) == "16 to go\t0:09.0\tfall\t3\u00a0Chiara Valle · alone"
        write(process, make_line(event("retract", 9_500, seq=3, target=2)))
        assert said(process) == "16 to go\t0:09.0\tfall\t3\u00a0Chiara Valle · alone\ttaken back"


def test_data_comes_line_by_line_from_a_file_that_grows_until_it_is_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    with following(path, "--format", "jsonl") as process:
        assert json.loads(said(process)) == {"type": "source", "notice": "not_there"}
        path.write_bytes(make_stream(event("start")))
        assert json.loads(said(process)) == {"type": "source", "notice": "there"}
        assert [json.loads(said(process))["type"] for _ in range(2)] == ["race", "phase"]
        with path.open("ab") as file:
            file.write(LINE)
        assert json.loads(said(process)) | {"at": None} == {
            "type": "incident",
            "seq": 2,
            "at": None,
            "kind": "fall",
            "t": 9_000,
            "bibs": [3],
            "to_go": 16,
            "reason": "alone",
            "of": 2,
            "stands": "as_recorded",
        }
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_at_the_end_of_a_pipe_all_is_told_and_it_ends_well() -> None:
    done = piped(make_stream(*race_of_sixteen()), "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert done.stderr.decode() == "nothing more comes: - was closed\n"
    assert [line["lap"] for line in lines if line["type"] == "lap"] == list(range(1, 17))
    assert [line["number"] for line in lines if line["type"] == "sprint"] == [1, 2, 3]
    assert [line["phase"] for line in lines if line["type"] == "phase"] == [
        *("neutral", "racing", "finishing", "finished", "official")
    ]
    standings = [line["standings"] for line in lines if line["type"] == "standings"][-1]
    assert [row["bib"] for row in standings][:3] == [4, 6, 1]
    assert lines[-1] == {"type": "source", "notice": "ended"}


def test_bad_lines_are_told_with_their_numbers_and_passed_over_and_make_it_end_so() -> None:
    bad = make_line(event("fall", 9_000, seq=3, bibs=[99]))
    done = piped(
        make_stream(event("start")) + LINE + bad + b"\n" + make_line(event("note", 9_100, seq=4, text="after"))
    )
    assert done.returncode == 3
    assert done.stdout.decode().splitlines()[1:] == [
        "16 to go\t0:09.0\tfall\t3\u00a0Chiara Valle · alone",
        "16 to go\t0:09.0\tmissing\t",
        "16 to go\t0:09.1\tnote\tafter",
    ]
    told = done.stderr.decode().splitlines()
    assert told[0].startswith("-:4: bibs: bib 99 is not on the start sheet")
    assert told[1].startswith("-:5: a blank line")
    assert told[-1] == "2 wrong lines were passed over"


def test_data_says_which_event_is_missing_and_of_what_type() -> None:
    bad = make_line(event("lap", 30_000, seq=2, lap="x"))
    done = piped(make_stream(event("start")) + bad + make_line(event("lap", 60_000, seq=3, lap=2)), "--format", "jsonl")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line | {"at": None} for line in told if line["type"] == "missing"] == [
        {"type": "missing", "seq": 2, "at": None, "kind": "lap"}
    ]
    assert [line["lap"] for line in told if line["type"] == "lap"] == [2]
    assert {row["total_at_least"] for line in told if line["type"] == "standings" for row in line["standings"]} == {
        True
    }


def test_a_line_that_was_cut_short_is_said() -> None:
    done = piped(make_stream(event("start")) + LINE[:9])
    assert done.returncode == 0
    assert "in the middle of a line (9 bytes of it, left out)" in done.stderr.decode()


def test_names_never_act_on_a_terminal() -> None:
    stream = make_stream(event("start"), event("fall", 10, bibs=[1]), skaters=[{"bib": 1, "name": "\x1b[31mred\x9b"}])
    for arguments in ([], ["--format", "jsonl"]):
        assert not {"\x1b", "\x9b"} & set(piped(stream, *arguments).stdout.decode())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--delay", "2"], "--delay is for the screen"),
        (["--delay", "-1"], "--delay"),
        (["--delay", "long"], "--delay"),
        (["--format", "xml"], "--format"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], told: str, race: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["follow", str(race), *arguments]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("source", ["folder", "link", "/dev/null", "/dev/zero"])
@pytest.mark.parametrize("command", ["follow", "serve"])
def test_what_gives_no_lines_is_refused_at_once(
    command: str, source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("/dev/zero")
    assert main([command, str(tmp_path / source)]) == 3
    assert {"folder": "Is a directory"}.get(source, "is a pipe or a device") in capsys.readouterr().err


def test_a_keyboard_is_no_stream(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stdin: Any = sys.stdin
    monkeypatch.setattr(stdin, "isatty", lambda: True, raising=False)
    assert main(["follow", "-"]) == 2
    assert "standard input is the keyboard" in capsys.readouterr().err


def test_why_a_shared_race_cannot_be_followed_is_said_in_the_language_that_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = NatsServer(tmp_path)
    address = str(server.address("race")).replace("nats://", "tls://")
    try:
        main(["follow", address, "--lang", "nl"])
    finally:
        server.kill()
    assert capsys.readouterr().err == (
        f"{address} is niet te volgen: de server heeft geen TLS, waar tls:// om vraagt; er is niets verstuurd\n"
    )


def test_data_says_how_many_messages_of_a_server_are_still_to_come(tmp_path: Path) -> None:
    server = NatsServer(tmp_path)
    path, address = tmp_path / "race.jsonl", server.address("long")
    path.write_bytes(make_stream(event("start"), *[event("fall", 9_000, bibs=[3])] * 500))
    try:
        with Publishing(path, address) as publishing:
            publishing.shared(501)
        with following(str(address), "--format", "jsonl") as process:
            told: list[dict[str, Any]] = []
            while told[-1:] != [{"type": "to_come", "messages": 0, "late": 0, "more": False}]:
                told.append(json.loads(said(process)))
            # the header and the claim of the publisher are messages as well
            assert told[0] == {"type": "to_come", "messages": 503, "late": 0, "more": False}
            assert [each["kind"] for each in told if each["type"] == "incident"] == ["fall"] * 500
            server.kill()
            while told[-1]["type"] != "to_come" or not told[-1]["more"]:
                told.append(json.loads(said(process)))
            assert told[-1] == {"type": "to_come", "messages": 0, "late": 0, "more": True}
    finally:
        server.kill()


@pytest.mark.parametrize("command", ["follow", "serve"])
def test_an_address_of_another_kind_is_refused_as_an_address_and_not_sought_as_a_file(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "http://x/y"]) == 2
    assert capsys.readouterr().err == "http://x/y: not an address; expected nats://HOST/RACE or tls://HOST/RACE\n"


def test_a_pipe_that_nothing_came_through_is_bad_data() -> None:
    done = massstart("follow", "-")
    assert done.returncode == 3
    assert "is empty; expected a header line" in done.stderr.decode()
