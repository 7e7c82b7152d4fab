"""The list of the bookmarks of a race, which is searched like the palette; choosing one goes there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from massstart_tui.stream.log_lines import Stands
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_of
from massstart_tui.tui.palette_internals import CommandLine

if TYPE_CHECKING:
    from textual.app import App

    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.stream.timeline import Timeline
    from massstart_tui.tui.host import Host
    from massstart_tui.view.scene import Shown


class ToldBookmark(NamedTuple):
    """A bookmark at ``t``, in ms since the gun, as the list names it."""

    t: int
    name: str


def turned_told(host: Host, shown: Shown, lists: str = "bookmarks") -> str:
    """Set or remove the bookmark of the moment that is shown, and return what was done.

    ``lists`` is the command that lists the bookmarks.
    """
    words, timeline, t = host.words, shown.timeline, shown.t
    there = host.watching.turn_bookmark(shown, t)
    if there is None or timeline is None:
        return words("bookmark.not_kept")
    moment = _moment(timeline, t, words)
    return words("bookmark.set" if there else "bookmark.removed", moment=moment, key=key_of(lists, words))


def bookmarks_told(host: Host, shown: Shown, telling: Telling | None) -> list[ToldBookmark]:
    """Return the bookmarks of a race. Of one later than now only its time is told, as if one had not been there."""
    timeline = shown.timeline
    if timeline is None or telling is None:
        return []
    return [
        ToldBookmark(t, _told(timeline, t, telling, host.words))
        if t <= shown.t or shown.spoilers
        else ToldBookmark(t, host.words("bookmarks.later", time=_clock(timeline, shown.t, t, host.words)))
        for t in host.watching.bookmarks(shown)
    ]


def _clock(timeline: Timeline, now: int, t: int, words: Words) -> str:
    """Return the time of ``t`` on the race clock of ``now``: which gun counts later is not known yet."""
    return time_told(t - timeline.gun_at(timeline.position_at(now)), words.language)


def _moment(timeline: Timeline, t: int, words: Words) -> str:
    to_go = timeline.state_at(timeline.position_at(t)).to_go
    return f"{words('log.to_go', count=to_go)} · {time_told(timeline.clock_at(t), words.language)}"


def _told(timeline: Timeline, t: int, telling: Telling, words: Words) -> str:
    """Return the moment ``t``, and what had happened last by then."""
    for index in range(timeline.lines_at(timeline.position_at(t)) - 1, -1, -1):
        shown = timeline.line(index)
        if shown.stands not in (Stands.RETRACTED, Stands.AMENDED):
            return f"{_moment(timeline, t, words)} · {plain(telling.whole(shown.event))}"
    return _moment(timeline, t, words)


class BookmarkProvider(Provider):
    """Gives the list its lines, which are texts without markup: what happened is in words from outside."""

    bookmarks: ClassVar[list[ToldBookmark]] = []

    @staticmethod
    def go(t: int) -> None:
        """Go to ``t``, in ms since the gun."""
        raise NotImplementedError

    async def discover(self) -> Hits:
        for t, name in self.bookmarks:
            yield DiscoveryHit(Text(name), partial(self.go, t), text=name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for t, name in self.bookmarks:
            if (score := matcher.match(name)) > 0:
                yield Hit(score, Text(name), partial(self.go, t), text=name)


class BookmarkList(CommandLine):
    """Lists bookmarks. Typing narrows the list, Enter goes to the chosen one, Escape closes it."""

    def __init__(self, bookmarks: list[ToldBookmark], go: Callable[[int], None], words: Words) -> None:
        """List these ``bookmarks``; ``go`` is called with the ``t`` of the one that is chosen."""

        # Textual makes the provider itself, from a class.
        given = type("GivenBookmarks", (BookmarkProvider,), {"bookmarks": bookmarks, "go": staticmethod(go)})
        super().__init__(providers=[given], placeholder=words("bookmarks.asked"))
        self.no_matches = words("bookmarks.no_match")


async def list_bookmarks(
    app: App[Any], told: list[ToldBookmark], words: Words, go: Callable[[int], None], sets: str = "bookmark"
) -> None:
    """Show the list of these bookmarks, or say that there is nothing in it.

    ``go`` is called with the ``t`` of the one that is chosen; ``sets`` is the command that sets a bookmark.
    """
    if told:
        await app.push_screen(BookmarkList(told, go, words))
    else:
        cast("Host", app).tell(words("bookmarks.none", key=key_of(sets, words)), (sets,), timeout=5)
