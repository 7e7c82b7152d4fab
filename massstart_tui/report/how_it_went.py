"""The first sentences of a race report, for a page that shows the sprints and the finish in a table."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import Story, StoryPart
from massstart_tui.report.story.tell import telling
from massstart_tui.report.story.voice import Voice
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Words

_TOLD: Final = (StoryPart.LEAD, StoryPart.COURSE, StoryPart.MISHAPS, StoryPart.THROUGH)
"""The parts of a report that a table does not show."""


def how_it_went(timeline: Timeline, position: int, words: Words) -> tuple[str, ...]:
    """Return the sentences of the report after ``position`` events of ``timeline`` that no table shows, in its order.

    Nothing that happened later has an influence on them.
    """
    voice = Voice(words, timeline.sheet)
    paragraphs = (part for part in _story(timeline, position).paragraphs if part.part in _TOLD)
    return tuple(voice.sentence(sentence) for part in paragraphs for sentence in part.sentences)


@lru_cache(maxsize=2)  # each entry keeps its timeline; one that is followed has another after each line
def _story(timeline: Timeline, position: int) -> Story:
    return telling(Chronicle(timeline, position))
