"""Tests that a journal, killed with SIGKILL at hundreds of instants and within writes, opens with all it confirmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

RUNS: Final = {"quick": 40, "thorough": 300}
SEED: Final = 16
SECONDS: Final = 300
IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
"""A folder in memory: a process is killed, not a disk, so no time need be spent on waiting for syncs."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows neither forks nor kills with SIGKILL")
def test_killed_at_any_instant_it_opens_with_every_confirmed_event(tmp_path: Path, level: str) -> None:
    runs_wanted = RUNS[level]
    where = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else tmp_path
    with TemporaryDirectory(prefix="massstart-kills-", dir=where) as folder:
        argv = [sys.executable, "-m", "tests.journal.killing", folder, str(runs_wanted), str(SEED)]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(runs) == runs_wanted
    assert [run for run in runs if run["events"] < run["confirmed"] or run["faults"] or not run["kept"]] == []
    torn = [run for run in runs if run["tear"]]
    assert {run["how"] for run in torn} >= {"within a write"}
    assert len(torn) >= runs_wanted / 15
    assert sum(run["confirmed"] > 0 for run in runs) > runs_wanted / 2
