"""What every benchmark gets: the installation, a home without settings, and the number of rounds."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from tests.bench import million
from tests.bench.figures import Unmeasured
from tests.bench.install import Installation
from tests.bench.terminal import COLUMNS, ROWS, Terminal

PROBES: Final = Path(__file__).parent / "probes"
PROBE_SECONDS: Final = 360


@dataclass(frozen=True)
class Workbench:
    """The environment of a benchmark.

    ``cache`` outlives the run, ``home`` does not; ``rounds`` overrides the number of rounds that a benchmark asks for.
    """

    installation: Installation
    cache: Path
    home: Path
    rounds: int | None = None

    def enough(self, rounds: int) -> int:
        """Return the number of rounds."""
        return self.rounds or rounds

    @cached_property
    def million(self) -> Path:
        """Return a stream of a million events, which is written again only if its generator has changed."""
        digest = hashlib.sha256(Path(million.__file__).read_bytes()).hexdigest()[:12]
        path = self.cache / f"million-{digest}.jsonl"
        if not path.exists():
            million.write(path)
        return path

    @property
    def env(self) -> dict[str, str]:
        """Return the environment variables of a program under measurement, without the user's settings."""
        home = str(self.home)
        folders = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        return {
            **folders,
            "HOME": home,
            "PATH": f"{self.installation.python.parent}{os.pathsep}{os.defpath}",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def massstart(self, *arguments: str | Path, size: tuple[int, int] = (COLUMNS, ROWS), **variables: str) -> Terminal:
        """Run the installed command on a terminal of this size, with these environment variables as well."""
        return Terminal([self.installation.command, *arguments], {**self.env, **variables}, self.home, size)

    def probe(self, name: str, *arguments: str | Path) -> Terminal:
        """Run a probe with the installed interpreter on a terminal."""
        return Terminal(self._probe(name, arguments), self.env, self.home)

    def ask(self, name: str, *arguments: str | Path) -> dict[str, Any]:
        """Run a probe that needs no terminal, and return the JSON that it prints."""
        argv = self._probe(name, arguments)
        done = subprocess.run(
            argv, env=self.env, cwd=self.home, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False
        )
        if done.returncode:
            reason = f"{name}: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
            raise Unmeasured(reason)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def _probe(self, name: str, arguments: Sequence[str | Path]) -> list[str | Path]:
        """Return the command of a probe; -P keeps this folder off the path, so that it sees only the wheel."""
        return [self.installation.python, "-P", PROBES / f"{name}.py", *arguments]
