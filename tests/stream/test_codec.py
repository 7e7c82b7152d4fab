"""Tests of the codec: an event survives encoding and decoding, and wrong lines raise only the codec's own errors."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.events import EVENT_TYPES, Amend, Event, Unknown
from massstart_tui.race.record import WrongForm
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import (
    BadLine,
    decode_amended,
    decode_event,
    decode_header,
    decode_sheet,
    encode_crossings,
    encode_event,
    encode_header,
    encode_sheet,
    in_ascii,
    when_recorded,
)
from massstart_tui.stream.faults import Flaw
from massstart_tui.stream.line_models import meeting_schema, sheet_schema, stream_schema
from tests.strategies import Fields, header_of, json_values, raw_lines, sheets, streams, unheard_of
from tests.streams import make_header, make_line

EVERY_EVENT: tuple[Fields, ...] = (
    {"type": "start"},
    {"type": "neutral_end"},
    {"type": "stop", "reason": "a fall blocks the track"},
    {"type": "resume", "to_go": 10, "reason": "the track is clear"},
    {"type": "restart", "reason": "as above"},
    {"type": "distance", "laps": 12, "reason": "the board was wrong"},
    {"type": "lap", "lap": 4, "bib": 3},
    {"type": "crossing", "bib": 3},
    {"type": "sprint", "lap": 4, "order": [13, [1, 2], None, 9]},
    {"type": "finish", "order": [[5, 6], 7, None], "times": [470_000, None, 480_000]},
    {"type": "groups", "groups": [[1, 2], [3]], "gaps": [None, 1500]},
    {"type": "attack", "bibs": [3]},
    {"type": "caught", "bibs": [3]},
    {"type": "fall", "bibs": [3, 4], "caused_by": [5], "reason": "touched a block"},
    {"type": "rejoin", "bibs": [3]},
    {"type": "lapped", "bibs": [3], "laps": 7},
    {"type": "lap_gained", "bibs": [3]},
    {"type": "eliminated", "bibs": [3], "laps": 8},
    {"type": "withdraw", "bibs": [3], "laps": 0, "reason": "injured"},
    {"type": "dns", "bibs": [3]},
    {"type": "card", "bib": 3, "colour": "yellow", "rule": "T25"},
    {"type": "disqualify", "bibs": [3], "rule": "T25"},
    {"type": "advance", "bibs": [3], "reason": "hindered"},
    {"type": "review", "bibs": [3], "reason": "pushed", "lifted": True},
    {"type": "relegate", "bibs": [3], "behind": 4, "rule": "298"},
    {"type": "note", "text": "[bold]\x1b[31m", "bibs": [3]},
    {"type": "clock", "shift": -1500},
    {"type": "clock_set", "shift": -60_000},
    {"type": "official"},
    {"type": "points", "points": [[13, 8], [5, 0]], "reason": "published"},
    {
        "type": "skater",
        "skater": {
            "bib": 41,
            "name": "Jan",
            "noc": "NED",
            "born": "2000-01-02",
            "notes": ["x"],
            "transponders": ["y"],
            "id": "7",
            "say": "yahn",
        },
        "replaces": 14,
    },
    {"type": "retract", "target": 3, "reason": "pressed by accident"},
    {"type": "amend", "target": 3, "event": {"t": 5, "type": "lap", "lap": 4}, "reason": "misread"},
)
"""Every event type with every field it can have."""
OPTIONAL = {
    "bib": ("lap",),
    "lap": ("lap",),
    "caused_by": ("fall",),
    "replaces": ("skater",),
    "bibs": ("note",),
    "laps": ("lapped", "eliminated", "withdraw"),
    "times": ("finish",),
    "gaps": ("groups",),
    "reason": (
        *("stop", "resume", "restart", "distance", "fall", "withdraw", "advance", "review", "points"),
        *("retract", "amend"),
    ),
    "to_go": ("resume",),
    "lifted": ("review",),
    "behind": ("relegate",),
    "rule": ("card", "disqualify", "relegate"),
}
"""For each field, the types in which it is optional."""
COMMON = {"seq": 7, "t": -250, "wall": "2026-11-23T13:45:00Z", "by": "press box"}
NAMES = [body["type"] for body in EVERY_EVENT]


def decoded(**fields: Any) -> Event:
    return decode_event(json.dumps(fields).encode())


def as_fields(event: Event) -> Fields:
    fields: Fields = json.loads(encode_event(event))
    return fields


def test_every_type_of_the_stream_is_among_the_samples() -> None:
    assert sorted(NAMES) == sorted(EVENT_TYPES)


def test_an_event_with_every_field_is_written_as_it_was_read(subtests: pytest.Subtests) -> None:
    for body in EVERY_EVENT:
        with subtests.test(body["type"]):
            event = decoded(**COMMON, **body)
            assert not isinstance(event, Unknown)
            assert as_fields(event) == COMMON | body
            assert decode_event(encode_event(event)) == event


def test_what_is_optional_may_be_left_out_and_nothing_else(subtests: pytest.Subtests) -> None:
    for body in EVERY_EVENT:
        for name in body.keys() - {"type"}:
            without = {key: value for key, value in body.items() if key != name}
            with subtests.test(body["type"], left_out=name):
                if body["type"] in OPTIONAL.get(name, ()):
                    assert as_fields(decoded(seq=1, t=0, **without)) == {"seq": 1, "t": 0} | without
                else:
                    with pytest.raises(WrongForm):
                        decoded(seq=1, t=0, **without)


@pytest.mark.parametrize("name", ["seq", "t"])
def test_every_event_has_a_seq_and_a_t(name: str, subtests: pytest.Subtests) -> None:
    for body in EVERY_EVENT:
        with subtests.test(body["type"]), pytest.raises(WrongForm):
            decoded(**{key: value for key, value in (COMMON | body).items() if key != name})


@pytest.mark.parametrize("wrong", [1.0, 1.5, "1", True, None, [1]])
@pytest.mark.parametrize(("name", "kind"), [("seq", "start"), ("t", "start"), ("bib", "crossing"), ("shift", "clock")])
def test_a_whole_number_is_nothing_else(name: str, kind: str, wrong: Any) -> None:
    with pytest.raises(WrongForm):
        decoded(**({"seq": 1, "t": 0, "type": kind, "bib": 1, "shift": 1} | {name: wrong}))


@pytest.mark.parametrize(
    "body",
    [
        {"type": "sprint", "lap": 4, "order": []},
        {"type": "sprint", "lap": 4, "order": [[1]]},
        {"type": "sprint", "lap": 4, "order": [["1", 2]]},
        {"type": "sprint", "lap": 0, "order": [1]},
        {"type": "lap", "lap": 10**30},
        {"type": "distance", "laps": 0},
        {"type": "distance", "laps": 10**30},
        {"type": "finish", "order": [1], "times": [-1]},
        {"type": "finish", "order": [1], "times": [1.5]},
        {"type": "groups", "groups": []},
        {"type": "groups", "groups": [[]]},
        {"type": "fall", "bibs": []},
        {"type": "note", "text": 5},
        {"type": "note", "text": "", "bibs": []},
        {"type": "withdraw", "bibs": [1], "laps": -1},
        {"type": "card", "bib": 1, "colour": "blue"},
        {"type": "retract", "target": 0},
        {"type": "amend", "target": 1, "event": [1]},
        {"type": 5},
        {"type": None},
        {"type": "start", "wall": 5},
        {"type": "start", "t": 10**18},
        {"type": "start", "t": -(10**18)},
    ],
    ids=json.dumps,
)
def test_what_is_out_of_form_or_out_of_range_is_refused(body: Fields) -> None:
    with pytest.raises(WrongForm):
        decoded(**({"seq": 1, "t": 0} | body))


@given(sheets().flatmap(streams), unheard_of, st.booleans())
def test_any_event_there_and_back_is_the_same_with_all_that_was_beside_it(
    events: list[Fields], extra: Fields, within: bool
) -> None:
    for fields in events:
        inner = {"event": fields["event"] | extra} if within and "event" in fields else {}
        whole = extra | fields | inner
        event = decoded(**whole)
        assert as_fields(event) == whole
        assert decode_event(encode_event(event)) == event


@given(unheard_of)
def test_an_event_of_an_unknown_type_is_kept_whole(extra: Fields) -> None:
    whole = {"seq": 3, "t": 9, "type": "drone", "by": "pilot", **extra}
    event = decoded(**whole)
    assert isinstance(event, Unknown)
    assert as_fields(event) == whole


def test_a_field_named_as_something_of_ours_is_data_and_nothing_more() -> None:
    whole = {
        "seq": 1,
        "t": 0,
        "type": "drone",
        "FIELDS": 1,
        "DEFAULTS": [],
        "copy": None,
        "__class__": "x",
        "__dict__": {},
    }
    assert as_fields(decoded(**whole)) == whole


def test_an_event_begins_with_what_every_event_has() -> None:
    event = decoded(type="lap", bib=3, wall="", t=5, lap=2, seq=1)
    assert encode_event(event) == b'{"seq":1,"t":5,"type":"lap","wall":"","lap":2,"bib":3}\n'


def test_text_is_written_as_it_is_typed() -> None:
    line = encode_event(decoded(seq=1, t=0, type="note", text="Müller — 高木"))
    assert "Müller — 高木".encode() in line
    assert line.count(b"\n") == 1


@given(st.lists(st.text(), max_size=3))
def test_a_stream_in_ascii_is_printable_and_reads_the_same_line_by_line(texts: list[str]) -> None:
    lines = [encode_event(decoded(**COMMON, type="note", text=text)) for text in texts]
    printed = in_ascii(b"".join(lines).decode())
    assert all(" " <= character <= "~" for character in printed if character != "\n")
    assert [json.loads(line) for line in printed.splitlines()] == [json.loads(line) for line in lines]


def test_a_line_break_in_a_text_does_not_break_the_line() -> None:
    line = encode_event(decoded(seq=1, t=0, type="note", text="one\ntwo\u2028three\x85"))
    assert line.count(b"\n") == 1
    assert as_fields(decode_event(line))["text"] == "one\ntwo\u2028three\x85"


@given(raw_lines)
def test_any_line_is_an_event_or_an_error_of_the_codec(line: bytes) -> None:
    try:
        event = decode_event(line)
    except WrongForm:
        return
    assert decode_event(encode_event(event)) == event


@given(json_values)
def test_an_amended_event_that_is_none_is_an_error_of_the_codec(value: Any) -> None:
    event = value if isinstance(value, dict) else {"type": value, "t": value}
    amend = decoded(seq=2, t=0, type="amend", target=1, event=event)
    assert isinstance(amend, Amend)
    with pytest.raises(WrongForm):
        decode_amended(amend)


def test_an_amended_event_has_the_seq_of_the_one_it_stands_for() -> None:
    amend = decoded(seq=9, t=99, type="amend", target=4, event={"seq": 77, "t": 5, "type": "fall", "bibs": [1]})
    assert isinstance(amend, Amend)
    assert as_fields(decode_amended(amend)) == {"seq": 4, "t": 5, "type": "fall", "bibs": [1]}


@given(sheets())
def test_a_start_sheet_there_and_back_is_the_same(fields: Fields) -> None:
    sheet = decode_sheet(json.dumps(fields).encode())
    assert decode_sheet(json.dumps(encode_sheet(sheet)).encode()) == sheet
    assert decode_header(header_of(fields)).race == sheet


def test_a_start_sheet_with_every_key_there_and_back_is_the_same() -> None:
    fields = {
        "id": "x",
        "title": "X",
        "competition": "Cup",
        "venue": "Rink",
        "start": "2022-02-19T15:00:00+08:00",
        "laps": 16,
        "lap_length": 384.5,
        "qualify": 8,
        "rules": {
            "preset": "isu-2014",
            "sprints": [{"lap": 4, "points": [3, 2, 1]}],
            "finish": [60, 40],
            "lapped": "finishes",
            "neutral": False,
        },
        "skaters": [{"bib": 13, "name": "N", "noc": "NED", "born": "1986-04-23", "notes": ["one", "two"]}],
    }
    assert encode_sheet(decode_sheet(json.dumps(fields).encode())) == fields


PROVENANCE = [{"about": "lap times", "kind": "interpolated", "source": "s", "events": [1, 2], "bibs": [3], "odd": 1}]


def test_a_header_is_written_as_it_was_read_with_what_nobody_knows_at_any_depth() -> None:
    header: Fields = json.loads(make_header(PROVENANCE, colour="red"))
    header |= {"created": "2026-11-23T13:45:00Z", "machine": {"model": "Tag"}}
    header["race"]["rules"]["odd"] = [1]
    header["race"]["skaters"][0]["shoe"] = 44
    assert json.loads(encode_header(decode_header(make_line(header)))) == header


def test_a_header_with_another_start_sheet_is_written_with_that() -> None:
    header = decode_header(make_header(colour="red"))
    other = decode_sheet(json.dumps(json.loads(make_header(laps=10))["race"]).encode())
    written = json.loads(encode_header(header.with_race(other)))
    assert written["race"] == encode_sheet(other)


def test_a_byte_order_mark_before_the_header_is_no_fault() -> None:
    assert decode_header(b"\xef\xbb\xbf" + make_header()) == decode_header(make_header())


@pytest.mark.parametrize("version", [2, 3, 10**20])
def test_a_newer_version_is_refused_with_the_one_that_is_read_and_nothing_else(version: int) -> None:
    line = make_line({"format": "massstart", "version": version, "race": "in a way that nobody knows yet"})
    with pytest.raises(BadLine) as caught:
        decode_header(line)
    fault = caught.value.faults[0]
    assert [(fault.field, fault.code, fault.values["version"], fault.values["reads"])] == [
        ("version", Flaw.NEWER_VERSION, version, 1)
    ]
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("version", [0, -1, True, 1.0, 2.0, "1", None])
def test_a_version_that_never_was_is_wrong(version: Any) -> None:
    with pytest.raises(BadLine) as caught:
        decode_header(make_header().replace(b'"version": 1', b'"version": ' + json.dumps(version).encode()))
    assert [fault.field for fault in caught.value.faults] == ["version"]


@pytest.mark.parametrize("line", [b"", b"\n", b"[]\n", b"{}\n", b'{"format":"other"}\n', b"\xff\xfe", b"[" * 9999])
def test_what_does_not_say_that_it_is_a_stream_is_not_one(line: bytes) -> None:
    with pytest.raises(BadLine) as caught:
        decode_header(line)
    assert [fault.code for fault in caught.value.faults] == [Flaw.NOT_A_STREAM]


@pytest.mark.parametrize(
    ("race", "field"),
    [
        ({"laps": 0}, "race.laps"),
        ({"laps": 10**30}, "race.laps"),
        ({"laps": 16.0}, "race.laps"),
        ({"lap_length": 0}, "race.lap_length"),
        ({"lap_length": float("inf")}, "race.lap_length"),
        ({"lap_length": float("nan")}, "race.lap_length"),
        ({"qualify": 0}, "race.qualify"),
        ({"start": 5}, "race.start"),
        ({"start": "yesterday"}, "race.start"),
        ({"skaters": []}, "race.skaters"),
        ({"skaters": [{"bib": 0, "name": "N"}]}, "race.skaters[0].bib"),
        ({"skaters": [{"bib": 1000, "name": "N"}]}, "race.skaters[0].bib"),
        ({"skaters": [{"bib": 1, "name": ""}]}, "race.skaters[0].name"),
        ({"skaters": [{"bib": 1, "name": "N"}, {"bib": 1, "name": "M"}]}, "race.skaters[1].bib"),
        ({"rules": {"preset": "isu-1900"}}, "race.rules.preset"),
        ({"rules": {"lapped": "maybe"}}, "race.rules.lapped"),
        ({"rules": {"neutral": 1}}, "race.rules.neutral"),
        ({"rules": {"finish": [-1]}}, "race.rules.finish[0]"),
        ({"rules": {"sprints": [{"lap": 4, "points": []}]}}, "race.rules.sprints[0].points"),
        ({"rules": {"sprints": [{"lap": 16, "points": [1]}]}}, "race.rules.sprints[0].lap"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_start_sheet_is_told_by_its_key(race: Fields, field: str) -> None:
    with pytest.raises(BadLine) as caught:
        decode_header(make_header(**race))
    assert [(fault.line, fault.field) for fault in caught.value.faults] == [(1, field)]


@given(json_values, json_values)
def test_any_header_is_a_start_sheet_or_an_error_of_the_codec(race: Any, provenance: Any) -> None:
    header = {"format": "massstart", "version": 1, "race": race, "provenance": provenance}
    with pytest.raises(BadLine) as caught:
        decode_header(make_line(header))
    assert all(fault.line == 1 and fault.field for fault in caught.value.faults)


def test_the_schema_of_the_stream_names_every_type_and_field() -> None:
    schema = json.dumps(stream_schema())
    for body in EVERY_EVENT:
        assert f'"const": "{body["type"]}"' in schema
    for name in {name for body in EVERY_EVENT for name in body} | {"seq", "wall", "by", "provenance", "created"}:
        assert f'"{name}": {{' in schema


def test_every_schema_says_which_version_it_is_in_and_every_reference_leads_somewhere() -> None:
    for schema in (stream_schema(), sheet_schema(), meeting_schema()):
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        for place in references(schema):
            here: Any = schema
            for part in place.removeprefix("#/").split("/"):
                here = here[part]


def references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        return own + [place for value in schema.values() for place in references(value)]
    return [place for value in schema for place in references(value)] if isinstance(schema, list) else []


def test_the_schema_of_the_start_sheet_names_every_key() -> None:
    assert set(sheet_schema()["properties"]) == {key.name for key in dataclasses.fields(Sheet)}


@pytest.mark.parametrize("wall", ["2026-11-25T13:45:00Z", "2026-11-25t13:45:00.000z", "2026-11-25T14:45:00+01:00"])
def test_a_moment_is_read_as_rfc_3339_writes_it(wall: str) -> None:
    assert when_recorded(wall) == datetime(2026, 11, 25, 13, 45, tzinfo=UTC)


@pytest.mark.parametrize("wall", [None, "", "yesterday", "2026-11-25T13:45:00", "13:45"])
def test_what_is_no_moment_says_nothing_of_when_an_event_was_recorded(wall: str | None) -> None:
    assert when_recorded(wall) is None


@given(
    st.integers(1, 10**6),
    st.lists(st.tuples(st.integers(1, 999), st.integers(0, 10**8)), max_size=5),
    st.none() | st.text(max_size=8) | st.sampled_from(["Finish", "100 %d", '"', "\u9ad8\u6728"]),
)
def test_many_crossings_are_encoded_as_each_of_them_is(
    first: int, crossings: list[tuple[int, int]], loop: str | None
) -> None:
    run = CrossingRun(first, [bib for bib, _ in crossings], [t for _, t in crossings], loop)
    assert encode_crossings(run) == b"".join(map(encode_event, run.events()))
    assert [event.seq for event in run.events()] == list(range(first, first + len(run)))
