"""Helpers for the tests of race reports: reports of small streams and samples, and streams without some events."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from functools import cache

from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.formats import Report, report_of
from massstart_tui.report.story.sentences import Sentence, Story, meaning
from massstart_tui.report.story.tell import telling
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.samples import sample_path
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from tests.streams import Fields, make_line, make_stream


def timeline_of(stream: bytes) -> Timeline:
    """Return the timeline of a stream."""
    return Timeline(read_from(io.BytesIO(stream), "race.jsonl"))


def sample_bytes(name: str) -> bytes:
    """Return the content of a sample race file."""
    path = sample_path(name)
    assert path is not None
    return path.read_bytes()


def report_at(
    moment: str, *events: Fields, language: Language = Language.EN, provenance: Sequence[Fields] = (), **race: object
) -> Report:
    """Return the report of a stream of ``events`` at ``moment``; ``race`` overrides the default start sheet."""
    return told(make_stream(*events, provenance=provenance, **race), moment, language)


def told(stream: bytes, moment: str = "end", language: Language = Language.EN) -> Report:
    """Return the report of a stream at a moment."""
    timeline = timeline_of(stream)
    return report_of(timeline, instant(parse_moment(moment), timeline), words(language))


@cache
def told_of_sample(name: str, language: Language = Language.EN) -> str:
    """Return the text of the report of a whole sample, on one line; it is computed once, for many facts."""
    return prose(told(sample_bytes(name), language=language))


def prose(report: Report) -> str:
    """Return the text of a report on one line."""
    return " ".join((report.headline, *(text for _, text in report.paragraphs)))


def chronicle_of(stream: bytes) -> Chronicle:
    """Return the race of a whole stream, to be told."""
    timeline = timeline_of(stream)
    return Chronicle(timeline, len(timeline))


def story_of(stream: bytes) -> Story:
    """Return the story of a whole stream."""
    return telling(chronicle_of(stream))


def without(stream: bytes, seqs: Iterable[int]) -> bytes:
    """Return the stream with these events retracted by events at its end."""
    last = json.loads(stream.splitlines()[-1])
    retracts = (
        make_line({"seq": last["seq"] + number, "t": last["t"], "type": "retract", "target": seq})
        for number, seq in enumerate(seqs, 1)
    )
    return stream + b"".join(retracts)


def meanings(stream: bytes) -> list[Sentence]:
    """Return what each sentence about a whole stream says."""
    return [meaning(sentence) for sentence in story_of(stream).sentences()]
