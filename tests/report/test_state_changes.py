"""What a line of a race under way changes, as JSON: independent of how it comes in, and enough to follow the race."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.follow.growing_race import GrowingRace
from massstart_tui.race.standings import standings
from massstart_tui.report.state_changes import as_data, as_log
from massstart_tui.text.words import Language, words
from tests.follow.test_growing_race import whole_streams
from tests.stream.oracle import Oracle
from tests.stream.timed_race import stream_without_orders
from tests.streams import Fields, event, make_stream


def changes(stream: bytes) -> list[dict[str, Any]]:
    """Return all changes of a stream, in order."""
    return [json.loads(line) for step in GrowingRace("test").steps(stream) for line in as_data(step)]


def of_last(*events: Fields) -> list[dict[str, Any]]:
    """Return what the last of these events changed, without the position in the race."""
    found = [change for change in changes(make_stream(*events)) if change.get("seq") == len(events)]
    return [{name: value for name, value in change.items() if name not in ("at", "seq")} for change in found]


def kinds(*events: Fields) -> list[str]:
    return [change["type"] for change in of_last(*events)]


@given(whole_streams)
def test_who_takes_in_every_change_knows_the_race_as_it_is(stream: bytes) -> None:
    oracle, known = Oracle(stream), {}
    for change in changes(stream):
        known[change["type"]] = change
    last = oracle.states[-1]
    if "lap" in known:
        assert (known["lap"]["lap"], known["lap"]["to_go"]) == (last.lap, last.to_go)
    else:
        assert (last.lap, last.distance) == (0, last.sheet.laps)
    assert known.get("phase", {"phase": "scheduled"})["phase"] == last.phase
    if "standings" in known:
        rows = [(row["rank"], row["bib"], row["total"], row["status"]) for row in known["standings"]["standings"]]
        assert rows == [(row.rank, row.bib, row.total, row.status) for row in standings(last)]


@given(whole_streams, st.integers(0, 4000))
def test_it_is_the_same_in_one_piece_or_two(stream: bytes, cut: int) -> None:
    lines = stream.splitlines(keepends=True)
    first = b"".join(lines[: cut % (len(lines) + 1)])
    followed = GrowingRace("test")
    told = [line for part in (first, stream[len(first) :]) for step in followed.steps(part) for line in as_data(step)]
    assert [json.loads(line) for line in told] == changes(stream)


def test_a_race_begins_with_its_start_sheet() -> None:
    first, *rest = changes(make_stream())
    assert (first["type"], first["race"]["laps"], len(first["skaters"])) == ("race", 16, 6)
    assert rest == []


def test_a_lap_moves_the_counter_and_a_note_nothing() -> None:
    assert of_last(event("start"), event("lap", 30_000, lap=1, bib=3))[0] == {
        "type": "lap",
        "lap": 1,
        "to_go": 15,
        "leader": 3,
    }
    assert kinds(event("start"), event("note", 500, text="cold")) == []


def test_a_sprint_changes_the_standings_and_taken_back_it_has_no_order() -> None:
    ridden = [event("start"), event("lap", 120_000, lap=4), event("sprint", 120_500, lap=4, order=[2, [1, 3]])]
    sprint, table = of_last(*ridden)
    assert sprint == {"type": "sprint", "number": 1, "lap": 4, "order": [[2], [1, 3]], "provisional": False}
    assert [(row["bib"], row["total"]) for row in table["standings"]][:2] == [(2, 3), (1, 2)]
    assert of_last(*ridden, event("retract", 125_000, target=3))[0]["order"] == []


def test_an_incident_that_is_corrected_is_told_as_it_was_and_as_it_is() -> None:
    fell = [event("start"), event("fall", 9_000, bibs=[3])]
    amend = event("amend", 11_000, target=2, event=event("fall", 9_500, bibs=[4]))
    # Who is down is behind the others, so that the classification changes as well.
    told = [line for line in of_last(*fell, amend) if line["type"] == "incident"]
    assert [(line["bibs"], line["t"], line["of"], line["stands"]) for line in told] == [
        ([3], 9_000, 2, "amended"),
        ([4], 9_500, 2, "corrected"),
    ]
    taken_back = event("retract", 12_000, target=2)
    assert of_last(*fell, taken_back)[0]["stands"] == "retracted"
    assert of_last(*fell, taken_back, event("retract", 12_500, target=3))[0]["stands"] == "as_recorded"


def test_a_clock_that_was_off_is_told() -> None:
    assert of_last(event("start"), event("fall", 9_000, bibs=[3]), event("clock", 9_500, shift=-500)) == [
        {"type": "clock", "shift": -500}
    ]


def test_the_log_tells_what_a_replay_tells_and_corrections_behind() -> None:
    stream = make_stream(
        event("start"),
        event("lap", 30_000, lap=1),
        event("fall", 31_000, bibs=[3]),
        event("amend", 32_000, target=3, event=event("fall", 31_000, bibs=[4])),
    )
    told = [line for step in GrowingRace("test").steps(stream) for line in as_log(step, words(Language.NL))]
    assert [line.replace("\u00a0", " ") for line in told] == [
        "nog 16\t0.00,0\tstart\t",
        "nog 15\t0.31,0\tval\t3 Chiara Valle",
        "nog 15\t0.31,0\tval\t3 Chiara Valle\tverbeterd",
        "nog 15\t0.31,0\tval\t4 Dana Müller\tna verbetering",
    ]


def test_the_log_has_the_time_since_the_gun_that_counted_and_a_restart_says_so() -> None:
    stopped = [event("start"), event("fall", 31_000, bibs=[3]), event("restart", 400_000, reason="ice")]
    stream = make_stream(*stopped, event("fall", 430_500, bibs=[4]))
    told = [line for step in GrowingRace("test").steps(stream) for line in as_log(step, words(Language.EN))]
    assert [line.replace("\u00a0", " ") for line in told] == [
        "16 to go\t0:00.0\tstart\t",
        "16 to go\t0:31.0\tfall\t3 Chiara Valle",
        "16 to go\t0:00.0\trestart\tice · clock from 0:00 again",
        "16 to go\t0:30.5\tfall\t4 Dana Müller",
    ]
    assert [change["t"] for change in changes(stream) if change["type"] == "incident"] == [31_000, 400_000, 430_500]


def test_the_log_has_what_chips_alone_give_as_unconfirmed_and_each_finisher_once() -> None:
    steps = GrowingRace("test").steps(stream_without_orders())
    told = [line.replace("\u00a0", " ").split("\t") for step in steps for line in as_log(step, words(Language.EN))]
    by_chips = [(kind, said) for _, _, kind, said, *stands in told if stands == ["by chips, unconfirmed"]]
    assert [said for kind, said in by_chips if kind == "sprint 1"] == [
        "10 Juliett Jansen 3 · 2 Bravo Berg 2 · 7 Golf Gomez 1"
    ]
    finished = [said for kind, said in by_chips if kind == "finish"]
    assert finished[:2] == ["5 Echo Eriksen", "10 Juliett Jansen"]
    assert len(finished) == len(set(finished)) == 15
