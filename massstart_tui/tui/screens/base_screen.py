"""The base class of all screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, NamedTuple, cast

from textual.screen import Screen

from massstart_tui.tui.host import Host


class PaletteEntry(NamedTuple):
    """An entry of the palette that has no key: its name, what it does, and how to run it."""

    name: str
    help: str
    run: Callable[[], object]


class BaseScreen(Screen[None]):
    """A screen in the chosen colours and language; ``place`` is its name in the registry of commands."""

    AUTO_FOCUS = ""
    place: ClassVar[str] = ""

    @property
    def massstart(self) -> Host:
        """The app, as far as a screen knows it."""
        return cast("Host", self.app)

    def dress(self) -> None:
        """Redraw the screen in the colours and the language chosen now."""
        raise NotImplementedError

    def further_entries(self) -> Iterable[PaletteEntry]:
        """Return the entries of the palette that have no key on this screen."""
        return ()

    def warn(self, said: str) -> None:
        """Show a warning that does not interrupt anything."""
        self.notify(said, severity="warning", timeout=10, markup=False)

    def leave(self) -> None:
        """Exit the app."""
        self.app.exit()
