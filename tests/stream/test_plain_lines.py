"""Tests that what is decoded without pydantic is what pydantic makes of it, and that nearly all lines are."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from massstart_tui.race.checked_record import record_of
from massstart_tui.race.event_base import BootTime, ListedSkater
from massstart_tui.race.events import EVENT_KINDS, Start, Unknown
from massstart_tui.race.plain_fields import CONVERTERS, json_object
from massstart_tui.race.record import Record, WrongForm, literal_in
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream import line_models
from massstart_tui.stream.codec import (
    BadLine,
    decode_header,
    decode_sheet,
    encode_sheet,
    event_with,
    plain_event,
    plain_header,
    sheet_fields,
    when_recorded,
)
from massstart_tui.stream.plain_sheet import plain_sheet
from massstart_tui.stream.samples import sample_names, sample_path
from tests.strategies import Fields, header_of, json_values, raw_lines, sheets, streams, unheard_of

events = sheets().flatmap(streams).filter(bool).flatmap(st.sampled_from)
odd_values = json_values | st.sampled_from(
    [True, 0, -0.0, 1.0, 10**30, -(10**12), 10**12 + 1, "", [], [[]], [None], [[1]], [[1, 2]], [[1, 2, 3]], {}]
)


@st.composite
def changed(draw: st.DrawFn, of: Fields) -> Fields:
    """Return the fields with some of them, at any depth, replaced, left out or added."""
    fields = json.loads(json.dumps(of))
    tables = _tables(fields)
    for _ in range(draw(st.integers(0, 2))):
        table = draw(st.sampled_from(tables))
        name = draw(st.sampled_from([*table, "bibs", "reason", "born", "start", "lap_length", "odd"]))
        if draw(st.booleans()):
            table[name] = draw(odd_values)
        else:
            table.pop(name, None)
    return fields  # type: ignore[no-any-return] # as JSON has them


def _tables(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else ()), *(table for each in inner for table in _tables(each))]


def in_header(sheet: Fields) -> Fields:
    """Return the header of a stream with this start sheet, as JSON has it."""
    return dict(json.loads(header_of(sheet)))


def as_line(fields: Any) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode(errors="surrogatepass") + b"\n"


@given(events.flatmap(changed).map(as_line) | raw_lines)
@example(b'{"seq":1,"t":0,"type":"note","text":"\\ud800"}')
@example(b'{"seq":1,"t":0,"type":"note","text":"a","text":5}')
@example(b'{"seq":1,"t":0,"type":"note","text":"a","odd":NaN}')
@example(b'{"seq":1,"t":0,"type":"note","text":"a","odd":1.0}')
@example(b'\xef\xbb\xbf{"seq":1,"t":0,"type":"official"}')
@example('{"seq":1,"t":0,"type":"official"}'.encode("utf-16"))
@example(b'{"seq":1,"t":0,"type":"amend","target":1,"event":{"t":0,"t":1}}')
@example(b'{"seq":1,"t":0,"type":"skater","skater":{"bib":1,"name":"a","born":"2000-02-30"}}')
@example(b'{"seq":1,"t":0,"type":"skater","skater":{"bib":1,"name":"a","born":"20000203"}}')
@example(b'{"seq":1,"t":0,"type":"drone","bibs":5}')
def test_a_plain_event_is_what_pydantic_makes_of_its_line(line: bytes) -> None:
    found = plain_event(line)
    if found is not None:
        judged = line_models.event(line)
        assert (type(found), found.__dict__, repr(found)) == (type(judged), judged.__dict__, repr(judged))


@pytest.mark.parametrize("deep", [90, 150, 250, 900])
@pytest.mark.parametrize("brackets", ["[]", "{}", ['{"a":[', "]}"]], ids=str)
def test_what_is_nested_deep_is_taken_as_pydantic_takes_it(deep: int, brackets: Sequence[str]) -> None:
    opening, closing = ('{"a":', "}") if brackets == "{}" else brackets
    nested = opening * deep + "1" + closing * deep
    event = f'{{"seq":1,"t":0,"type":"official","odd":{nested}}}\n'.encode()
    header = f'{{"format":"massstart","version":1,"race":{{"id":"a","title":"","laps":4,"skaters":[],"x":{nested}}}}}'
    assert (plain_event(event) is None) or line_models.event(event) == plain_event(event)
    assert (json_object(header.encode()) is None) is (deep > 90 or ("[" in opening and "{" in opening))


@given(events)
def test_every_event_without_anything_odd_is_plain(fields: Fields) -> None:
    line = as_line(fields)
    assert b"\\u" in line or _has_fraction(fields) or plain_event(line) is not None


def _has_fraction(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, float) or any(map(_has_fraction, inner))


@given(sheets().map(in_header).flatmap(changed))
@example(in_header({"id": "a", "title": "A", "laps": 4, "skaters": [{"bib": 1, "name": "x"}], "start": "2026-11-30"}))
@example(in_header({"id": "a", "title": "A", "laps": True, "skaters": [{"bib": 1, "name": "x"}]}))
def test_a_plain_header_is_what_pydantic_makes_of_its_line(header: Fields) -> None:
    line = as_line(header)
    found = plain_header(line)
    if found is not None:
        judged = line_models.header_line(line)
        assert (found.race, found.created, found.provenance) == (judged.race, judged.created, judged.provenance)
        assert found.race_as_read == json.loads(line)["race"]
        assert not judged.others()


@given(sheets().flatmap(changed))
def test_a_plain_start_sheet_is_what_pydantic_makes_of_it(table: Fields) -> None:
    found = plain_sheet(table)
    if found is not None:
        assert found == line_models.sheet(json.dumps(table).encode())


@given(sheets())
def test_a_start_sheet_is_written_as_pydantic_writes_it(table: Fields) -> None:
    try:
        sheet = decode_sheet(json.dumps(table).encode())
    except BadLine:
        return
    adapter = TypeAdapter(Sheet)
    assert encode_sheet(sheet) == adapter.dump_python(sheet, mode="json", exclude_defaults=True)
    assert json.dumps(sheet_fields(sheet), default=str) == json.dumps(
        adapter.dump_python(sheet, exclude_defaults=True), default=str
    )


@pytest.mark.parametrize(
    "kind", [*EVENT_KINDS.values(), Unknown, BootTime, ListedSkater], ids=lambda kind: kind.__name__
)
def test_every_field_of_an_event_can_be_plain(kind: type[Record]) -> None:
    annotations = {text.removesuffix(" | None") for text in kind.FIELDS.values() if not literal_in(text)}
    assert annotations <= CONVERTERS.keys() | Record.KINDS.keys()


@pytest.mark.parametrize("name", sample_names())
def test_no_sample_needs_pydantic(name: str) -> None:
    code = (
        "import sys; from pathlib import Path; from massstart_tui.stream.recorded_race import load;"
        "load(Path(sys.argv[1])).at('end'); sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(sample_path(name))], check=False).returncode == 0


@given(events, unheard_of)
def test_a_record_made_of_fields_is_what_is_read(fields: Fields, extra: Fields) -> None:
    kind = EVENT_KINDS.get(fields["type"], Unknown)
    assert record_of(kind, extra | fields) == line_models.event(as_line(extra | fields))


@pytest.mark.parametrize(
    "fields", [{}, {"seq": 1}, {"seq": 1, "t": "0", "type": "start"}, {"seq": 1, "t": 0, "type": "x"}]
)
def test_what_is_no_record_is_refused(fields: Fields) -> None:
    with pytest.raises(WrongForm):
        record_of(EVENT_KINDS["start"], fields)


def test_a_record_does_not_change() -> None:
    start = Start(seq=1, t=0, type="start")
    with pytest.raises(AttributeError):
        start.t = 5  # type: ignore[misc] # that is what is tested
    with pytest.raises(AttributeError):
        del start.t
    assert start == Start(seq=1, t=0, type="start", wall=None)
    assert start != Start(seq=1, t=0, type="start", wall="")
    assert len({start, Start(seq=1, t=0, type="start", wall=None), Start(seq=2, t=0, type="start")}) == 2


def test_a_header_in_full_is_plain() -> None:
    header = in_header({"id": "a", "title": "A", "laps": 4, "skaters": [{"bib": 1, "name": "x"}], "lap_length": 333.3})
    header |= {"created": "2026-11-30T20:00:00Z"}
    header["provenance"] = [{"about": "bibs", "kind": "interpolated", "events": [1], "bibs": None, "source_nl": "bron"}]
    assert plain_header(as_line(header)) == decode_header(as_line(header))


WALLS = st.datetimes().map(lambda moment: moment.isoformat() + "Z") | st.from_regex(
    r"\A20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,7})?(Z|\+0[0-9]:00|-01:30)\Z"
)


@given(events.flatmap(changed).map(as_line) | raw_lines)
def test_what_is_decoded_in_a_long_file_is_what_pydantic_makes_of_a_line_alone(line: bytes) -> None:
    try:
        fields = line_models.fields_decoder()(line)
    except ValueError:
        return
    judged = line_models.event(line)
    assert (event_with(fields), fields) == (judged, judged.__dict__)


@given(WALLS)
@example("2026-02-29T10:00:00Z")
@example("2026-04-31T10:00:00Z")
@example("2026-12-31T23:59:60Z")
def test_every_wall_that_a_long_file_takes_unseen_is_a_moment(wall: str) -> None:
    if re.fullmatch(line_models.PLAIN_WALL, wall):
        assert when_recorded(wall) is not None


def test_a_usual_wall_is_taken_unseen() -> None:
    for wall in ("2026-11-30T20:00:00Z", "2026-11-30T20:00:00.123456+00:00", "2028-10-31T23:59:59.1+01:00"):
        assert re.fullmatch(line_models.PLAIN_WALL, wall)
