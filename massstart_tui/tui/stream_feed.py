"""Read the source of a followed race in a thread, and post its news to the screen; the thread touches no widget."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from massstart_tui.follow.line_source import FileSource, NewLines
from massstart_tui.stream.file_looks import STEP_CALM

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from massstart_tui.follow.growing_race import GrowingRace
    from massstart_tui.follow.line_source import News, Source


class Feed:
    """The news of a source, one at a time: the next is posted when the one before was handled.

    What exists at the beginning is parsed in the thread, however much it is. After that ``followed``, which is None
    until then, belongs to the screen. ``name`` is the source's name; ``path`` is None unless the source is a file.
    While it is ``calm``, a file is looked at less often.
    """

    class Heard(Message):
        """Posted when news has come; ``news`` is None if the thread has already taken it in."""

        def __init__(self, news: News | None) -> None:
            """Store the news."""
            self.news = news
            super().__init__()

    class Broke(Message):
        """Posted when the source cannot be read, or its lines cannot be kept, any more."""

        def __init__(self, error: OSError) -> None:
            """Store the error."""
            self.error = error
            super().__init__()

    def __init__(self, source: Source) -> None:
        """Prepare to read ``source``; `tell` starts the thread."""
        self.name = source.name
        self.path = source.path if isinstance(source, FileSource) else None
        self.followed: GrowingRace | None = None
        self.calm = False
        self._begun = False
        self._source = source
        self._stopped = Event()
        self._taken = Event()
        self._listener: MessagePump | None = None

    def tell(self, listener: MessagePump) -> None:
        """Post the news to this screen from now on."""
        self._listener = listener
        if self._begun:
            self.go_on()
        else:
            self._begun = True
            # a daemon, so that the program can exit while a pipe blocks
            Thread(target=self._run, name="feed", daemon=True).start()

    def stop(self) -> None:
        """Stop the thread."""
        self._stopped.set()
        self.go_on()

    def take(self, news: News | None) -> bool:
        """Take in posted news; return whether the race, or what is wrong with it, has changed. Raises OSError.

        The next news is posted after `go_on`.
        """
        return news is None or (self.followed is not None and self.followed.take(news))

    def go_on(self) -> None:
        """Let the thread post the next news."""
        self._taken.set()

    def _run(self) -> None:
        try:
            self._read()
        except OSError as error:
            self._post(self.Broke(error))

    def _read(self) -> None:
        # imported here because the first picture does not need it
        from massstart_tui.follow.growing_race import GrowingRace

        followed = GrowingRace(self.name)
        for news in self._source.news(self._wait):
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

    def _wait(self, seconds: float) -> bool:
        return self._stopped.wait(max(seconds, STEP_CALM) if self.calm and seconds else seconds)

    def _post(self, message: Message) -> bool:
        return self._listener is not None and self._listener.post_message(message)
