"""The line that a race is entered on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Static

from massstart_tui.tui.commands import commands_of

PROMPT: Final = "▸"


ACTIONS: Final = {key: command.action for command in commands_of("entry") for key in command.keys}
"""What the keys of the screen do: the line takes them itself, so that none overtakes a letter typed before it."""


class EntryInput(Input):
    """What is typed. It knows when the first key of a line was pressed, and keeps a line until it is on disk.

    ``pressed`` is that moment on the steady clock that is handed in; None while the line is empty.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Textual's own, which has the whole screen laid out anew for each letter: nothing here depends on its length."""

    def __init__(self, steady: Callable[[], int]) -> None:
        """Empty, with the clock that moments are taken from."""
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._steady = steady
        self.pressed: int | None = None
        self.held = False

    async def _on_key(self, event: events.Key) -> None:
        """A key does at once what it does: by way of bindings it would be overtaken by the letter typed after it."""
        action = ACTIONS.get(event.key)
        if action and self.screen.check_action(action.partition("(")[0], ()):
            await self._do(action, self.screen, event)
            return
        if self.held and (event.is_printable or event.key in ("backspace", "delete")):
            self.put("")
        self._stamp()
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

    def _on_paste(self, event: events.Paste) -> None:
        """Textual calls this method of every class that has one, so there is no call to the one of Input here."""
        if self.held:
            self.put("")
        self._stamp()

    def _stamp(self) -> None:
        if not self.value:
            self.pressed = self._steady()

    def hold(self) -> None:
        """The line is handed over: it stays until it is on disk, and whatever is typed next is another."""
        self.held = True

    def release(self) -> None:
        """What was handed over is on disk."""
        if self.held:
            self.put("")

    def put(self, text: str) -> None:
        """Have this text in the line, with the cursor behind it."""
        if not text or self.free:
            self.pressed = self._steady() if text else None
        self.held = False
        self.value = text
        self.cursor_position = len(text)

    @property
    def free(self) -> bool:
        """Whether whatever is typed next begins a line: nothing is there, or it is handed over."""
        return self.held or not self.value

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

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self.input

    def ask(self, what: str) -> None:
        """Say in front of the line what it is for."""
        self.prompt.update(f"{what} {PROMPT}" if what else PROMPT)
