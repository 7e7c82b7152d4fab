"""The options that the app is started with: a type for each mode, and `Setup` for what all modes have.

The mode in which an opened race is entered is `massstart_tui.tui.opened_race.Entering`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.settings import Complaint, Settings
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.text.words import Language
from massstart_tui.tui.host import Clocks
from massstart_tui.tui.opened_race import Entering

if TYPE_CHECKING:
    from massstart_tui.follow.line_source import Source
    from massstart_tui.stream.meeting_file import MeetingFile


class Setup(NamedTuple):
    """What all modes have.

    ``complaints`` are about settings that could not be read. ``remember`` saves changed settings, given by their
    names, and raises OSError or LeftAlone if it cannot; it is None if they are not saved. ``watched`` is the file
    that has how far each race was watched in earlier runs; it is None if that is not remembered. ``local`` says
    whether the viewer is at this machine: nobody else opens its files. ``first_time`` says that the viewer has not
    watched a race before. With ``still`` the ice is drawn at passings only, whatever the settings say; without
    ``braille`` it is not drawn, because the terminal has no such characters.
    """

    language: Language
    settings: Settings = Settings()
    complaints: tuple[Complaint, ...] = ()
    clocks: Clocks = Clocks()
    remember: Callable[[Mapping[str, str | float]], None] | None = None
    watched: Path | None = None
    local: bool = True
    first_time: bool = False
    still: bool = False
    braille: bool = True


class Playing(NamedTuple):
    """How a recorded race is played.

    ``begin`` is the moment to begin at, None for before the gun. With ``spoilers`` the result may be shown at once.
    """

    speed: float = 1.0
    begin: str | None = None
    paused: bool = False
    spoilers: bool = False


class ReplayFile(NamedTuple):
    """Replay the stream at ``path``; ``first`` is its quickly read start sheet."""

    path: Path
    first: QuickLook
    playing: Playing = Playing()


class PlayDemonstration(NamedTuple):
    """Play the demonstration, which is of the sample race at ``path``; ``first`` is its quickly read start sheet."""

    path: Path
    first: QuickLook
    playing: Playing = Playing()


class FollowSource(NamedTuple):
    """Follow a race under way, ``delay`` milliseconds late; ``first`` is its start sheet, if known already."""

    source: Source
    first: QuickLook | None
    delay: int = 0


class OpenToEnter(NamedTuple):
    """Enter a race that ``open`` opens, in a thread; ``first`` is its quickly read start sheet, shown until then."""

    first: QuickLook
    open: Callable[[], Entering]


class ShowProgramme(NamedTuple):
    """Show the programme of ``meeting``, and from there its races, or the list of the sample ``races``."""

    meeting: MeetingFile
    races: tuple[Path, ...] = ()
    playing: Playing = Playing()


class ListRaces(NamedTuple):
    """Show the list of ``races``, and from there each of them."""

    races: tuple[Path, ...]
    playing: Playing = Playing()


class ShowHome(NamedTuple):
    """Show the home page with the files in ``folder``, and from there races, or the list of the sample ``races``.

    ``wherever`` says that neither where the folder is nor when its files were changed is shown.
    """

    folder: Path
    races: tuple[Path, ...] = ()
    playing: Playing = Playing()
    wherever: bool = False


Mode: TypeAlias = (
    ReplayFile | PlayDemonstration | FollowSource | ShowProgramme | ListRaces | ShowHome | OpenToEnter | Entering
)
