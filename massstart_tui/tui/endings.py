"""An app that restores the terminal when it ends by a signal, by a fault, or without its terminal."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys

from rich.console import ConsoleDimensions
from textual.driver import Driver

from massstart_tui.tui.textual_internals import ChangedCellsApp


class OrderlyApp(ChangedCellsApp):
    """An app that leaves the terminal as it found it, whatever ends it.

    ``hung_up`` says whether the terminal is gone.
    """

    def __init__(self) -> None:
        """Create an app that has not ended."""
        self.hung_up = False
        self._told_to_end = False
        self._running_in: asyncio.AbstractEventLoop | None = None
        super().__init__()
        # If a terminal reports no size, Rich assumes 25 rows and Textual's driver 24: a screen would be laid out for
        # the one and the other in turn, for ever.
        if not all(shutil.get_terminal_size((0, 0))):
            self.console.size = ConsoleDimensions(*shutil.get_terminal_size())

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        if sys.platform == "win32" or found.__name__ != "LinuxDriver":
            return found
        from massstart_tui.tui.terminal_driver_internals import TerminalDriver

        return TerminalDriver

    def on_load(self) -> None:
        self._running_in = asyncio.get_running_loop()
        if self._told_to_end:
            self.exit()

    def end(self) -> None:
        """Exit without asking; may be called from a signal handler, even before the app runs."""
        self._told_to_end = True
        if self._running_in is not None and not self._running_in.is_closed():
            self._running_in.call_soon_threadsafe(self.exit)

    def hang_up(self) -> None:
        """Exit because the terminal is gone."""
        self.hung_up = True
        self.exit()

    def draw_anew(self) -> None:
        """Redraw everything, because the terminal was in use by others."""
        self.refresh(layout=True)
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    @property
    def has_a_shell(self) -> bool:
        """Whether the app can be resumed with ``fg`` after it is suspended.

        That is so if a process of the same session, such as a shell, started it.
        """
        return sys.platform != "win32" and self.driver_can_suspend and _is_in_this_session(os.getppid())

    def suspend_all(self) -> None:
        """Stop the whole process group, as the suspend key does for a program that draws nothing."""
        if sys.platform != "win32":
            os.kill(0, signal.SIGTSTP)


def _is_in_this_session(process: int) -> bool:
    try:
        return sys.platform != "win32" and os.getsid(process) == os.getsid(0)
    except ProcessLookupError:
        return False
