"""The base class of the screens of one race: lap counter, race strip, points table, incident log and panels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from massstart_tui.text.clock import race_time
from massstart_tui.text.prose import time_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.tui.screens.laid_out_board import LaidOutBoard
from massstart_tui.tui.widgets.bars import FootSentence
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.tui.widgets.rank_reasons_told import why_in
from massstart_tui.view.race_layout import (
    LayoutClass,
    classes_of,
)
from massstart_tui.view.scene import Scene, Shown

if TYPE_CHECKING:
    from massstart_tui.race.requirements import Takes
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.stream.verdict_changes import WithTurns
    from massstart_tui.tui.outlook_worker import Chances, Outlooks
    from massstart_tui.tui.unconfirmed_log import UnconfirmedInLog
    from massstart_tui.tui.widgets.what_if_line import WhatIfLine

SECOND_MS = 1000


class Board(LaidOutBoard):
    """Draws a race; it computes nothing about the sport."""

    def __init__(self, shown: Shown) -> None:
        """Draw the race ``shown``."""
        super().__init__(shown)
        self.telling: Telling | None = None
        self.asked_what_if: WhatIfLine | None = None
        self._lines: WithTurns | None = None
        self._told_why: tuple[Scene, int, str] | None = None

    @cached_property
    def outlooks(self) -> Outlooks:
        """What is worked out about the race in the background; nothing is before the gun."""
        from massstart_tui.tui.outlook_worker import Outlooks

        return Outlooks(self)

    @cached_property
    def _unconfirmed(self) -> UnconfirmedInLog:
        from massstart_tui.tui.unconfirmed_log import UnconfirmedInLog

        return UnconfirmedInLog()

    @property
    def speed(self) -> float:
        """How many times as fast as the race its clock runs."""
        return 1.0

    def dress(self) -> None:
        app = self.massstart
        self._told_why = None
        for canvas in {*self.query(Canvas), *self.panels.all}:
            canvas.dress(app.palette, app.words)
        if self.shown.marks is not None:
            self.tell()
        self.look()

    def tell(self) -> None:
        """Make the log describe its events in the chosen language."""
        from massstart_tui.report.event_phrases import Telling

        sheet = self.shown.sheet
        self.telling = Telling(self.massstart.words, sheet.rules_in_force(), self.names, sheet.texts_nl)
        self.log_lines.tell(self.telling, self.shown.marks, sheet.at_stake)
        self.strip.tell(self.telling)

    def look(self) -> None:
        """Draw the current scene; each widget redraws only what has changed. The head never shows a what-if."""
        scene = self.shown.scene()
        seen = self.seen(scene, self._show_table(scene))
        self._show_log(scene)
        self.place_parts(seen._replace(takes=self._takes(seen.tabled)), self.size)
        self.counter.show(scene.state)
        self.strip.show(scene, self.shown.t, self.speed)
        self._show_chosen(seen.tabled)
        self.look_further(scene)

    def seen(self, scene: Scene, chances: Chances) -> PanelScene:
        """Return what the panels draw of this ``scene``, before it is known what each skater needs."""
        supposed = self.asked_what_if.supposed(scene) if self.supposing and self.asked_what_if else None
        return PanelScene(scene, self.shown.t, self.points.bib, chances, supposed=supposed)

    def _show_chosen(self, scene: Scene) -> None:
        """Say what the chosen skater needs and why they have their place: below the table, or else in the head."""
        self.keys.say(self.said_at_foot)
        bib, why = self.points.bib, self._why(scene)
        tag = f"{self.massstart.words('what_if.tag')}  " if self.supposing else ""
        below = bib is not None and self.laid is not None and self.laid.said > 0
        self.strip.choose((f"{bib} {self.names[bib]}", tag + why) if bib is not None and why and not below else None)
        if bib is not None and below:
            from massstart_tui.tui.outlook_worker import needs_told

            needs = needs_told(self.outlooks, scene, bib, self.massstart.words).replace("; ", " · ")
            said = (f"{needs} · {why}", needs) if needs else (why,)
            self.chosen.show(bib, self.names[bib], tuple(tag + sentence for sentence in said))

    @property
    def said_at_foot(self) -> FootSentence:
        """What the line of keys says instead of the keys, empty for the keys."""
        return FootSentence()

    def _why(self, scene: Scene) -> str:
        """Return why the skater under the cursor has that place; empty if there is none."""
        bib = self.points.bib
        if bib is None:
            return ""
        if self._told_why is None or self._told_why[:2] != (scene, bib):
            self._told_why = (scene, bib, why_in(scene, bib, self.massstart.words))
        return self._told_why[2]

    def _takes(self, scene: Scene) -> Mapping[int, Takes] | None:
        """Return what each skater needs, if a panel tells it; None until it is known."""
        told = self.points.bib is not None or min(classes_of(*self.size)) is LayoutClass.L
        return self.outlooks.each_takes(scene) if told and scene.state.under_way else None

    @property
    def supposing(self) -> bool:
        """Whether the table shows a supposed state."""
        return self.asked_what_if is not None and self.asked_what_if.supposes

    def _show_table(self, scene: Scene) -> Chances:
        """Draw the table, and return what each skater can still reach, as far as it is known."""
        now = self.outlooks.chances(scene) if scene.state.under_way or self.asked_what_if is not None else None
        if self.asked_what_if is None:
            self.points.show(scene, now)
            return now or {}
        supposed = self.asked_what_if.supposed(scene)
        then = self.outlooks.chances(supposed, supposed=True) if self.supposing else now
        self.points.show(supposed, then, supposed=self.supposing)
        self.asked_what_if.tell(now, then)
        return now or {}

    def _show_log(self, scene: Scene) -> None:
        timeline = scene.timeline
        if timeline is None:
            self.log_lines.show(None, 0)
            return
        contrary = self.outlooks.contradicted(timeline)
        self.log_lines.mark(contrary.found)
        marked = contrary.lines + self._unconfirmed.lines(scene, timeline)
        turns = self._unconfirmed.turns(self.outlooks.turns(scene, timeline))
        if not turns and not marked:
            self._lines = None
            self.log_lines.show(timeline, scene.lines)
            return
        drawn = self._lines
        if drawn is None or (drawn.timeline, drawn.turns, drawn.marked) != (timeline, turns, marked):
            from massstart_tui.stream.verdict_changes import WithTurns

            # A new object only if something has changed: the log selects and draws all its lines again for another
            # source.
            self._lines = drawn = WithTurns(timeline, turns, marked)
        self.log_lines.show(drawn, drawn.lines_at(scene.position))

    def on_outlooks_known(self, message: Outlooks.Known) -> None:
        self.outlooks.keep(message)
        self.look_at_outlook()

    def look_at_outlook(self) -> None:
        """Draw what was worked out."""
        self.look()

    def look_further(self, scene: Scene) -> None:
        """Draw what a subclass adds to the board."""
        raise NotImplementedError

    @property
    def names(self) -> dict[int, str]:
        """The short names of the skaters, by bib."""
        return short_names_of(self.shown.sheet.skaters)

    def clock(self, scene: Scene) -> str:
        """Return the race time for the top line; before the gun, whole seconds that count down to it."""
        t = self.shown.t
        if t < 0:
            return race_time(t // SECOND_MS * SECOND_MS, 0)
        return time_told(t - scene.state.gun, self.massstart.words.language)

    async def action_what_if(self) -> None:
        """Open the what-if line; while it is open, the table shows the race under the supposition."""
        from massstart_tui.tui.widgets.what_if_line import WhatIfLine

        if self.shown.timeline is not None and self.asked_what_if is None:
            self.asked_what_if = WhatIfLine(self.shown, self.massstart.words, self.look, self.what_if_left)
            await self.ask_below(self.asked_what_if)
            self.look()

    def what_if_left(self) -> None:
        """Show the actual state again, because the what-if line was closed."""
        self.asked_what_if = None
        self.end_asking()
        self.look()

    async def action_lineup(self) -> None:
        from massstart_tui.tui.screens.lineup_screen import introduce

        await introduce(self, self.shown, self.points.bib)
