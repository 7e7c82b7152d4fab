"""Tests of the journal on a disk that is really full, and on one that is really unmounted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE


@pytest.mark.skipif(shutil.which("unshare") is None, reason="without unshare there is no disk to fill up: Linux only")
def test_a_full_disk_and_one_that_was_away_have_every_line_in_the_end(tmp_path: Path) -> None:
    argv = ["unshare", "--mount", "--map-root-user", sys.executable, "-m", "tests.journal.full_disk", str(tmp_path)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode and "Traceback" not in done.stderr:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    assert (done.returncode, done.stderr) == (0, "")
    trouble, confirmed, when_full, with_room, under_the_mount, in_the_end = json.loads(done.stdout)
    assert (trouble, confirmed) == ("disk_full", 3)
    assert when_full == [1, 2, 3]
    assert with_room == list(range(1, 14))
    assert under_the_mount == list(range(1, 15))
    assert in_the_end == list(range(1, 16))
