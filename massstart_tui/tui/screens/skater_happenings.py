"""The part of a skater's page that says what happened to the skater, as lines of the log."""

from __future__ import annotations

from typing import Final

from massstart_tui.race.events import Event, Groups, concerns
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.signs import DOUBT, sign_of
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.prose import time_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.columns_of_lines import spread_out
from massstart_tui.tui.painting import Lines, Piece, fit, hanging, put_behind, right, width_of, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.view.scene import Scene

ONE_LINE_FROM: Final = 56
"""The width in cells from which an event is told in one line."""
FEW_TOGETHER: Final = 4
"""The largest group whose skaters are named."""


class SkaterHappenings:
    """Draws what happened to one skater up to the moment of a scene."""

    def __init__(self, scene: Scene, bib: int, brush: Brush, words: Words) -> None:
        """Draw it for the skater with this ``bib``."""
        self._scene = scene
        self._bib = bib
        self._brush = brush
        self._words = words
        names = short_names_of(scene.sheet.skaters)
        self._telling = Telling(words, scene.state.rules, names, scene.sheet.texts_nl)

    def lines(self, width: int) -> Lines:
        """Return the lines in ``width`` cells."""
        timeline = self._scene.timeline
        if timeline is None:
            return []
        lines: Lines = []
        for index in range(self._scene.lines):
            shown = timeline.line(index)
            if concerns(shown.event, self._bib):
                lines += self._entry(shown, width)
        return lines or [[(self._words("skater.nothing"), self._brush.dim)]]

    def _body(self, event: Event) -> str:
        """Return what happened; of several groups only the one that the skater is in."""
        if not isinstance(event, Groups):
            return self._telling.body(event)
        own = next((group for group in event.groups if self._bib in group), ())
        if len(own) > FEW_TOGETHER:
            return self._words("skater.ice.group", count=len(own))
        return self._telling.skaters(own)

    def _entry(self, shown: LogLine, width: int) -> Lines:
        """Return a line of the log, struck through if it was corrected; two lines where there is little room."""
        brush, words, event, marks = self._brush, self._words, shown.event, self._scene.marks
        gone = shown.stands in (Stands.RETRACTED, Stands.AMENDED)
        when = (DOUBT if marks and marks.time_doubtful(event) else "") + time_told(shown.clock, words.language)
        kind = self._telling.kind(event) + (DOUBT if marks and marks.fact_doubtful(event) else "")
        if width < ONE_LINE_FROM:
            return self._brief_entry(shown, (when, kind), width)
        start: list[Piece] = [
            (right(words("log.to_go", count=shown.to_go), 9), brush.dim),
            (right(when, 10) + "  ", brush.dim),
            (f"{sign_of(event.type)} ", brush.ice),
            (f"{fit(kind, 10)} ", brush.struck if gone else brush.ice),
        ]
        indent, style = width_of(start), brush.struck if gone else brush.text
        lines = hanging(start, self._body(event), style, brush.text, width)
        if shown.stands is not Stands.AS_RECORDED:
            put_behind(lines, (words(f"stands.{shown.stands}"), brush.amber), indent, width)
        return lines

    def _brief_entry(self, shown: LogLine, told: tuple[str, str], width: int) -> Lines:
        """Return a line of the log with its kind and time, and below it what else is to be said."""
        brush, event = self._brush, shown.event
        gone = shown.stands in (Stands.RETRACTED, Stands.AMENDED)
        when, kind = told
        style = brush.struck if gone else brush.ice
        start: list[Piece] = [(right(str(shown.to_go), 3), brush.dim), (f" {sign_of(event.type)} ", brush.ice)]
        lines = [spread_out([*start, (kind, style)], [(f" {when}", brush.dim)], width, brush.text)]
        body, indent = self._body(event), width_of(start)
        if body != self._telling.skater(self._bib):
            lines += [[(" " * indent, brush.text), (text, brush.dim)] for text in wrap(body, width - indent) if text]
        if shown.stands is not Stands.AS_RECORDED:
            put_behind(lines, (self._words(f"stands.{shown.stands}"), brush.amber), indent, width)
        return lines
