"""``massstart [replay] FILE``: replay a race, or show the programme of a meeting.

Without a file it shows the home page, or the programme of the sample meeting if it is a page in a browser.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui import settings as remembered
from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.race_argument import find_race, find_race_or_meeting, is_handed, moment_asked, read_race, refused
from massstart_tui.cli.screen_run import (
    Viewing,
    has_screen,
    on_a_page,
    remembered_setup,
    sample_paths,
    show,
    show_programme,
)
from massstart_tui.stream.quick_look import QuickLook, quick_look
from massstart_tui.stream.samples import meeting_path
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser

TOML: Final = ".toml"


OPTIONS: Final = Viewing


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the race, and how to replay it."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", nargs="?", help=words("help.race"))
    parser.add_argument("--from", dest="begin", metavar="MOMENT", help=words("help.from"))
    speeds = parser.value(speed, "option.speed", least=f"{remembered.SLOWEST:g}", most=f"{remembered.FASTEST:g}")
    parser.add_argument("--speed", type=speeds, metavar="X", help=words("help.speed"))
    parser.add_argument("--paused", action="store_true", help=words("help.paused"))
    parser.add_argument("--spoilers", action="store_true", help=words("help.spoilers"))


def plain_options(words: Words, file: str | None = None) -> Viewing:
    """Return the options of a line without options."""
    return Viewing(file, words)


def speed(text: str) -> float:
    """Convert a replay speed, a multiple of the race's own; raise ValueError outside the allowed range."""
    value = float(text)
    if not remembered.SLOWEST <= value <= remembered.FASTEST:
        raise ValueError(text)
    return value


def run(options: Viewing) -> int:
    """Show the race, or print it line by line if there is no terminal."""
    words = options.words
    if options.begin is not None:
        _understand(options.begin, words)
    if options.file is not None and is_handed(options.file):
        return _replay_handed(options, options.file)
    path = find_race_or_meeting(options.file, words) if options.file else None
    if path is not None and path.suffix.lower() == TOML:
        return _meeting_or_sheet(options, path)
    if options.file is not None and not has_screen():
        return _tell_all(options.file, options.begin, words)
    if path is not None:
        return _show_race(options, path)
    if not on_a_page():
        return _show_home(options)
    from massstart_tui.stream.meeting_file import quick_look_at_meeting

    sample = meeting_path()
    meeting = quick_look_at_meeting(sample) if sample else None
    return _list_races(options) if meeting is None else show_programme(meeting, options)


def _replay_handed(options: Viewing, file: str) -> int:
    """Show a race that can be read once, or print it."""
    if not has_screen():
        return _tell_all(file, options.begin, options.words)
    from massstart_tui.cli.handed_race import copied

    with copied(file, options.words) as path:
        return _show_race(options, path, remembered=False)


def _show_race(viewing: Viewing, path: Path, *, remembered: bool = True) -> int:
    """Show the race; how far it was watched is noted unless it is not to be ``remembered``."""
    first, setup = first_look(path, viewing.words), remembered_setup(viewing.lang, viewing.words)
    from massstart_tui.tui.modes import ReplayFile

    if not remembered:
        setup = setup._replace(watched=None)
    return show(ReplayFile(path, first, viewing.playing(setup.settings)), setup, viewing.words)


def _show_home(viewing: Viewing) -> int:
    setup = remembered_setup(viewing.lang, viewing.words)
    from massstart_tui.tui.modes import ShowHome

    folder = own_folder(setup.settings)
    return show(ShowHome(folder, sample_paths(), viewing.playing(setup.settings)), setup, viewing.words)


def own_folder(settings: remembered.Settings) -> Path:
    """Return the folder of the viewer's files: the one in the settings, else the current one."""
    try:
        return Path(settings.folder or ".").expanduser()
    except RuntimeError:  # no home for the user behind ~; the page says that there is no such folder
        return Path(settings.folder)


def _list_races(viewing: Viewing) -> int:
    setup = remembered_setup(viewing.lang, viewing.words)
    from massstart_tui.tui.modes import ListRaces

    return show(ListRaces(sample_paths(), viewing.playing(setup.settings)), setup, viewing.words)


def _meeting_or_sheet(options: Viewing, path: Path) -> int:
    """Show the programme of a meeting.

    A start sheet has nothing to replay yet: raises CommandRefused with a message that says what to do.
    """
    from shlex import quote

    from massstart_tui.stream.meeting_file import is_meeting_file

    if is_meeting_file(path):
        from massstart_tui.cli.programme import show_or_tell

        return show_or_tell(str(path), options)
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.sheet_file import read_sheet

    try:
        read_sheet(path)
    except BadData as error:
        raise refused(error, options.words) from error
    raise CommandRefused(ExitCode.USAGE, [options.words("refused.a_sheet", file=str(path), quoted=quote(str(path)))])


def _understand(begin: str, words: Words) -> None:
    from massstart_tui.stream.moments import parse_moment

    with moment_asked(words):
        parse_moment(begin)


def first_look(path: Path, words: Words) -> QuickLook:
    """Return the start sheet of a stream.

    A plain header is read alone, which is fast; otherwise the whole stream is, and all its faults are reported.
    """
    if first := quick_look(path):
        return first
    race = read_race(str(path), words)
    return QuickLook(race.sheet, race.marks.any)


def _tell_all(file: str, begin: str | None, words: Words) -> int:
    """Print the incident log from the moment ``begin`` on.

    The columns are laps to go, race time, the kind of event, and its description.
    """
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.report.programme_page import heats_differ
    from massstart_tui.text.plain import plain

    race = read_race(file, words)
    if not is_handed(file) and (differs := heats_differ(find_race(file, words), race.sheet, words)):
        print(differs, file=sys.stderr)
    timeline, first = race.timeline, 0
    if begin is not None:
        with moment_asked(words):
            # events at that very instant are included
            first = timeline.lines_at(timeline.position_at(race.instant(begin) - 1))
    names = {skater.bib: plain(skater.name) for skater in race.sheet.skaters}
    telling = Telling(words, race.sheet.rules_in_force(), names, race.sheet.texts_nl)
    for index in range(first, timeline.lines_at(len(timeline))):
        told = timeline.line(index)
        when = (words("log.to_go", count=told.to_go), time_told(told.clock, words.language))
        print(*when, telling.kind(told.event), telling.body(told.event), sep="\t")
    return ExitCode.DONE
