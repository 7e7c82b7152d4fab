"""What the README promises a newcomer: its commands run as they are printed, and its keys are there."""

from __future__ import annotations

import doctest
import fcntl
import os
import pty
import select
import shlex
import shutil
import struct
import subprocess
import sys
import termios
import time
from itertools import pairwise
from pathlib import Path

import pytest

from massstart_tui.cli.main import COMMANDS
from massstart_tui.tui.commands import COMMANDS as KEYS
from tests.documents.markdown import DOCS, TOP, codes, read

README = read(TOP / "README.md")
MOST_LINES = 120
INSTALL, TEST, ACTIVATION = "<!-- install command -->", "<!-- test command -->", "<!-- activation -->"
PATIENCE = 60.0
"""Seconds within which a command has to come to its end."""
PRESS_EVERY = 1.0
"""Seconds between two presses of the key that leaves a screen, from when it was entered on."""
SIZE = (24, 80)
"""Rows and columns."""
ENTERS_SCREEN = b"\x1b[?1049h"
CTRL_Q = b"\x11"


def behind(marker: str) -> str:
    """The fenced block behind a marker."""
    return README.text.split(marker, 1)[1].split("```", 2)[1].split("\n", 1)[1]


def printed() -> list[str]:
    """The commands that a reader types once the environment is activated, in their order."""
    set_up = {behind(marker) for marker in (INSTALL, TEST, ACTIVATION)}
    return [line for block in README.of_language("sh") if block.text not in set_up for line in block.lines]


def test_it_is_a_landing_page() -> None:
    assert len(README.text.splitlines()) <= MOST_LINES
    pictures = [link for link in README.links if link.endswith((".svg", ".gif"))]
    assert pictures
    assert README.text.index(pictures[0]) < README.text.index("## ")


def test_the_install_command_opens_a_sample_that_there_is() -> None:
    words = shlex.split(behind(INSTALL))
    assert words[-2] == "replay"
    assert (TOP / "sample_races" / f"{words[-1]}.jsonl").is_file()


def test_the_test_command_runs_every_check() -> None:
    assert "-m tests" in behind(TEST)
    assert TEST in (TOP / ".ci" / "run").read_text(encoding="utf-8")


def test_the_environment_that_is_activated_is_the_one_that_is_installed() -> None:
    assert behind(ACTIVATION).strip() == ". .venv/bin/activate"
    assert "-m venv .venv " in behind(INSTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has in front of them: the files of a checkout that commands are given."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("sample_races", "share"):
        shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def activated() -> dict[str, str]:
    """The environment of a shell in which that of the tests is activated, on a terminal."""
    programs = Path(sys.executable).parent
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    return os.environ | {"PATH": path, "VIRTUAL_ENV": str(programs.parent), "TERM": "xterm-256color"}


def run_on_a_terminal(command: str, folder: Path) -> tuple[int, bytes]:
    """Run a command as it is printed; a question gets no answer, and a screen that it opens is left."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    process = subprocess.Popen(
        ["/bin/sh", "-euc", command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=activated(),
        start_new_session=True,
    )
    os.close(theirs)
    leave = CTRL_Q if "enter" in shlex.split(command) else b"q"
    output, pressed, ends = b"", 0.0, time.monotonic() + PATIENCE
    try:
        while (came := _next_chunk(ours, process)) is not None:
            output += came
            now = time.monotonic()
            assert now < ends, f"{command} has not ended\n{output.decode(errors='replace')[-2000:]}"
            if now - pressed > PRESS_EVERY and (ENTERS_SCREEN in output or output.endswith(b": ")):
                pressed = now
                os.write(ours, leave if ENTERS_SCREEN in output else b"\r")
        return process.wait(PATIENCE), output
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _next_chunk(terminal: int, process: subprocess.Popen[bytes]) -> bytes | None:
    """What comes, or nothing where it is quiet for a while; None where no more can come."""
    if select.select([terminal], [], [], PRESS_EVERY / 4)[0]:
        try:
            return os.read(terminal, 1 << 16)
        except OSError:  # Linux says so where the other end is closed
            return None
    return None if process.poll() is not None else b""


def test_the_commands_run_as_they_are_printed_one_after_another(checkout: Path) -> None:
    assert len(printed()) >= 10
    for command in printed():
        code, output = run_on_a_terminal(command, checkout)
        assert code == 0, f"{command}\n{output.decode(errors='replace')[-2000:]}"
    written = [word for command in printed() for before, word in pairwise(shlex.split(command)) if before == "-o"]
    assert len(written) >= 3
    assert all((checkout / name).is_file() for name in written)


def test_every_command_is_on_the_page_of_commands_that_it_links_to() -> None:
    assert "docs/commands.md" in README.links
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"## `massstart {command}`" not in page] == []


def test_the_keys_are_in_the_registry() -> None:
    table = README.text.split("## Keys", 1)[1].split("## ", 1)[0]
    named = {key for row in table.splitlines() if row.startswith("|") for key in codes(row.rsplit("|", 2)[0])}
    assert named
    assert named <= {command.shown for command in KEYS}


def test_every_document_can_be_reached_from_the_readme() -> None:
    seen, ahead = set(), [README.path]
    while ahead:
        page = ahead.pop()
        if page in seen:
            continue
        seen.add(page)
        local = (link.partition("#")[0] for link in read(page).links if "://" not in link)
        ahead += [(page.parent / link).resolve() for link in local if link.endswith(".md")]
    assert set(DOCS.rglob("*.md")) <= seen


def test_the_examples_in_python_give_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(page, {}, "python.md", "docs/python.md", 0)
    assert len(examples.examples) >= 6
    runner = doctest.DocTestRunner()
    assert runner.run(examples).failed == 0
