"""Drawing on a terminal of Linux or macOS, and reading its keys."""

from __future__ import annotations

import os
import selectors
from typing import Final

from textual.drivers.linux_driver import LinuxDriver

from massstart_tui.tui.textual_internals import LOOK_EVERY, TerminalInput

READ_AT_ONCE: Final = 4096


class TerminalDriver(LinuxDriver):
    """Textual's driver, which no byte from the terminal stops."""

    def run_input_thread(self) -> None:
        """Read until the screen is left."""
        read = TerminalInput(debug=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = os.read(self.fileno, READ_AT_ONCE) if selector.select(read.due) else None
                if data == b"":
                    self.exit_event.wait(LOOK_EVERY)  # the input has ended, and is ready to be read for ever
                read.sizes = self._in_band_window_resize
                for message in read.feed(data) if data else read.tick():
                    self.process_message(message)
