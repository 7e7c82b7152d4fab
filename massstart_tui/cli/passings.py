"""``massstart passings``: convert the output of a timing system to a stream of crossings, as it arrives.

Run again with more of the feed, or with all of it, it continues the stream: nothing is recorded twice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.journal_opening import opened_journal
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import refused
from massstart_tui.journal.journal import Journal
from massstart_tui.race.chip_codes import chips_like_bibs
from massstart_tui.race.events import Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.fault_messages import fault_line
from massstart_tui.report.journal_status import lost
from massstart_tui.stream.disk import NotRegular
from massstart_tui.stream.faults import BadData, Fault, Flaw, unreadable
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Words
from massstart_tui.timing.feed_clock import ClockReading, iso, of_day
from massstart_tui.timing.feed_connection import FeedConnection, FeedNews, LinkNews, LinkState, StreamFeed
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_reader import NAMES, FeedReader, format_called
from massstart_tui.timing.feed_source import NotAFeedAddress, is_feed_address, open_feed, parse_feed_address

PATIENCE: Final = 10.0
"""Seconds that the journal may take at the end to get its last lines on disk."""


class PassingsOptions(NamedTuple):
    """Which passings of which start sheet to convert, and where to."""

    words: Words
    file: str
    sheet: str
    gun: str | None
    loop: str | None
    from_: str | None
    output: Path


OPTIONS: Final = PassingsOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the passings and their format, the start sheet, the gun, and the stream to write."""
    words = parser.words
    parser.add_argument("file", metavar="PASSINGS", help=words("help.passings"))
    parser.add_argument("--sheet", required=True, metavar="SHEET.toml", help=words("help.sheet"))
    parser.add_argument("--gun", metavar="HH:MM:SS", help=words("help.gun"))
    parser.add_argument("--from", dest="from_", choices=NAMES, metavar="NAME", help=words("help.feed_format"))
    parser.add_argument("--loop", metavar="NAME", help=words("help.loop"))
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="RACE.jsonl", help=words("help.stream_output")
    )


def run(options: PassingsOptions) -> int:
    """Record the crossings as their passings arrive; report what cannot be used, and go on."""
    words = options.words
    gun = gun_asked(options.gun, words)
    try:
        sheet = read_sheet(options.sheet).sheet
        with _connection(options.file, words) as connection:
            return _convert(connection, sheet, gun, options)
    except BadData as error:
        raise refused(error, words) from error


def gun_asked(text: str | None, words: Words) -> ClockReading | None:
    """Return the time of the gun that a person gave; raises CommandRefused if it is none."""
    gun = None if text is None else of_day(text.strip()) or iso(text.strip())
    if text is not None and gun is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.not_a_gun", given=text)])
    return gun


@contextmanager
def _connection(source: str, words: Words) -> Iterator[FeedConnection]:
    """Yield what gives the bytes of a file, an address or standard input; raises BadData and CommandRefused."""
    with ExitStack() as stack:
        if source == "-":
            yield StreamFeed(sys.stdin.buffer)
        elif is_feed_address(source):
            connection = _connected(source, words)
            stack.callback(connection.close)
            yield connection
        else:
            path = Path(source)
            try:
                if path.exists() and not path.is_file():
                    raise NotRegular
                opened = stack.enter_context(path.open("rb"))
            except OSError as error:
                raise BadData(source, [unreadable(error)]) from error
            yield StreamFeed(opened)


def _connected(source: str, words: Words) -> FeedConnection:
    try:
        return open_feed(parse_feed_address(source))
    except NotAFeedAddress as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.feed_address", given=source)]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        said = words("refused.feed_cannot_listen", address=source, reason=reason)
        raise CommandRefused(ExitCode.FAILED, [said]) from error


class _Teller:
    """Prints what is to be said about a feed to standard error; ``wrong`` is true if something could not be used."""

    def __init__(self, file: str, words: Words) -> None:
        self.file = file
        self.words = words
        self.wrong = False

    def say(self, code: str, **values: str | int) -> None:
        print(self.words(code, file=self.file, **values), file=sys.stderr)

    def link(self, news: LinkNews) -> None:
        print(link_line(news, self.words), file=sys.stderr)

    def fault(self, fault: Fault) -> None:
        self.wrong = self.wrong or not fault.harmless
        print(fault_line(self.file, fault, self.words), file=sys.stderr)


def link_line(news: LinkNews, words: Words) -> str:
    """Return what to say about a change of the connection to a timing system."""
    code = f"feed_link.{news.state}"
    if news.reason and news.state is LinkState.LOST:
        code += ".why"
    return words(code, peer=news.peer, reason=news.reason)


def _convert(connection: FeedConnection, sheet: Sheet, gun: ClockReading | None, options: PassingsOptions) -> int:
    teller = _Teller(options.file, options.words)
    journal = opened_journal(options.output, sheet, lambda _: None, options.words)
    recorded = Timeline(journal.recording)
    if there := len(recorded):
        teller.say("passings.going_on", count=there)
    for bib, other in chips_like_bibs(sheet):
        teller.fault(Fault(None, "transponder", Flaw.CHIP_LIKE_BIB, {"bib": bib, "other": other}, harmless=True))
    reader = FeedReader(None if options.from_ is None else format_called(options.from_))
    found = FeedEvents(sheet, recorded, gun=gun, loop=options.loop)
    try:
        added = _record(connection, reader, found, journal, teller)
    finally:
        condition = journal.close(PATIENCE)
    _tell_whole(reader, found, sheet, teller)
    if condition.pending:
        print(lost(condition, str(options.output), options.words), file=sys.stderr)
        return ExitCode.FAILED
    print(options.words("passings.written", file=str(options.output), count=added), file=sys.stderr)
    return ExitCode.BAD_DATA if teller.wrong else ExitCode.DONE


def _until_interrupted(connection: FeedConnection) -> Iterator[FeedNews]:
    """Yield what comes; an interrupt ends it as the end of a file does, because nothing else ends a live feed."""
    try:
        yield from connection.chunks()
    except KeyboardInterrupt:
        connection.close()


def _record(
    connection: FeedConnection, reader: FeedReader, found: FeedEvents, journal: Journal, teller: _Teller
) -> int:
    """Record what the feed says, as it arrives; return how many crossings there are more."""
    keeper = _Keeper(journal, teller)
    named = False
    for news in _until_interrupted(connection):
        if isinstance(news, LinkNews):
            teller.link(news)
            records = reader.break_off() if news.breaks_off else []
        else:
            records = reader.records(news)
        results = found.events(records, keeper.next_seq)
        if reader.feed is not None and not named:
            named = True
            teller.say("passings.format", format=reader.feed.name)
        keeper.keep(results)
    keeper.keep(found.rest(keeper.next_seq))
    return keeper.added


class _Keeper:
    """Records events and tells faults; ``added`` is how many crossings there are more."""

    def __init__(self, journal: Journal, teller: _Teller) -> None:
        self.next_seq = len(journal.recording) + 1
        self.added = 0
        self._journal = journal
        self._teller = teller

    def keep(self, results: Iterable[Event | Fault]) -> None:
        events = []
        for result in results:
            if isinstance(result, Fault):
                self._teller.fault(result)
            else:
                events.append(result)
        if events:
            self._journal.append(events)
            self.next_seq += len(events)
            self.added += sum((event.type == "crossing") - (event.type == "retract") for event in events)


def _tell_whole(reader: FeedReader, found: FeedEvents, sheet: Sheet, teller: _Teller) -> None:
    """Tell what can be said only at the end."""
    for fault in (*reader.end(), *found.end()):
        teller.fault(fault)
    if found.loop_was_taken:
        teller.say("passings.loop", loop=found.loop or "")
    if found.before_the_gun:
        teller.say("passings.before_the_gun", count=found.before_the_gun)
    for chip, count in found.unknown.items():
        if count > 1:
            teller.say("passings.unknown", chip=chip, count=count)
    names = {skater.bib: f"{skater.bib} {skater.name}" for skater in sheet.skaters}
    for missed in found.missed():
        times = {"before": race_time(missed.after), "after": race_time(missed.before)}
        mend = f"@{race_time(missed.near)} crossing {missed.bib}"
        teller.say("passings.missed", skater=names[missed.bib], mend=mend, **times)
