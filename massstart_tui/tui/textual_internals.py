"""Everything private of Textual that is used, as of Textual 8.2.8, except for the drivers and the palette.

`tests/tui/test_textual_internals.py` and `tests/tui/test_terminal_bytes.py` fail if it changes. The drivers stand in
`terminal_driver_internals` and `browser_driver_internals`, because each is loaded only where it draws, and the palette
in `palette_internals`, because it is loaded when it is opened. Whatever draws loads this file; Textual's drivers load
its parser as well.

When an app ends by an exception, Textual prints a traceback with local variables over the terminal. `FaultKeepingApp`
keeps the exception for the caller instead.

What a terminal sends is decoded by Textual's drivers for Linux and for a page, and ``_xterm_parser`` turns it into
keys. They fail in these cases:

* They decode strictly: a byte that is not UTF-8 raises, and ends the program or its keys.
* The parser raises on a key report of a code point that does not exist, ``CSI 1114112 u``, or of a kind of event that
  was not asked for, ``CSI 97;1:3 u``. That too ends the program.
* A sequence that it does not know is typed as keys: a reply about colours, an answer that comes late.
* A paste without its end takes every key after it.
* A report of a key that does not exist is the character of that number: ``CSI 113 ~`` is ``q``, which leaves a replay.
* A report of a size is believed whatever it is, and the fourth button of a mouse is taken for the first.

So massstart splits the bytes itself (`terminal_bytes`), and passes the parser only whole sequences of kinds that it
reads correctly. On Windows none of this applies: the console gives characters, not bytes, and Textual's driver feeds
the parser itself, which a malformed report still stops. The content of a paste is checked by the input lines that it
goes into, on every system.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Self, cast

from rich.color import ColorSystem
from rich.console import Console, RenderableType
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual._context import visible_screen_stack
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import SPECIAL_SEQUENCES, XTermParser
from textual.app import App
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import WorkerFailed

from massstart_tui.tui.changed_cells import ShownCells, cells_of, sequences_of
from massstart_tui.tui.terminal_bytes import Pasted, Sequence, Splitter, Token, TypedCharacters

# Compiled by `re` at their first use, and kept by it.
_NUMBERED_KEY: Final = r"\x1b\[(\d{1,5})(?:;\d{1,3})?([~A-HPQRS])"
_KITTY_KEY: Final = r"\x1b\[\d{1,7}(?:;\d{0,3}(?:;(\d{1,7}(?::\d{1,7})*))?)?u"
_MOUSE: Final = r"\x1b\[<(\d{1,3});\d{1,5};\d{1,5}[Mm]"
_MODE: Final = r"\x1b\[\?20(?:26|48);[0-4]\$y"
_SIZE: Final = r"\x1b\[48;[1-9]\d{0,3};[1-9]\d{0,3};[1-9]\d{0,4};[1-9]\d{0,4}t"
_BUTTONS: Final = 128
"""Reports from this number on are about further mouse buttons, which Textual takes for the first ones."""
_ALT: Final = 2
"""The length of ESC followed by a key, which is how most terminals send Alt with that key."""


def reads_rightly(sequence: str, *, sizes: bool) -> bool:
    """Return whether Textual's parser reads this sequence correctly.

    ``sizes`` says whether the terminal was asked to report its size.
    """
    if sequence in ANSI_SEQUENCES_KEYS or sequence in SPECIAL_SEQUENCES or len(sequence) == _ALT:
        return True
    if match := re.fullmatch(_NUMBERED_KEY, sequence):
        return "".join(match.groups()) in FUNCTIONAL_KEYS
    if match := re.fullmatch(_KITTY_KEY, sequence):
        return not match[1] or all(chr(int(code)).isprintable() for code in match[1].split(":"))
    if match := re.fullmatch(_MOUSE, sequence):
        return int(match[1]) < _BUTTONS
    return bool(re.fullmatch(_MODE, sequence) or (sizes and re.fullmatch(_SIZE, sequence)))


def text_rows(screen: Screen[Any]) -> list[str]:
    """Return the text of each row of the screen; Textual has a public way to a picture of a screen only."""
    return ["".join(segment.text for segment in strip) for strip in strips_of_screen(screen)]


def strips_of_screen(screen: Screen[Any]) -> list[Strip]:
    """Return each row of the screen as it is drawn, with the screens that show behind a list.

    A screen that is drawn without those behind it keeps the empty rows for whoever draws it next.
    """
    visible_screen_stack.set(screen.app._background_screens)  # noqa: SLF001 - as above
    return screen._compositor.render_strips()  # noqa: SLF001 - as above


class FaultKeepingApp(App[None]):
    """An app that ends by an exception without printing it; ``fault`` is that exception, or None."""

    def __init__(self) -> None:
        """Create an app without a fault."""
        self.fault: BaseException | None = None
        super().__init__()

    def end_by(self, fault: Exception) -> None:
        """Exit because of this exception."""
        self._handle_exception(fault)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the first exception that nothing has handled; Textual calls this for every one."""
        if self.fault is None:
            self.fault = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without printing: the caller of the app reports the fault, and not Textual over the terminal."""
        self._close_messages_no_wait()

    def panic(self, *_: Any) -> None:
        """Ignore what Textual would print at a fault; the caller of the app reports it."""
        self._close_messages_no_wait()

    @property
    def driver_can_suspend(self) -> bool:
        """Whether the app draws on something that it can leave for a while and come back to."""
        return self._driver is not None and self._driver.can_suspend

    def send(self, sequence: str) -> None:
        """Write a control sequence that draws nothing to the terminal, if there is one."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)


class ChangedRowsCompositor(Compositor):
    """A compositor that asks a widget only for the rows in which it shows something of an update.

    Of an update of a part of the screen, Textual asks each widget of the screen for all its rows, also those behind
    others, and drops most of them: that was a quarter of the work of a race that plays.
    """

    _spans: tuple[tuple[int, int, int], ...] | None = None

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what is to be drawn again, None if nothing is."""
        self._spans = tuple(self._regions_to_spans(self._dirty_regions))
        try:
            return super().render_partial_update()
        finally:
            self._spans = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield the parts of widgets that are drawn, the foremost widget first: region, clip, and rows."""
        if self._spans is None:
            yield from super()._get_renders(crop)
            return
        left = self._spans
        for widget, (region, clip) in self.visible_widgets.items():
            if not left:
                return
            x, y, width, height = seen = region.intersection(clip)
            shown = [span for span in left if y <= span[0] < y + height and span[1] < x + width and x < span[2]]
            if shown:
                hidden = {span for span in shown if x <= span[1] and span[2] <= x + width}
                left = tuple(span for span in left if span not in hidden)
                for begin, end in _runs_of(span[0] for span in shown):
                    rows = Region(x - region.x, begin - region.y, width, end - begin)
                    yield Region(x, begin, width, end - begin), seen, widget.render_lines(rows)


def _runs_of(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first of each run of rows, and the row behind its last; a row can come twice."""
    begin = end = -1
    for row in rows:
        if row > end:
            if end > begin:
                yield begin, end
            begin = row
        end = row + 1
    if end > begin:
        yield begin, end


class DrawnOnceScreen(Screen[None]):
    """A screen that is not drawn a second time right after the first, if it is the first screen of the app.

    Textual draws it as a whole, and then asks for it to be drawn again, in the same handler.
    """

    _is_drawn = False
    _is_just_drawn = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - the name is Textual's
        """Create a screen that has not been drawn."""
        super().__init__(name, id, classes)
        self._compositor = ChangedRowsCompositor()

    def was_drawn(self) -> None:
        """Note that the whole screen was drawn; called in the handler that drew it."""
        if not self._is_drawn and len(self.app.screen_stack) == 1:
            self._is_drawn = self._is_just_drawn = True
            self._repaint_required = False
            self.call_next(self._is_handled)

    def _is_handled(self) -> None:
        self._is_just_drawn = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Refresh the screen, unless the whole of it has just been drawn for the first time."""
        if self._is_just_drawn and not layout and not recompose:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class ChangedCellsApp(FaultKeepingApp):
    """An app that sends a terminal only the cells that have changed."""

    def __init__(self) -> None:
        """Create an app that knows nothing of what a terminal shows."""
        self._cells = ShownCells()
        super().__init__()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Display an update of Textual's; of one that refreshes a part of the screen, display what has changed."""
        drawn = self._running and not (self._closed or self.is_headless or self._batch_count)
        colours = self.console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Textual's strips
        if drawn and isinstance(renderable, ChopsUpdate):
            parts = ((y, x, cells_of(strip, colours)) for y, x, strip in _parts_of(renderable))
            runs = [run for part in parts for run in self._cells.changes(*part)]
            self._write(screen, sequences_of(runs), at_once=len(runs) == 1)
            return
        super()._display(screen, renderable)
        if renderable is not None:
            # What is not drawn is not on the terminal, and anything else may be anywhere on it.
            self._cells.forget()
        if drawn and isinstance(renderable, LayoutUpdate):
            if isinstance(screen, DrawnOnceScreen) and renderable.region == screen.region:
                screen.was_drawn()
            for y, strips in enumerate(renderable.strips, renderable.region.y):
                segments = (segment for strip in strips for segment in strip)
                self._cells.changes(y, renderable.region.x, cells_of(segments, colours))

    def _write(self, screen: Screen[Any], sequences: str, *, at_once: bool) -> None:
        """Write these sequences; what a terminal draws ``at_once`` need not be put between two others for that."""
        sync, self._sync_available = self._sync_available, self._sync_available and not at_once
        try:
            update = _Written(sequences) if sequences or self._cursor_moved else None
            super()._display(screen, cast("RenderableType | None", update))
        finally:
            self._sync_available = sync

    @property
    def _cursor_moved(self) -> bool:
        return self.screen.outer_size.clamp_offset(self.cursor_position) != self._previous_cursor_position


class _Written(CompositorUpdate):
    """An update that is written as it is."""

    def __init__(self, sequences: str) -> None:
        self._sequences = sequences

    def render_segments(self, console: Console) -> str:  # noqa: ARG002 - Textual's signature
        return self._sequences


def _parts_of(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield the parts that an update refreshes: row, column, and what is shown from there."""
    for y, begin, end in update.spans:
        for until, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < end and until > begin:
                left = max(begin, x)
                yield y, left, strip.crop(left - x, min(until, end) - x)


class _SequenceParser(XTermParser):
    """Textual's parser, returned to its initial state after each sequence."""

    def read(self, sequence: str) -> list[Message]:
        """Parse a whole sequence; return no messages if it is invalid."""
        try:
            messages = list(self.feed(sequence))
            if self._awaiting.timeout is not None and len(sequence) == _ALT:
                # The parser waits whether more follows ESC; a whole sequence was passed, so the wait is over.
                self._timeout_time = 0.0
                messages += self.tick()
        except (ValueError, OverflowError):  # a code point that does not exist
            self._begin_anew()
            return []
        if self._awaiting.timeout is not None:
            self._begin_anew()
        return messages

    def _begin_anew(self) -> None:
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None


class TerminalInput:
    """Convert a terminal's input to Textual's messages as Textual's drivers do, but for any input."""

    def __init__(self, *, debug: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        """Create the parser; ``clock`` returns seconds, and ``debug`` makes Textual keep its own log of keys."""
        self.sizes = False
        self._splitter = Splitter()
        self._parser = _SequenceParser(debug)
        self._clock = clock

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that this read completes."""
        return self._messages(self._splitter.feed(data, self._clock()))

    def tick(self) -> list[Message]:
        """Return the messages that are complete because nothing more has come."""
        return self._messages(self._splitter.tick(self._clock()))

    @property
    def due(self) -> float | None:
        """Seconds until `tick` has to be called if nothing comes; None if it need not be called."""
        return self._splitter.due(self._clock())

    def _messages(self, tokens: list[Token]) -> list[Message]:
        return [message for token in tokens for message in self._of(token)]

    def _of(self, token: Token) -> list[Message]:
        match token:
            case TypedCharacters(text):
                return list(self._parser.feed(text))
            case Pasted(text):
                return [events.Paste(text)]
            case Sequence("\x1b"):
                return [events.Key("escape", "\x1b")]
            case Sequence(text):
                return self._said_by(text)

    def _said_by(self, sequence: str) -> list[Message]:
        try:
            known = reads_rightly(sequence, sizes=self.sizes)
        except (ValueError, OverflowError):  # a code point that does not exist
            return []
        messages = self._parser.read(sequence) if known else []
        if len(sequence) == _ALT:
            # Without its character, so that Textual does not insert a letter typed with Alt into a line.
            return [events.Key(key.key, None) for key in messages if isinstance(key, events.Key)]
        return messages
