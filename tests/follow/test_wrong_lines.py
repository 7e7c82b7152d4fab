"""Tests of a race under way with wrong lines in it: each is told and passed over, and what rests on it is unknown."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.follow.growing_race import MOST_FAULTS, GrowingRace
from massstart_tui.follow.line_source import NewLines, Notice, SourceNotice
from massstart_tui.race.contenders import Uncovered, uncovered
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.missing_events import MISSING
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState
from massstart_tui.stream.faults import Flaw
from tests.streams import Fields, event, laps_of_thirty_seconds, make_header, make_line, race_of_sixteen

WHOLE = [make_header(), *(make_line({"seq": seq} | fields) for seq, fields in enumerate(race_of_sixteen(), 1))]


def numbered(*events: Fields) -> list[bytes]:
    return [make_line({"seq": seq} | fields) for seq, fields in enumerate(events, 1)]


def followed(lines: list[bytes], at_once: int = 1) -> GrowingRace:
    """Return the race after these lines: the first ``at_once`` in one piece, the others one by one."""
    race = GrowingRace("race")
    race.take(NewLines(b"".join(lines[:at_once])))
    for line in lines[at_once:]:
        race.take(NewLines(line))
    return race


def types(race: GrowingRace) -> list[str]:
    """Return the types of all events, in the order in which they were recorded."""
    assert race.views is not None
    recording = race.views.recording
    return [recording.lines.event(seq).type for seq in range(1, len(recording) + 1)]


def state(race: GrowingRace) -> RaceState:
    assert race.views is not None
    return race.views.now.state_at(len(race.views.now))


def told(race: GrowingRace) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.code) for fault in race.faults]


START, *LAPS = numbered(event("start"), *laps_of_thirty_seconds(3), event("note", 90_500, text="last"))
WRONG = {
    "blank": (b"\n", Flaw.BLANK_LINE),
    "of spaces": (b"  \t \n", Flaw.BLANK_LINE),
    "no JSON": (b'{"seq":3,"t":6\n', Flaw.NOT_JSON),
    "no UTF-8": (b'{"seq":3,"t":60000,"type":"note","text":"\xff"}\n', Flaw.NOT_UTF_8),
    "no object": (b"7\n", Flaw.WRONG_TYPE),
    "without a type": (b'{"seq":3,"t":60000}\n', Flaw.MISSING),
    "of a wrong form": (b'{"seq":3,"t":"x","type":"lap","lap":2}\n', Flaw.WRONG_TYPE),
    "about nobody": (b'{"seq":3,"t":60000,"type":"fall","bibs":[99]}\n', Misfit.BIB_NOT_ON_SHEET),
    "nested deep": (b"[" * 5_000 + b"\n", None),
}


@pytest.mark.parametrize("at_once", [1, 99])
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_line_in_the_place_of_an_event_is_told_and_the_event_is_missing(name: str, at_once: int) -> None:
    line, code = WRONG[name]
    race = followed([make_header(), START, LAPS[0], line, *LAPS[2:]], at_once)
    assert types(race) == ["start", "lap", MISSING, "lap", "note"]
    assert race.wrong_lines == 1
    assert race.faults[0].line == 4
    assert code in (None, race.faults[0].code)


@pytest.mark.parametrize("at_once", [1, 99])
@pytest.mark.parametrize(
    "name", [name for name, (line, _) in WRONG.items() if not line.startswith(b'{"seq":3,"t":60000')]
)
def test_a_wrong_line_between_two_events_is_told_and_nothing_is_missing(name: str, at_once: int) -> None:
    line = WRONG[name][0].replace(b'"seq":3', b'"seq":7')
    race = followed(
        [make_header(), START, LAPS[0], line, *LAPS[1:], line, numbered(*[event("note", text="")] * 6)[5]], at_once
    )
    assert types(race) == ["start", "lap", "lap", "lap", "note", "note"]
    assert (race.wrong_lines, state(race).missing) == (2, {})


GAPS = {
    "one is missing": ([0, 2, 3], ["start", MISSING, "lap", "lap"]),
    "several are missing": ([0, 3, 4], ["start", MISSING, MISSING, "lap", "note"]),
    "one comes twice": ([0, 1, 1, 2, 3], ["start", "lap", "lap", "lap"]),
    "an old one comes again": ([0, 1, 2, 0, 3, 4], ["start", "lap", "lap", "lap", "note"]),
    "one is far ahead": ([0, 1, 4, 2, 3, 4], ["start", "lap", "lap", "lap", "note"]),
}


@pytest.mark.parametrize("at_once", [1, 99])
@pytest.mark.parametrize("name", GAPS)
def test_a_number_out_of_sequence_does_not_make_every_later_one_so(name: str, at_once: int) -> None:
    which, wanted = GAPS[name]
    events = [START, *LAPS]
    race = followed([make_header(), *(events[index] for index in which)], at_once)
    assert types(race) == wanted
    assert [code for _, code in told(race)] == [Flaw.SEQ_HOLE]


def test_a_wrong_number_on_an_event_makes_only_that_one_missing() -> None:
    wrong = make_line(event("lap", 60_000, seq=5_000_000, lap=2))
    race = followed([make_header(), START, LAPS[0], wrong, *LAPS[2:]])
    assert types(race) == ["start", "lap", MISSING, "lap", "note"]


@given(st.lists(st.sampled_from([line for line, _ in WRONG.values()]), max_size=4), st.data())
def test_whatever_stands_between_the_lines_the_others_are_shown(wrong: list[bytes], data: st.DataObject) -> None:
    lines = list(WHOLE)
    for line in wrong:
        lines.insert(data.draw(st.integers(1, len(lines) - 1)), line)
    race = followed(lines, data.draw(st.integers(1, len(lines))))
    clean = followed(WHOLE, len(WHOLE))
    assert race.wrong_lines >= len(wrong) > 0 or not wrong
    assert set(types(clean)) <= set(types(race))
    assert {kind for kind in types(race) if kind != MISSING} == set(types(clean))


@given(st.sets(st.integers(1, len(WHOLE) - 2)), st.integers(1, len(WHOLE)))
def test_whatever_lines_are_missing_the_others_keep_their_place(gone: set[int], at_once: int) -> None:
    whole = types(followed(WHOLE, len(WHOLE)))
    # The number of the last event is believed once the line behind it confirms it.
    after = make_line(event("note", 500_000, seq=len(WHOLE), text="after"))
    race = followed([line for index, line in enumerate(WHOLE) if index not in gone] + [after], at_once)
    assert types(race) == [MISSING if seq in gone else kind for seq, kind in enumerate(whole, 1)] + ["note"]
    assert sum(state(race).missing.values()) == len(gone)


def test_a_correction_of_what_is_missing_makes_the_race_whole_and_is_told() -> None:
    amended = {"t": 60_000, "type": "lap", "lap": 2}
    for correction in (
        event("retract", 91_000, seq=6, target=3),
        event("amend", 91_000, seq=6, target=3, event=amended),
    ):
        race = followed([make_header(), START, LAPS[0], b"wrong\n", *LAPS[2:]])
        assert state(race).result_open
        race.take(NewLines(make_line(correction)))
        assert (state(race).missing, state(race).result_open) == ({}, False)
        assert told(race)[-1] == (7, Flaw.OF_MISSING)


def test_a_skater_whose_event_is_wrong_is_not_on_the_start_sheet_of_what_follows() -> None:
    skater = {"bib": 1, "name": "Nobody Twice", "noc": "NED"}
    lines = numbered(event("start"), event("skater", skater=skater | {"bib": 10_000}), event("fall", bibs=[10_000]))
    race = followed([make_header(), *lines])
    assert types(race) == ["start", MISSING, MISSING]


UNKNOWN_LAP = [b"wrong\n", make_line(event("crossing", 60_000, seq=3, bib=99))]


@pytest.mark.parametrize("line", UNKNOWN_LAP)
def test_what_rests_on_a_missing_event_is_not_known(line: bytes) -> None:
    race = followed([make_header(), START, LAPS[0], line])
    now = state(race)
    assert now.lap_open
    assert now.result_open
    assert uncovered(now) is Uncovered.EVENTS_MISSING
    assert all(row.at_least and row.laps is None for row in standings(now))
    race.take(NewLines(LAPS[2]))
    assert not state(race).lap_open, "the next lap has its number"
    assert state(race).result_open


def test_after_the_finish_no_rank_is_settled_and_nobody_is_through() -> None:
    lines = list(WHOLE)
    lines[10] = b"wrong\n"
    now = state(followed(lines))
    assert now.over
    assert all(row.open_rank and row.worst is None and row.through != "Q" for row in standings(now))


def test_what_changes_no_result_leaves_it_known() -> None:
    race = followed([make_header(), START, make_line(event("fall", 9_000, seq=2, bibs=[99]))])
    now = state(race)
    assert (now.missing, now.result_open, now.lap_open) == ({"fall": 1}, False, False)
    assert not any(row.at_least for row in standings(now))


def test_a_source_without_an_end_of_wrong_lines_keeps_a_bounded_number_of_faults() -> None:
    race = followed([make_header(), START, *([b"noise\n"] * (3 * MOST_FAULTS)), LAPS[0]])
    assert (race.wrong_lines, len(race.faults)) == (3 * MOST_FAULTS, MOST_FAULTS)
    assert types(race) == ["start", "lap"]


def test_views_of_before_stay_as_they_were_when_a_line_turns_out_to_be_no_event() -> None:
    race = followed([make_header(), START, LAPS[0], b"noise\n"])
    before = race.views
    assert before is not None
    race.take(NewLines(LAPS[1]))
    assert types(race) == ["start", "lap", "lap"]
    assert [before.recording.lines.event(seq).type for seq in (1, 2, 3)] == ["start", "lap", MISSING]
    assert list(accumulate(before.recording.times, max))[-1] == 30_000


@pytest.mark.parametrize(
    ("kind", "open_"),
    [("", True), ("attack", True), ("fall", True), ("crossing", True), ("note", False), ("card", False)],
)
def test_who_skates_together_is_open_after_a_missing_event_that_may_have_changed_it(kind: str, open_: bool) -> None:
    lost = b'{"seq":3,"t":"x","type":"%s"}\n' % kind.encode()
    race = followed([make_header(), START, LAPS[0], lost])
    assert state(race).groups_open is open_


WRONG_HEADERS = {
    "blank": b"\n",
    "no JSON": make_header()[:-20] + b"\n",
    "of another program": b'{"format":"x"}\n',
    "of a wrong form": make_header().replace(b'"laps": 16', b'"laps": "x"'),
}


@pytest.mark.parametrize("at_once", [1, 99])
@pytest.mark.parametrize("name", WRONG_HEADERS)
def test_a_wrong_first_line_is_passed_over_where_a_header_comes_after_it(name: str, at_once: int) -> None:
    wrong = WRONG_HEADERS[name]
    race = followed([wrong, b"who is this\n", make_header(), START, b"7\n", *LAPS], at_once)
    assert types(race) == ["start", "lap", "lap", "lap", "note"]
    assert [line for line, _ in told(race) if line] == [1, 2, 5]
    assert race.wrong_lines == 3


@pytest.mark.parametrize("name", WRONG_HEADERS)
def test_the_header_that_was_there_before_stands_in_for_a_wrong_one_until_it_is_corrected(name: str) -> None:
    race = followed([make_header(), START, *LAPS[:2]])
    before = state(race)
    race.take(SourceNotice(Notice.REPLACED))
    race.take(NewLines(b"".join([WRONG_HEADERS[name], START, *LAPS[:2]])))
    assert [line for line, _ in told(race)] == [1]
    assert (race.has_former_header, state(race)) == (True, before)
    race.take(NewLines(LAPS[2]))
    assert types(race) == ["start", "lap", "lap", "lap"]
    race.take(SourceNotice(Notice.REPLACED))
    race.take(NewLines(b"".join([make_header(title="Corrected"), START, *LAPS])))
    assert (race.faults, race.has_former_header) == ((), False)
    assert state(race).sheet.title == "Corrected"


@pytest.mark.parametrize(
    "other",
    [
        [make_header(id="other").replace(b'"laps": 16', b'"laps": "x"'), START],
        [b"dear diary\n", b"it rained\n"],
        [b"dear diary\n"],
    ],
)
def test_no_header_stands_in_where_the_file_is_of_another_race_or_none(other: list[bytes]) -> None:
    race = followed([make_header(), START])
    race.take(SourceNotice(Notice.REPLACED))
    race.take(NewLines(b"".join(other)))
    assert (race.headless, race.has_former_header) == (True, False)
    assert [line for line, _ in told(race)] == [1]
