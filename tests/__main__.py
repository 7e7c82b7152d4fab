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
    "Imports": ("-c", LINT_IMPORTS),
    "Tests": ("-m", "pytest", "--numprocesses=logical", "--maxprocesses=4", "--dist=loadfile", "--maxfail=30"),
}
TYPES: Final = ("-m", "mypy")
"""Runs beside the tests, since it uses one core; its output comes after theirs."""
MINUTES: Final = {"quick": 4, "thorough": 18}
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
    with subprocess.Popen((sys.executable, *TYPES), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as types:
        for heading, arguments in CHECKS.items():
            more = ("--thorough",) if heading == "Tests" and level == "thorough" else ()
            if code := run(heading, (*arguments, *more)):
                types.terminate()
                return code
        if code := told("Types", types):
            return code
    sys.stdout.write("\n== Everything passed\n")
    return 0


def told(heading: str, check: subprocess.Popen[bytes]) -> int:
    """Wait for a check that was started earlier, write its output, and return its exit code."""
    output, _ = check.communicate()
    sys.stdout.write(f"\n== {heading}: {shlex.join(('python', *TYPES))}\n{output.decode(errors='replace')}")
    return failed(heading, check.returncode)


def run(heading: str, arguments: tuple[str, ...]) -> int:
    """Run one check, and return its exit code."""
    sys.stdout.write(f"\n== {heading}: {shlex.join(('python', *arguments))}\n")
    sys.stdout.flush()
    # Without bytecode on disk, every test process compiles the whole program and every test again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return failed(heading, subprocess.run((sys.executable, *arguments), env=environment, check=False).returncode)


def failed(heading: str, code: int) -> int:
    """Return this exit code of a check; say so if it is a failure."""
    if code:
        sys.stdout.write(f"\n== {heading}: failed, exit code {code}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
