"""The line that a race is entered on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static

from massstart_tui.tui.commands import commands_of
from massstart_tui.tui.widgets.paste_line import PasteInput

PROMPT: Final = "▸"


ACTIONS: Final = {key: command.action for command in commands_of("entry") for key in command.keys}
"""What the keys of the screen do: the line takes them itself, so that none overtakes a letter typed before it."""
NEWLINE: Final = "ctrl+j"
"""What Enter comes as where it was pressed before the terminal was set to pass each key on as it is."""


class EnteredLine(NamedTuple):
    """A line that was typed: when its first key was pressed, by the steady clock, and the seq of what it amends."""

    text: str
    pressed: int | None
    amends: int | None


class EntryInput(PasteInput):
    """What is typed. It knows when the first key of a line was pressed, and keeps a line until it is on disk.

    ``pressed`` is that moment on the steady clock that is handed in; None while the line is empty. ``amends`` is the
    seq of the event that the line is to stand for; None where it is a new one. A line that was refused stays to be
    edited. Where something is typed behind it instead, that is a new line, and the refused one is ``set_aside``.
    Of a paste of several lines those after the first are ``waiting``.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Textual's own, which has the whole screen laid out anew for each letter: nothing here depends on its length."""

    def __init__(self, steady: Callable[[], int]) -> None:
        """Empty, with the clock that moments are taken from."""
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._steady = steady
        self.pressed: int | None = None
        self.amends: int | None = None
        self.held = False
        self.refused = False
        self.set_aside: EnteredLine | None = None
        self.waiting: list[EnteredLine] = []

    async def _on_key(self, event: events.Key) -> None:
        """A key does at once what it does: by way of bindings it would be overtaken by the letter typed after it."""
        action = ACTIONS.get("enter" if event.key == NEWLINE else event.key)
        if action and self.screen.check_action(action.partition("(")[0], ()):
            await self._do(action, self.screen, event)
            return
        if event.is_printable:
            self.begin()
        elif self.held and event.key in ("backspace", "delete"):
            self.put("")
        self.refused = False
        self._stamp()
        event.stop()
        own = self._bindings.key_to_bindings.get(event.key)
        if own and not event.is_printable:
            await self._do(own[0].action, self, event)
        else:
            await super()._on_key(event)

    async def _do(self, action: str, namespace: DOMNode, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        await self.app.run_action(action, namespace)

    def action_copy(self) -> None:
        """With nothing to copy, the key is that of whoever wants to leave."""
        if self.selected_text:
            super().action_copy()
        else:
            self.app.action_help_quit()

    def take(self, lines: list[str]) -> None:
        """Take a paste: its first line where the cursor is, and each of the others once the line is free."""
        self.begin()
        self.refused = False
        self._stamp()
        now = self._steady()
        self.put_in(lines[0])
        self.waiting += [EnteredLine(line, now, None) for line in lines[1:]]

    def bring_next(self) -> bool:
        """Have the next of the pasted lines, as of the moment of the paste; whether there was one."""
        if not self.waiting or not self.free:
            return False
        text, pressed, _ = self.waiting.pop(0)
        self.put(text)
        self.pressed = pressed
        return True

    def _stamp(self) -> None:
        if not self.value:
            self.pressed = self._steady()

    def begin(self) -> None:
        """Begin another line, where this one is handed over, or was refused and is not being edited."""
        if self.begins:
            if self.refused:
                self.set_aside = EnteredLine(self.value, self.pressed, self.amends)
                self.amends = None
            self.put("")

    def refuse(self) -> None:
        """The line was not recorded: it stays to be edited, and any other key begins another."""
        self.refused = True

    def bring_back(self) -> bool:
        """Go on with the line that was refused, as from its own first key; whether there is one."""
        if self.refused:
            self.refused = False
            return True
        if self.set_aside is None or not self.free:
            return False
        self.put(self.set_aside.text)
        _, self.pressed, self.amends = self.set_aside
        self.set_aside = None
        return True

    def hold(self) -> None:
        """The line is handed over: it stays until it is on disk, and whatever is typed next is another."""
        self.held = True

    def release(self) -> None:
        """What was handed over is on disk."""
        if self.held:
            self.put("")
            self.bring_next()

    def put(self, text: str) -> None:
        """Have this text in the line, with the cursor behind it."""
        if not text or self.free:
            self.pressed = self._steady() if text else None
        self.held = self.refused = False
        self.value = text
        self.cursor_position = len(text)

    @property
    def free(self) -> bool:
        """Whether there is no line to be recorded: nothing is there, or it is handed over."""
        return self.held or not self.value

    @property
    def begins(self) -> bool:
        """Whether a letter that is typed next begins a line: a refused one is left where its end is not edited."""
        return self.free or (self.refused and self.cursor_position == len(self.value))

    @property
    def typed(self) -> str:
        """What is typed and was not handed over."""
        return "" if self.free else self.value

    @property
    def moment(self) -> int:
        """When the first key of the line was pressed; now where nothing is typed."""
        return self._steady() if self.pressed is None or self.free else self.pressed


class EntryLine(Horizontal):
    """A prompt, which says what the line is for where that is not a new event, and the line."""

    DEFAULT_CSS = """
    EntryLine { height: 1; background: $panel; }
    EntryLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    EntryLine #prompt { width: auto; padding: 0 1 0 2; color: $primary; background: $panel; text-style: bold; }
    """

    def __init__(self, steady: Callable[[], int]) -> None:
        """For what is typed, with the clock that moments are taken from."""
        super().__init__()
        self.prompt = Static(PROMPT, id="prompt", markup=False)
        self.input = EntryInput(steady)
        self._asked = ""

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self.input

    def ask(self, what: str) -> None:
        """Say in front of the line what it is for."""
        if what != self._asked:
            self._asked = what
            self.prompt.update(f"{what} {PROMPT}" if what else PROMPT)
