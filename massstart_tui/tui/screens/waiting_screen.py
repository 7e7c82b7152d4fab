"""The screen that waits for the start sheet of a followed race, and says what it waits for."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from massstart_tui.follow.line_source import SourceNotice
from massstart_tui.report.sharing_status import source_line
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import Piece, wrap
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.tui.stream_feed import Feed


class WaitingScreen(PageScreen):
    """Says what it waits for, and is replaced by the race."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("waiting")]
    place: ClassVar[str] = "waiting"

    def __init__(self, feed: Feed, delay: int) -> None:
        """Wait for the start sheet from ``feed``; the race is then followed ``delay`` milliseconds late."""
        super().__init__()
        self._feed = feed
        self._delay = delay
        self._said: SourceNotice | None = None

    def on_mount(self) -> None:
        self.massstart.first_picture_drawn()
        self.call_after_refresh(self._feed.tell, self)

    async def on_feed_heard(self, message: Feed.Heard) -> None:
        try:
            self._feed.take(message.news)
        except OSError as error:
            self.massstart.break_off(error)
            return
        if isinstance(message.news, SourceNotice):
            self._said = message.news
        followed = self._feed.followed
        if followed is None or followed.views is None:
            self.look()
            self._feed.go_on()
        else:
            from massstart_tui.stream.provenance import Marks

            recording = followed.views.recording
            first = QuickLook(recording.sheet, Marks(recording.header.provenance).any)
            await self.massstart.open_followed(self._feed, first, self._delay)

    def on_feed_broke(self, message: Feed.Broke) -> None:
        self.massstart.break_off(message.error)

    def titles(self) -> tuple[str, str]:
        return self.massstart.words("waiting.title"), plain(self._feed.name)

    def lines(self, width: int) -> list[list[Piece]]:
        brush, words, name = self.brush, self.massstart.words, self._feed.name
        said = self._said
        told = source_line(name, said, words) if said else words("waiting.sheet")
        lines: list[list[Piece]] = [[(text, brush.text)] for text in wrap(told, width)]
        for fault in self._feed.followed.faults if self._feed.followed else ():
            from massstart_tui.report.fault_messages import fault_line

            lines += [[(text, brush.red)] for text in wrap(fault_line(name, fault, words), width)]
        return lines
