"""Tests of the event types: whom an event is about, and what a place of an order can be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from massstart_tui.race.event_kinds import EVERYDAY, INCIDENTS, NOTES, SPRINTS
from massstart_tui.race.events import CORRECTING, EVENT_TYPES, GUNS, bibs_of, concerns
from massstart_tui.race.state import bibs_in, members
from massstart_tui.stream.codec import decode_event


@pytest.mark.parametrize(
    ("kind", "fields", "bibs"),
    [
        ("crossing", {"bib": 3}, (3,)),
        ("card", {"bib": 3, "colour": "red"}, (3,)),
        ("lap", {"lap": 1, "bib": 3}, (3,)),
        ("lap", {"lap": 1}, ()),
        ("sprint", {"lap": 4, "order": [3, [2, 1], None]}, (3, 2, 1)),
        ("finish", {"order": [None, [2, 1]]}, (2, 1)),
        ("groups", {"groups": [[3], [2, 1]]}, (3, 2, 1)),
        ("note", {"text": "", "bibs": [3, 1]}, (3, 1)),
        ("note", {"text": ""}, ()),
        ("withdraw", {"bibs": [3, 1]}, (3, 1)),
        ("advance", {"bibs": [3]}, (3,)),
        ("review", {"bibs": [3, 1], "lifted": True}, (3, 1)),
        ("relegate", {"bibs": [3], "behind": 1}, (3, 1)),
        ("relegate", {"bibs": [3]}, (3,)),
        ("points", {"points": [[3, 8], [1, 0]]}, (3, 1)),
        ("resume", {"to_go": 3}, ()),
        ("start", {}, ()),
        ("clock", {"shift": 5}, ()),
        ("clock_set", {"shift": 5}, ()),
        ("retract", {"target": 1}, ()),
        ("drone", {"bibs": [3]}, ()),
    ],
)
def test_an_event_is_about_the_skaters_it_names(kind: str, fields: dict[str, Any], bibs: tuple[int, ...]) -> None:
    assert bibs_of(decode_event(json.dumps({"seq": 1, "t": 0, "type": kind, **fields}).encode())) == bibs


def test_a_fall_concerns_who_fell_and_who_caused_it() -> None:
    caused = decode_event(b'{"seq":1,"t":0,"type":"fall","bibs":[3],"caused_by":[5]}')
    alone = decode_event(b'{"seq":1,"t":0,"type":"fall","bibs":[3]}')
    assert [bib for bib in (3, 4, 5) if concerns(caused, bib)] == [3, 5]
    assert [bib for bib in (3, 4, 5) if concerns(alone, bib)] == [3]


def test_a_place_holds_one_several_or_nobody_who_is_known() -> None:
    assert [members(place) for place in (5, (1, 2), None)] == [(5,), (1, 2), ()]
    assert bibs_in((5, (1, 2), None, 9)) == (5, 1, 2, 9)


def test_the_kinds_are_types_of_the_stream_and_none_is_of_two() -> None:
    kinds = [*EVERYDAY, *INCIDENTS, *NOTES, *SPRINTS, *CORRECTING]
    assert set(kinds) <= EVENT_TYPES
    assert len(kinds) == len(set(kinds))
    assert GUNS <= EVENT_TYPES
