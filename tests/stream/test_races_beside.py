"""What skaters did in earlier races is found beside a race only where it is certain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from massstart_tui.stream.races_beside import earlier_beside
from massstart_tui.stream.recorded_race import load
from tests.streams import Fields, event, make_stream

MORNING, NOON, EVENING = (f"2026-11-28T{hour}:00:00Z" for hour in ("09", "12", "18"))
ANNA: Fields = {"bib": 1, "name": "Anna Noord", "noc": "NED"}
OTHER: Fields = {"bib": 9, "name": "Zoë Zee", "noc": "BEL"}


def _race(*skaters: Fields, gun: str | None = None, over: bool = True, **race: Any) -> bytes:
    bibs = [skater["bib"] for skater in skaters]
    walls: dict[str, Any] = {"wall": gun} if gun else {}
    start, finish = event("start", **walls), [event("finish", 480_000, order=bibs), event("official", 490_000, **walls)]
    return make_stream(start, *(finish if over else ()), skaters=list(skaters), **race)


def _found(folder: Path, own: bytes, **beside: bytes) -> dict[int, list[str]]:
    """Return, by bib, in which races beside its own each skater was found."""
    path = folder / "final.jsonl"
    path.write_bytes(own)
    for name, content in beside.items():
        (folder / f"{name}.jsonl").write_bytes(content)
    told = earlier_beside(path, load(path).timeline)
    return {skater.bib: [f"{race.title} {race.row.rank}" for race in races] for skater, races in told.items()}


def _own(*skaters: Fields, **race: Any) -> bytes:
    return _race(*skaters, gun=NOON, over=False, id="final", title="Final", **race)


def test_a_race_that_was_over_before_the_gun_tells_the_place(tmp_path: Path) -> None:
    heat = _race(OTHER, ANNA | {"bib": 7}, id="heat", title="Heat", gun=MORNING)
    assert _found(tmp_path, _own(ANNA), heat=heat) == {1: ["Heat 2"]}


def test_before_the_gun_every_race_that_is_over_came_earlier(tmp_path: Path) -> None:
    own = make_stream(skaters=[ANNA], id="final")
    heats = {name: _race(ANNA, id=name, title=name, gun=wall) for name, wall in (("b", MORNING), ("a", EVENING))}
    assert _found(tmp_path, own, **heats, c=_race(ANNA, id="c", title="c")) == {1: ["b 1", "a 1", "c 1"]}


@pytest.mark.parametrize(
    "wanted",
    [
        {"competition": "Another cup"},
        {"gun": EVENING},
        {"gun": None},
        {"over": False},
        {"id": "final"},
    ],
)
def test_a_race_of_which_it_is_not_certain_is_left_out(wanted: dict[str, Any], tmp_path: Path) -> None:
    heat = _race(ANNA, **{"id": "heat", "title": "Heat", "gun": MORNING} | wanted)
    assert _found(tmp_path, _own(ANNA), heat=heat) == {}


def test_without_a_competition_nothing_belongs_together(tmp_path: Path) -> None:
    heat = _race(ANNA, id="heat", gun=MORNING, competition=None)
    assert _found(tmp_path, _own(ANNA, competition=None), heat=heat) == {}


def test_of_two_files_of_one_race_neither_is_believed_and_a_broken_one_is_passed_over(tmp_path: Path) -> None:
    heat = _race(ANNA, id="heat", title="Heat", gun=MORNING)
    assert _found(tmp_path, _own(ANNA), heat=heat, copied=heat, broken=heat[:-20] + b"{}\n{}\n") == {}


@pytest.mark.parametrize(
    ("listed", "there", "certain"),
    [
        (ANNA, [ANNA], True),
        (ANNA | {"name": "anna  noord"}, [ANNA], True),
        (ANNA, [ANNA | {"noc": "BEL"}], False),
        (ANNA | {"noc": ""}, [ANNA], False),
        (ANNA, [ANNA, ANNA | {"bib": 2}], False),
        (ANNA | {"id": "NED1"}, [ANNA | {"id": "NED2"}], False),
        (ANNA | {"id": "NED1", "name": "A. Noord"}, [ANNA | {"id": "NED1"}], True),
        (ANNA | {"id": "NED1"}, [ANNA | {"id": "NED1"}, ANNA | {"bib": 2, "id": "NED2"}], True),
        (ANNA | {"born": "2000-01-01"}, [ANNA | {"born": "2001-01-01"}], False),
    ],
)
def test_who_a_skater_is(listed: Fields, there: list[Fields], certain: bool, tmp_path: Path) -> None:
    heat = _race(*there, id="heat", title="Heat", gun=MORNING)
    assert _found(tmp_path, _own(listed), heat=heat) == ({1: ["Heat 1"]} if certain else {})


def test_of_two_who_may_be_one_nothing_is_told(tmp_path: Path) -> None:
    heat = _race(ANNA, id="heat", title="Heat", gun=MORNING)
    assert _found(tmp_path, _own(ANNA, ANNA | {"bib": 2}), heat=heat) == {}
