"""Tests of the Python interface of the package, and of what its import loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import massstart_tui
from massstart_tui.stream.samples import sample_path
from tests.streams import make_stream


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that an interpreter has loaded after ``statement``."""
    report = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_neither_pydantic_nor_textual() -> None:
    assert not loaded_by("import massstart_tui") & {"pydantic", "textual", "rich"}


def test_a_race_is_loaded_without_textual() -> None:
    path = sample_path("beijing-2022-men-sf1")
    loaded = loaded_by(f"from massstart_tui import load, standings; standings(load({str(path)!r}).at('end'))")
    assert "massstart_tui" in loaded
    assert "pydantic" not in loaded
    assert "textual" not in loaded


def test_the_interface_gives_the_state_at_a_moment_and_its_standings() -> None:
    path = sample_path("beijing-2022-men-sf1")
    assert path is not None
    race = massstart_tui.load(path)
    assert race.at("9 to go").to_go == 9
    assert massstart_tui.standings(race.at("end"))[0].name == "Kristian Ulekleiv"


def test_bad_data_is_told_with_everything_that_is_wrong(tmp_path: Path) -> None:
    stream = tmp_path / "not.jsonl"
    stream.write_text("no stream\n")
    with pytest.raises(massstart_tui.BadData) as told:
        massstart_tui.load(stream)
    assert told.value.faults


def test_every_name_of_the_interface_is_there_and_no_other() -> None:
    assert all(getattr(massstart_tui, name) for name in massstart_tui.__all__)
    with pytest.raises(AttributeError):
        massstart_tui.no_such_name  # noqa: B018 - the look-up is what is tested


def test_a_race_is_loaded_by_its_path_or_by_the_name_of_a_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "made-up-points-race"
    by_name = massstart_tui.load(name)
    monkeypatch.chdir(tmp_path)
    assert massstart_tui.load(by_name.recording.name).sheet == massstart_tui.load(name).sheet == by_name.sheet
    (tmp_path / name).write_bytes(make_stream(title="My own"))
    assert massstart_tui.load(name).sheet.title == "My own"
    with pytest.raises(massstart_tui.BadData, match="no_file"):
        massstart_tui.load("made-up")
