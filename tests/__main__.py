"""Every check, with the running interpreter; the first that fails ends the run with its exit code."""

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


def main() -> int:
    os.chdir(TOP)
    for heading, arguments in CHECKS.items():
        sys.stdout.write(f"\n== {heading}: {shlex.join(('python', *arguments))}\n")
        sys.stdout.flush()
        if code := subprocess.run((sys.executable, *arguments), check=False).returncode:
            sys.stdout.write(f"\n== {heading}: failed, exit code {code}\n")
            return code
    sys.stdout.write("\n== Everything passed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
