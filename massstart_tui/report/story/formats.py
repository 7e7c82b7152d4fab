"""Output of a race report as plain text, Markdown or HTML, with notes that explain what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from html import escape
from textwrap import fill
from typing import Final, NamedTuple

from massstart_tui.race.state import RaceState
from massstart_tui.race.unread_passes import laps_in_doubt
from massstart_tui.report.fault_messages import contradiction_note
from massstart_tui.report.race_titles import competition_told, title_of
from massstart_tui.report.signs import DOUBT
from massstart_tui.report.sources import source_told
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import Story, StoryPart
from massstart_tui.report.story.tell import telling
from massstart_tui.report.story.voice import Voice
from massstart_tui.report.table_page import as_document, escaped_markdown
from massstart_tui.stream.contradicted_lines import contradictions_in
from massstart_tui.stream.header_names import DOUBTFUL
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

WIDTH: Final = 79
"""The width of the plain text in columns."""
_HEADED: Final = frozenset(StoryPart) - {StoryPart.LEAD}


class ReportFormat(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


REPORT_ENDINGS: Final = {
    ".txt": ReportFormat.TEXT.value,
    ".md": ReportFormat.MARKDOWN.value,
    ".html": ReportFormat.HTML.value,
}
"""The format implied by a file's suffix."""


class Report(NamedTuple):
    """A report as it is read, unescaped: the name of the race, a headline, (heading, text) pairs, and notes."""

    language: str
    race: str
    headline: str
    paragraphs: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def report_of(timeline: Timeline, t: int, words: Words) -> Report:
    """Return the report of the race up to and including ``t``, in ms since the gun, in one language."""
    position = timeline.position_at(t)
    # No format has the events that a sentence rests on, for which `tell` tells the race once for each event.
    story = telling(Chronicle(timeline, position))
    sheet = timeline.sheet
    title = title_of(sheet, words.language) or sheet.id
    voice = Voice(words, sheet)
    state = timeline.state_at(position)
    contrary = (contradiction_note(found, words) for found in contradictions_in(timeline, position))
    return Report(
        language=str(words.language),
        race=" · ".join(plain(part) for part in (title, competition_told(sheet, words.language), sheet.venue) if part),
        headline=voice.headline(story.headline),
        paragraphs=tuple(_paragraphs(story, voice, words)),
        notes=(
            *contrary,
            *_laps_open(state, words),
            *_notes(timeline.recording.header.provenance, story, state, words),
        ),
    )


def _paragraphs(story: Story, voice: Voice, words: Words) -> Iterator[tuple[str, str]]:
    for paragraph in story.paragraphs:
        heading = words(f"story.heading.{paragraph.part}") if paragraph.part in _HEADED else ""
        yield heading, " ".join(voice.sentence(sentence) for sentence in paragraph.sentences)


def _laps_open(state: RaceState, words: Words) -> Iterator[str]:
    """Yield of whom a pass was probably not read, so that it is not known whether they are lapped."""
    if bibs := ", ".join(map(str, sorted(laps_in_doubt(state)))):
        yield words("results.laps_open", bibs=bibs)


def _notes(provenance: tuple[Provenance, ...], story: Story, state: RaceState, words: Words) -> Iterator[str]:
    """Yield what the mark of doubt means, and where the doubtful facts come from.

    A source may speak of later events, so it is named only after the race.
    """
    doubts = {doubt for sentence in story.sentences() for doubt in sentence.doubts}
    if laps := sorted({doubt.lap for doubt in doubts if doubt.lap is not None}):
        yield words("results.unconfirmed", to_go=", ".join(str(state.distance - lap) for lap in laps))
    doubts = {doubt for doubt in doubts if doubt.lap is None}
    if not doubts:
        return
    yield words("results.doubtful")
    told = {}
    for entry in provenance:
        shown = any(d.about == entry.about and (not entry.events or d.seq in entry.events) for d in doubts)
        if entry.kind in DOUBTFUL and shown:
            about = words(
                "results.provenance", about=words(f"about.{entry.about}"), kind=words(f"provenance.{entry.kind}")
            )
            told[
                f"{DOUBT} {about}" + (f" ({source_told(entry, words.language)})" if entry.source and state.over else "")
            ] = True
    yield from told


def write(report: Report, format_: ReportFormat) -> str:
    """Return the report in ``format_``, with a final newline."""
    match format_:
        case ReportFormat.TEXT:
            return as_text(report)
        case ReportFormat.MARKDOWN:
            return as_markdown(report)
        case ReportFormat.HTML:
            return as_html(report)


def as_text(report: Report) -> str:
    """Return the report for a terminal or a plain text file, wrapped at `WIDTH`."""
    notes = "\n".join(_filled(note) for note in report.notes)
    blocks = [
        f"{_filled(report.headline)}\n{_filled(report.race)}",
        *(_filled(text) for _, text in report.paragraphs),
        notes,
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _filled(text: str) -> str:
    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def as_markdown(report: Report) -> str:
    """Return the report in Markdown; text from outside is escaped."""
    blocks = [f"# {escaped_markdown(report.headline)}", f"{escaped_markdown(report.race)}"]
    for heading, text in report.paragraphs:
        blocks += [f"## {escaped_markdown(heading)}"] if heading else []
        blocks.append(escaped_markdown(text))
    blocks += [escaped_markdown(note) for note in report.notes]
    return "\n\n".join(blocks) + "\n"


def as_html(report: Report) -> str:
    """Return the report as a complete HTML document without external files, also for print."""
    told = [
        (f"<h2>{escape(heading)}</h2>\n" if heading else "") + f"<p>{escape(text)}</p>"
        for heading, text in report.paragraphs
    ]
    return as_document(report.language, report.headline, (report.race,), "\n".join(told), report.notes)
