"""Fixtures for tests of commands: sample races of the tests' own, and input for commands that make a start sheet."""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from massstart_tui.stream import samples
from tests.streams import make_stream, race_of_sixteen

Pipe = Callable[[str | bytes], None]
Answer = Callable[..., list[str]]

LIST = "nr;naam;land;club\n13;Sven Kramer;NED;Thialf\n1;Bart Swings;BEL;\n"


@pytest.fixture
def own_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Replace the sample races by a folder of two."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name in ("thialf-1", "thialf-2"):
        (folder / f"{name}.jsonl").write_bytes(make_stream(*race_of_sixteen(), id=name, title=f"Race {name[-1]}"))
    monkeypatch.setattr(samples, "samples_folder", lambda: folder)
    samples.sample_names.cache_clear()
    yield folder
    samples.sample_names.cache_clear()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the path at which the sheet is to be written."""
    return tmp_path / "sheet.toml"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Return a list of two skaters."""
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Return a function that puts a text on standard input, which is empty until then."""

    def put(content: str | bytes) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))

    put("")
    return put


class Terminal(io.StringIO):
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Return a function that gives these answers on a terminal, and then ends the input.

    It returns the list in which the questions are collected.
    """

    def give(*answers: str, ends: type[BaseException] = EOFError) -> list[str]:
        questions: list[str] = []
        left: Iterator[str] = iter(answers)

        def typed(prompt: str) -> str:
            questions.append(prompt)
            for line in left:
                return line
            raise ends

        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr(builtins, "input", typed)
        return questions

    return give
