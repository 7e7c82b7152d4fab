"""Drawing on a terminal of Linux or macOS, which may go away or be left for a shell, and reading its keys.

It rests on private parts of Textual's driver: `tests/tui/test_endings.py` fails where they change.
"""

from __future__ import annotations

import os
import selectors
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Final, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from massstart_tui.tui.textual_internals import TerminalInput


class EndingApp(Protocol):
    """What the driver tells the app that it draws."""

    def hang_up(self) -> None:
        """The terminal is gone."""

    def end_by(self, fault: Exception) -> None:
        """End by this ``fault``."""

    def draw_anew(self) -> None:
        """Nothing that was drawn is on the terminal any more."""


READ_AT_ONCE: Final = 4096
LEAVES_PIXELS: Final = "\x1b[?1016l"
"""Mouse positions in cells again; Textual turns pixels on, and not off."""


class _Outlet:
    """What is drawn on. After a write that failed nothing is written any more: ``gone`` is called, once.

    Without it the thread that writes would end, its queue fill, and the app wait for room in it for ever.
    """

    def __init__(self, file: IO[str], gone: Callable[[], None]) -> None:
        self._file = file
        self._gone = gone
        self._open = True

    def write(self, text: str) -> None:
        self._attempt(lambda: self._file.write(text))

    def flush(self) -> None:
        self._attempt(self._file.flush)

    def fileno(self) -> int:
        return self._file.fileno()

    def _attempt(self, operation: Callable[[], object]) -> None:
        if not self._open:
            return
        try:
            operation()
        except OSError:
            self._open = False
            self._gone()


class TerminalDriver(LinuxDriver):
    """Textual's driver, which no byte from the terminal stops, and which comes back whole after a stop.

    It tells the app when the terminal has gone.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Draw ``app``; the ``options`` are Textual's."""
        super().__init__(app, **options)
        self._file = cast("Any", _Outlet(cast("IO[str]", self._file), self._hung_up))
        self._drawing = False

    def _hung_up(self) -> None:
        """The terminal has gone; called in a thread."""
        with suppress(RuntimeError):  # the loop has ended before the thread, and with it the app
            self._loop.call_soon_threadsafe(cast("EndingApp", self._app).hang_up)

    def start_application_mode(self) -> None:
        before = self._writer_thread
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's
        # Textual leaves it at that where the terminal is not ours: in the background, or gone.
        self._drawing = self._writer_thread is not before

    def stop_application_mode(self) -> None:
        if self._drawing:
            self._drawing = False
            super().stop_application_mode()

    def close(self) -> None:
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().close()

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:
            self.write(LEAVES_PIXELS)

    def write(self, data: str) -> None:
        """Write it; what is drawn while there is no terminal to draw on is drawn anew afterwards."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop, once the app is not in the middle of writing: a signal may come while it holds the queue."""
        self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._go_on)

    def _stop(self) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the terminal again; a stop that was not announced, SIGSTOP, has left it to others as well."""
        if not self._auto_restart:
            return
        self.suspend_application_mode()
        self.resume_application_mode()
        if self._drawing:
            cast("EndingApp", self._app).draw_anew()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._hung_up()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the app ends by it and tells it
            self._app.call_later(cast("EndingApp", self._app).end_by, fault)

    def run_input_thread(self) -> None:
        """Read until the screen is left, or the terminal is gone."""
        read = TerminalInput(debug=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = os.read(self.fileno, READ_AT_ONCE) if selector.select(read.due) else None
                if data == b"":  # the input has ended, and would be ready to be read for ever
                    self._input_ended()
                    return
                read.sizes = self._in_band_window_resize
                for message in read.feed(data) if data else read.tick():
                    self.process_message(message)

    def _input_ended(self) -> None:
        """Without a terminal to begin with there are no keys; one that has ended is gone."""
        if self.input_tty:
            self._hung_up()
