"""The registry of the screens that can be drawn as a picture, and what can be asked of a picture.

Nothing here imports Textual: a command reads its options before it draws anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Final, NamedTuple, TypedDict

from massstart_tui.settings import LARGEST_SCREEN, SMALLEST_SCREEN
from massstart_tui.text.words import Language


class OpenedAs(StrEnum):
    """How a race or a meeting is opened for a picture of a screen."""

    REPLAY = "replay"
    BEFORE_THE_GUN = "before the gun"
    """A replay at its begin, whatever moment is asked for."""
    FOLLOWED = "followed"
    ENTERED = "entered"
    BEFORE_ENTRY = "before entry"
    """Entered, with the gun still to come."""
    PROGRAMME = "programme"
    HOME = "home page"
    """The home page of a folder, or of the folder of a meeting."""


class PicturedScreen(NamedTuple):
    """A screen that can be drawn.

    ``commands`` are the ids, in `massstart_tui.tui.commands`, of the commands that open it, each from the screen that
    is shown then; none if the first screen itself is drawn.
    """

    opened: OpenedAs = OpenedAs.REPLAY
    commands: tuple[str, ...] = ()


PICTURED: Final[Mapping[str, PicturedScreen]] = {
    "race": PicturedScreen(),
    "result": PicturedScreen(commands=("result",)),
    "skater": PicturedScreen(commands=("skater",)),
    "chart": PicturedScreen(commands=("chart",)),
    "lap-chart": PicturedScreen(commands=("chart", "part_on")),
    "gaps": PicturedScreen(commands=("chart", "part_on", "part_on")),
    "ice": PicturedScreen(commands=("ice",)),
    "help": PicturedScreen(commands=("help",)),
    "what-if": PicturedScreen(commands=("what_if",)),
    "palette": PicturedScreen(commands=("palette",)),
    "follow": PicturedScreen(OpenedAs.FOLLOWED),
    "entry": PicturedScreen(OpenedAs.ENTERED),
    "sheet": PicturedScreen(OpenedAs.BEFORE_ENTRY, ("entry_edit_sheet",)),
    "line-up": PicturedScreen(OpenedAs.BEFORE_THE_GUN, ("lineup",)),
    "programme": PicturedScreen(OpenedAs.PROGRAMME),
    "home": PicturedScreen(OpenedAs.HOME),
}
"""By the name that a person asks for it by."""
SCREENS: Final = tuple(PICTURED)
VIEWS: Final = ("now", "then")
"""The views of a race that was corrected: as it stands now, and as it was known then."""


SUFFIXES: Final = (".svg", ".txt", ".png")
"""The endings of the files that a picture can be written to."""


class PictureAsked(NamedTuple):
    """Which picture to take of a race or a meeting.

    ``at`` is a moment, ``size`` columns and rows. ``skater`` is the bib under the cursor, None for nobody. ``typed`` is
    what has been typed, on a screen with an input line.
    """

    screen: str = "race"
    at: str = "end"
    size: tuple[int, int] = (120, 36)
    skater: int | None = None
    typed: str = ""
    view: str = VIEWS[0]
    layout: str = "both"
    theme: str = "dark"
    language: Language = Language.EN
    spoilers: bool = False


class PictureOptions(TypedDict, total=False):
    """The options of `massstart_tui.picture`, by name."""

    at: str
    screen: str
    size: tuple[int, int]
    skater: int | None
    typed: str
    view: str
    layout: str
    theme: str
    language: str
    spoilers: bool


def check_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return ``size``, in columns and rows; raise ValueError outside the allowed sizes."""
    (fewest, lowest), (most, highest) = SMALLEST_SCREEN, LARGEST_SCREEN
    columns, rows = size
    if not (fewest <= columns <= most and lowest <= rows <= highest):
        raise ValueError(f"{columns}x{rows} is not a size from {fewest}x{lowest} to {most}x{highest}")
    return size


_READ_BY_RICH: Final = frozenset(
    {"NO_COLOR", "FORCE_COLOR", "COLORTERM", "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"}
    | {"UNICODE_VERSION", "JUPYTER_COLUMNS", "JUPYTER_LINES"}
)
_OF_TEXTUAL: Final = "TEXTUAL"


@contextmanager
def plain_environment() -> Iterator[None]:
    """Hide, for as long as a picture is taken, the variables that change how Rich and Textual draw.

    Textual reads some of its own only once, when it is first imported.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if _changes_drawing(name)}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _changes_drawing(name: str) -> bool:
    return name in _READ_BY_RICH or name.startswith(_OF_TEXTUAL)
