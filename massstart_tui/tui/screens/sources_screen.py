"""The screen that says where the facts of a race come from, those that are not official or published first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType

from massstart_tui.report.race_titles import title_of
from massstart_tui.report.sources import about_told, source_told
from massstart_tui.stream.codec import Provenance
from massstart_tui.stream.provenance import DOUBTFUL
from massstart_tui.text.plain import plain
from massstart_tui.tui.columns_of_lines import Lines
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import wrap
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.view.scene import Shown


class SourcesScreen(PageScreen):
    """Draws the provenance of a race. A source may speak of the ending, so it is named only after the race."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("sources")]
    place: ClassVar[str] = "sources"

    def __init__(self, shown: Shown) -> None:
        """Show the sources of this race."""
        super().__init__()
        self._shown = shown

    def drawn_from(self) -> object:
        return self._shown.scene()

    def titles(self) -> tuple[str, str]:
        words = self.massstart.words
        return words("sources.title"), plain(title_of(self._shown.sheet, words.language))

    def lines(self, width: int) -> Lines:
        words, views = self.massstart.words, self._shown.views
        known = views.recording.header.provenance if views else ()
        doubtful = [entry for entry in known if entry.kind in DOUBTFUL]
        if not known:
            return self._said(words("sources.none"), width)
        lines: Lines = []
        if doubtful:
            lines += [self.heading("sources.doubtful"), *self._said(words("signs.doubt"), width)]
            lines += [*self._entries(doubtful, width), []]
        if sure := [entry for entry in known if entry.kind not in DOUBTFUL]:
            lines += [self.heading("sources.sure"), *self._entries(sure, width), []]
        return lines if self._over else [*lines, *self._said(words("sources.after"), width)]

    @property
    def _over(self) -> bool:
        return self._shown.scene().state.over or self._shown.spoilers

    def _said(self, text: str, width: int) -> Lines:
        return [[(line, self.brush.dim)] for line in wrap(text, width)]

    def _entries(self, entries: Iterable[Provenance], width: int) -> Lines:
        """Return what is told of and how certain it is, each once, and below it the sources of that."""
        words, brush = self.massstart.words, self.brush
        told: dict[tuple[str, str], dict[str, None]] = {}
        for entry in entries:
            of = told.setdefault((about_told(entry, words), words(f"provenance.{entry.kind}")), {})
            of[source_told(entry, words.language) if self._over else ""] = None
        lines: Lines = []
        for (about, kind), sources in told.items():
            lines.append([(about, brush.strong), (f"  {kind}", brush.dim)])
            lines += [[(f"  {text}", brush.text)] for source in sources for text in wrap(source, width - 2) if text]
        return lines
