"""What every screen of massstart has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from massstart_tui.tui.app import MassStart


class BaseScreen(Screen[None]):
    """A screen in the colours and the language that are chosen. ``place`` is its name in the registry of commands."""

    AUTO_FOCUS = ""
    place: ClassVar[str] = ""

    @property
    def massstart(self) -> MassStart:
        """The app, as what it is."""
        return cast("MassStart", self.app)

    def dress(self) -> None:
        """Draw in the colours and the language that are chosen now."""
        raise NotImplementedError

    def warn(self, said: str) -> None:
        """Say what is wrong, and does not stop anything."""
        self.notify(said, severity="warning", timeout=10, markup=False)

    def leave(self) -> None:
        """Leave massstart."""
        self.app.exit()
