"""The input line that searches for a skater by bib or name; the skater found is shown while one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from massstart_tui.entry.roster import Roster
from massstart_tui.entry.sought_skaters import sought
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.widgets.ask_line import AskLine


class SearchLine(AskLine):
    """Asks for a skater: Enter keeps the one found, Escape returns to the one before; tab goes to the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "next(1)", "", show=False),
        Binding("shift+tab,up", "next(-1)", "", show=False),
    ]
    DEFAULT_CSS = """
    SearchLine #said { min-height: 1; }
    """

    def __init__(
        self,
        roster: Roster,
        before: int | None,
        words: Words,
        show: Callable[[int | None], None],
        left: Callable[[], None],
    ) -> None:
        """Search ``roster``; ``before`` is the bib chosen now.

        ``show`` is called with the bib to choose, ``left`` when the line is closed.
        """
        super().__init__(words("search.asked"), placeholder=words("search.examples"))
        self.typed.keys = {"tab": "tab"}
        self._roster = roster
        self._before = before
        self._words = words
        self._show = show
        self._tell_left = left
        self._found: tuple[int, ...] = ()
        self._at = 0
        self._kept = False

    @property
    def bib(self) -> int | None:
        """The bib of the skater found; the one chosen before if nothing is typed or nobody is found."""
        return self._found[self._at] if self._found else self._before

    def on_input_changed(self, event: Input.Changed) -> None:
        self._found, self._at = sought(self._roster, event.value), 0
        self._look()

    def action_next(self, steps: int) -> None:
        if self._found:
            self._at = (self._at + steps) % len(self._found)
            self._look()

    def _look(self) -> None:
        self.said.update(self._told())
        self._show(self.bib)

    def _told(self) -> str:
        if self._found:
            label = self._roster.label(self._found[self._at])
            return self._words("search.found", skater=label, number=self._at + 1, count=len(self._found))
        typed = self.typed.value.strip()
        if not typed:
            return ""
        nearest = self._roster.nearest_name(typed)
        return self._words("search.nearest" if nearest else "search.nobody", typed=plain(typed), nearest=nearest)

    async def on_input_submitted(self) -> None:
        if self._found or not self.typed.value.strip():
            self._kept = bool(self._found)
            await self.leave()

    def is_left(self) -> None:
        self._show(self.bib if self._kept else self._before)
        self._tell_left()
