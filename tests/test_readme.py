"""What the README promises a newcomer."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from massstart_tui.cli.main import COMMANDS, main
from massstart_tui.stream.samples import sample_names
from massstart_tui.tui.commands import COMMANDS as KEYS

TOP = Path(__file__).resolve().parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


def block(after: str) -> str:
    """The first fenced block behind a piece of text."""
    return README.split(after, 1)[1].split("```", 2)[1].split("\n", 1)[1]


def test_the_examples_in_python_give_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    examples = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert len(examples.examples) >= 6
    runner = doctest.DocTestRunner()
    assert runner.run(examples).failed == 0


def test_the_stream_in_the_readme_is_in_order(tmp_path: Path) -> None:
    stream = tmp_path / "club.jsonl"
    stream.write_text(block("Anyone can write one:"), encoding="utf-8")
    assert main(["check", str(stream)]) == 0


def test_the_install_command_opens_a_sample_that_there_is() -> None:
    words = shlex.split(block("<!-- install command -->"))
    assert words[-2] == "replay"
    assert words[-1] in sample_names()


def test_the_test_command_runs_every_check() -> None:
    assert "-m tests" in block("<!-- test command -->")
    assert "<!-- test command -->" in (TOP / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_and_every_file_named_is_there() -> None:
    for command in COMMANDS:
        assert f"massstart {command}" in README
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (TOP / link).exists(), link


def test_the_keys_in_the_readme_are_in_the_registry() -> None:
    table = README.split("## Keys", 1)[1].split("## ", 1)[0]
    named = set(re.findall(r"`([^`]+)`", table))
    assert named
    assert named <= {command.shown for command in KEYS}
