"""Open a file from within the app: ask for it, look into it in a thread, and show the race or the programme in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.quick_look import QuickLook, quick_look
from massstart_tui.text.words import Words
from massstart_tui.tui.ordered_keys import OrderedKeysApp

if TYPE_CHECKING:
    from massstart_tui.stream.meeting_races import Programme
    from massstart_tui.tui.screens.base_screen import BaseScreen
    from massstart_tui.view.replaying import Replay

MOST_TOLD: Final = 3
"""The number of faults that are told of a file that cannot be opened."""


class Found(NamedTuple):
    """What a file has: a race, ``under_way`` if it is being recorded, or a programme; else ``said`` tells why not."""

    path: Path
    race: QuickLook | None = None
    under_way: bool = False
    programme: Programme | None = None
    said: str = ""


def look_into(path: Path, words: Words, *, spoilers: bool) -> Found:
    """Return what the file at ``path`` has; a file that is no regular one is not opened."""
    from massstart_tui.view.home_look import programme_of
    from massstart_tui.view.own_files import FileSort, looked_at

    try:
        if not path.is_file():
            code = "open.not_regular" if path.exists() else "open.not_there"
            return Found(path, said=words(code, file=path.name))
    except (OSError, ValueError):
        return Found(path, said=words("open.not_there", file=path.name))
    looked = looked_at(path)
    match looked.sort if looked else None:
        case FileSort.SHEET:
            return Found(path, said=words("open.a_sheet", file=path.name))
        case FileSort.MEETING:
            if programme := programme_of(path, spoilers=spoilers):
                return Found(path, programme=programme)
        case FileSort.RACE:
            if first := quick_look(path):
                return Found(path, race=first, under_way=looked is not None and looked.recording)
        case None:
            return Found(path, said=_of_another_kind(path, words))
    return _read_through(path, words)


def _of_another_kind(path: Path, words: Words) -> str:
    """Return what a file is that is none of massstart's, with the command that takes it, or that it is none."""
    from massstart_tui.report.fault_messages import fault_line
    from massstart_tui.report.other_files import recognised
    from massstart_tui.stream.faults import BadData, Fault, Flaw

    unknown = BadData(str(path), [Fault(None, "", Flaw.NOT_A_STREAM)])
    found = recognised(unknown)
    return (
        words("open.not_massstart", file=path.name)
        if found is unknown
        else fault_line(path.name, found.faults[0], words)
    )


def _read_through(path: Path, words: Words) -> Found:
    """Return the race in a file that a quick look does not understand, or what is wrong with it."""
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.recorded_race import load

    try:
        race = load(path)
    except BadData as error:
        return Found(path, said="\n".join(fault_lines(path.name, error.faults, words)[:MOST_TOLD]))
    return Found(path, race=QuickLook(race.sheet, race.marks.any))


class FileOpeningApp(OrderedKeysApp):
    """An app that opens further files: races, and the programmes of meetings.

    ``folder`` is where a typed path begins. ``opens_no_files`` is the code of the sentence why no file is opened,
    empty if files are: the viewer may not be at this machine, or a race is being recorded.
    ``next_command`` has the arguments of the command to run once the app has ended; empty for none.
    """

    def __init__(self) -> None:
        """Create an app that opens the files of this machine."""
        super().__init__()
        self.folder = Path()
        self.opens_no_files = ""
        self.next_command: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """The catalogue of sentences in the chosen language."""
        raise NotImplementedError

    @property
    def spoilers(self) -> bool:
        """Whether results may be shown at once."""
        raise NotImplementedError

    def warn(self, said: str) -> None:
        """Show a warning that does not interrupt anything."""
        raise NotImplementedError

    async def open_race(self, path: Path, first: QuickLook, *, under_way: bool = False) -> Replay:
        """Show the race at ``path``, followed if it is ``under_way``."""
        raise NotImplementedError

    def open_file(self, path: Path) -> None:
        """Look into the file at ``path`` in a thread, and show the race or the programme in it."""
        self.run_worker(partial(self._look_into, path), thread=True)

    def _look_into(self, path: Path) -> None:
        self.call_later(self._open_found, look_into(path, self.words, spoilers=self.spoilers))

    async def _open_found(self, found: Found) -> None:
        if found.race is not None:
            await self.open_race(found.path, found.race, under_way=found.under_way)
        elif found.programme is not None:
            from massstart_tui.tui.screens.programme_screen import ProgrammeScreen

            await self.push_screen(ProgrammeScreen(found.programme, ()))
        else:
            self.warn(found.said)

    async def ask_for_file(self, asked: str, done: Callable[[str], None]) -> None:
        """Ask for a file at the bottom of the screen; ``done`` is given what is typed."""
        from massstart_tui.tui.widgets.ask_line import AskLine
        from massstart_tui.tui.widgets.file_line import FileLine

        screen = cast("BaseScreen", self.screen)
        if self.opens_no_files:
            self.warn(self.words(self.opens_no_files))
            return
        if screen.query(AskLine):
            return

        def closed(typed: str) -> None:
            screen.end_asking()
            if typed:
                done(typed)

        await screen.ask_below(FileLine(asked, self.folder, self.words, closed, self.size.width))

    async def action_open_file(self) -> None:
        await self.ask_for_file("open.asked", self.open_typed)

    def open_typed(self, typed: str) -> None:
        """Open the file that was typed, a path or the name of a sample."""
        from massstart_tui.view.file_choices import file_named

        self.open_file(file_named(typed, self.folder))

    def run_command(self, *arguments: str) -> None:
        """Exit, and let the command that showed the app run massstart with these arguments."""
        self.next_command = arguments
        self.exit()
