"""What stands below the protocol of a race: how it went, the final that it fills, and what is not official."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from massstart_tui.race.meeting import Finalist, Heat, HeatOf, finalists
from massstart_tui.report.how_it_went import how_it_went
from massstart_tui.report.sources import about_told
from massstart_tui.stream.header_names import DOUBTFUL
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.columns_of_lines import PagePart, apart, side_by_side, spread_out
from massstart_tui.tui.commands import key_piece
from massstart_tui.tui.incidents_in_doubt import IncidentsInDoubt
from massstart_tui.tui.painting import Lines, Piece, fit, last_word, right, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.view.scene import Scene

FEWEST_TOLD: Final = 4
"""The lines that the sentences about the race have, however little room there is."""
_STARTER: Final = 18
"""The cells of a helmet number and a name."""
_BETWEEN: Final = 4
_RIGHT: Final = 42


class ResultPanels:
    """Draws what stands below a protocol; ``provenance`` says where the facts come from.

    ``heat_of`` is the final that the race fills, None if it is not known to fill one.
    """

    def __init__(self, scene: Scene, provenance: Sequence[Provenance], heat_of: HeatOf | None) -> None:
        """Draw these."""
        self._scene = scene
        self._provenance = [entry for entry in provenance if entry.kind in DOUBTFUL]
        self._heat_of = heat_of

    def lines(self, brush: Brush, words: Words, width: int, rows: int | None) -> Lines:
        """Return the lines in ``width`` cells: in two columns that fill so many ``rows``, or in one if it is None."""
        if rows is None:
            parts = [self._told(brush, words, width, FEWEST_TOLD), self._final(brush, words, width)]
            parts += [self._not_official(brush, words, width), self._legend(brush, words)]
            return [line for part in parts if part for line in ([], *part)]
        left = width - _RIGHT - _BETWEEN
        final = self._final(brush, words, left)
        most = max(FEWEST_TOLD, rows - len(final) - 3)
        told = self._told(brush, words, left, most)
        beside = (self._not_official(brush, words, _RIGHT), self._legend(brush, words))
        columns = [PagePart(apart((told, final)), left), PagePart(apart(beside), _RIGHT)]
        return [[], *side_by_side(columns, _BETWEEN, brush.text)]

    def _told(self, brush: Brush, words: Words, width: int, most: int) -> Lines:
        """Return the first sentences of the report that fit in ``most`` lines."""
        scene = self._scene
        if scene.timeline is None:
            return []
        told = ""
        for sentence in how_it_went(scene.timeline, scene.position, words):
            longer = f"{told} {sentence}" if told else sentence
            if told and len(wrap(longer, width)) > most:
                break
            told = longer
        heading = [
            (words("result.how_it_went" if scene.state.over else "result.how_it_goes"), brush.ice),
            (f"  {words('result.report')}", brush.dim),
        ]
        return [heading, *([(text, brush.text)] for text in wrap(told, width))] if told else []

    def _final(self, brush: Brush, words: Words, width: int) -> Lines:
        """Return who goes through to the final, with the helmet numbers there."""
        through = self._finalists()
        if not through or self._heat_of is None:
            return []
        heading: list[Piece] = [(words("result.final"), brush.ice), (f"  {words('result.helmets')}", brush.dim)]
        if any(one.provisional for one in through):
            heading.append((f"  {words('programme.provisional')}", brush.amber))
        names = short_names_of(self._scene.rows)
        across = max(1, min(4, width // _STARTER))
        starters = [self._starter(one, names[one.row.bib], width // across, brush) for one in through]
        rows = (starters[at : at + across] for at in range(0, len(starters), across))
        return [heading, *([piece for starter in row for piece in starter] for row in rows)]

    def _finalists(self) -> list[Finalist]:
        """Return who goes through from this race; those let through by the referee come last."""
        if self._heat_of is None or self._scene.sheet.qualify is None or not self._scene.state.finish:
            return []
        ids, own = self._heat_of.heats, self._heat_of.own
        return list(finalists([Heat(id_, self._scene.state if id_ == own else None) for id_ in ids]))

    def _starter(self, one: Finalist, name: str, width: int, brush: Brush) -> list[Piece]:
        # The numbers of who is let through follow those of every heat, so this heat alone does not tell them.
        number = "q" if one.through == "q" else str(one.bib)
        room = max(4, width - 5)
        return [(right(number, 3), brush.ice), (f" {fit(last_word(name, room), room)} ", brush.text)]

    def _not_official(self, brush: Brush, words: Words, width: int) -> Lines:
        """Return once, by kind, which facts are neither official nor published; only after the race."""
        if not self._provenance or not self._scene.state.over:
            return []
        lines: Lines = [[(f"~ {words('result.not_official')}", brush.amber)]]
        for kind, told in self._by_kind(words):
            end = words(f"provenance.{kind}")
            first, *more = wrap(told, width - cell_len(end) - 2)
            lines.append(spread_out([(first, brush.text)], [(f"  {end}", brush.dim)], width, brush.text))
            lines += [[(text, brush.text)] for text in more]
        keys = [key_piece("doubts", words, brush.ice), (f" {words('result.doubts_told')}", brush.dim)]
        if any(each.any for each in self._scene.doubts.values()):
            keys += [("  ", brush.dim), key_piece("doubted_on", words, brush.ice)]
            keys.append((f" {words('result.next_doubt')}", brush.dim))
        return [*lines, keys]

    def _by_kind(self, words: Words) -> Iterator[tuple[str, str]]:
        """Yield each kind with what is of it: the facts together, then each incident."""
        incidents = IncidentsInDoubt(self._scene, words)
        for kind in dict.fromkeys(entry.kind for entry in self._provenance):
            entries = [entry for entry in self._provenance if entry.kind == kind]
            named = {
                text: None for entry in entries if entry.about == About.INCIDENTS for text in incidents.told(entry)
            }
            abouts = (about_told(e, words) for e in entries if e.about != About.INCIDENTS or not incidents.told(e))
            if facts := ", ".join(dict.fromkeys(abouts)):
                yield kind, facts
            yield from ((kind, text) for text in named)

    def _legend(self, brush: Brush, words: Words) -> Lines:
        """Return what the signs of the protocol mean."""
        lines: Lines = []
        if self._scene.state.over and self._scene.state.rules.on_points:
            lines.append([("▲▼ ", brush.green), (words("result.places_won"), brush.dim)])
        if any(row.through for row in self._scene.rows):
            q = [("Q ", brush.green), (words("result.by_rank"), brush.dim)]
            lines.append([*q, ("   q ", brush.green), (words("result.by_referee"), brush.dim)])
        return lines
