"""A Textual driver that draws on a page in a browser, through the server that started this process.

It rests on private parts of Textual's driver, as of Textual 8.2.8: ``_on_meta`` handles what the server says, and
``_ExitInput`` is raised when it says that the page is gone. `tests/tui/test_terminal_bytes.py` and
`tests/tui/test_textual_internals.py` fail if they change. It stands apart from `textual_internals` because only a
process for a page loads it.
"""

from __future__ import annotations

from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver, _ExitInput
from textual.messages import ExitApp

from massstart_tui.tui.textual_internals import TerminalInput


class PageDriver(WebDriver):
    """Textual's driver for a page; it makes the app exit when its input ends, because then the server is gone."""

    def run_input_thread(self) -> None:
        """Read keys and messages of the server until the input ends."""
        read, packets = TerminalInput(debug=self._debug), ByteStream()
        try:
            for data in self._input_reader:
                for kind, payload in packets.feed(data) if data else ():
                    self._take_in(read, kind, payload)
                for message in read.tick():
                    self.process_message(message)
        except _ExitInput:
            pass
        finally:
            self._input_reader.close()
            self._app.post_message(ExitApp())

    def _take_in(self, read: TerminalInput, kind: str, payload: bytes) -> None:
        if kind != "D":
            self._on_meta(kind, payload)
            return
        for message in read.feed(payload):
            self.process_message(message)
