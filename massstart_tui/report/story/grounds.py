"""By which events a story stands: each is taken out, and the story told anew.

A place that nobody recorded is unknown, and leaves open every total and rank that rests on it. So a sentence can be
certain by a sprint of which it says nothing; what the rules make of that is not worked out a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from massstart_tui.report.story.chronicle import Happened
from massstart_tui.report.story.sentences import Sentence, Story, meaning

RESULTS: Final = ("sprint", "finish", "points")
"""Whether a sentence rests on an event of these types is decided by the taking out alone.

Of other types two events may say the same: a sentence that tells it names both, though it is told without either.
"""


def with_grounds(story: Story, taken_out: Iterable[tuple[Happened, Story]]) -> Story:
    """The story in which each sentence names every event without which it would not be told.

    ``taken_out`` has events, each with the story as it is without that one. What an event only keeps from being told
    has no sentence to name it: then the first that names any event does, the headline mostly, which sums up the race.
    """
    sentences = list(story.sentences())
    meanings = [meaning(sentence) for sentence in sentences]
    grounds = [set(sentence.events) for sentence in sentences]
    first = next((events for events in grounds if events), set())
    for it, other in taken_out:
        seq, left = it.event.seq, [meaning(sentence) for sentence in other.sentences()]
        # another sentence may say the same: then one of them is gone
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
    """The story with these events to its sentences, in order."""
    following = iter(grounds)

    def resting(sentence: Sentence) -> Sentence:
        return replace(sentence, events=tuple(sorted(next(following))))

    headline = resting(story.headline)
    paragraphs = (replace(told, sentences=tuple(map(resting, told.sentences))) for told in story.paragraphs)
    return Story(headline, tuple(paragraphs))
