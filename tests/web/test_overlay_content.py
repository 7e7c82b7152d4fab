"""Tests of what the overlay tells beside the counter and the top five: what has just happened, and the groups."""

from __future__ import annotations

import io
from typing import Any

import pytest

from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recording_views import Views
from massstart_tui.text.words import Language, words
from massstart_tui.web.overlay_content import NEW_MS, overlay_content
from tests.streams import event, make_stream

Fields = dict[str, Any]
LAP: Fields = event("lap", 30_000, lap=1)


def content(*events: Fields, language: Language = Language.EN, **fields: Any) -> dict[str, Any]:
    stream = make_stream(event("start"), *events, **fields)
    return overlay_content(Views(read_from(io.BytesIO(stream), "race")), words(language))


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([], ""),
        ([LAP], ""),
        ([event("fall", 20_000, bibs=[4]), LAP], "▼ fall  4\u00a0Müller"),
        ([event("fall", 30_000 - NEW_MS, bibs=[4]), LAP], ""),
        ([event("fall", 10_000, bibs=[4]), LAP, event("retract", 31_000, target=2)], "× retract  fall: 4\u00a0Müller"),
    ],
)
def test_what_happened_is_told_while_it_is_new(events: list[Fields], told: str) -> None:
    shown = content(*events)
    assert shown["happened"] == told
    assert bool(shown["new_ms"]) == bool(told)


def test_groups_are_told_front_first_with_gaps_that_somebody_measured() -> None:
    groups = event("groups", 31_000, groups=[[2], [5], [1, 3, 4, 6]], gaps=[None, 4_200, None])
    assert content(LAP, groups, language=Language.NL)["groups"] == [
        {"place": "voorop", "who": "2 Vik", "gap": ""},
        {"place": "groep", "who": "5 Sato", "gap": "+4,2 s"},
        {"place": "peloton", "who": "4 rijders", "gap": "?"},
    ]


def test_more_groups_than_there_is_room_for_are_counted() -> None:
    shown = content(LAP, event("groups", 31_000, groups=[[1], [2], [3], [4], [5], [6]]))["groups"]
    assert len(shown) == 5
    assert shown[-1] == {"place": "", "who": "and 2 groups more", "gap": ""}


@pytest.mark.parametrize("events", [[LAP], [LAP, event("groups", 31_000, groups=[[1, 2, 3, 4, 5, 6]])]])
def test_nobody_is_told_while_all_skate_together(events: list[Fields]) -> None:
    assert content(*events)["groups"] == []
