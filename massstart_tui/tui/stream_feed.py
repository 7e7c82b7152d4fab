"""Reads what is followed in a thread of its own, and tells the screen that shows it. It touches no widget."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from massstart_tui.follow.line_source import FileSource, NewLines

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from massstart_tui.follow.growing_race import Followed
    from massstart_tui.follow.line_source import News, Source


class Feed:
    """The news of a source, one after the other: the next comes when the one before was taken.

    What is there at the beginning is read in the thread, however much it is; from then on ``followed``, which was None
    until then, is the screen's. ``name`` is the source's, ``path`` that of a file, and None of any other source.
    """

    class Heard(Message):
        """Something came; ``news`` is None where the thread has taken it in already."""

        def __init__(self, news: News | None) -> None:
            """What came."""
            self.news = news
            super().__init__()

    class Broke(Message):
        """Nothing can be read or kept any more."""

        def __init__(self, error: OSError) -> None:
            """Because of this ``error``."""
            self.error = error
            super().__init__()

    def __init__(self, source: Source) -> None:
        """Of this ``source``, once it is begun."""
        self.name = source.name
        self.path = source.path if isinstance(source, FileSource) else None
        self.followed: Followed | None = None
        self._begun = False
        self._source = source
        self._stopped = Event()
        self._taken = Event()
        self._listener: MessagePump | None = None

    def tell(self, listener: MessagePump) -> None:
        """Tell this screen what comes from here on."""
        self._listener = listener
        if self._begun:
            self.go_on()
        else:
            self._begun = True
            # no waiting for a pipe when the program ends
            Thread(target=self._run, name="feed", daemon=True).start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped.set()
        self.go_on()

    def take(self, news: News | None) -> bool:
        """Take in what was heard; gives whether the race, or what is wrong with it, is different now. Raises OSError.

        The next is told after `go_on`.
        """
        return news is None or (self.followed is not None and self.followed.take(news))

    def go_on(self) -> None:
        """What was heard is dealt with: tell the next."""
        self._taken.set()

    def _run(self) -> None:
        try:
            self._read()
        except OSError as error:
            self._post(self.Broke(error))

    def _read(self) -> None:
        # behind the first picture, which needs none of it
        from massstart_tui.follow.growing_race import Followed

        followed = Followed(self.name)
        for news in self._source.news(self._stopped.wait):
            told: News | None = news
            if self.followed is None:
                followed.take(news)
                if isinstance(news, NewLines):
                    if news.more:
                        continue
                    told = None
                    self.followed = followed
            self._taken.clear()
            if not self._post(self.Heard(told)):
                return
            self._taken.wait()

    def _post(self, message: Message) -> bool:
        return self._listener is not None and self._listener.post_message(message)
