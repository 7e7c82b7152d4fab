"""The input line for a supposition, in the language of live entry.

Above it is what is supposed and what it would decide, or what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.widgets import Input

from massstart_tui.entry.problems import Problem, problem_sentence
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.supposed_lines import WhatIf, read_what_if, told
from massstart_tui.race.contenders import uncovered
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import standings
from massstart_tui.report.verdict_differences import decided_by_it, decided_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.widgets.ask_line import AskLine
from massstart_tui.view.scene import Scene, Shown, doubts_of, rows_up

if TYPE_CHECKING:
    from massstart_tui.race.outlook import Chance


def examples(sheet: Sheet, words: Words) -> str:
    """Return examples for this race, with its own skaters and its last sprint, if it has any."""
    bibs = [str(skater.bib) for skater in sheet.skaters[:5]]
    finish, sprint = " ".join(bibs[-3:]), " ".join(bibs[:3])
    number = len(sheet.rules_in_force().sprint_laps())
    if not number:
        return words("what_if.examples.finish", finish=finish)
    return words("what_if.examples", number=number, sprint=sprint, finish=finish)


class WhatIfLine(AskLine):
    """Asks for a supposition. Nothing is recorded: Enter keeps the line and what it shows, Escape closes both."""

    DEFAULT_CSS = """
    WhatIfLine #said { min-height: 2; color: $warning; }
    WhatIfLine.-wrong #said { color: $error; }
    """

    def __init__(self, shown: Shown, words: Words, look: Callable[[], None], left: Callable[[], None]) -> None:
        """Ask about the race ``shown``.

        ``look`` is called to redraw the race, ``left`` when the line is closed.
        """
        super().__init__(words("what_if.asked"), placeholder=examples(shown.sheet, words))
        self._shown = shown
        self._words = words
        self._look = look
        self._tell_left = left
        self._names: dict[int, str] = short_names_of(shown.sheet.skaters)
        self._read_from: tuple[Scene, str] | None = None
        self._supposed: Scene | None = None
        self._what_if: WhatIf | None = None
        self._wrong = ""
        self._said = ""

    @property
    def supposes(self) -> bool:
        """Whether the typed text describes a supposed race."""
        return self._supposed is not None

    def supposed(self, scene: Scene) -> Scene:
        """Return ``scene`` under the supposition; the scene itself if nothing is typed, or something wrong.

        While a line is incomplete, the supposition before it stays.
        """
        if self._read_from != (scene, self.typed.value):
            known = self._read_from is not None and self._read_from[0] is scene
            self._read_from = (scene, self.typed.value)
            self._read(scene, known=known)
        return self._supposed or scene

    def _read(self, scene: Scene, *, known: bool) -> None:
        situation = Situation(scene.sheet, scene.state, self._shown.t, None)
        self._wrong = ""
        try:
            self._what_if = read_what_if(self.typed.value, situation)
        except Problem as problem:
            if not (problem.unfinished and known and self.typed.value.strip()):
                self._what_if = self._supposed = None
            self._wrong = problem_sentence(problem, self._words) if self.typed.value.strip() else ""
            return
        self._supposed = _as_it_would_be(scene, self._what_if)

    def tell(self, now: Mapping[int, Chance] | None, then: Mapping[int, Chance] | None) -> None:
        """Show what is supposed and what it would decide, given the chances ``now`` and ``then``, under the
        supposition.
        """
        said = self._wrong or self._words("what_if.hint")
        if self._what_if is not None and not self._wrong:
            said = " — ".join((told(self._what_if, self._words), *self._decided(now, then)))
        if said != self._said:
            self._said = said
            self.said.update(said)
            self.set_class(bool(self._wrong), "-wrong")

    def _decided(self, now: Mapping[int, Chance] | None, then: Mapping[int, Chance] | None) -> list[str]:
        if now is None or then is None or self._what_if is None:
            return []
        if not now or not then:
            return [self._words("what_if.too_long")] if uncovered(self._what_if.state) is None else []
        decided = decided_by_it(now.values(), then.values())
        return list(decided_told(decided, self._what_if.state, self._names, self._words))

    def on_input_changed(self) -> None:
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()

    def is_left(self) -> None:
        self._tell_left()


def _as_it_would_be(scene: Scene, what_if: WhatIf) -> Scene:
    """Return the scene of a what-if, in which rows that would change are marked."""
    rows = standings(what_if.state)
    was = {row.bib: (index, row) for index, row in enumerate(scene.rows)}
    moved = {
        row.bib: rows_up(was[row.bib], (index, row))
        for index, row in enumerate(rows)
        if was[row.bib][1].rank != row.rank or was[row.bib][1].total != row.total
    }
    marks = scene.marks
    doubts = doubts_of(marks, what_if.state, rows)
    return scene._replace(state=what_if.state, rows=rows, moved=moved, doubts=doubts)
