"""Follow the feed of a timing system as a race under way: its events as lines of a stream, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from massstart_tui.cli.feed_opening import STANDARD_INPUT, FeedAsked, live_feed
from massstart_tui.cli.passings import feed_wanted, gun_asked
from massstart_tui.cli.race_argument import refused
from massstart_tui.follow.line_source import NewLines, News, Notice, SourceNotice, Wait
from massstart_tui.race.events import Crossing, Event
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.fault_messages import fault_sentence
from massstart_tui.stream.codec import Header, encode_event, encode_header
from massstart_tui.stream.faults import BadData, Fault
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Words
from massstart_tui.timing.feed_connection import FeedConnection, LinkNews, LinkState
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_heats import FeedHeats, Numbered
from massstart_tui.timing.feed_reader import FeedReader
from massstart_tui.timing.found_events import one_by_one
from massstart_tui.timing.passing_fold import MissedRead

_NOTICES = {
    LinkState.LOST: Notice.SERVER_AWAY,
    LinkState.AWAY: Notice.SERVER_AWAY,
    LinkState.CONNECTED: Notice.SERVER_BACK,
}


class FollowedFeed:
    """A source of lines for whoever follows a race; ``name`` is what messages call the feed."""

    def __init__(self, name: str, connection: FeedConnection, sheet: Sheet, asked: FeedAsked, words: Words) -> None:
        """Read ``connection`` as the feed of a race with this ``sheet``; ``words`` tell what cannot be used."""
        self.name = name
        self._connection = connection
        self._sheet = sheet
        self._words = words
        self._reader = FeedReader(feed_wanted(name, asked.from_))
        self._found = FeedEvents(sheet, gun=gun_asked(asked.gun, words), loop=asked.loop)
        self._heats = FeedHeats(asked.heat)
        self._next = 1
        self._away = False
        self._told_no_gun = False
        self._told_missed: set[MissedRead] = set()
        self._told_left_out: set[str] = set()

    def news(self, wait: Wait) -> Iterator[News]:
        """Yield the start sheet, then the events as they come, until the feed ends or ``wait`` returns true."""
        header = Header(self._sheet, datetime.now(UTC))
        yield NewLines(encode_header(header))
        for came in self._connection.chunks():
            if isinstance(came, LinkNews):
                yield from self._linked(came)
            else:
                yield from self._read(self._reader.records(came))
            if wait(0):
                self._connection.close()
                return
        rest = one_by_one(self._found.rest(self._next))
        ends = (fault for fault in self._found.end() if fault.code not in self._told_left_out)
        yield from self._lines([*self._reader.end(), *ends, *rest])
        yield SourceNotice(Notice.ENDED)

    def _linked(self, link: LinkNews) -> Iterator[News]:
        notice = _NOTICES.get(link.state)
        if notice is not None and (self._away or notice is not Notice.SERVER_BACK):
            self._away = notice is Notice.SERVER_AWAY
            yield SourceNotice(notice, link.reason)
        if link.breaks_off:
            yield from self._read(self._reader.break_off())

    def _read(self, records: Iterable[Numbered]) -> Iterator[News]:
        """Yield what these say of the race that is followed, and tell other heats."""
        kept, heats = self._heats.of_this_race(records, self._sheet, begun=self._next > 1)
        for code, heat in heats:
            yield SourceNotice(Notice.FEED_FAULT, self._words(code, heat=heat))
        yield from self._lines(self._found.events(kept, self._next))
        if self._found.waiting and not self._told_no_gun:  # a live feed may never end, where it is told as well
            self._told_no_gun = True
            yield from self._lines(self._found.end())
        left_out = [each for each in self._found.left_out.faults_so_far() if each.code not in self._told_left_out]
        self._told_left_out.update(fault.code for fault in left_out)
        yield from self._lines(left_out)

    def _lines(self, results: Iterable[Event | Fault]) -> Iterator[News]:
        events: list[Event] = []
        for result in results:
            if isinstance(result, Fault):
                yield SourceNotice(Notice.FEED_FAULT, fault_sentence(result, self._words))
            else:
                events.append(result)
        self._next += len(events)
        if events:
            yield NewLines(b"".join(map(encode_event, events)))
            yield from self._missed({event.bib for event in events if isinstance(event, Crossing)})

    def _missed(self, bibs: set[int]) -> Iterator[News]:
        """Tell once that a pass of one of these was probably not read: their laps may be wrong."""
        for missed in self._found.missed(bibs) if bibs else ():
            if missed not in self._told_missed:
                self._told_missed.add(missed)
                name = self._sheet.by_bib()[missed.bib].name
                times = {"before": race_time(missed.after), "after": race_time(missed.before)}
                told = self._words("passings.followed_missed", skater=f"{missed.bib} {name}", **times)
                yield SourceNotice(Notice.FEED_FAULT, told)


def followed_feed(asked: FeedAsked, sheet: str, words: Words) -> FollowedFeed:
    """Return the feed that was asked for as a source; raises CommandRefused."""
    name = asked.source or STANDARD_INPUT
    try:
        return FollowedFeed(name, live_feed(name, words), read_sheet(sheet).sheet, asked, words)
    except BadData as error:
        raise refused(error, words) from error
