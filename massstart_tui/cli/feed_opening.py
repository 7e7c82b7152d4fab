"""Open the feed of a timing system for a screen: what may come while a race is on, from wherever it comes."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.text.words import Words
from massstart_tui.timing.format_names import FORMAT_NAMES

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.stream.recorded_race import Race
    from massstart_tui.timing.feed_connection import FeedConnection
    from massstart_tui.tui.timing_feed import TimingSource

STANDARD_INPUT: Final = "-"


class FeedAsked(NamedTuple):
    """What a person said about a feed: its source and format, the gun by its clock, the line's loop, and the heat."""

    source: str | None
    from_: str | None
    gun: str | None
    loop: str | None
    heat: str | None = None


def add_feed_arguments(parser: Parser) -> None:
    """Add the arguments about a feed, but for its source."""
    words, names = parser.words, ", ".join(FORMAT_NAMES)
    formats = parser.value(format_name, "option.feed_format", names=names)
    parser.add_argument(
        "--from", dest="from_", type=formats, metavar="NAME", help=words("help.enter_feed_format", names=names)
    )
    parser.add_argument("--gun", metavar="HH:MM:SS", help=words("help.gun"))
    parser.add_argument("--loop", metavar="NAME", help=words("help.loop"))
    parser.add_argument("--heat", metavar="NAME", help=words("help.live_heat"))


def format_name(text: str) -> str:
    """Return the name of a format as it is; raises ValueError if there is no such format."""
    if text not in FORMAT_NAMES:
        raise ValueError(text)
    return text


def refuse_without_feed(asked: FeedAsked, words: Words, code: str = "refused.timing_option") -> None:
    """Raise CommandRefused with the sentence ``code`` if something is said about a feed, and there is none."""
    said = {"--from": asked.from_, "--gun": asked.gun, "--loop": asked.loop, "--heat": asked.heat}
    if asked.source is None and (option := next((name for name, value in said.items() if value is not None), None)):
        raise CommandRefused(ExitCode.USAGE, [words(code, option=option)])


def timing_of(asked: FeedAsked, words: Words) -> TimingSource | None:
    """Return the timing system that was asked for, None if none was; raises CommandRefused."""
    refuse_without_feed(asked, words)
    if asked.source is None:
        return None
    from massstart_tui.cli.passings import feed_wanted, gun_asked
    from massstart_tui.tui.timing_feed import TimingSource

    gun = gun_asked(asked.gun, words)
    connection, feed = live_feed(asked.source, words), feed_wanted(asked.source, asked.from_)
    return TimingSource(connection, None if feed is None else feed.name, gun, asked.loop, asked.heat)


def rehearsed_timing(race: Race, recorder: Recorder) -> TimingSource:
    """Return a timing system that gives the crossings of ``race`` by the race clock of ``recorder``."""
    from massstart_tui.race.events import Crossing
    from massstart_tui.timing.passing_columns import PASSING_COLUMNS
    from massstart_tui.timing.played_crossings import PlayedCrossing, PlayedCrossings
    from massstart_tui.tui.timing_feed import TimingSource

    timeline, skaters = race.timeline, race.sheet.by_bib()
    played = [
        PlayedCrossing(event.t, next(iter(skaters[event.bib].transponders), str(event.bib)))
        for event in map(timeline.event, timeline.order)
        if isinstance(event, Crossing) and event.bib in skaters
    ]

    def now() -> int | None:
        return recorder.t if recorder.clock.running else None

    return TimingSource(PlayedCrossings(played, now), PASSING_COLUMNS.name)


def has_crossings(race: Race) -> bool:
    """Return whether anybody is recorded to have crossed the line."""
    timeline = race.timeline
    return any(timeline.event(seq).type == "crossing" for seq in timeline.order)


def live_feed(source: str, words: Words) -> FeedConnection:
    """Return what gives the bytes of a feed as they come; raises CommandRefused.

    ``source`` is ``-`` for standard input, an address, a named pipe, or a file that grows and need not exist yet.
    """
    from massstart_tui.cli.passings import connected
    from massstart_tui.timing.feed_address import is_feed_address
    from massstart_tui.timing.feed_connection import StreamFeed
    from massstart_tui.timing.growing_feed import GrowingFeed, NamedPipeFeed

    if source == STANDARD_INPUT:
        # the screen reads its keys from descriptor 0, so the feed is read from a copy
        return StreamFeed(os.fdopen(os.dup(sys.stdin.fileno()), "rb"))
    if is_feed_address(source):
        return connected(source, words)
    path = Path(source)
    if not path.exists() or path.is_file():
        return GrowingFeed(path)
    if not stat.S_ISFIFO(path.stat().st_mode):
        raise CommandRefused(ExitCode.BAD_DATA, [words("refused.not_a_feed", file=source)])
    return NamedPipeFeed(path)
