"""``massstart passings``: convert the output of a timing system to a stream of crossings, as it arrives.

Run again with more of the feed, or with all of it, it continues the stream: nothing is recorded twice.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.passings_recording import FeedRaces, FeedTeller, Wanted, chosen_heat
from massstart_tui.cli.race_argument import refused
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import BadData, unreadable
from massstart_tui.stream.reading import collector_at_rest
from massstart_tui.stream.regular_files import NotAFile
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Words
from massstart_tui.timing.feed_address import NotAFeedAddress, is_feed_address, open_feed, parse_feed_address
from massstart_tui.timing.feed_clock import ClockReading, iso, of_day
from massstart_tui.timing.feed_connection import CHUNK, FeedConnection, FeedNews, LinkNews, LinkState, StreamFeed
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_reader import FORMATS, FeedReader, format_called
from massstart_tui.timing.feed_receipts import FeedReceipts
from massstart_tui.timing.feed_records import NextHeat
from massstart_tui.timing.format_names import FORMAT_NAMES


class PassingsOptions(NamedTuple):
    """Which passings of which start sheet to convert, and where to."""

    words: Words
    file: str
    sheet: str | None
    gun: str | None
    loop: str | None
    from_: str | None
    heat: str | None
    output: str


OPTIONS: Final = PassingsOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the passings and their format, the start sheet, the gun, and the stream to write."""
    words = parser.words
    parser.add_argument("file", metavar="PASSINGS", help=words("help.passings"))
    parser.add_argument("--sheet", metavar="SHEET.toml", help=words("help.feed_sheet"))
    parser.add_argument("--gun", metavar="HH:MM:SS", help=words("help.gun"))
    parser.add_argument("--from", dest="from_", choices=FORMAT_NAMES, metavar="NAME", help=formats_help(words))
    parser.add_argument("--loop", metavar="NAME", help=words("help.loop"))
    parser.add_argument("--heat", metavar="NAME", help=words("help.heat"))
    parser.add_argument("-o", "--output", required=True, metavar="RACE.jsonl", help=words("help.feed_output"))


def formats_help(words: Words) -> str:
    """Return the help of an option that takes the name of a format: the formats, and what each was tested with."""
    formats = "; ".join(f"{feed.name} ({words(feed.tested_with)})" for feed in FORMATS)
    return words("help.feed_format", formats=formats)


def run(options: PassingsOptions) -> int:
    """Record the crossings as their passings arrive; report what cannot be used, and go on."""
    words = options.words
    gun_asked(options.gun, words)
    try:
        sheet = None if options.sheet is None else read_sheet(options.sheet).sheet
        with _connection(options.file, words) as connection:
            return _convert(connection, sheet, options)
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
            connection = connected(source, words)
            stack.callback(connection.close)
            yield connection
        else:
            path = Path(source)
            try:
                if path.exists() and not (path.is_file() or path.is_dir()):
                    raise NotAFile
                opened = stack.enter_context(path.open("rb"))
            except OSError as error:
                raise BadData(source, [unreadable(error)]) from error
            yield StreamFeed(opened)


def connected(source: str, words: Words) -> FeedConnection:
    """Return the connection to the timing system with this address; raises CommandRefused."""
    try:
        return open_feed(parse_feed_address(source))
    except NotAFeedAddress as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.feed_address", given=source)]) from error
    except OSError as error:
        # Python adds the address to the message of the system.
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        said = words("refused.feed_cannot_listen", address=source, reason=reason)
        raise CommandRefused(ExitCode.FAILED, [said]) from error


def link_line(news: LinkNews, words: Words) -> str:
    """Return what to say about a change of the connection to a timing system."""
    code = f"feed_link.{news.state}"
    if news.reason and news.state is LinkState.LOST:
        code += ".why"
    return words(code, peer=news.peer, reason=news.reason)


def _convert(connection: FeedConnection, sheet: Sheet | None, options: PassingsOptions) -> int:
    words, feed = options.words, feed_wanted(options.file, options.from_)
    teller, output = FeedTeller(options.file, words), Path(options.output)
    folder = output.is_dir() or options.output.endswith(("/", os.sep))
    if folder and sheet is not None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_for_a_folder", folder=options.output)])
    whole = not folder and options.file != "-" and not is_feed_address(options.file)
    wanted = Wanted(output, folder, options.heat, sheet, gun_asked(options.gun, words), options.loop)
    receipts = FeedReceipts(connection)
    races, reader = FeedRaces(wanted, teller, receipts.confirmed), FeedReader(feed)
    try:
        if whole and (options.heat is not None or races.going_on is None):
            races.take_only(chosen_heat(options.heat, _heats_of(options.file, feed), teller))
        _record(connection, reader, races, receipts)
    finally:
        on_disk = races.close()
    return ExitCode.FAILED if not on_disk else ExitCode.BAD_DATA if teller.wrong else ExitCode.DONE


def feed_wanted(source: str, asked: str | None) -> FeedFormat | None:
    """Return the format that was ``asked`` for, or that an address has; None if the first record has to tell."""
    if asked is not None:
        return format_called(asked)
    return parse_feed_address(source).format if is_feed_address(source) else None


def _until_interrupted(connection: FeedConnection) -> Iterator[FeedNews]:
    """Yield what comes; an interrupt ends it as the end of a file does, because nothing else ends a live feed."""
    try:
        yield from connection.chunks()
    except KeyboardInterrupt:
        connection.close()


def _heats_of(file: str, feed: FeedFormat | None) -> list[NextHeat]:
    """Return the heats of a whole file, as they follow one another."""
    reader, found = FeedReader(feed), list[NextHeat]()
    with Path(file).open("rb") as data:
        while chunk := data.read(CHUNK):
            found += [record for _, record in reader.records(chunk) if isinstance(record, NextHeat)]
            if reader.feed is not None and not reader.feed.has_start_lists:
                return []
    return found


def _told_format(feed: FeedFormat, races: FeedRaces, teller: FeedTeller) -> None:
    """Say which format was recognised; raises CommandRefused if a start sheet is missing."""
    teller.say("passings.format", format=feed.name)
    if races.need_a_start_list and not feed.has_start_lists:
        raise CommandRefused(ExitCode.USAGE, [teller.words("refused.feed_without_sheet", file=teller.file)])


def _record(connection: FeedConnection, reader: FeedReader, races: FeedRaces, receipts: FeedReceipts) -> None:
    """Record what the feed says, as it arrives."""
    named, given, teller = False, 0, races.teller
    for news in _until_interrupted(connection):
        with collector_at_rest():
            if isinstance(news, LinkNews):
                teller.line(link_line(news, teller.words))
                records = reader.break_off() if news.breaks_off else []
            else:
                records = reader.records(news)
                given += len(news)
            if reader.feed is not None and not named:
                named = True
                _told_format(reader.feed, races, teller)
            races.take(records)
            if (seq := races.recorded_by) is not None:
                receipts.recorded(given, seq)
    races.end()
    for fault in reader.end():
        teller.fault(fault)
