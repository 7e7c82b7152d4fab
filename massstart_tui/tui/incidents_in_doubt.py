"""The incidents that entries of a race's provenance are about, in words, as far as the race is shown."""

from __future__ import annotations

from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.sources import incidents_told
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.view.scene import Scene


class IncidentsInDoubt:
    """Tells the incidents of a scene that an entry is about."""

    def __init__(self, scene: Scene, words: Words) -> None:
        """Read the log of the scene; nothing that comes later is told."""
        names = short_names_of(scene.sheet.skaters)
        self._telling = Telling(words, scene.state.rules, names, scene.sheet.texts_nl)
        self._words = words
        timeline = scene.timeline
        self._log = [timeline.line(index) for index in range(scene.lines)] if timeline else []

    def told(self, entry: Provenance) -> list[str]:
        """Return the incidents that this entry is about; none if it is about another fact, or about all of them."""
        return incidents_told(entry, self._log, self._telling, self._words)
