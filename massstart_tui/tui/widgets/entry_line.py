"""The input line of live entry, which remembers when the first key of a line was pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from massstart_tui.tui.commands import commands_of
from massstart_tui.tui.widgets.paste_line import PasteInput
from massstart_tui.tui.widgets.refused_lines import EnteredLine, RefusedLines

if TYPE_CHECKING:
    from massstart_tui.tui.host import Host

PROMPT: Final = "▸"


ACTIONS: Final = {key: command.action for command in commands_of("entry") for key in command.keys}
"""The actions of the screen's keys.

The line handles these keys itself, so that no action overtakes a letter typed before it.
"""
EDITING: Final = {
    binding.key: binding.action
    for base in reversed(Input.__mro__)
    for binding in Binding.make_bindings(vars(base).get("BINDINGS", ()))
}
"""The actions of the keys of Textual's own Input, which the line runs itself for the same reason."""
OPENING: Final = frozenset(
    {"search", "what_if", "edit_sheet", "lineup", "result", "bookmarks", "save", "app.command_palette"}
)
"""The actions that open another line or a screen."""
NS: Final = 1_000_000_000
"""Nanoseconds in a second."""
NEWLINE: Final = "ctrl+j"
"""The key that Enter arrives as if it was pressed before the terminal was set to raw mode."""


class KeyTaken(Message):
    """Posted for a key that neither the screen nor the line has a use for, and for the next key, which is ``known``."""

    def __init__(self, key: events.Key, *, known: bool) -> None:
        """Store the key."""
        self.key = key
        self.known = known
        super().__init__()


class EntryInput(PasteInput):
    """The typed text, with the time of its first key. A line stays in it until it is on disk.

    ``pressed`` is that time on the ``steady`` clock; None while the line is empty. ``amends`` is the seq of the event
    that the line replaces; None for a new event. A refused line stays to be edited. If a new line is begun after it
    instead, the refused one is put among those ``set_aside``. ``waiting`` holds the lines of a paste after the first.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Textual's attribute, made not to trigger a layout of the whole screen for each letter: nothing depends on its
    length.
    """

    def __init__(self, steady: Callable[[], int]) -> None:
        """Create an empty line; ``steady`` returns the time of the clock for its moments."""
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._steady = steady
        self._there = Message().time
        self._ago = 0
        self._late = 0
        self.pressed: int | None = None
        self.amends: int | None = None
        self.held = False
        self.refused = False
        self.set_aside = RefusedLines()
        self._brought_back: str | None = None
        self.waiting: list[EnteredLine] = []
        self._after_unknown = False

    @property
    def now(self) -> int:
        """The time on the steady clock; while a key or paste of before the line was there is handled, that of it."""
        return self._steady() - self._ago

    @property
    def key_pressed(self) -> int:
        """When the key that is handled was pressed, on the steady clock: on a busy screen it has waited."""
        return self._steady() - self._late

    @contextmanager
    def _at_its_moment(self, event: events.Event) -> Iterator[None]:
        """Handle an event that came before the line was there, while the race was opened, as of when it came."""
        if event.time < self._there:
            self._ago = round((Message().time - event.time) * NS)
        try:
            yield
        finally:
            self._ago = 0

    def may_open(self, event: events.Key) -> bool:
        """Return whether a key opens another line or a screen; others are handled in the order in which they came."""
        return ACTIONS.get(event.key) in OPENING

    async def on_key(self, event: events.Key) -> None:
        """Handle a key immediately.

        The action of a binding would run later than the letter that is typed after it. Textual calls the Input's own
        handler next, which inserts a letter.
        """
        self._late = max(0, round((Message().time - event.time) * NS))
        with self._at_its_moment(event):
            await self._take_key(event)
        self._late = 0

    def on_paste(self, event: events.Paste) -> None:
        with self._at_its_moment(event):
            super().on_paste(event)
        # Textual calls the handlers of all base classes as well.
        event.prevent_default()

    async def _take_key(self, event: events.Key) -> None:
        asked = self.screen.focused
        if asked is not None and asked is not self:
            self._pass_on(event)
            return
        if self._after_unknown:
            self._after_unknown = False
            self.post_message(KeyTaken(event, known=True))
        action = ACTIONS.get("enter" if event.key == NEWLINE else event.key)
        # What can be typed is a letter of the line that was begun.
        if action == "search" and not self.begins_anew:
            action = None
        if action and self.screen.check_action(action.partition("(")[0], ()):
            await self._do(action, self.screen, event)
            return
        if event.is_printable:
            self.begin()
        # A submitted line cannot be edited any more: deleting in it begins an empty line.
        elif self.held and event.key in ("backspace", "delete"):
            self.put("")
        self.refused = False
        self._stamp()
        event.stop()
        own = EDITING.get(event.key)
        if own and not event.is_printable:
            await self._do(own, self, event)
        elif not event.is_printable:
            self._after_unknown = True
            self.post_message(KeyTaken(event, known=False))

    def _pass_on(self, event: events.Key) -> None:
        """Send a key to the widget that has the focus by now: the key before it has opened that, such as the search."""
        event.stop()
        event.prevent_default()
        cast("Host", self.app).pass_on(event)

    async def _do(self, action: str, namespace: DOMNode, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        await self.app.run_action(action, namespace)

    def action_copy(self) -> None:
        """Copy the selection; without one, the key is that of a user who wants to leave."""
        if self.selected_text:
            super().action_copy()
        else:
            self.app.action_help_quit()

    def take(self, lines: list[str]) -> None:
        """Insert the first line of a paste at the cursor, and queue the others until the line is free."""
        self.begin()
        self.refused = False
        self._stamp()
        now = self.now
        self.put_in(lines[0])
        self.waiting += [EnteredLine(line, now, None) for line in lines[1:]]

    def bring_next(self) -> bool:
        """Put the next queued line into the empty line, with the time of its paste; return whether there was one."""
        if not self.waiting or not self.free:
            return False
        text, pressed, _ = self.waiting.pop(0)
        self.put(text)
        self.pressed = pressed
        return True

    def _stamp(self) -> None:
        if not self.value:
            self.pressed = self.now

    def begin(self) -> None:
        """Begin a new line if this one was submitted, or was refused and is not being edited."""
        if self.begins:
            if self.refused:
                self.set_aside.put_aside(self._as_entered())
                self.amends = None
            self.put("")

    def refuse(self) -> None:
        """Mark the line as not recorded: it stays to be edited, and any other key begins a new one."""
        self.refused = True

    def bring_back(self) -> bool:
        """Continue the refused line, with the time of its own first key; return whether there is one.

        One that was brought back and not edited gives way to the next that is set aside.
        """
        if self.refused:
            self.refused = False
            self._brought_back = self.value
            return True
        instead = None if self.free else self._as_entered()
        if instead is not None and instead.text != self._brought_back:
            return False
        line = self.set_aside.bring(instead)
        if line is None:
            return False
        self.put(line.text)
        self._brought_back, self.pressed, self.amends = line
        return True

    def _as_entered(self) -> EnteredLine:
        return EnteredLine(self.value, self.pressed, self.amends)

    def hold(self) -> None:
        """Mark the line as submitted: it stays until it is on disk, and the next key begins a new one."""
        self.held = True

    def release(self) -> None:
        """Clear the submitted line, because it is on disk."""
        if self.held:
            self.put("")
            self.bring_next()

    def put(self, text: str) -> None:
        """Set the text of the line, with the cursor after it."""
        if not text or self.free:
            self.pressed = self.now if text else None
        self.held = self.refused = False
        self.value = text
        self.cursor_position = len(text)

    @property
    def free(self) -> bool:
        """Whether no line is to be recorded: the line is empty, or was submitted."""
        return self.held or not self.value

    @property
    def begins(self) -> bool:
        """Whether the next typed letter begins a new line.

        That is so for a free line, and for a refused one with the cursor at its end, where it is not being edited.
        """
        return self.free or (self.refused and self.cursor_position == len(self.value))

    @property
    def begins_anew(self) -> bool:
        """Whether the next typed letter begins a line for a new event, and not one that goes on with an amend."""
        return self.begins and (self.amends is None or self.refused)

    @property
    def typed(self) -> str:
        """The text that was typed and not submitted."""
        return "" if self.free else self.value

    @property
    def moment(self) -> int:
        """When the first key of the line was pressed; the current time if nothing is typed."""
        return self.now if self.pressed is None or self.free else self.pressed


class EntryLine(Horizontal):
    """The entry line with its prompt, which says what the line is for unless it is for a new event."""

    DEFAULT_CSS = """
    EntryLine { height: 1; background: $panel; }
    EntryLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    EntryLine #prompt { width: auto; padding: 0 1 0 2; color: $primary; background: $panel; text-style: bold; }
    """

    def __init__(self, steady: Callable[[], int]) -> None:
        """Create an empty line; ``steady`` returns the time of the clock for its moments."""
        super().__init__()
        self.prompt = Static(PROMPT, id="prompt", markup=False)
        self.input = EntryInput(steady)
        self._asked = ""

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self.input

    def ask(self, what: str) -> None:
        """Set the purpose shown before the line."""
        if what != self._asked:
            self._asked = what
            self.prompt.update(f"{what} {PROMPT}" if what else PROMPT)
