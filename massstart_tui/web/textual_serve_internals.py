"""The private parts of textual-serve that are used here, as they were read in textual-serve 1.1.3.

`AppService` starts its process through a shell, in `_open_app_process`, and looks for it in `_process` and `_stdin`
afterwards. There is no public way to start it without a shell, or with another environment.
"""

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence

from textual_serve.app_service import AppService


class ShelllessService(AppService):
    """A service whose process is started without a shell, from ``arguments``, which is set before it starts."""

    arguments: Sequence[str] = ()

    def environment(self, width: int, height: int) -> Mapping[str, str]:
        """Return the environment of the process, for a terminal of so many columns and rows."""
        return self._build_environment(width, height)

    @property
    def process(self) -> Process | None:
        """The process, once it was started."""
        return self._process

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        process = await asyncio.create_subprocess_exec(
            *self.arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=self.environment(width, height)
        )
        self._process, self._stdin = process, process.stdin
        return process
