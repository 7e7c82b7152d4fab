"""Tests of the demonstration: its parts are four minutes, and each caption stands at what the sample has there."""

from __future__ import annotations

from itertools import pairwise

import pytest

from massstart_tui import load
from massstart_tui.race.events import bibs_of
from massstart_tui.race.standings import standings
from massstart_tui.race.state import Phase
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.samples import sample_path
from massstart_tui.text.words import Language, words
from massstart_tui.view.demonstration import CAPTIONS, PARTS, RACE, caption_at, jump_from

path = sample_path(RACE)
assert path is not None
SAMPLE = load(path)
FOUR_MINUTES = 240_000


def first_of(kind: str, t: int) -> int:
    """Return the first bib of the event of this type at ``t``."""
    events = [SAMPLE.timeline.event(seq) for seq in SAMPLE.timeline.order]
    return next(bibs_of(event)[0] for event in events if (event.type, event.t) == (kind, t))


def at(code: str) -> int:
    return next(caption.t for caption in CAPTIONS if caption.code == code)


def test_the_parts_are_four_minutes_in_order_and_end_with_the_race() -> None:
    assert sum(part.end - part.begin for part in PARTS) == FOUR_MINUTES
    assert sorted(PARTS) == list(PARTS)
    assert PARTS[-1].end == SAMPLE.timeline.time_at(len(SAMPLE.timeline))


def test_each_caption_begins_within_a_part_and_the_last_at_the_end() -> None:
    assert [caption.t for caption in CAPTIONS] == sorted(caption.t for caption in CAPTIONS)
    assert [caption.code for caption in CAPTIONS[:-1] if jump_from(caption.t) is not None] == []
    assert CAPTIONS[-1].t == PARTS[-1].end
    assert caption_at(PARTS[0].begin) == CAPTIONS[0].code


def test_from_between_two_parts_the_next_is_played_and_after_the_last_none() -> None:
    for part, following in pairwise(PARTS):
        assert jump_from(part.end - 1) is None
        assert jump_from(part.end) == following.begin
    assert jump_from(PARTS[-1].end) is None


def test_the_captions_tell_what_the_sample_has_at_that_moment() -> None:
    for code, kind, bib in (
        *(("attack", "attack", 13), ("sprint_2", "sprint", 13), ("caught", "caught", 13)),
        *(("sprint_3", "sprint", 12), ("winner", "finish", 5)),
    ):
        assert first_of(kind, at(code)) == bib, code
    states = {code: SAMPLE.timeline.state_at(SAMPLE.timeline.position_at(at(code))) for code in ("bell", "official")}
    assert (states["bell"].to_go, states["official"].phase) == (1, Phase.OFFICIAL)
    before = {
        row.bib: row for row in standings(SAMPLE.timeline.state_at(SAMPLE.timeline.position_at(at("winner") - 1)))
    }
    assert before[5].total == 0
    assert [before[bib].total for bib in (11, 12, 13)] == [3, 3, 3]


def test_who_is_through_at_the_end_is_who_the_last_captions_name() -> None:
    rows = {row.bib: row for row in standings(SAMPLE.timeline.state_at(len(SAMPLE.timeline)))}
    assert [rows[bib].finish_place for bib in (13, 12, 11)] == [9, 11, 12]
    assert [rows[bib].finish for bib in (13, 12, 11)] == [0, 0, 0]
    assert [bool(rows[bib].through) for bib in (13, 12, 11)] == [True, True, False]
    assert [rows[bib].total for bib in (13, 12, 11)] == [3, 3, 3]


def test_what_the_captions_call_reconstructed_or_published_is_marked_so_in_the_sample() -> None:
    kinds = {(str(entry.about), str(entry.kind)) for entry in SAMPLE.recording.header.provenance}
    for fact in (
        *(("lap times", "interpolated"), ("incident times", "reconstructed"), ("sprint orders", "reconstructed")),
        ("finish times", "published"),
    ):
        assert fact in kinds
    assert Marks(SAMPLE.recording.header.provenance).any


@pytest.mark.parametrize("language", Language)
def test_every_caption_fits_on_two_lines_of_sixty_columns(language: Language) -> None:
    assert all(len(words(language)(f"demo.{caption.code}")) <= 110 for caption in CAPTIONS)
