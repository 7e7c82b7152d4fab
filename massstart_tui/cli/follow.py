"""``massstart follow SOURCE``: follow a race under way from a growing file, standard input or a server.

``--format jsonl`` is for other programs: it prints a line of JSON for each change of state, see
`massstart_tui.report.state_changes`, and ``{"type": "source", "notice": …}`` for notices of the source. It begins with
the lines that are in the stream already. The command ends when the source does, not when the race does: a
disqualification may come after the result was official.
"""

from __future__ import annotations

import json
import os
import sys
import time
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.feed_opening import FeedAsked, add_feed_arguments, refuse_without_feed
from massstart_tui.cli.race_argument import is_address
from massstart_tui.cli.screen_run import has_screen, remembered_setup, show
from massstart_tui.follow.line_source import (
    FileSource,
    Notice,
    PipeSource,
    Source,
    SourceNotice,
    StillToCome,
    is_regular,
)
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.regular_files import NotAFile
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.stream.quick_look import QuickLook

STANDARD_INPUT: Final = "-"
LONGEST_DELAY: Final = 3600.0


class FollowOptions(NamedTuple):
    """Which source to follow, and how; ``delay`` is in milliseconds."""

    words: Words
    source: str
    delay: int = 0
    creds: Path | None = None
    format: str | None = None
    sheet: str | None = None
    from_: str | None = None
    gun: str | None = None
    loop: str | None = None
    heat: str | None = None
    lang: str | None = None


OPTIONS: Final = FollowOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the source, and how to follow it."""
    words = parser.words
    parser.add_argument("source", metavar="SOURCE", help=words("help.source"))
    delays = parser.value(delay, "option.delay", most=f"{LONGEST_DELAY:g}")
    parser.add_argument("--delay", type=delays, default=0, metavar="SECONDS", help=words("help.delay"))
    parser.add_argument("--creds", type=Path, metavar="FILE", help=words("help.creds"))
    parser.add_argument("--format", choices=["jsonl"], help=words("help.follow_format"))
    parser.add_argument("--sheet", metavar="SHEET.toml", help=words("help.follow_sheet"))
    add_feed_arguments(parser)


def plain_options(words: Words, source: str | None = None) -> FollowOptions | None:
    """Return the options of a line without options; None without a source, which the parser tells."""
    return None if source is None else FollowOptions(words, source)


def delay(text: str) -> int:
    """Convert seconds such as ``7.5`` to milliseconds; raise ValueError below 0 or above an hour."""
    seconds = float(text)
    if not 0 <= seconds <= LONGEST_DELAY:
        raise ValueError(text)
    return round(seconds * 1000)


def run(options: FollowOptions) -> int:
    """Show the race, or print it line by line if there is no terminal or data was asked for."""
    words = options.words
    if options.source == STANDARD_INPUT and sys.stdin.isatty():
        raise CommandRefused(ExitCode.USAGE, [words("refused.nothing_piped")])
    asked = FeedAsked(options.source if options.sheet else None, options.from_, options.gun, options.loop, options.heat)
    refuse_without_feed(asked, words, "refused.feed_needs_sheet")
    if options.format is None and has_screen():
        return _show(options) if options.sheet is None else _show_feed(options, asked, options.sheet)
    if options.delay:
        raise CommandRefused(ExitCode.USAGE, [words("refused.delay_without_screen")])
    return _tell(_source(options, asked), words, data=options.format is not None)


def _source(options: FollowOptions, asked: FeedAsked) -> Source:
    from massstart_tui.cli.followed_feed import followed_feed

    if options.sheet is not None:
        return followed_feed(asked, options.sheet, options.words)
    return source_of(options.source, options.creds, options.words)


def _show_feed(options: FollowOptions, asked: FeedAsked, sheet: str) -> int:
    from massstart_tui.cli.followed_feed import followed_feed

    if options.source == STANDARD_INPUT and not Path("/dev/tty").exists():
        raise CommandRefused(ExitCode.USAGE, [options.words("refused.no_keyboard")])
    return _show_source(options, followed_feed(asked, sheet, options.words), None)


def source_of(name: str, creds: Path | None, words: Words) -> Source:
    """Return the source called ``name``: standard input, a shared race, a growing file, a named pipe or a serial line.

    ``creds`` is the credentials file for a shared race. Raises CommandRefused, also for what gives no lines, such as a
    folder.
    """
    if name == STANDARD_INPUT:
        return PipeSource(sys.stdin.buffer)
    if is_address(name):
        return _shared(name, creds, words)
    return FileSource(Path(name)) if is_regular(Path(name)) else PipeSource(_opened(Path(name), words), name)


def _opened(path: Path, words: Words) -> BinaryIO:
    """Open a named pipe or a serial line; raises CommandRefused for a folder and for any other device."""
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        file = path.open("rb")
        if not (path.is_fifo() or file.isatty()):
            file.close()
            raise NotAFile
    except OSError as error:
        from massstart_tui.report.fault_messages import fault_line
        from massstart_tui.stream.faults import unreadable

        raise CommandRefused(ExitCode.BAD_DATA, [fault_line(str(path), unreadable(error), words)]) from error
    return file


def _shared(name: str, creds: Path | None, words: Words) -> Source:
    from massstart_tui.cli.shared_access import access_asked, refuse_without_libraries
    from massstart_tui.share.shared_source import SharedSource

    refuse_without_libraries(words)
    return SharedSource(access_asked(name, creds, words))


def _show(options: FollowOptions) -> int:
    from massstart_tui.stream.quick_look import quick_look

    if options.source != STANDARD_INPUT:
        source = source_of(options.source, options.creds, options.words)
        first = quick_look(Path(options.source)) if isinstance(source, FileSource) else None
        return _show_source(options, source, first)
    if not Path("/dev/tty").exists():
        raise CommandRefused(ExitCode.USAGE, [options.words("refused.no_keyboard")])
    # the screen reads its keys from descriptor 0, so the stream is read from a copy
    with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as lines:
        return _show_source(options, PipeSource(lines), None)


def _show_source(options: FollowOptions, source: Source, first: QuickLook | None) -> int:
    setup = remembered_setup(options.lang, options.words)
    from massstart_tui.tui.modes import FollowSource

    return show(FollowSource(source, first, options.delay), setup, options.words)


def _wait(seconds: float) -> bool:
    time.sleep(seconds)
    return False


def _tell_differences(path: Path, sheet: Sheet, words: Words) -> None:
    """Print a warning if the start sheet of a final disagrees with its heats."""
    from massstart_tui.report.programme_page import heats_differ

    if differs := heats_differ(path, sheet, words):
        print(differs, file=sys.stderr)


def _tell_of_source(name: str, said: SourceNotice | StillToCome, words: Words, *, data: bool) -> None:
    from massstart_tui.report.sharing_status import source_line
    from massstart_tui.report.state_changes import to_come_line

    if isinstance(said, StillToCome):
        if data:
            print(to_come_line(said), flush=True)
        return
    print(source_line(name, said, words), file=sys.stderr)
    if data:
        print(json.dumps({"type": "source", "notice": said.notice}), flush=True)


def _tell(source: Source, words: Words, *, data: bool) -> int:
    from massstart_tui.follow.growing_race import GrowingRace
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.report.state_changes import as_data, as_log
    from massstart_tui.stream.faults import Fault, Flaw

    followed = GrowingRace(source.name)
    refused = False
    path = source.path if isinstance(source, FileSource) else None
    for news in source.news(_wait):
        if isinstance(news, StillToCome | SourceNotice):
            refused |= isinstance(news, SourceNotice) and news.notice is Notice.REFUSED
            followed.take(news)
            _tell_of_source(source.name, news, words, data=data)
            continue
        for step in followed.steps(news.lines):
            for line in as_data(step) if data else as_log(step, words):
                print(line, flush=True)
        if path is not None and followed.views is not None:
            _tell_differences(path, followed.views.now.sheet, words)
            path = None
        if faults := followed.take_new_faults():
            print(*fault_lines(source.name, faults, words), sep="\n", file=sys.stderr)
    if followed.wrong_lines:
        print(words("source.wrong", count=followed.wrong_lines), file=sys.stderr)
        return ExitCode.BAD_DATA
    if followed.views is None and not refused and isinstance(source, PipeSource):
        print(*fault_lines(source.name, [Fault(None, "", Flaw.EMPTY)], words), sep="\n", file=sys.stderr)
        return ExitCode.BAD_DATA
    return ExitCode.FAILED if refused else ExitCode.DONE
