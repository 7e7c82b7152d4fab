"""``massstart [replay] FILE``: replay a race, or show the programme of a meeting.

Without a file it shows the programme of the sample meeting.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui import settings as remembered
from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.race_argument import find_race, find_race_or_meeting, moment_asked, read_race, refused
from massstart_tui.cli.signals import in_order
from massstart_tui.stream.quick_look import Glance, glance
from massstart_tui.stream.samples import meeting_path, sample_names, sample_path
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser
    from massstart_tui.follow.line_source import Source
    from massstart_tui.stream.meeting_file import MeetingFile
    from massstart_tui.tui.app import MassStart


TOML: Final = ".toml"


class ReplayOptions(NamedTuple):
    """The options of a replay, with the names and the defaults that the argument parser gives."""

    file: str | None
    words: Words
    lang: str | None = None
    begin: str | None = None
    speed: float | None = None
    paused: bool = False
    spoilers: bool = False


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the race, and how to replay it."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", nargs="?", help=words("help.race"))
    parser.add_argument("--from", dest="begin", metavar="MOMENT", help=words("help.from"))
    speeds = parser.value(speed, "option.speed", least=f"{remembered.SLOWEST:g}", most=f"{remembered.FASTEST:g}")
    parser.add_argument("--speed", type=speeds, metavar="X", help=words("help.speed"))
    parser.add_argument("--paused", action="store_true", help=words("help.paused"))
    parser.add_argument("--spoilers", action="store_true", help=words("help.spoilers"))


def speed(text: str) -> float:
    """Convert a replay speed, a multiple of the race's own; raise ValueError outside the allowed range."""
    value = float(text)
    if not remembered.SLOWEST <= value <= remembered.FASTEST:
        raise ValueError(text)
    return value


def run(args: ReplayOptions) -> int:
    """Show the race, or print it line by line if there is no terminal."""
    words = args.words
    path = find_race_or_meeting(args.file, words) if args.file else None
    if args.begin is not None:
        _understand(args.begin, words)
    if path is not None and path.suffix.lower() == TOML:
        return _meeting_or_sheet(args, path)
    if args.file is not None and not has_screen():
        return _tell_all(args.file, args.begin, words)
    if path is not None:
        return _show(args, (path, first_look(path, words)))
    from massstart_tui.stream.meeting_file import glance_meeting

    sample = meeting_path()
    return _show(args, None, glance_meeting(sample) if sample else None)


def _meeting_or_sheet(args: ReplayOptions, path: Path) -> int:
    """Show the programme of a meeting.

    A start sheet has nothing to replay yet: raises CommandRefused with a message that says what to do.
    """
    from shlex import quote

    from massstart_tui.stream.meeting_file import is_meeting_file

    if is_meeting_file(path):
        from massstart_tui.cli.programme import show_or_tell

        return show_or_tell(args, str(path))
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.sheet_file import read_sheet

    try:
        read_sheet(path)
    except BadData as error:
        raise refused(error, args.words) from error
    raise CommandRefused(ExitCode.USAGE, [args.words("refused.a_sheet", file=str(path), quoted=quote(str(path)))])


def show_programme(args: ReplayOptions, meeting: MeetingFile) -> int:
    """Show the programme of this meeting."""
    return _show(args, None, meeting)


def show_followed(args: ReplayOptions, source: Source, first: Glance | None, delay: int) -> int:
    """Show the race under way that comes from ``source``, delayed by ``delay`` milliseconds.

    ``first`` is its start sheet, if it could be read already.
    """
    return _show(args, None, follow=(source, first, delay))


def _understand(begin: str, words: Words) -> None:
    from massstart_tui.stream.moments import parse_moment

    with moment_asked(words):
        parse_moment(begin)


def first_look(path: Path, words: Words) -> Glance:
    """Return the start sheet of a stream.

    A plain header is read alone, which is fast; otherwise the whole stream is, and all its faults are reported.
    """
    if first := glance(path):
        return first
    race = read_race(str(path), words)
    return Glance(race.sheet, race.marks.any)


def _show(
    args: ReplayOptions,
    race: tuple[Path, Glance] | None,
    meeting: MeetingFile | None = None,
    follow: tuple[Source, Glance | None, int] | None = None,
) -> int:
    # Imports create objects that stay: collecting garbage among them would delay the first picture, after which
    # collection is enabled again.
    gc.disable()
    from massstart_tui.tui.app import MassStart, ToFollow, Wanted

    place = remembered.settings_path()
    settings, complaints = remembered.load(place)
    samples = tuple(path for name in sample_names() if (path := sample_path(name))) if race is None else ()
    wanted = Wanted(
        race=race,
        races=samples,
        meeting=meeting,
        follow=ToFollow(*follow) if follow else None,
        language=language_asked(args.lang, args.words, settings),
        settings=settings,
        complaints=tuple(complaints),
        speed=args.speed or settings.speed,
        begin=args.begin,
        paused=args.paused,
        spoilers=args.spoilers,
        remember=partial(remembered.save, place),
    )
    app = MassStart(wanted)
    _keyboard()
    with in_order() as ending:
        code = ending.show(app)
    return _ended(app, args.words) or code


def language_asked(lang: str | None, words: Words, settings: remembered.Settings) -> Language:
    """Return the language asked for, else the remembered one, else that of the locale, which ``words`` has."""
    if lang is None and settings.language != "auto":
        return Language(settings.language)
    return words.language


def has_screen() -> bool:
    """Return whether there is something to draw on: a terminal, or a page in a browser."""
    return sys.stdout.isatty() or on_a_page()


def on_a_page() -> bool:
    """Return whether a server started this process for a page, with a Textual driver of its own."""
    return "TEXTUAL_DRIVER" in os.environ


def _keyboard() -> None:
    """Read keys from the terminal even if standard input is something else.

    Otherwise the bytes of a pipe would be taken for keys.
    """
    if not on_a_page() and not sys.stdin.isatty() and Path("/dev/tty").exists():
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)


def _ended(app: MassStart, words: Words) -> int:
    if app.failed is not None:
        raise refused(app.failed, words)
    if app.broke is not None:
        raise app.broke
    if app.no_such_moment is not None:
        with moment_asked(words):
            raise app.no_such_moment
    return ExitCode.DONE


def _tell_all(file: str, begin: str | None, words: Words) -> int:
    """Print the incident log from the moment ``begin`` on.

    The columns are laps to go, race time, the kind of event, and its description.
    """
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.report.heat_differences import heats_differ
    from massstart_tui.text.plain import plain

    race = read_race(file, words)
    if differs := heats_differ(find_race(file, words), race.sheet, words):
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
