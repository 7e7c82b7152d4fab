"""Tests of what Vantage and the score feed of Orbits say, one thing at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from massstart_tui.stream.faults import Fault
from massstart_tui.timing.feed_records import (
    ClockCleared,
    CountedCrossings,
    GunRead,
    NextHeat,
    Record,
    StatedEvent,
    TakenBack,
)
from massstart_tui.timing.rmonitor import RMonitorReader
from massstart_tui.timing.vantage import VantageReader

HEAT = {"distanceId": "d", "heat": {"round": 1, "number": 1}}
DISTANCE = {
    "id": "d",
    "number": 4,
    "name": "Mass Start",
    "discipline": "SpeedSkating.LongTrack.MassStartDistance",
    "value": 2,
    "valueQuantity": 1,
}


def told(kind: str, **fields: Any) -> str:
    return json.dumps({"typeName": f"{kind}Event", **fields})


def activated(*bibs: int) -> str:
    races = [{"race": {"id": f"r{bib}", "competitor": {"startNumber": bib, "fullName": f"S{bib}"}}} for bib in bibs]
    return told("HeatActivated", **HEAT, races=races)


def lap(bib: int, seconds: float, flags: int = 33, how: str = "Transponder", **more: Any) -> str:
    second = f"{seconds:06.3f}" if seconds < 60 else f"{seconds - 60:06.3f}"
    moment = f"2026-02-07T14:{'05' if seconds < 60 else '06'}:{second}Z"
    measured = {"flags": flags, "time": round(seconds * 10**7), "when": moment, "presentationSource": {"how": how}}
    return told("RaceLapAdded", **HEAT, raceId=f"r{bib}", lap=measured | more)


BEGUN = (told("DistanceActivated", distance=DISTANCE), activated(1, 2, 3))
STARTED = (
    *BEGUN,
    told("HeatStarted", **HEAT, started="2026-02-07T14:05:00Z", clock=0, _time="2026-02-07T14:05:00.5Z"),
)


def vantage(*lines: str) -> list[Record]:
    reader = VantageReader()
    return [record for number, line in enumerate(lines, 1) for record in reader.read(line, number)]


def committed(**results: dict[str, Any]) -> str:
    races = [{"race": {"id": entry, **result}} for entry, result in results.items()]
    return told("HeatCommitted", **HEAT, races=races)


def time(seconds: float, how: str = "Photofinish") -> dict[str, Any]:
    return {"time": {"time": round(seconds * 10**7), "how": how}}


def stated(records: Sequence[Record], kind: str) -> list[dict[str, Any]]:
    return [
        dict(record.fields) for record in records if isinstance(record, StatedEvent) and record.fields["type"] == kind
    ]


def whole_race(*bibs: int) -> tuple[str, ...]:
    return tuple(lap(bib, at + bib / 100) for at in (2, 38, 72) for bib in bibs)


def test_a_lap_that_is_deleted_or_not_presented_does_not_count() -> None:
    records = vantage(*STARTED, lap(1, 2), lap(1, 38), lap(1, 50), lap(1, 50, flags=49), lap(1, 38.01, 1, "Optical"))
    assert [record.times for record in records if isinstance(record, CountedCrossings)] == [
        (38_000,),
        (38_000, 50_000),
        (38_000,),
    ]


def test_a_lap_with_an_index_takes_its_place() -> None:
    photo = lap(1, 71.99, how="Photofinish", fixedIndex=2)
    records = vantage(*STARTED, lap(1, 2), lap(1, 38), lap(1, 72), photo)
    assert records[-1] == CountedCrossings(1, (38_000, 71_990))


def test_equal_times_without_an_order_leave_their_places_open() -> None:
    result = committed(r1=time(72.01), r2=time(72.01), r3=time(72.02))
    records = vantage(*STARTED, *whole_race(1, 2, 3), result)
    assert stated(records, "finish")[0]["order"] == [None, None, 3]
    assert stated(records, "finish")[0]["times"] == [None, None, 72_020]
    assert [record.values for record in records if isinstance(record, Fault)] == [{"bibs": "1, 2"}]
    ranked = [lap(bib, 72.01, how="Photofinish", fixedIndex=2, fixedRanking=3 - bib) for bib in (1, 2)]
    records = vantage(*STARTED, *whole_race(1, 2, 3), *ranked, result)
    assert stated(records, "finish")[0]["order"] == [2, 1, 3]


@pytest.mark.parametrize(
    ("reason", "kind", "more"),
    [(1, "dns", {}), (2, "withdraw", {"laps": 1}), (3, "disqualify", {}), (4, "withdraw", {"laps": 1})],
)
def test_who_has_no_valid_time_is_out_for_the_reason_given(reason: int, kind: str, more: dict[str, int]) -> None:
    lines = (*STARTED, *whole_race(1), lap(2, 2.1), lap(2, 39))
    out = committed(r1=time(72.01), r2={"result": {"timeInvalidReason": reason}})
    records = vantage(*lines, out)
    assert stated(records, kind) == [{"type": kind, "t": 72_010, "bibs": [2]} | more]
    assert stated(records, "official")
    again = vantage(*lines, out, committed(r1=time(72.01)))
    assert [record for record in again if isinstance(record, TakenBack)] == [TakenBack(("out", 2))]


def test_fewer_laps_with_a_valid_time_are_lapped() -> None:
    result = committed(r1=time(72.01), r2=time(75, "Transponder"))
    records = vantage(*STARTED, *whole_race(1), lap(2, 2.1), lap(2, 75), result)
    assert stated(records, "lapped") == [{"type": "lapped", "t": 75_000, "bibs": [2], "laps": 1}]


def points(*laps: tuple[int, int | None]) -> str:
    ranked = [{"raceId": f"r{bib}", "ranking": rank, "time": 380_000_000 + bib} for bib, rank in laps]
    return told("HeatLapPointsChanged", **HEAT, index=1, laps=ranked)


def test_the_order_of_a_sprint_is_by_rank_and_is_taken_back_when_it_is_empty() -> None:
    records = vantage(*STARTED, points((2, 1), (1, 2)), points((1, 1), (2, 1), (3, None)), points())
    assert [fields["order"] for fields in stated(records, "sprint")] == [[2, 1], [[1, 2], 3]]
    assert records[-1] == TakenBack(("sprint", 1))


def test_a_start_of_the_morning_counts_only_if_the_race_goes_on() -> None:
    test = told("HeatStarted", **HEAT, started="2026-02-07T11:10:00Z", clock=0, _time="2026-02-07T14:00:00Z")
    cleared = told("HeatCleared", **HEAT)
    assert [type(record) for record in vantage(*BEGUN, test, cleared, test, cleared)] == [NextHeat]
    records = vantage(*STARTED[:2], test, cleared, STARTED[2], lap(1, 2), cleared, STARTED[2].replace("05:00", "08:00"))
    guns = [record for record in records if isinstance(record, GunRead)]
    assert [gun.again for gun in guns] == [False, True]
    assert guns[1].when.us - guns[0].when.us == 180_000_000
    assert ClockCleared(2_000) in records


def test_joined_late_the_gun_is_that_of_a_lap() -> None:
    records = vantage(*BEGUN, lap(1, 2), lap(1, 38))
    assert [record.when.us for record in records if isinstance(record, GunRead)] == [1_770_473_100_000_000]


def test_an_activation_empties_the_heat() -> None:
    records = vantage(*STARTED, lap(1, 2), lap(1, 38), lap(1, 50), activated(1, 2), *STARTED[2:], lap(1, 2), lap(1, 38))
    assert records[-1] == CountedCrossings(1, (38_000,))
    assert len([record for record in records if isinstance(record, NextHeat)]) == 2


def test_a_heat_of_pairs_is_no_mass_start() -> None:
    pairs = told("DistanceActivated", distance=DISTANCE | {"discipline": "SpeedSkating.LongTrack.PairsDistance"})
    assert vantage(pairs, *STARTED[1:], lap(1, 2), lap(1, 38)) == []


def test_two_with_one_bib_are_told() -> None:
    records = vantage(BEGUN[0], activated(1, 1, 1000))
    assert [str(record.code) for record in records if isinstance(record, Fault)] == ["no_bib_of_its_own"] * 2


ENTERED = ('$B,12,"Final"', '$A,"11","1",5,"A","B","NED",1', '$F,8,"00:00:00","15:05:00","00:00:00","Green "')


def rmonitor(*lines: str) -> list[Record]:
    reader = RMonitorReader()
    return [record for number, line in enumerate(lines, 1) for record in reader.read(line, number)]


def crossed(seconds: int) -> str:
    return f'$J,"11","00:00:30.000","00:{seconds // 60:02}:{seconds % 60:02}.000"'


def standing(laps: int | str, seconds: int) -> str:
    return f'$G,1,"11",{laps},"00:{seconds // 60:02}:{seconds % 60:02}.000"'


def counts(records: Sequence[Record]) -> list[tuple[int, ...]]:
    return [record.times for record in records if isinstance(record, CountedCrossings)]


def test_fewer_laps_in_the_table_are_crossings_that_were_deleted() -> None:
    records = rmonitor(*ENTERED, crossed(38), crossed(72), standing(2, 72), standing(1, 38), crossed(106))
    assert counts(records) == [(38_000,), (38_000, 72_000), (38_000,), (38_000, 106_000)]
    back = rmonitor(*ENTERED, crossed(38), crossed(72), standing(1, 38), standing(2, 72))
    assert counts(back)[-1] == (38_000, 72_000)


def test_joined_late_what_came_before_is_told_and_not_invented() -> None:
    late = '$F,5,"00:00:00","15:07:00","00:02:00","Green "'
    records = rmonitor(*ENTERED[:2], standing(3, 106), late, crossed(140), standing(4, 140))
    assert [str(record.code) for record in records if isinstance(record, Fault)] == ["joined_late"]
    assert [record for record in records if isinstance(record, CountedCrossings)] == [
        CountedCrossings(1, (140_000,), since=106_001)
    ]


def test_a_crossing_that_was_not_told_is() -> None:
    records = rmonitor(*ENTERED, crossed(38), standing(1, 38), standing(2, 72), standing(2, 72))
    assert [str(record.code) for record in records if isinstance(record, Fault)] == ["laps_differ"]


def test_a_red_flag_stops_the_race_and_a_green_one_resumes_it() -> None:
    red = '$F,7,"00:00:00","15:06:00","00:01:00","Red   "'
    green = '$F,7,"00:00:00","15:07:00","00:02:00","GREEN "'
    records = rmonitor(*ENTERED, crossed(38), red, red, green, green)
    assert stated(records, "stop") == [{"type": "stop", "t": 60_000}]
    assert stated(records, "resume") == [{"type": "resume", "t": 120_000}]


def test_a_cleared_clock_that_runs_again_is_a_restart() -> None:
    refreshed = '$F,7,"00:00:00","15:06:00","00:01:00","Green "'
    anew = '$F,8,"00:00:00","15:10:00","00:00:00","Green "'
    clear = '$I,"15:09:00","07 Feb 26"'
    records = rmonitor(*ENTERED, crossed(38), clear, refreshed, clear, anew, crossed(39))
    assert [record.again for record in records if isinstance(record, GunRead)] == [False, True]
    assert [record for record in records if isinstance(record, ClockCleared)] == [ClockCleared(60_000)]
    assert counts(records) == [(38_000,), (39_000,)]


def test_the_number_of_another_run_is_another_heat() -> None:
    records = rmonitor(*ENTERED, '$B,95,"Final"', '$B,12,"Final"', '$B,13,"Next"', *ENTERED[1:], crossed(38))
    assert [record.name for record in records if isinstance(record, NextHeat)] == ["12", "13"]


def test_a_chip_on_two_skaters_is_told_and_is_on_the_start_sheet_of_none() -> None:
    other = ENTERED[1].replace('"11","1"', '"12","2"')
    records = rmonitor(*ENTERED[:2], other, ENTERED[2])
    assert [str(record.code) for record in records if isinstance(record, Fault)] == ["transponder_twice"]
    (heat,) = [record for record in records if isinstance(record, NextHeat)]
    assert heat.sheet is not None
    assert [skater.transponders for skater in heat.sheet.skaters] == [(), ()]


def test_equal_times_of_the_photo_finish_are_undecided() -> None:
    lines = [line.replace('"11"', '"12"').replace('"1",5', '"2",6') for line in (ENTERED[1], crossed(38))]
    over = '$F,0,"00:00:00","15:05:40","00:00:40","Green "'
    corrected = '$COR,"11","1",1,"00:00:37.990","-00:00:00.010"'
    other = corrected.replace('"11","1"', '"12","2"')
    records = rmonitor(*ENTERED[:2], lines[0], ENTERED[2], crossed(38), lines[1], over, corrected, other)
    assert [fields["order"] for fields in stated(records, "finish")] == [[1], [None, None]]
    assert [str(record.code) for record in records if isinstance(record, Fault)] == ["equal_times"]
    assert counts(records)[-1] == (37_990,)
