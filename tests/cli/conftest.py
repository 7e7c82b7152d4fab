"""An environment in English, and sample races of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from massstart_tui.stream import samples
from tests.streams import make_stream, race_of_sixteen


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locale that is the same everywhere."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """A whole race in a file."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen()))
    return path


@pytest.fixture
def own_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of two sample races in the place of the real ones."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name in ("thialf-1", "thialf-2"):
        (folder / f"{name}.jsonl").write_bytes(make_stream(*race_of_sixteen(), id=name, title=f"Race {name[-1]}"))
    monkeypatch.setattr(samples, "samples_folder", lambda: folder)
    samples.sample_names.cache_clear()
    yield folder
    samples.sample_names.cache_clear()
