"""Run the program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.patience import PATIENCE

TOP = Path(__file__).resolve().parent.parent.parent


def massstart(*arguments: str | Path, code: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``massstart`` with these arguments, or the Python code ``code`` instead, without a terminal."""
    program = ("-c", code) if code else ("-m", "massstart_tui")
    return subprocess.run(
        [sys.executable, *program, *map(str, arguments)],
        cwd=TOP,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
