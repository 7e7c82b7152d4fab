"""Benchmark of the commands without a screen: processor time, against Python defining one model of pydantic."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from tests.bench.figures import Figure, Unmeasured, figure, interleave
from tests.bench.surface import SAMPLE
from tests.bench.workbench import Workbench

MODEL: Final = "from pydantic import BaseModel\nclass Model(BaseModel):\n    number: int"
COMMANDS: Final = (("results",), ("outlook", "--at", "lap 7"), ("report",), ("check",))
"""Commands, with the options before the race."""


def headless(bench: Workbench) -> list[Figure]:
    """Compare each command about a sample with the model."""
    python, command = bench.installation.python, bench.installation.command
    figures = []
    for name, *options in COMMANDS:
        argv: list[str | Path] = [command, name, SAMPLE, *options]
        rounds = interleave(
            lambda argv=argv: _processor_ms(bench, argv),  # type: ignore[misc] # the default binds the loop's value
            lambda: _processor_ms(bench, [python, "-c", MODEL]),
            bench.enough(9),
        )
        figures.append(figure(f"{name} of a sample: processor", 1.6, rounds, "ms"))
    return figures


def _processor_ms(bench: Workbench, argv: list[str | Path]) -> float:
    """Return the milliseconds of processor time that a process uses from its start to its end."""
    process = subprocess.Popen(argv, env=bench.env, cwd=bench.home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        reason = f"{argv[1]}: {process.stderr.read().decode() if process.stderr else ''}"
        raise Unmeasured(reason)
    if process.stderr is not None:
        process.stderr.close()
    return (used.ru_utime + used.ru_stime) * 1000
