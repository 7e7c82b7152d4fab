"""Tests that the log, the head and the panels cut off no word without saying so, and join no two, at any width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from textual.geometry import Size

from massstart_tui.race.contenders import uncovered
from massstart_tui.race.requirements import what_each_takes
from massstart_tui.report.event_phrases import Telling
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, Words, words
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.incident_log import IncidentLog
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.tui.widgets.race_strip import RaceStrip
from massstart_tui.tui.widgets.skater_panels import ChosenPanel, CutPanel, SprintPanel
from massstart_tui.tui.widgets.text_panel import TextPanel
from massstart_tui.view.scene import Scene
from tests.tui.races import KRAMERS, sample
from tests.tui.test_table_columns_apart import scenes

RACES = [KRAMERS, "beijing-2022-women-sf1", "made-up-timed-race", "made-up-points-race"]
WIDTHS = range(26, 100)
ROWS = 18
Told = Iterator[str]


def log_of(scene: Scene, width: int, spoken: Words) -> Told:
    """Yield the lines of the log."""
    log, sheet = IncidentLog(), scene.sheet
    log.words = spoken
    names = short_names_of(sheet.skaters)
    log.tell(Telling(spoken, sheet.rules_in_force(), names, sheet.texts_nl), scene.marks, "cut")
    log.show(scene.timeline, scene.lines)
    yield from drawn(log, width)


def head_of(scene: Scene, width: int, spoken: Words) -> Told:
    """Yield the lines of the head."""
    strip, sheet = RaceStrip(), scene.sheet
    strip.words = spoken
    names = short_names_of(sheet.skaters)
    strip.tell(Telling(spoken, sheet.rules_in_force(), names, sheet.texts_nl))
    strip.show(scene, scene.state.t)
    yield from drawn(strip, width)


def panels_of(scene: Scene, width: int, spoken: Words) -> Told:
    """Yield the lines of the panels of words, for the leader of the race."""
    covered = scene.state.under_way and not uncovered(scene.state)
    takes = {each.chance.bib: each for each in what_each_takes(scene.state)} if covered else {}
    seen = PanelScene(scene, scene.state.t, scene.rows[0].bib, {}, takes)
    panels: tuple[type[TextPanel], ...] = (ChosenPanel, CutPanel, SprintPanel)
    for kind in panels:
        panel = kind()
        panel.words = spoken
        # These have at least the columns with which they make do.
        for line in panel.told(seen, max(width, panel.least)):
            yield "".join(text for text, _ in line)


def words_in(lines: Told) -> set[str]:
    """Return the words of these lines, without numbers and without those that say that they are cut."""
    found = {word.strip(",:;~+()") for line in lines for word in line.split()}
    return {word for word in found if word.isalpha()}


def drawn(canvas: Canvas, width: int) -> Told:
    """Yield the lines that this widget draws in so many columns."""
    with patch.object(type(canvas), "size", Size(width, ROWS)):
        for y in range(ROWS):
            strip = canvas.draw(y, width)
            assert strip.cell_length == width
            yield strip.text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("part", [log_of, head_of, panels_of], ids=lambda part: part.__name__)
@pytest.mark.parametrize("race", RACES)
def test_a_word_is_whole_or_says_that_it_is_cut(
    race: str, part: Callable[[Scene, int, Words], Told], language: Language
) -> None:
    """A word that stands whole does so at more than one width; one that is cut is longer by a letter at the next."""
    # The languages share the moments between them.
    for scene, _ in scenes(sample(race))[1 + 2 * list(Language).index(language) :: 4]:
        seen: Counter[str] = Counter()
        for width in WIDTHS:
            seen.update(words_in(part(scene, width, words(language))))
        # A word may be whole for the first time at the widest.
        last = words_in(part(scene, WIDTHS[-1], words(language)))
        assert {word for word, times in seen.items() if times == 1} <= last


@pytest.mark.parametrize(("headings", "row"), [(1, 0), (2, 1)])
def test_a_heading_stands_over_the_first_column_of_the_log_in_every_class(headings: int, row: int) -> None:
    log = IncidentLog()
    log.lay_out(headings, ())
    assert list(drawn(log, 30))[row].startswith("to go")
