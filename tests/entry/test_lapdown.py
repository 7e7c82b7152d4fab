"""Who is a lap down never gets a place unasked: the line leaves them out, or says that they did all the laps."""

from __future__ import annotations

from massstart_tui.entry.problems import Code, Trouble
from massstart_tui.entry.whatif import read_what_if
from tests.entry.races import problem, reads
from tests.entry.test_choosing import FIRST, SECOND, THIRD, at
from tests.streams import event

LAPPED = event("lapped", 400_000, bibs=[51, 200])
RACE = at(16, FIRST, SECOND, THIRD, LAPPED)


def test_it_is_asked_whichever_way_the_order_is_typed() -> None:
    for line in ("114 51 107", "fin 114 51 107", "s4 114 51 107"):
        found = problem(line, RACE)
        assert (found.code, found.trouble) == (Code.LAP_DOWN, Trouble.AMBIGUOUS)
        assert found.values["bib"] == 51
    assert problem("fin 114 51 107", RACE).choices == ("fin 114 107", "fin 114 51! 107")
    assert problem("114 51 107", RACE).choices == ("114 107", "114 51! 107")
    assert problem("fin 114 =51 107", RACE).choices == ("fin 114 107", "fin 114 =51! 107")


def test_left_out_no_place_is_used_up() -> None:
    assert reads("fin 114 107", RACE) == [{"type": "finish", "order": [114, 107]}]


def test_with_all_the_laps_they_are_not_lapped_and_the_others_stay_so() -> None:
    correction, finish = reads("fin 114 51! 107", RACE)
    assert (correction["target"], correction["event"]["bibs"]) == (21, [200])
    assert finish["order"] == [114, 51, 107]
    assert [fields["type"] for fields in reads("fin 51! 200!", RACE)] == ["retract", "finish"]


def test_a_sprint_before_they_were_lapped_is_not_asked_about_and_one_after_it_is() -> None:
    early = at(16, FIRST, SECOND, event("lapped", 300_000, bibs=[51]))
    assert problem("s3 51 114", early).code is Code.LAP_DOWN
    assert reads("s2 75 8 107 51", early)[0]["order"] == [75, 8, 107, 51]


def test_what_if_asks_and_takes_the_same() -> None:
    state = read_what_if("fin: 114 51! 200! 107", RACE).state
    assert [place.bibs for place in state.given_finish] == [(114,), (51,), (200,), (107,)]
    assert not state.exits
