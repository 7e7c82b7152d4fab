"""Stories of small races and of the samples, and what happens to them when events are taken back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence

from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.formats import Report, report_of
from massstart_tui.report.story.sentences import Sentence, Story, meaning
from massstart_tui.report.story.tell import tell, telling
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.samples import sample_path
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, words
from tests.streams import Fields, make_line, make_stream


def timeline_of(stream: bytes) -> Timeline:
    """The timeline of a stream."""
    return Timeline(read_from(io.BytesIO(stream), "race.jsonl"))


def sample_bytes(name: str) -> bytes:
    """A sample race as it lies in its file."""
    path = sample_path(name)
    assert path is not None
    return path.read_bytes()


def report_at(
    moment: str, *events: Fields, language: Language = Language.EN, provenance: Sequence[Fields] = (), **race: object
) -> Report:
    """The report of a stream of ``events`` at ``moment``; ``race`` is set over the default start sheet."""
    return told(make_stream(*events, provenance=provenance, **race), moment, language)


def told(stream: bytes, moment: str = "end", language: Language = Language.EN) -> Report:
    """The report of a stream at a moment."""
    timeline = timeline_of(stream)
    return report_of(timeline, instant(parse_moment(moment), timeline), words(language))


def prose(report: Report) -> str:
    """All of a report that is told, on one line."""
    return " ".join((report.headline, *(text for _, text in report.paragraphs)))


def story_of(stream: bytes) -> Story:
    """The whole story of a stream."""
    timeline = timeline_of(stream)
    return tell(timeline, timeline.time_at(len(timeline)))


def without(stream: bytes, seqs: Iterable[int]) -> bytes:
    """The stream with these events taken back, by events at its end."""
    last = json.loads(stream.splitlines()[-1])
    retracts = (
        make_line({"seq": last["seq"] + number, "t": last["t"], "type": "retract", "target": seq})
        for number, seq in enumerate(seqs, 1)
    )
    return stream + b"".join(retracts)


def meanings(stream: bytes) -> list[Sentence]:
    """What each sentence of the whole story of a stream says."""
    timeline = timeline_of(stream)
    return [meaning(sentence) for sentence in telling(Chronicle(timeline, len(timeline))).sentences()]
