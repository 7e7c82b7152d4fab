"""Tests of reading a stream whole: all faults at once, each in its place, and which of them are harmless."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from massstart_tui.race.misfits import Misfit
from massstart_tui.stream.codec import encode_event
from massstart_tui.stream.faults import MOST_FAULTS, BadData, Fault, Flaw
from massstart_tui.stream.reading import Recording, read, read_from
from tests.strategies import Fields, lines_of, raw_lines, sheets, streams
from tests.streams import event, make_header, make_line, make_stream, race_of_sixteen

RACE = race_of_sixteen(event("fall", 60_000, bibs=[5]), event("drone", 70_000, height=9))
SMALL = make_stream(event("start"), event("fall", 9000, bibs=[3]), event("lap", 30_000, lap=1, bib=2))


def reading(stream: bytes) -> Recording:
    return read_from(io.BytesIO(stream), "race.jsonl")


def faults(stream: bytes) -> list[Fault]:
    with pytest.raises(BadData) as caught:
        reading(stream)
    assert caught.value.path == "race.jsonl"
    return list(caught.value.faults)


def places(stream: bytes) -> list[tuple[int | None, str, Any]]:
    return [(fault.line, fault.field, fault.code) for fault in faults(stream)]


def spliced(*lines: bytes, at: int = 3) -> bytes:
    """Return the small stream with ``lines`` inserted, the first of them as line ``at`` of the file."""
    whole = SMALL.splitlines(keepends=True)
    return b"".join((*whole[: at - 1], *lines, *whole[at - 1 :]))


def test_a_race_as_it_should_be_has_no_faults_and_every_event() -> None:
    recording = reading(make_stream(*RACE))
    assert recording.faults == []
    assert [recording.lines.event(seq).type for seq in range(1, len(recording) + 1)] == [one["type"] for one in RACE]


@given(sheets().flatmap(lambda sheet: st.tuples(st.just(sheet), streams(sheet))))
def test_every_event_is_found_again_by_its_seq(race: tuple[Fields, list[Fields]]) -> None:
    recording = reading(lines_of(*race))
    assert all(fault.harmless for fault in recording.faults)
    assert [json.loads(encode_event(recording.lines.event(fields["seq"]))) for fields in race[1]] == race[1]
    assert list(recording.times) == [fields["t"] for fields in race[1]]


def test_a_stream_cut_at_any_byte_is_read_as_far_as_it_is_whole() -> None:
    for size in range(SMALL.index(b"\n") + 1, len(SMALL)):
        cut = SMALL[:size]
        torn = len(cut) - cut.rindex(b"\n") - 1
        recording = reading(cut)
        assert len(recording) == cut.count(b"\n") - 1
        assert [(fault.line, fault.code, fault.values) for fault in recording.faults] == (
            [(cut.count(b"\n") + 1, Flaw.TORN, {"bytes": torn})] if torn else []
        )


def test_a_stream_cut_within_its_header_is_no_stream_or_no_json_where_it_says_what_it_is() -> None:
    says = SMALL.index(b'"massstart"') + len(b'"massstart"')
    for size in range(1, SMALL.index(b"\n")):
        ((line, field, code),) = places(SMALL[:size])
        within_a_letter = SMALL[size] & 0xC0 == 0x80
        expected = Flaw.NOT_UTF_8 if within_a_letter else Flaw.NOT_JSON
        assert (line, field, code) == ((1, "format", Flaw.NOT_A_STREAM) if size < says else (1, "", expected))


@pytest.mark.parametrize(
    ("header", "code", "where"),
    [
        (make_header().replace(b'"laps": 16', b'"laps": 16x'), Flaw.NOT_JSON, {"column": b'"laps": 16'}),
        (make_header(title="Gelinas\x01").replace(b"\\u0001", b"\xe9"), Flaw.NOT_UTF_8, {"byte": b"Gelinas"}),
        (
            b"\xef\xbb\xbf" + make_header(title="Gelinas\x01").replace(b"\\u0001", b"\xe9"),
            Flaw.NOT_UTF_8,
            {"byte": b"Gelinas"},
        ),
    ],
)
def test_a_damaged_header_is_told_where(header: bytes, code: Flaw, where: dict[str, bytes]) -> None:
    with pytest.raises(BadData) as caught:
        reading(header)
    (fault,) = caught.value.faults
    at = {name: header.removeprefix(b"\xef\xbb\xbf").index(before) + len(before) + 1 for name, before in where.items()}
    assert (fault.line, fault.code, fault.values) == (1, code, at)


def test_a_line_that_is_no_json_is_told_its_column() -> None:
    with pytest.raises(BadData) as caught:
        reading(make_header() + b'{"seq":1,"t":0,"type":"note",text:"x"}\n{"seq":2\n')
    assert [(fault.line, fault.values) for fault in caught.value.faults] == [(2, {"column": 30}), (3, {"column": 9})]


def test_a_file_of_nothing_is_empty() -> None:
    assert places(b"") == [(None, "", Flaw.EMPTY)]


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (b"", []),
        (b'{"seq":1,"t":0,"type":"start"}\n', []),
        (b"\n", [(2, "", Flaw.BLANK_LINE)]),
        (b'{"seq":1\n', [(2, "", Flaw.NOT_JSON)]),
        (b'{"seq":1,"t":0,"type":"fall"}\n', [(2, "bibs", Flaw.MISSING)]),
        (
            b'\n{"seq":1,"t":0,"type":"fall"}\nx\n',
            [(2, "", Flaw.BLANK_LINE), (3, "bibs", Flaw.MISSING), (4, "", Flaw.NOT_JSON)],
        ),
        (b'{"seq":1,"t":0,"type":"start"}\n{"seq":2', [(3, "", Flaw.TORN)]),
    ],
)
def test_below_a_wrong_header_the_form_of_each_line_is_told_unless_it_is_no_header(
    below: bytes, told: list[tuple[int, str, Flaw]]
) -> None:
    wrong = make_header().replace(b'"laps": 16', b'"laps": -1')
    assert [(line, field, code) for line, field, code in places(wrong + below) if line != 1] == told
    other = make_header().replace(b'"version": 1', b'"version": 9')
    assert {line for line, _, _ in places(other + below)} == {1}


def test_a_header_alone_is_a_race_that_has_not_begun() -> None:
    assert len(reading(make_header())) == 0
    assert len(reading(make_header().rstrip())) == 0


def test_a_tear_is_told_with_what_else_is_wrong_and_last() -> None:
    stream = make_stream(event("fall", bibs=[77])) + b'{"seq":2,'
    assert places(stream) == [(2, "bibs", Misfit.BIB_NOT_ON_SHEET), (3, "", Flaw.TORN)]


def test_line_ends_of_another_system_are_read_alike() -> None:
    recording = reading(SMALL.replace(b"\n", b"\r\n"))
    assert recording.faults == []
    assert recording.lines.event(3).t == 30_000


def test_a_byte_order_mark_at_the_start_is_read_over() -> None:
    recording = reading(b"\xef\xbb\xbf" + SMALL)
    assert [recording.lines.event(seq).type for seq in (1, 2, 3)] == ["start", "fall", "lap"]


def test_a_byte_order_mark_in_the_middle_is_no_json() -> None:
    lines = SMALL.splitlines(keepends=True)
    assert places(b"".join((*lines[:2], b"\xef\xbb\xbf", *lines[2:]))) == [(3, "", Flaw.NOT_JSON)]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        (b"\n", "", Flaw.BLANK_LINE),
        (b" \t\r\n", "", Flaw.BLANK_LINE),
        (b"gun\n", "", Flaw.NOT_JSON),
        (b"\x00\xff\xfe\n", "", Flaw.NOT_UTF_8),
        (b'{"seq":2,"t":1,"type":"note","text":"\xff"}\n', "", Flaw.NOT_UTF_8),
        (b'{"seq":2,"t":1,"type":"fall","bibs":[3]\n', "", Flaw.NOT_JSON),
        (b'{"seq":2,"type":"fall","bibs":[3]}\n', "t", Flaw.MISSING),
        (b'{"seq":2,"t":1}\n', "type", Flaw.MISSING),
        (b'{"seq":2,"t":1,"type":7}\n', "type", Flaw.WRONG_TYPE),
        (b'{"seq":2,"t":1.5,"type":"start"}\n', "t", Flaw.WRONG_TYPE),
        (b'{"seq":2,"t":1,"type":"card","bib":1,"colour":"blue"}\n', "colour", Flaw.NOT_ONE_OF),
        (b'{"seq":2,"t":1000000000000000000,"type":"start"}\n', "t", Flaw.OUT_OF_RANGE),
        (b'{"seq":2,"t":1,"type":"fall","bibs":[]}\n', "bibs", Flaw.TOO_SHORT),
        (b'{"seq":2,"t":1,"type":"fall","bibs":[7]}\n', "bibs", Misfit.BIB_NOT_ON_SHEET),
        (b'{"seq":2,"t":1,"type":"crossing","bib":7}\n', "bib", Misfit.BIB_NOT_ON_SHEET),
        (b'{"seq":2,"t":1,"type":"lap","lap":1,"bib":7}\n', "bib", Misfit.BIB_NOT_ON_SHEET),
        (b'{"seq":2,"t":1,"type":"note","text":"","bibs":[7]}\n', "bibs", Misfit.BIB_NOT_ON_SHEET),
        (b'{"seq":2,"t":1,"type":"sprint","lap":5,"order":[1,2,3]}\n', "lap", Misfit.NO_SPRINT_AT_LAP),
        (b'{"seq":2,"t":1,"type":"finish","order":[1,1]}\n', "order", Misfit.BIB_TWICE),
        (b'{"seq":2,"t":1,"type":"finish","order":[1],"times":[]}\n', "times", Misfit.NOT_AS_MANY),
        (b'{"seq":2,"t":1,"type":"retract","target":2}\n', "target", Flaw.NO_TARGET),
        (b'{"seq":2,"t":1,"type":"retract","target":99}\n', "target", Flaw.NO_TARGET),
        (b'{"seq":2,"t":1,"type":"amend","target":9,"event":{"t":0,"type":"start"}}\n', "target", Flaw.NO_TARGET),
        (b'{"seq":2,"t":1,"type":"amend","target":1,"event":{"type":"start"}}\n', "event.t", Flaw.MISSING),
        (b'{"seq":2,"t":1,"type":"amend","target":1,"event":{"t":0}}\n', "event.type", Flaw.MISSING),
        (
            b'{"seq":2,"t":1,"type":"amend","target":1,"event":{"t":0,"type":"fall","bibs":[7]}}\n',
            "event.bibs",
            Misfit.BIB_NOT_ON_SHEET,
        ),
        (
            b'{"seq":2,"t":1,"type":"amend","target":1,"event":{"t":0,"type":"retract","target":1}}\n',
            "event.target",
            Flaw.NOTHING_BEFORE,
        ),
    ],
)
def test_a_wrong_line_in_the_middle_is_told_by_its_number_and_its_field(line: bytes, field: str, code: Any) -> None:
    lines = SMALL.splitlines(keepends=True)
    stream = b"".join((*lines[:2], line, *(again(seq, behind) for seq, behind in enumerate(lines[2:], 3))))
    expected = [(3, field, code)]
    if code is Flaw.BLANK_LINE:
        stream = spliced(line)
    assert places(stream) == expected


def test_a_correction_of_what_is_not_there_is_told_with_the_last_that_is() -> None:
    inside = event("amend", 1, target=2, event=event("retract", 0, target=8))
    stream = make_stream(event("start"), event("note", text=""), event("retract", 1, target=9), inside)
    with pytest.raises(BadData) as caught:
        read_from(io.BytesIO(stream), "race")
    assert caught.value.faults == (
        Fault(4, "target", Flaw.NO_TARGET, {"target": 9, "last": 2}),
        Fault(5, "event.target", Flaw.NO_TARGET, {"target": 8, "last": 1}),
    )


def again(seq: int, line: bytes) -> bytes:
    return make_line({**json.loads(line), "seq": seq})


def test_an_amend_within_an_amend_is_checked_as_deep_as_it_goes() -> None:
    inner = {"t": 0, "type": "amend", "target": 1, "event": {"t": 0, "type": "fall", "bibs": [7]}}
    whole = event("amend", target=2, event=inner)
    assert places(make_stream(event("start"), event("start"), whole)) == [
        (4, "event.event.bibs", Misfit.BIB_NOT_ON_SHEET)
    ]


def starts(*numbers: int) -> list[Fields]:
    return [{"seq": seq, "type": "start"} for seq in numbers]


def test_a_hole_in_the_numbers_is_told_once() -> None:
    stream = make_stream(*starts(1, 2, 5, 6, 7), {"seq": 8, "type": "official"})
    assert [(fault.line, fault.field, fault.values) for fault in faults(stream)] == [
        (4, "seq", {"given": 5, "wanted": 3})
    ]


def test_one_number_that_is_wrong_is_told_once() -> None:
    stream = make_stream(*starts(1, 2, 9, 4, 5))
    assert [(fault.line, fault.values) for fault in faults(stream)] == [(4, {"given": 9, "wanted": 3})]


def test_a_number_that_is_there_twice_is_told_once() -> None:
    stream = make_stream(*starts(1, 2, 2, 3, 4))
    assert [(fault.line, fault.values) for fault in faults(stream)] == [(4, {"given": 2, "wanted": 3})]


def test_a_target_is_found_by_its_number_behind_a_hole_too() -> None:
    stream = make_stream(*starts(1, 4, 5), {"seq": 6, "type": "retract", "target": 5})
    assert places(stream) == [(3, "seq", Flaw.SEQ_HOLE)]


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    stream = make_stream(
        event("start"),
        event("fall", bibs=[7, 8]),
        event("sprint", lap=3, order=[1]),
        event("drone", height=3),
        event("finish", order=[[1, 9], 1], times=[5]),
        event("card", bib="1", colour=2),
        event("retract", target=7),
        event("lap", lap=1, bib=9),
    )
    assert places(stream) == [
        (3, "bibs", Misfit.BIB_NOT_ON_SHEET),
        (3, "bibs", Misfit.BIB_NOT_ON_SHEET),
        (4, "lap", Misfit.NO_SPRINT_AT_LAP),
        (6, "order", Misfit.BIB_NOT_ON_SHEET),
        (6, "order", Misfit.BIB_TWICE),
        (6, "times", Misfit.NOT_AS_MANY),
        (7, "bib", Flaw.WRONG_TYPE),
        (7, "colour", Flaw.NOT_ONE_OF),
        (8, "target", Flaw.NO_TARGET),
        (9, "bib", Misfit.BIB_NOT_ON_SHEET),
    ]


def test_a_sprint_order_that_is_too_short_is_told_and_lived_with() -> None:
    recording = reading(make_stream(event("start"), event("sprint", lap=4, order=[1, 2]), event("official")))
    assert [(fault.line, fault.field, fault.code, fault.harmless) for fault in recording.faults] == [
        (3, "order", Misfit.ORDER_TOO_SHORT, True)
    ]


def test_while_the_result_is_not_official_the_rest_of_an_order_may_still_come() -> None:
    official, short = event("official"), event("sprint", lap=4, order=[1, 2])
    assert not reading(make_stream(event("start"), short)).faults
    assert not reading(make_stream(short, official, event("retract", target=2))).faults
    assert reading(make_stream(short, official, event("retract", target=2), official)).faults


SHORT = event("sprint", 100, lap=4, order=[1, 2])
WHOLE = event("sprint", 110, lap=4, order=[1, 2, 3])


def amended(target: int, order: list[int]) -> Fields:
    """Return an amend that replaces the order of an event by this one."""
    return event("amend", 120, target=target, event={"t": 100, "type": "sprint", "lap": 4, "order": order})


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ([SHORT, WHOLE], []),
        ([SHORT, SHORT, WHOLE], []),
        ([SHORT, amended(1, [1, 2, 3])], []),
        ([SHORT, event("retract", 120, target=1)], []),
        ([SHORT, SHORT], [(3, "order")]),
        ([WHOLE, SHORT], [(3, "order")]),
        ([SHORT, WHOLE, event("retract", 120, target=2)], [(2, "order")]),
        ([SHORT, event("sprint", 110, lap=8, order=[1, 2, 3])], [(2, "order")]),
        ([WHOLE, amended(1, [1, 2])], [(3, "event.order")]),
        ([WHOLE, amended(1, [1, 2]), event("retract", 130, target=2)], []),
        ([WHOLE, amended(1, [1, 2]), amended(1, [3, 2, 1])], []),
        (
            [WHOLE, event("note", 115, text=""), event("amend", 130, target=2, event=amended(1, [1]))],
            [(4, "event.event.order")],
        ),
        ([event("withdraw", 10, bibs=[3, 4, 5, 6]), WHOLE, amended(2, [2, 1])], []),
    ],
)
def test_a_sprint_order_is_too_short_where_the_last_that_stands_of_that_sprint_is(
    events: list[Fields], wrong: list[tuple[int, str]]
) -> None:
    official = event("official", 200)
    faults = reading(make_stream(*events, official)).faults
    assert [(fault.line, fault.field) for fault in faults] == wrong
    assert all(fault.code is Misfit.ORDER_TOO_SHORT and fault.harmless for fault in faults)


OUT = ("withdraw", "lapped", "dns", "disqualify")


@pytest.mark.parametrize("kind", OUT)
@pytest.mark.parametrize("late", [False, True])
def test_a_sprint_order_need_not_be_longer_than_there_are_skaters_in_the_race(kind: str, late: bool) -> None:
    out, sprint = event(kind, 90, bibs=[1, 2, 3, 4]), event("sprint", 100, lap=4, order=[5, 6])
    before = [event("note", 10, text=""), event("note", 5, text="late")] if late else []
    assert reading(make_stream(*before, out, sprint)).faults == []


@given(sheets().flatmap(lambda sheet: st.tuples(st.just(sheet), streams(sheet, corrected=False))), st.data())
def test_a_wall_that_is_no_moment_is_told_of_any_event(race: tuple[Fields, list[Fields]], data: st.DataObject) -> None:
    sheet, events = race
    assume(events)
    at = data.draw(st.integers(0, len(events) - 1))
    wrong = [*events[:at], events[at] | {"wall": "yesterday"}, *events[at + 1 :]]
    told = reading(lines_of(sheet, wrong)).faults
    assert (at + 2, "wall", Flaw.NOT_A_MOMENT) in [(fault.line, fault.field, fault.code) for fault in told]


def test_after_something_wrong_nothing_is_held_against_what_follows() -> None:
    stream = make_stream(event("fall", bibs=[7]), event("dns", bibs=[1, 2, 3, 4]), event("sprint", lap=4, order=[5, 6]))
    assert places(stream) == [(2, "bibs", Misfit.BIB_NOT_ON_SHEET)]


def test_many_skaters_who_cannot_all_have_a_bib_are_told_one_by_one() -> None:
    skaters = [{"bib": bib, "name": "N"} for bib in range(1, 1201)]
    found = faults(make_header(skaters=skaters))
    assert [fault.field for fault in found] == [f"race.skaters[{index}].bib" for index in range(999, 1200)]


@given(st.lists(raw_lines, min_size=1, max_size=5), st.integers(2, 5))
def test_lines_that_are_anything_are_told_by_their_number_and_never_more(lines: list[bytes], at: int) -> None:
    stream = spliced(*(line + b"\n" for line in lines), at=at)
    found = faults(stream)
    assert {fault.line for fault in found} >= set(range(at, at + len(lines)))
    assert all(fault.line and 2 <= fault.line <= 4 + len(lines) for fault in found)


@given(st.binary(max_size=200))
def test_a_file_that_is_anything_is_no_stream(content: bytes) -> None:
    assert len(places(content)) == 1


@given(st.binary(max_size=60), st.integers(0, len(SMALL)))
def test_bytes_written_over_a_stream_give_faults_or_a_race(garbage: bytes, at: int) -> None:
    try:
        recording = reading(SMALL[:at] + garbage + SMALL[at + len(garbage) :])
    except BadData as error:
        assert error.faults  # noqa: PT017 - either outcome is right; only another exception would not be
    else:
        assert len(recording) <= 3 + garbage.count(b"\n")


def test_a_file_that_is_not_there_or_not_to_be_read_says_so(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "nowhere", Flaw.NO_FILE), (tmp_path, Flaw.UNREADABLE)):
        with pytest.raises(BadData) as caught:
            read(path)
        assert [(fault.line, fault.code) for fault in caught.value.faults] == [(None, code)]


def test_a_file_is_read_from_as_long_as_its_recording_lives(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(SMALL)
    recording = read(path)
    assert recording.name == str(path)
    assert recording.lines.event(2).type == "fall"


def test_how_far_the_reading_is_comes_to_the_whole_and_never_goes_back() -> None:
    told: list[float] = []
    stream = make_stream(*(event("note", text=str(number)) for number in range(1000))) + b"torn"
    recording = read_from(io.BytesIO(stream), "race", told.append)
    assert len(recording) == 1000
    assert told == sorted(told)
    assert (len(told), told[-1]) == (4, 1.0)


@pytest.mark.parametrize("header", [make_header(), make_header(laps=0)], ids=["right header", "wrong header"])
def test_after_a_thousand_faults_no_further_line_is_read_and_that_is_told(header: bytes, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(header + b'{"seq":1,"t":0,"type":"lap","lap":"x"}\n' * (20 * MOST_FAULTS))
    with pytest.raises(BadData) as caught:
        read(path)
    faults = caught.value.faults
    assert MOST_FAULTS < len(faults) < 2 * MOST_FAULTS
    assert [fault.code for fault in faults].count(Flaw.TOO_MANY_FAULTS) == 1
    assert faults[-1].code is Flaw.TOO_MANY_FAULTS
    assert faults[-1].line == max(fault.line or 0 for fault in faults)
