"""The screen that is shown, as a picture that depends on nothing but its text and colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.app import App

_FONT_FACE: Final = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_ID: Final = re.compile(r"terminal-[0-9]+")


def plain_svg(svg: str) -> str:
    """Remove the fonts that the SVG would load from the network, and make its ids the same in every run."""
    return _ID.sub("massstart", _FONT_FACE.sub("", svg))


def screen_svg(app: App[Any]) -> str:
    """Return the current screen of ``app`` as an SVG."""
    return plain_svg(app.export_screenshot(title=app.title, simplify=True))
