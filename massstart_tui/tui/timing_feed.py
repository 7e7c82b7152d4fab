"""Read the feed of a timing system in a thread, and post its records to the screen; the thread touches no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from massstart_tui.timing.feed_connection import LinkNews

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from massstart_tui.timing.feed_clock import ClockReading
    from massstart_tui.timing.feed_connection import FeedConnection
    from massstart_tui.timing.feed_records import Record


class TimingSource(NamedTuple):
    """A timing system, and what a person said about its feed: format, gun by its clock, loop of the line, and heat."""

    connection: FeedConnection
    format: str | None = None
    gun: ClockReading | None = None
    loop: str | None = None
    heat: str | None = None


class PassingsHeard(Message):
    """Posted when bytes came: the records that end in them, and when they came on the steady clock.

    ``upto`` is how many bytes have come in all, and ``format`` the name of the format; None if it is not known yet.
    """

    def __init__(
        self, records: Sequence[tuple[int | None, Record]], came: int, upto: int, format_name: str | None
    ) -> None:
        """Store the batch."""
        self.records = records
        self.came = came
        self.upto = upto
        self.format = format_name
        super().__init__()


class TimingLinked(Message):
    """Posted when the connection has changed."""

    def __init__(self, news: LinkNews, records: Sequence[tuple[int | None, Record]]) -> None:
        """Store the news, and what the change says about a record without an end."""
        self.news = news
        self.records = records
        super().__init__()


class TimingEnded(Message):
    """Posted when nothing more can come; ``reason`` is the message of the system if it cannot be read."""

    def __init__(self, reason: str, records: Sequence[tuple[int | None, Record]]) -> None:
        """Store the reason, and what is wrong with the feed at its end."""
        self.reason = reason
        self.records = records
        super().__init__()


class TimingFeed:
    """The records of a feed, a batch at a time: the next is posted when the one before was handled."""

    def __init__(self, source: TimingSource, steady: Callable[[], int]) -> None:
        """Prepare to read ``source``; `tell` starts the thread. ``steady`` is the clock for when bytes come."""
        self._connection = source.connection
        self._steady = steady
        from massstart_tui.timing.feed_reader import FeedReader, format_called

        self._reader = FeedReader(None if source.format is None else format_called(source.format))
        self._taken = Event()
        self._listener: MessagePump | None = None
        self._upto = 0

    def tell(self, listener: MessagePump) -> None:
        """Post the records to this screen."""
        self._listener = listener
        # a daemon, so that the program can exit while a pipe blocks
        Thread(target=self._run, name="timing", daemon=True).start()

    def stop(self) -> None:
        """Stop the thread."""
        self._listener = None
        self._connection.close()
        self.go_on()

    def go_on(self) -> None:
        """Let the thread post the next batch."""
        self._taken.set()

    def stored(self, upto: int) -> None:
        """Note that what the first ``upto`` bytes say is on disk."""
        self._connection.stored(upto)

    def _run(self) -> None:
        reason = ""
        try:
            for news in self._connection.chunks():
                if not self._post(self._linked(news) if isinstance(news, LinkNews) else self._heard(news)):
                    return
        except OSError as error:
            reason = error.strerror or type(error).__name__
        self._post(TimingEnded(reason, [(fault.line, fault) for fault in self._reader.end()]))

    def _heard(self, data: bytes) -> Message:
        came = self._steady()
        self._upto += len(data)
        records = self._reader.records(data)
        return PassingsHeard(records, came, self._upto, None if self._reader.feed is None else self._reader.feed.name)

    def _linked(self, news: LinkNews) -> Message:
        return TimingLinked(news, self._reader.break_off() if news.breaks_off else [])

    def _post(self, message: Message) -> bool:
        """Post a message and wait until it is handled; return False if nobody listens any more."""
        self._taken.clear()
        listener = self._listener
        if listener is None or not listener.post_message(message):
            return False
        self._taken.wait()
        return self._listener is not None
