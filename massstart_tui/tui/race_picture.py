"""Take a picture of any screen about a recorded race: ``massstart_tui.picture`` and ``massstart snapshot``."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from errno import ENOENT
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from massstart_tui.follow.line_source import NewLines, News, Wait
from massstart_tui.settings import LAYOUTS, THEMES, Settings
from massstart_tui.stream.codec import encode_event, encode_header, when_recorded
from massstart_tui.stream.faults import BadData, unreadable
from massstart_tui.stream.moments import NoSuchMoment, NotAMoment
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.stream.recorded_race import Race, load
from massstart_tui.stream.samples import meeting_path, named_path
from massstart_tui.text.words import Language, words
from massstart_tui.tui.host import Clocks
from massstart_tui.tui.modes import FollowSource, Playing, ReplayFile, Setup, ShowHome, ShowProgramme
from massstart_tui.tui.pictured_screens import (
    PICTURED,
    SCREENS,
    VIEWS,
    OpenedAs,
    PictureAsked,
    check_size,
    plain_environment,
)

if TYPE_CHECKING:
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.stream.meeting_file import MeetingFile
    from massstart_tui.text.words import Words
    from massstart_tui.tui.modes import Mode
    from massstart_tui.tui.opened_race import Entering
    from massstart_tui.tui.picture import Picture

LATER: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""The time of day in a picture: after every race, so that none is taken to be under way because its file is new."""
_STEADY: Final = 10**15
"""The reading in nanoseconds of the clock that a picture of live entry is taken by: more than any race takes."""
_PATIENCE: Final = 3.0
"""Seconds that the journal of a picture may take to close."""


class NoSuchSkater(ValueError):
    """Raised if ``bib`` is not on the start sheet."""

    def __init__(self, bib: int) -> None:
        """Store the bib."""
        self.bib = bib
        super().__init__(bib)


def picture(  # noqa: PLR0913 - each is an option with its name, and all but the race have a default
    race: Race | Path | str,
    *,
    at: str = "end",
    screen: str = "race",
    size: tuple[int, int] = (120, 36),
    skater: int | None = None,
    typed: str = "",
    view: str = "now",
    layout: str = "both",
    theme: str = "dark",
    language: str = "en",
    spoilers: bool = False,
) -> Picture:
    """Return a picture of a screen, drawn without a terminal.

    It depends on the race and on the arguments only: the time zone is UTC, and neither the settings nor the environment
    are read.

    Args:
        race: A race from `load`, the path of a stream, or the name of a sample. For the screen ``programme``, the path
            of a meeting or the name of a sample meeting; for ``home`` that too, or the path of a folder.
        at: The moment, such as ``9 to go``, ``lap 7``, ``sprint 2``, ``3:58.1`` or ``end``.
        screen: The name of the screen; ``massstart snapshot --help`` lists them.
        size: Columns and rows, from 20 by 8 to 500 by 200.
        skater: The bib of the skater under the cursor; on the screen ``skater`` by default the first of the table.
        typed: What has been typed on the input line of the screen.
        view: ``now`` for the race with all corrections, ``then`` for what was known at that moment.
        layout: ``both``, ``columns``, ``table`` or ``log``.
        theme: ``dark``, ``light``, ``contrast`` or ``ansi``.
        language: ``en`` or ``nl``.
        spoilers: Whether what is still to come is shown on the bar, or the results in a programme.

    Raises:
        BadData: The file cannot be used.
        NotAMoment: ``at`` is no moment.
        NoSuchMoment: The race does not have that moment.
        ValueError: Another argument has a value that is not allowed.

    The messages are in English; those about moment, skater and typed text are those of ``massstart snapshot``.
    """
    asked = PictureAsked(screen, at, check_size(size), skater, typed, view, layout, theme, Language(language), spoilers)
    for given, allowed in ((screen, SCREENS), (view, VIEWS), (layout, LAYOUTS), (theme, THEMES)):
        if given not in allowed:
            raise ValueError(f"{given!r} is not one of {', '.join(allowed)}")
    if PICTURED[screen].opened is OpenedAs.HOME:
        if isinstance(race, Race):
            raise ValueError("a home page is that of a folder or a meeting, not of a race")
        return picture_of_home(named_path(race, meeting_path), asked)
    if PICTURED[screen].opened is OpenedAs.PROGRAMME:
        from massstart_tui.stream.meeting_file import read_meeting

        if isinstance(race, Race):
            raise ValueError("a programme is that of a meeting, not of a race")
        with _with_messages():
            return picture_of_meeting(read_meeting(named_path(race, meeting_path)), asked)
    opened = race if isinstance(race, Race) else load(race)
    with _with_messages():
        return picture_of_race(opened, asked)


@contextmanager
def _with_messages() -> Iterator[None]:
    """Give an error about an argument the message that ``massstart snapshot`` has for it."""
    try:
        yield
    except (ValueError, LookupError) as error:
        if said := _message_of(error, words(Language.EN)):
            error.args = (said,)
        raise


def _message_of(error: Exception, english: Words) -> str:
    """Return the message about an argument of a picture; empty for an error that has its own."""
    with plain_environment():  # Textual is perhaps imported here
        from massstart_tui.report.moment_faults import moment_problem
        from massstart_tui.tui.picture import CannotBeTyped, NoLineToTypeOn

    match error:
        case NotAMoment() | NoSuchMoment():
            return moment_problem(error, english)
        case NoSuchSkater():
            return english("refused.no_such_skater", bib=error.bib)
        case CannotBeTyped():
            return english("refused.cannot_be_typed", text=error.text)
        case NoLineToTypeOn():
            return english("refused.no_line_to_type_on", screen=error.screen)
        case _:
            return ""


def picture_of_meeting(meeting: MeetingFile, asked: PictureAsked) -> Picture:
    """Return a picture of the programme of ``meeting``."""
    mode = ShowProgramme(meeting, playing=Playing(spoilers=asked.spoilers))
    return _take(mode, asked, LATER)


def picture_of_home(path: Path, asked: PictureAsked) -> Picture:
    """Return a picture of the home page of the folder at ``path``, or of that of the meeting there.

    Nothing was watched before. It does not matter where the folder is, nor when its files were changed. Raises BadData
    if there is nothing at ``path``.
    """
    if not path.exists():
        raise BadData(str(path), [unreadable(FileNotFoundError(ENOENT, os.strerror(ENOENT)))])
    mode = ShowHome(path if path.is_dir() else path.parent, playing=Playing(spoilers=asked.spoilers), wherever=True)
    return _take(mode, asked, LATER)


def picture_of_race(race: Race, asked: PictureAsked) -> Picture:
    """Return a picture of a screen about ``race``.

    Raises as `picture`; its ValueErrors are NoSuchSkater, NoLineToTypeOn and CannotBeTyped.
    """
    if asked.skater is not None and asked.skater not in race.sheet.by_bib():
        raise NoSuchSkater(asked.skater)
    t = race.instant(asked.at)
    first = QuickLook(race.sheet, race.marks.any)
    opened = PICTURED[asked.screen].opened
    match opened:
        case OpenedAs.FOLLOWED:
            source = FixedLines(Path(race.recording.name).name, _stream(race, _lines_recorded_by(race, t)))
            return _take(FollowSource(source, first), asked, _time_of_day(race, t))
        case OpenedAs.ENTERED:
            with _entry_of(race, _lines_recorded_by(race, t), _time_of_day(race, t)) as entering:
                return _take(entering, asked, _time_of_day(race, t))
        case OpenedAs.BEFORE_ENTRY:
            with _entry_of(race, 0, LATER) as entering:
                return _take(entering, asked, LATER)
        case _:
            with TemporaryDirectory(prefix="massstart-") as folder:
                path = Path(folder, "race.jsonl")
                path.write_bytes(_stream(race, len(race.recording)))
                begin = None if opened is OpenedAs.BEFORE_THE_GUN else asked.at
                return _take(ReplayFile(path, first, Playing(begin=begin, spoilers=asked.spoilers)), asked, LATER)


def _take(mode: Mode, asked: PictureAsked, wall: datetime) -> Picture:
    clocks = Clocks(wall=lambda: wall, own_zone=UTC)
    setup = Setup(asked.language, Settings(theme=asked.theme, layout=asked.layout), clocks=clocks)
    with plain_environment():
        from massstart_tui.tui.picture import Frame, take_picture

        return take_picture(mode, setup, Frame(asked.screen, *asked.size, asked.skater, asked.view, asked.typed))


def _lines_recorded_by(race: Race, t: int) -> int:
    """Return how many events were recorded before the first one with a later time than ``t``, in ms."""
    return bisect_right(list(accumulate(race.recording.times, max)), t)


def _stream(race: Race, count: int) -> bytes:
    """Return the stream of a race up to its first ``count`` events, encoded anew."""
    recording = race.recording
    events = (encode_event(recording.lines.event(seq)) for seq in range(1, count + 1))
    return b"".join((encode_header(recording.header), *events))


def _time_of_day(race: Race, t: int) -> datetime:
    """Return the time of day at race time ``t``, by that of the gun; `LATER` if that was not recorded."""
    recording = race.recording
    if not recording.guns:
        return LATER
    gun = recording.lines.event(recording.guns[0])
    wall = when_recorded(gun.wall)
    return LATER if wall is None else wall + timedelta(milliseconds=t - gun.t)


class FixedLines:
    """A source with a fixed number of lines, after which nothing comes: a race between two events."""

    def __init__(self, name: str, lines: bytes) -> None:
        """Create the source called ``name`` with these lines."""
        self.name = name
        self._lines = lines

    def news(self, wait: Wait) -> Iterator[News]:
        """Yield the lines, and then nothing until nobody wants news any more."""
        yield NewLines(self._lines)
        while not wait(60.0):
            pass


@contextmanager
def _entry_of(race: Race, lines: int, wall: datetime) -> Iterator[Entering]:
    """Yield the race as it is entered after this number of lines, in a journal that is removed afterwards."""
    from massstart_tui.journal.journal import Condition, Journal
    from massstart_tui.journal.listeners import Listeners
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.tui.opened_race import Entering

    with TemporaryDirectory(prefix="massstart-") as folder:
        path = Path(folder, "race.jsonl")
        path.write_bytes(_stream(race, lines))
        tells: Listeners[Condition] = Listeners()
        journal = Journal.open(path, race.recording.header, tells)
        try:
            yield Entering(Recorder(journal, lambda: _STEADY, lambda: wall), tells, _keep_nothing)
        finally:
            journal.close(_PATIENCE)


def _keep_nothing(_sheet: Sheet, _words: Words) -> None:
    """Save nothing: no sheet is edited in a picture."""
