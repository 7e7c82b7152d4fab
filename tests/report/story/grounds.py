"""Finds the events that each sentence of a report rests on, by taking out each event and telling the race again.

An unrecorded place leaves every total and rank open that depends on it. So a sentence may be certain only because of a
sprint that it does not mention. Telling the race again finds this without a second implementation of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from massstart_tui.report.story.happenings import Happened
from massstart_tui.report.story.sentences import Sentence, Story, meaning
from tests.report.story.stories import chronicle_of, story_of, without

RESULTS: Final = ("sprint", "finish", "points")
"""For these types of events, only taking them out decides whether a sentence rests on them.

Two events of other types may say the same. A sentence about it names both, although it would be told without either.
"""


def grounded_story(stream: bytes) -> Story:
    """Return the story of a whole stream, in which each sentence names the events that it rests on."""
    everything = chronicle_of(stream).everything
    # Each event is taken out in turn, so a race of n events is told n + 1 times.
    return with_grounds(story_of(stream), ((it, story_of(without(stream, [it.event.seq]))) for it in everything))


def with_grounds(story: Story, taken_out: Iterable[tuple[Happened, Story]]) -> Story:
    """Return the story in which each sentence names every event without which it would not be told.

    ``taken_out`` are events, each with the story without that event. An event that only prevents a sentence has none to
    name it. Then it is added to the first sentence with events, usually the headline, which sums up the race.
    """
    sentences = list(story.sentences())
    meanings = [meaning(sentence) for sentence in sentences]
    grounds = [set(sentence.events) for sentence in sentences]
    first = next((events for events in grounds if events), set())
    for it, other in taken_out:
        seq, left = it.event.seq, [meaning(sentence) for sentence in other.sentences()]
        # Compare how often a meaning occurs, because two sentences can have the same one.
        gone = [left.count(said) < meanings.count(said) for said in meanings]
        for events, rests in zip(grounds, gone, strict=True):
            if rests:
                events.add(seq)
            elif it.event.type in RESULTS:
                events.discard(seq)
        if left != meanings and not any(seq in events for events in grounds):
            first.add(seq)
    return _resting(story, grounds)


def _resting(story: Story, grounds: Iterable[set[int]]) -> Story:
    """Return the story with these events in its sentences, in order."""
    following = iter(grounds)

    def resting(sentence: Sentence) -> Sentence:
        return replace(sentence, events=tuple(sorted(next(following))))

    headline = resting(story.headline)
    paragraphs = (replace(told, sentences=tuple(map(resting, told.sentences))) for told in story.paragraphs)
    return Story(headline, tuple(paragraphs))
