"""An input line at the bottom of a screen, with feedback on the typed text above it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from massstart_tui.tui.widgets.paste_line import PasteInput


class AskLine(Widget):
    """Asks for a text.

    Escape, or a click elsewhere, closes it. It stays open if the terminal window loses the focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "", show=False)]
    DEFAULT_CSS = """
    AskLine { height: auto; layout: vertical; background: $panel; }
    AskLine Horizontal { height: 1; background: $panel; }
    AskLine Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
    AskLine Static { height: auto; color: $secondary; background: $panel; }
    AskLine #asked { width: auto; padding: 0 1 0 2; color: $primary; }
    AskLine #said { width: 100%; padding: 0 2; }
    """

    def __init__(self, asked: str, typed: str = "", placeholder: str = "") -> None:
        """Ask with the label ``asked``; ``typed`` is the initial text."""
        super().__init__()
        self._left = False
        self.asked = Static(asked, id="asked", markup=False)
        self.typed = PasteInput(typed, placeholder=placeholder, compact=True, select_on_focus=False)
        self.said = Static("", id="said", markup=False)

    def compose(self) -> ComposeResult:
        yield self.said
        with Horizontal():
            yield self.asked
            yield self.typed

    def focus(self, scroll_visible: bool = True) -> AskLine:
        self.screen.set_focus(self.typed, scroll_visible)
        return self

    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        event.stop()
        if self.app.app_focus:
            await self.action_leave()

    async def action_leave(self) -> None:
        await self.leave()

    async def leave(self) -> None:
        """Close the line."""
        if self.is_attached and not self._left:
            self._left = True
            await self.remove()
            self.is_left()

    def is_left(self) -> None:
        """Report that the line is closed; subclasses define this."""
        raise NotImplementedError
