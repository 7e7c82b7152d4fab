"""A Textual driver for terminals of Linux and macOS that survives a lost terminal, suspension, and any input.

It rests on private parts of Textual's driver, as of Textual 8.2.8: `tests/tui/test_textual_internals.py` and
`tests/tui/test_endings.py` fail if they change. It stands apart from `textual_internals` because Windows cannot import
that driver, and a picture without a terminal need not.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import IO, Any, Final, Protocol, cast
from weakref import finalize

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from massstart_tui.tui.textual_internals import TerminalInput


class EndingApp(Protocol):
    """The methods of an app that the driver calls."""

    def hang_up(self) -> None:
        """Handle the loss of the terminal."""

    def end_by(self, fault: Exception) -> None:
        """Exit because of this exception."""

    def draw_anew(self) -> None:
        """Redraw everything, because nothing that was drawn is on the terminal any more."""


READ_AT_ONCE: Final = 4096
LEAVES_PIXELS: Final = "\x1b[?1016l"
"""Report mouse positions in cells again; Textual switches pixels on, but not off."""


class _Outlet:
    """The output file, which discards everything after a failed write; ``gone`` is then called once.

    Otherwise the writing thread would end, its queue would fill, and the app would block on it for ever.
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


class ExitEvent(Event):
    """The event that ends the reading of input; ``readable`` is a file descriptor that is ready once it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.readable, self._writable = os.pipe()
        finalize(self, _close, self.readable, self._writable)

    def set(self) -> None:
        if not self.is_set():
            super().set()
            os.write(self._writable, b"\0")

    def clear(self) -> None:
        if self.is_set():
            os.read(self.readable, 1)
            super().clear()


class WholeFrames:
    """Joins what is written between the beginning and the end of an update to one piece.

    Textual writes them one by one, and each wakes the thread that writes to the terminal.
    """

    def __init__(self) -> None:
        """Begin outside an update."""
        self._pieces: list[str] = []

    def add(self, data: str) -> str:
        """Return what is to be written now; it is empty as long as an update has not ended."""
        if not self._pieces and data != SYNC_START:
            return data
        self._pieces.append(data)
        if data != SYNC_END:
            return ""
        whole, self._pieces = "".join(self._pieces), []
        return whole


def _screen_of(file: IO[str]) -> IO[str]:
    """Return what to draw on: Textual draws on standard error, which may be redirected to a file."""
    out = sys.__stdout__
    return out if out is not None and out.isatty() and not file.isatty() else file


def _close(*files: int) -> None:
    for file in files:
        os.close(file)


class TerminalDriver(LinuxDriver):
    """Textual's driver, made to survive any input and to restore the screen after the process was stopped.

    It tells the app when the terminal is gone.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Draw ``app``; ``options`` are Textual's."""
        super().__init__(app, **options)
        self._file = cast("Any", _Outlet(_screen_of(cast("IO[str]", self._file)), self._hung_up))
        self._drawing = False
        self._frames = WholeFrames()
        self.exit_event = self._exit = ExitEvent()

    def _hung_up(self) -> None:
        """Tell the app that the terminal is gone; called from a thread."""
        with suppress(RuntimeError):  # the loop, and with it the app, has ended before the thread
            self._loop.call_soon_threadsafe(cast("EndingApp", self._app).hang_up)

    def start_application_mode(self) -> None:
        before = self._writer_thread
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's
        # Textual starts nothing if the process is in the background of the terminal, or the terminal is gone.
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
        """Write to the terminal; without one the data is discarded, and everything is redrawn later."""
        whole = self._frames.add(data)
        if whole and self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(whole)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop the process from the event loop, and not in the signal handler, which may run while the write queue is
        locked.
        """
        self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._go_on)

    def _stop(self) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take over the terminal again.

        This also handles SIGSTOP, which cannot be caught, so that the terminal was left to others unprepared.
        """
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
        except Exception as fault:  # noqa: BLE001 - the app ends by any exception, and reports it
            self._app.call_later(cast("EndingApp", self._app).end_by, fault)

    def run_input_thread(self) -> None:
        """Read input until the app exits or the terminal is gone.

        Textual's own thread looks ten times a second whether it should end; this one is woken for it.
        """
        read = TerminalInput(debug=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._exit.readable, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = [key.fd for key, _ in selector.select(read.due)]
                data = os.read(self.fileno, READ_AT_ONCE) if self.fileno in ready else None
                if data == b"":  # end of file, which select would report as ready for ever
                    self._input_ended()
                    return
                read.sizes = self._in_band_window_resize
                for message in read.feed(data) if data else read.tick():
                    self.process_message(message)

    def _input_ended(self) -> None:
        """Handle the end of the input: a terminal is gone; any other input only means that there are no keys."""
        if self.input_tty:
            self._hung_up()
