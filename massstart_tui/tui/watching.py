"""Remember how far each race on the screen is watched, if the viewer wants that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import Phase
from massstart_tui.tui.commands import key_of
from massstart_tui.view.watched_races import (
    NOTHING,
    Beginning,
    FileKind,
    NotRemembered,
    SeenSoFar,
    Watched,
    WatchedRaces,
    beginning_of,
    is_the_same,
)

if TYPE_CHECKING:
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.text.words import Words
    from massstart_tui.view.race_bookmarks import Bookmarks
    from massstart_tui.view.recording import RecordedNow
    from massstart_tui.view.replaying import Replay
    from massstart_tui.view.scene import Shown

Tell = Callable[[str, tuple[str, ...], float], object]
"""Shows a notice, with the commands whose keys it names, for so many seconds."""
Answer = TypeVar("Answer")
TOLD_FOR: Final = 10.0
"""Seconds for which it is said that a race goes on where it was left."""


class _Open:
    """A race on a screen: its replay, its file as it was opened, and what of it was noted last."""

    def __init__(self, replay: Replay, path: Path, begins: Beginning) -> None:
        self.replay = replay
        self.path = path
        self.begins = begins
        self.noted: SeenSoFar = NOTHING


class Due(NamedTuple):
    """How far a race was watched, to be noted; ``begins`` is None for a race whose file is being written here."""

    path: Path
    begins: Beginning | None
    seen: SeenSoFar


class Watching:
    """Notes the files that are opened and how far each race is watched.

    After a failure it says so once and notes nothing more.
    """

    def __init__(
        self, watched: WatchedRaces | None, wall: Callable[[], datetime], fails: Callable[[str], object]
    ) -> None:
        """Note in ``watched``, or nothing if it is None; ``wall`` is the time of day, ``fails`` is told the reason."""
        self._watched = watched
        self._wall = wall
        self._fails = fails
        self._open: list[_Open] = []
        self._recorded_now: RecordedNow | None = None
        self._recorded = NOTHING

    def record(self, now: RecordedNow) -> None:
        """Note from now on how far a race is recorded: who records it has seen that much of it."""
        self._recorded_now = now

    def begin(self, replay: Replay, path: Path) -> SeenSoFar | None:
        """Note that the race at ``path`` was opened; return how far it was watched in an earlier run, if it was."""
        before = self.before(path)
        if begins := self._beginning(path):
            self._open.append(_Open(replay, path, begins))
            self._note(path, FileKind.RACE, begins, NOTHING)
        return before

    def before(self, path: Path) -> SeenSoFar | None:
        """Return how far the race at ``path`` was watched in earlier runs; None if it was not."""
        return self._asked(lambda watched: watched.seen_of(path), otherwise=None)

    def recent(self, most: int) -> list[Watched]:
        """Return the files that were opened last, ``most`` at most; none if they are not remembered."""
        return self._asked(lambda watched: watched.recent(most), otherwise=[])

    def opened(self, path: Path, kind: FileKind) -> None:
        """Note that this file was opened."""
        if begins := self._beginning(path):
            self._note(path, kind, begins, NOTHING)

    def _beginning(self, path: Path) -> Beginning | None:
        if self._watched is None:
            return None
        try:
            return beginning_of(path)
        except OSError:  # it was read a moment ago; what is gone is not worth remembering
            return None

    def due(self) -> list[Due]:
        """Return what changed since it was noted last, for `write`, which may be called in a thread."""
        found = []
        for each in self._open:
            seen = seen_in(each.replay)
            if seen is not None and seen != each.noted:
                each.noted = seen
                found.append(Due(each.path, each.begins, seen))
        if self._recorded_now is not None and (so_far := self._newly_recorded(self._recorded_now)) is not None:
            found.append(Due(self._recorded_now.recorder.journal.path, None, so_far))
        return found

    def _newly_recorded(self, now: RecordedNow) -> SeenSoFar | None:
        """Return how far the race is recorded, if it is further than was noted."""
        so_far = recorded_in(now.recorder)
        if so_far is None or so_far == self._recorded:
            return None
        self._recorded = so_far
        return so_far

    def write(self, due: Iterable[Due]) -> None:
        """Note these, except races whose file was replaced by another since they were opened."""
        for path, begins, seen in due:
            now = self._beginning(path) or begins
            if now is not None and (begins is None or is_the_same(path, begins)):
                self._note(path, FileKind.RACE, now, seen)

    def left(self, replay: Replay) -> None:
        """Note how far this race was watched, because its screen is left."""
        self.write(self.due())
        self._open = [each for each in self._open if each.replay is not replay]

    def _file_of(self, shown: Shown) -> Path | None:
        """Return the file of a race on the screen; None if it has none."""
        if self._recorded_now is not None and shown is self._recorded_now:
            return self._recorded_now.recorder.journal.path
        return next((each.path for each in self._open if each.replay is shown), None)

    def bookmarks(self, shown: Shown) -> tuple[int, ...]:
        """Return the bookmarks of a race on the screen, in ms since the gun."""
        path = self._file_of(shown)
        return () if path is None else self._asked(lambda watched: _bookmarks_in(watched).of(path), otherwise=())

    def turn_bookmark(self, shown: Shown, t: int) -> bool | None:
        """Set a bookmark at ``t``, in ms since the gun, of a race on the screen, or remove the one that is there.

        Return whether one is there now; None if bookmarks of this race are not kept.
        """
        path = self._file_of(shown)
        return (
            None if path is None else self._asked(lambda watched: _bookmarks_in(watched).turn(path, t), otherwise=None)
        )

    def _note(self, path: Path, kind: FileKind, begins: Beginning, seen: SeenSoFar) -> None:
        self._asked(lambda watched: watched.note(path, kind, begins, seen, self._wall()), otherwise=None)

    def _asked(self, ask: Callable[[WatchedRaces], Answer], *, otherwise: Answer) -> Answer:
        """Return what the database answers; ``otherwise`` if nothing is remembered, or from the first failure on."""
        if self._watched is None:
            return otherwise
        try:
            return ask(self._watched)
        except NotRemembered as error:
            self._watched = None
            self._fails(error.reason)
            return otherwise


def _bookmarks_in(watched: WatchedRaces) -> Bookmarks:
    from massstart_tui.view.race_bookmarks import Bookmarks

    return Bookmarks(watched)


def go_on_where_left(tell: Tell, replay: Replay, before: SeenSoFar | None, words: Words) -> None:
    """Go on where an earlier run left the race, if it did, and say which key begins anew."""
    if before is None or not 0 < before.left_at < replay.playback.last:
        return
    replay.seek(before.left_at)
    to_go = replay.scene().state.to_go
    tell(words("watched.goes_on", count=to_go, key=key_of("start", words)), ("start",), TOLD_FOR)


def seen_in(replay: Replay) -> SeenSoFar | None:
    """Return how far a race was watched; None before the gun and while it is read."""
    if replay.views is None or replay.furthest < 0:
        return None
    timeline = replay.views.now
    state = timeline.state_at(timeline.position_at(replay.furthest))
    return SeenSoFar(replay.t, replay.furthest, state.to_go, state.over)


def recorded_in(recorder: Recorder) -> SeenSoFar | None:
    """Return how far a race is recorded; None before the gun."""
    state, times = recorder.state, recorder.views.now.times
    if state.phase is Phase.SCHEDULED or not times:
        return None
    return SeenSoFar(times[-1], times[-1], state.to_go, state.over)
