"""The keys that go to another moment of a replay."""

from __future__ import annotations

from massstart_tui.tui.screens.race_board import Board
from massstart_tui.view.replaying import Replay


class MomentKeys(Board):
    """The board of a replay, whose keys step through the race, go to a moment, and keep bookmarks."""

    replay: Replay

    def action_step(self, ms: int) -> None:
        before = self.replay.t
        self.replay.playback.step(ms)
        self._moved(before, ms)

    def action_event(self, steps: int) -> None:
        before = self.replay.t
        self.replay.step_events(steps)
        self._moved(before, steps)

    def action_lap(self, steps: int) -> None:
        before = self.replay.t
        self.replay.step_among(self.replay.lap_moments(), steps)
        self._moved(before, steps)

    def action_sprint(self, steps: int) -> None:
        before = self.replay.t
        self.replay.step_among(self.replay.sprint_moments(), steps)
        self._moved(before, steps)

    def action_incident(self, steps: int) -> None:
        before = self.replay.t
        self.replay.step_among(self.replay.incident_moments(), steps)
        self._moved(before, steps)

    def _moved(self, before: int, steps: int) -> None:
        """Draw the moment that a key went to; say so if there is none beyond the one ``before``."""
        self.look()
        if self.replay.t == before and self.replay.timeline is not None:
            self.keys.remark(self.massstart.words("keys.no_later" if steps > 0 else "keys.no_earlier"))

    def action_start(self) -> None:
        before = self.replay.t
        self.go_to(self.replay.playback.first)
        self._moved(before, -1)

    def action_end(self) -> None:
        before = self.replay.t
        self.go_to(self.replay.playback.last)
        self._moved(before, 1)

    async def action_goto(self) -> None:
        from massstart_tui.tui.widgets.goto_line import GotoLine

        if self.replay.timeline is not None and not self.query(GotoLine):
            await self.ask_below(GotoLine(self.replay, self.massstart.words, self.goto_done))

    def goto_done(self, t: int | None) -> None:
        """Handle the closing of the go-to line; ``t`` is the race time in milliseconds to go to, or None."""
        self.end_asking()
        if t is not None:
            self.replay.seek(t)
        self.look()

    def action_bookmark(self) -> None:
        from massstart_tui.tui.bookmark_list import turned_told

        self.massstart.tell(turned_told(self.massstart, self.replay), ("bookmarks",), 5)

    async def action_bookmarks(self) -> None:
        from massstart_tui.tui.bookmark_list import bookmarks_told, list_bookmarks

        told = bookmarks_told(self.massstart, self.replay, self.telling)
        await list_bookmarks(self.app, told, self.massstart.words, self.go_to)

    def go_to(self, t: int) -> None:
        """Show the race at the race time ``t``, in milliseconds."""
        self.replay.seek(t)
        self.look()
