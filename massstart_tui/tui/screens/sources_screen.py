"""The screen that says where the facts of a race come from, those that are not official or published first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from massstart_tui.report.race_titles import title_of
from massstart_tui.report.sources import about_told, source_told
from massstart_tui.stream.header_names import DOUBTFUL
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.incidents_in_doubt import IncidentsInDoubt
from massstart_tui.tui.painting import Lines, wrap
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.view.scene import Shown


class SourcesScreen(PageScreen):
    """Draws the provenance of a race. A source may speak of the ending, so it is named only after the race."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("sources")]
    place: ClassVar[str] = "sources"

    def __init__(self, shown: Shown, asked: Sequence[Provenance] = ()) -> None:
        """Show the sources of this race; the cursor is at the first of the entries ``asked``, if there are any."""
        super().__init__()
        self._shown = shown
        self._asked = asked

    def drawn_from(self) -> object:
        return self._shown.scene()

    def titles(self) -> tuple[str, str]:
        words = self.massstart.words
        return words("sources.title"), plain(title_of(self._shown.sheet, words.language))

    def lines(self, width: int) -> Lines:
        words, views = self.massstart.words, self._shown.views
        known = views.recording.header.provenance if views else ()
        doubtful = [entry for entry in known if entry.kind in DOUBTFUL]
        self.page.chosen = None
        if not known:
            return self._said(words("sources.none"), width)
        lines: Lines = []
        if doubtful:
            lines += [self.heading("sources.doubtful"), *self._said(words("signs.doubt"), width)]
            self._add_entries(lines, doubtful, width)
        if sure := [entry for entry in known if entry.kind not in DOUBTFUL]:
            lines.append(self.heading("sources.sure"))
            self._add_entries(lines, sure, width)
        return lines if self._over else [*lines, *self._said(words("sources.after"), width)]

    @property
    def _over(self) -> bool:
        return self._shown.scene().state.over or self._shown.spoilers

    def _said(self, text: str, width: int) -> Lines:
        return [[(line, self.brush.dim)] for line in wrap(text, width)]

    def _add_entries(self, lines: Lines, entries: Iterable[Provenance], width: int) -> None:
        """Append what is told of and how certain it is, each once, and below it the sources of that."""
        words, brush = self.massstart.words, self.brush
        told: dict[tuple[str, str], dict[str, list[Provenance]]] = {}
        for entry in entries:
            of = told.setdefault((about_told(entry, words), words(f"provenance.{entry.kind}")), {})
            of.setdefault(source_told(entry, words.language) if self._over else "", []).append(entry)
        for (about, kind), sources in told.items():
            lines.append([(about, brush.strong), (f"  {kind}", brush.dim)])
            for source, of_source in sources.items():
                self._add_source(lines, source, of_source, width)
        lines.append([])

    def _add_source(self, lines: Lines, source: str, entries: Sequence[Provenance], width: int) -> None:
        """Append a source below the incidents that it tells of; the cursor is there if one of the entries is asked."""
        drawn = self._incidents(entries, width) if self._over else []
        drawn += [[(f"  {text}", self.brush.text)] for text in wrap(source, width - 2) if text]
        if self.page.chosen is None and any(entry in self._asked for entry in entries):
            # Before the end no source is told, only what there is a source of, in the line above.
            self.page.chosen = len(lines) - (not drawn)
        lines += drawn

    def _incidents(self, entries: Sequence[Provenance], width: int) -> Lines:
        incidents = IncidentsInDoubt(self._shown.scene(), self.massstart.words)
        told = (text for entry in entries for text in incidents.told(entry))
        return [[(f"  {line}", self.brush.ice)] for text in dict.fromkeys(told) for line in wrap(text, width - 2)]

    def action_scroll(self, lines: int) -> None:
        self._asked = ()
        self.look()
        super().action_scroll(lines)
