"""Tells a race up to a moment as a story: which parts it has, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.state import Phase
from massstart_tui.report.story.attacks import course_of
from massstart_tui.report.story.before import headline_before, preview_of
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.finish import finish_of, lead_of
from massstart_tui.report.story.mishaps import mishaps_of
from massstart_tui.report.story.podium import headline_of
from massstart_tui.report.story.repeats import placed_in, told_in
from massstart_tui.report.story.sentences import Paragraph, Sentence, Story, StoryPart
from massstart_tui.report.story.sprints import sprints_of
from massstart_tui.report.story.through import on_sprint_points, through_count, through_of
from massstart_tui.report.story.underway import headline_under_way, under_way


def telling(race: Chronicle) -> Story:
    """Return the story of the race as far as the chronicle goes; later events have no influence on it."""
    return Story(_headline(race), tuple(_paragraphs(*_parts(race))))


def _parts(race: Chronicle) -> tuple[tuple[StoryPart, tuple[Sentence, ...]], ...]:
    """Return the parts in the order of the report.

    They are made in another order: what two parts could tell is told in the lead, then the finish, then who advances.
    """
    lead = tuple(_lead(race))
    finish = tuple(finish_of(race, placed_in(lead)))
    through = tuple(through_of(race, placed_in((*lead, *finish))))
    course = tuple(course_of(race, placed_in((*lead, *finish, *through))))
    mishaps = tuple(mishaps_of(race, told_in((*lead, *finish, *through, *course))))
    return (
        (StoryPart.LEAD, lead),
        (StoryPart.COURSE, course),
        (StoryPart.SPRINTS, tuple(sprints_of(race))),
        (StoryPart.MISHAPS, mishaps),
        (StoryPart.FINISH, finish),
        (StoryPart.THROUGH, through),
    )


def _headline(race: Chronicle) -> Sentence:
    if race.state.over:
        return headline_of(race, tuple(row.bib for row in on_sprint_points(race)))
    return headline_before(race.sheet) if race.state.phase is Phase.SCHEDULED else headline_under_way(race)


def _lead(race: Chronicle) -> Iterator[Sentence]:
    if not race.state.over and race.state.phase is not Phase.SCHEDULED:
        yield from under_way(race)
    if not race.state.over and not race.state.lap:
        yield from preview_of(race.sheet)
    yield from lead_of(race)
    if race.state.over and (count := through_count(race)):
        yield count


def _paragraphs(*parts: tuple[StoryPart, tuple[Sentence, ...]]) -> Iterator[Paragraph]:
    return (Paragraph(part, sentences) for part, sentences in parts if sentences)
