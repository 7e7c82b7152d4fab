"""A Textual driver that draws on a page in a browser, through the server that started this process.

It rests on private parts of Textual's driver, as of Textual 8.2.8: ``_on_meta`` handles what the server says, and
``_ExitInput`` is raised when it says that the page is gone. `tests/tui/test_terminal_bytes.py` and
`tests/tui/test_textual_internals.py` fail if they change. It stands apart from `textual_internals` because only a
process for a page loads it.
"""

from __future__ import annotations

from typing import Final

from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver, _ExitInput
from textual.messages import ExitApp

from massstart_tui.tui.textual_internals import TerminalInput
from massstart_tui.tui.widgets.bars import KeyLine

ELSEWHERE: Final = (("esc", "", "escape"),)
"""The keys of a screen that names none at its bottom."""


class PageDriver(WebDriver):
    """Textual's driver for a page; it makes the app exit when its input ends, because then the server is gone.

    It tells the page which keys the screen names at its bottom, and presses those that the page names: they are buttons
    there, for a visitor who has no keyboard.
    """

    _keys_told: tuple[tuple[str, str, str], ...] = ()

    def write(self, data: str) -> None:
        """Send what is drawn, and the keys of the screen if they are others than before."""
        super().write(data)
        stack = self._app.screen_stack if self._app.is_running else []
        line = getattr(stack[-1], "keys", None) if stack else None
        keys = line.entries if isinstance(line, KeyLine) else ELSEWHERE
        if stack and keys != self._keys_told:
            self._keys_told = keys
            self.write_meta({"type": "keys", "keys": keys})

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Handle a message of the server: the press of a key, or one of Textual's own."""
        if packet_type == "key":
            self._app.simulate_key(str(payload["key"]))
        else:
            super().on_meta(packet_type, payload)

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
