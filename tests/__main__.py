"""Run every check with the running interpreter, and stop with the exit code of the first that fails.

``python -m tests`` runs the quick tests. ``python -m tests --thorough`` also runs the tests that are marked thorough,
and tests each property on four times as many examples.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parent.parent
LINT_IMPORTS: Final = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
CHECKS: Final = {
    "Layout": ("-m", "ruff", "format", "--check", "."),
    "Style": ("-m", "ruff", "check", "."),
    "Types": ("-m", "mypy"),
    "Imports": ("-c", LINT_IMPORTS),
    "Tests": ("-m", "pytest", "--numprocesses=logical", "--maxprocesses=4", "--dist=loadfile"),
}
MINUTES: Final = {"quick": 8, "thorough": 15}
"""Estimated minutes for each level on two otherwise idle cores, from the CPU time of its parts."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests", description="Run every check.")
    parser.add_argument(
        "--thorough", action="store_true", help="also run the long tests, and more examples of the rest"
    )
    asked = parser.parse_args().thorough or "--thorough" in os.environ.get("PYTEST_ADDOPTS", "").split()
    level = "thorough" if asked else "quick"
    sys.stdout.write(f"The {level} tests and every other check: about {MINUTES[level]} minutes on two free cores\n")
    os.chdir(TOP)
    for heading, arguments in CHECKS.items():
        more = ("--thorough",) if heading == "Tests" and level == "thorough" else ()
        if code := run(heading, (*arguments, *more)):
            return code
    sys.stdout.write("\n== Everything passed\n")
    return 0


def run(heading: str, arguments: tuple[str, ...]) -> int:
    """Run one check, and return its exit code."""
    sys.stdout.write(f"\n== {heading}: {shlex.join(('python', *arguments))}\n")
    sys.stdout.flush()
    # Without bytecode on disk, every test process compiles the whole program and every test again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if code := subprocess.run((sys.executable, *arguments), env=environment, check=False).returncode:
        sys.stdout.write(f"\n== {heading}: failed, exit code {code}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
