"""Sample races of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from massstart_tui.stream import samples
from tests.streams import make_stream, race_of_sixteen


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
