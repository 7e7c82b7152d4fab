"""What each verb records, in all its notations."""

from __future__ import annotations

import pytest

from massstart_tui.entry.line_reader import HistoryStep
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.problems import Code
from tests.entry.races import NOW, before_anything, problem, race, reads, situation_of, wrong
from tests.entry.races import after_laps as after
from tests.streams import Fields, event, make_skaters

SIX = after(6, event("attack", 190_000, bibs=[5, 2]), event("fall", 191_000, bibs=[3]))
"""Six laps of sixteen: 5 and 2 are in an attack, 3 has fallen."""


@pytest.mark.parametrize(
    ("line", "recorded"),
    [
        ("f 4", {"type": "fall", "bibs": [4]}),
        ("f4", {"type": "fall", "bibs": [4]}),
        ("  FALL   4 , 1", {"type": "fall", "bibs": [4, 1]}),
        ("val 4,1", {"type": "fall", "bibs": [4, 1]}),
        ("f 4: a stick: two", {"type": "fall", "bibs": [4], "reason": "a stick: two"}),
        ("f 4:", {"type": "fall", "bibs": [4]}),
        ("r 3", {"type": "rejoin", "bibs": [3]}),
        ("terug 3", {"type": "rejoin", "bibs": [3]}),
        ("a 4 6", {"type": "attack", "bibs": [4, 6]}),
        ("aanval sato hill", {"type": "attack", "bibs": [5, 6]}),
        ("c", {"type": "caught", "bibs": [5, 2]}),
        ("ingehaald 2", {"type": "caught", "bibs": [2]}),
        ("l 4", {"type": "lapped", "bibs": [4]}),
        ("gedubbeld 4 ronden 5", {"type": "lapped", "bibs": [4], "laps": 5}),
        ("x 4", {"type": "withdraw", "bibs": [4]}),
        ("uit 4 laps 5: ziek", {"type": "withdraw", "bibs": [4], "laps": 5, "reason": "ziek"}),
        ("dq 4: rule 291", {"type": "disqualify", "bibs": [4], "rule": "rule 291"}),
        ("dns 4", {"type": "dns", "bibs": [4]}),
        ("y 4: pushing", {"type": "card", "bib": 4, "colour": "yellow", "rule": "pushing"}),
        ("waarschuwing 4", {"type": "card", "bib": 4, "colour": "warning"}),
        ("rood 4", {"type": "card", "bib": 4, "colour": "red"}),
        ("kaart rood 4", {"type": "card", "bib": 4, "colour": "red"}),
        ("Rode  Kaart 4: duwen", {"type": "card", "bib": 4, "colour": "red", "rule": "duwen"}),
        ("card red 4", {"type": "card", "bib": 4, "colour": "red"}),
        ("yellow card müller", {"type": "card", "bib": 4, "colour": "yellow"}),
        ("gele kaart 4", {"type": "card", "bib": 4, "colour": "yellow"}),
        ("opgave 4: ziek", {"type": "withdraw", "bibs": [4], "reason": "ziek"}),
        ("withdrawal 4", {"type": "withdraw", "bibs": [4]}),
        ("diskwalificatie 4", {"type": "disqualify", "bibs": [4]}),
        ("disqualification 4", {"type": "disqualify", "bibs": [4]}),
        ("valpartij 4 6", {"type": "fall", "bibs": [4, 6]}),
        ("demarrage 4", {"type": "attack", "bibs": [4]}),
        ("door 4: hindered", {"type": "advance", "bibs": [4], "reason": "hindered"}),
        ("crossing 4", {"type": "crossing", "bib": 4}),
        ("lap", {"type": "lap", "lap": 7}),
        ("ronde 7", {"type": "lap", "lap": 7}),
        ("lap 7 5", {"type": "lap", "lap": 7, "bib": 5}),
        ("lap 6 5", {"type": "lap", "lap": 6, "bib": 5}),
        ("lap sato", {"type": "lap", "lap": 7, "bib": 5}),
        ("lap 5 ?", Code.LAP_COMPLETED),
        ("distance 15: fog", {"type": "distance", "laps": 15, "reason": "fog"}),
        ("stop", {"type": "stop"}),
        ("stop: ice", {"type": "stop", "reason": "ice"}),
        ("herstart", {"type": "restart"}),
        ("n so far so good", {"type": "note", "text": "so far so good"}),
        ("noot :) mooi", {"type": "note", "text": ":) mooi"}),
        ("n 4 5: two friends", {"type": "note", "text": "two friends", "bibs": [4, 5]}),
        ("n Müller: in tears 🥇", {"type": "note", "text": "in tears 🥇", "bibs": [4]}),
        ("n Mül: in tears", {"type": "note", "text": "Mül: in tears"}),
        ("n 99: no such bib", {"type": "note", "text": "99: no such bib"}),
        ("n \u202eright to left\u202c 速", {"type": "note", "text": "\u202eright to left\u202c 速"}),
        ("n \x1b[31m [b]red", {"type": "note", "text": "\x1b[31m [b]red"}),
        ("clock +2.5", {"type": "clock", "shift": 2500}),
        ("klok -1:30", {"type": "clock", "shift": -90_000}),
        ("klok + 2.25", {"type": "clock", "shift": 2250}),
        ("clock +3", {"type": "clock", "shift": 3000}),
        ("g 5 2 / 1", {"type": "groups", "groups": [[5, 2], [1]]}),
        ("g5 3/*", {"type": "groups", "groups": [[5, 3], [1, 2, 4, 6]]}),
        ("g * / 3", {"type": "groups", "groups": [[1, 2, 4, 5, 6], [3]]}),
        (
            "groepen 5 / +4.5 2 1 / + 1:02 *",
            {"type": "groups", "groups": [[5], [2, 1], [4, 6]], "gaps": [None, 4500, 62_000]},
        ),
        ("g 5 / +? 1", {"type": "groups", "groups": [[5], [1]], "gaps": [None, None]}),
        ("retract 2", {"type": "retract", "target": 2}),
        ("intrekken 2: typo", {"type": "retract", "target": 2, "reason": "typo"}),
    ],
)
def test_a_line_is_read(line: str, recorded: Fields | Code) -> None:
    if isinstance(recorded, Code):
        assert wrong(line, SIX) is recorded
    else:
        assert reads(line, SIX) == [recorded]


@pytest.mark.parametrize(
    ("line", "shift"), [("clock now +10", 10_000), ("klok nu +1:00", 60_000), ("clock now -0.5", -500)]
)
def test_the_clock_is_set_for_what_is_to_come_at_the_time_that_it_is_set_to(line: str, shift: int) -> None:
    (event,) = read_line(line, SIX).events
    assert (event.type, event.t, getattr(event, "shift", None)) == ("clock_set", SIX.t + shift, shift)


@pytest.mark.parametrize("line", ["clock now 3:30", "klok nu 3:30", "klok nu 3.30,0", "clock now 3:30.0"])
def test_a_time_without_a_sign_is_what_the_clock_says_from_now_on(line: str) -> None:
    (event,) = read_line(line, SIX).events
    assert (event.type, event.t) == ("clock_set", 210_000)
    assert getattr(event, "shift", None) == 210_000 - SIX.t


@pytest.mark.parametrize("line", ["clock +0", "clock now +0", "klok nu -0.0", "klok -0"])
def test_a_clock_that_would_not_move_is_nothing_to_correct(line: str) -> None:
    assert wrong(line, SIX) is Code.NO_SHIFT


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("clock now -5:00", Code.BEFORE_AN_EVENT),
        ("clock now 0:10", Code.BEFORE_AN_EVENT),
        ("clock now", Code.UNFINISHED),
        ("@-5 clock now +1", Code.UNEXPECTED),
        ("clock now +1 2", Code.UNEXPECTED),
    ],
)
def test_the_clock_is_not_set_to_before_what_is_recorded_nor_for_another_moment(line: str, code: Code) -> None:
    assert wrong(line, SIX) is code


def test_a_card_for_several_is_a_card_for_each() -> None:
    assert [fields["bib"] for fields in reads("y 4 5", SIX)] == [4, 5]


def test_an_event_is_stamped_with_the_moment_of_the_first_keystroke_and_has_no_number_yet() -> None:
    (event,) = read_line("f 4", SIX).events
    assert (event.t, event.seq) == (191_000 + NOW, 0)


@pytest.mark.parametrize(
    ("line", "t"),
    [
        ("@10 f 4", 180_000),
        ("@12 f 4", 120_000),
        ("@16 f 4", 0),
        ("@0:31 f 4", 31_000),
        ("@ 0:31,25 f 4", 31_250),
        ("@-10 f 4", 184_000),
        ("@- 2.5 f 4", 191_500),
        ("@-1:30 f4", 104_000),
        ("@t-0:05.000 f 4", -5_000),
        ("@lap 4 f 4", 120_000),
        ("@LAP4 f 4", 120_000),
        ("@ ronde 1 val 4", 30_000),
    ],
)
def test_another_moment_is_laps_to_go_a_time_or_so_long_ago(line: str, t: int) -> None:
    assert read_line(line, SIX).events[0].t == t


def test_laps_to_go_are_those_since_the_race_was_started_anew() -> None:
    anew = after(5, event("stop", 160_000), event("restart", 300_000), event("lap", 330_000, lap=1))
    assert read_line("@15 f 4", anew).events[0].t == 330_000
    assert read_line("@16 f 4", anew).events[0].t == 300_000
    assert wrong("@12 f 4", anew) is Code.MOMENT_HAS_NOT_BEEN


@pytest.mark.parametrize("lap", range(1, 17))
def test_a_lap_is_the_moment_at_which_the_leader_completed_it(lap: int) -> None:
    line = f"@lap {lap} a 4"
    assert SIX.timeline is not None
    if lap > 6:
        found = problem(line, SIX)
        assert (found.code, found.values["done"]) == (Code.LAP_HAS_NOT_BEEN, 6)
    else:
        (event,) = read_line(line, SIX).events
        assert SIX.state_at(event.t).lap == lap
        assert SIX.state_at(event.t - 1).lap == lap - 1


def test_a_lap_of_which_nobody_told_when_it_ended_is_no_moment() -> None:
    skipped = race(event("start"), event("lap", 30_000, lap=1), event("lap", 90_000, lap=3))
    assert wrong("@lap 2 f 4", skipped) is Code.LAP_NOT_RECORDED
    assert read_line("@lap 3 f 4", skipped).events[0].t == 90_000
    assert wrong("@lap 1 f 4", race(event("start"), event("lap", 90_000, lap=3))) is Code.LAP_NOT_RECORDED
    assert wrong("@lap 0 f 4", skipped) is Code.LAP_HAS_NOT_BEEN
    assert wrong("@lap 1 f 4", before_anything()) is Code.LAP_HAS_NOT_BEEN


def test_laps_since_a_restart_alone_are_moments_and_a_correction_moves_one() -> None:
    anew = after(5, event("stop", 160_000), event("restart", 300_000), event("lap", 330_000, lap=1))
    assert read_line("@lap 1 f 4", anew).events[0].t == 330_000
    assert wrong("@lap 5 f 4", anew) is Code.LAP_HAS_NOT_BEEN
    later = after(2, event("amend", 61_000, target=2, event={"t": 25_000, "type": "lap", "lap": 1}))
    assert read_line("@ronde 1 f 4", later).events[0].t == 25_000


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("@lap", Code.UNFINISHED),
        ("@lap ", Code.UNFINISHED),
        ("@lap f 4", Code.NOT_A_MOMENT),
        ("@l 4", Code.NOT_A_MOMENT),
    ],
)
def test_a_moment_that_is_a_lap_has_its_number(line: str, code: Code) -> None:
    assert wrong(line, SIX) is code


def test_a_time_is_since_the_gun_by_which_the_race_was_started_anew() -> None:
    anew = after(5, event("stop", 160_000), event("restart", 300_000), event("lap", 330_000, lap=1))
    assert read_line("@0:31 a 4", anew).events[0].t == 331_000
    found = problem("@9:59 f 4", anew)
    assert (found.code, found.values["moment"], found.values["clock"]) == (Code.MOMENT_TO_COME, "9:59.0", "0:33.0")


def test_a_line_about_another_moment_is_held_against_the_race_then() -> None:
    gone = after(6, event("withdraw", 185_000, bibs=[4]))
    assert wrong("f 4", gone) is Code.IS_OUT
    assert reads("@11 f 4", gone)[0]["bibs"] == [4]
    assert reads("@-10 lap", gone)[0]["lap"] == 6


def test_a_moment_from_the_record_is_taken_at_its_word() -> None:
    gone = after(6, event("withdraw", 185_000, bibs=[4]))
    assert reads("@t3:10.000 f 4", gone)[0] == {"t": 190_000, "type": "fall", "bibs": [4]}
    assert wrong("@t3:10.000 f 44", gone) is Code.BIB_NOT_ON_SHEET


def test_the_gun_is_nought_and_the_clock_runs_from_when_it_was() -> None:
    for line, ago in (("start", 0), ("schot -1:30", 90_000), ("@-5 gun", 5_000)):
        entered = read_line(line, before_anything())
        assert (entered.events[0].type, entered.events[0].t, entered.gun_ago) == ("start", 0, ago)
    assert wrong("start +5", before_anything()) is Code.UNEXPECTED


def test_a_step_back_and_one_forward_differ_by_the_capital() -> None:
    lines = ["u", "UNDO", "ongedaan", "U", "redo", "Opnieuw"]
    steps = [read_line(line, SIX) for line in lines]
    assert [step.order for step in steps] == [*[HistoryStep.UNDO] * 3, *[HistoryStep.REDO] * 3]
    assert not any(step.events for step in steps)


class TestAmend:
    def test_it_keeps_the_moment_of_what_it_corrects(self) -> None:
        assert reads("amend 9 f 4", SIX) == [
            {"type": "amend", "target": 9, "event": {"t": 191_000, "type": "fall", "bibs": [4]}}
        ]

    def test_it_may_say_another_and_why(self) -> None:
        assert reads('verbeter 9 "saw it again" @10 val 4: slip', SIX) == [
            {
                "type": "amend",
                "target": 9,
                "event": {"t": 180_000, "type": "fall", "bibs": [4], "reason": "slip"},
                "reason": "saw it again",
            }
        ]

    def test_bare_bibs_are_the_order_of_what_is_corrected(self) -> None:
        sprint = after(6, event("sprint", 185_000, lap=4, order=[1, 2, 3]))
        (amend,) = reads("amend 8 2 =1 3", sprint)
        assert amend["event"] == {"t": 185_000, "type": "sprint", "lap": 4, "order": [[2, 1], 3]}
        assert wrong("amend 2 1 2", sprint) is Code.NOT_IN_AMEND

    def test_it_is_possible_whoever_is_out_by_now(self) -> None:
        gone = after(6, event("fall", 181_000, bibs=[4]), event("withdraw", 185_000, bibs=[4]))
        assert reads("amend 8 a 4", gone)[0]["target"] == 8

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("amend 99 f 4", Code.NO_SUCH_EVENT),
            ("amend 0 f 4", Code.NO_SUCH_EVENT),
            ("amend 9 u", Code.NOT_IN_AMEND),
            ("amend 9 p 1 2", Code.NOT_IN_AMEND),
            ("amend 9 y 1 2", Code.NOT_IN_AMEND),
            ("amend 9 retract 9", Code.NO_SUCH_EVENT),
            ("amend 9", Code.UNFINISHED),
            ("amend", Code.UNFINISHED),
            ('amend 9 "half', Code.UNFINISHED),
            ("amend 9 f 44", Code.BIB_NOT_ON_SHEET),
        ],
    )
    def test_it_can_only_be_of_what_there_is_and_into_one_event(self, line: str, code: Code) -> None:
        assert wrong(line, SIX) is code

    def test_amends_of_amends_end_somewhere(self) -> None:
        assert wrong("@t0:00 " + "amend 9 " * 500 + "f 4", before_anything()) is Code.NOT_IN_AMEND


class TestNames:
    FIELD = after(
        6,
        skaters=make_skaters(
            (1, "Kim Bo-reum", "KOR"),
            (2, "Park Ji-woo", "KOR"),
            (3, "KIM Min", "KOR"),
            (4, "Magdalena Czyszczoń", "POL"),
            (5, "Emma Lee", "USA"),
            (6, "Jutta Leerdam", "NED"),
            (7, "Ole Ødegård", "NOR"),
            (8, "Marijke Groenewoud", "NED"),
        ),
    )

    @pytest.mark.parametrize(
        ("name", "bibs"),
        [
            ("groen", [8]),
            ("GROENEWOUD", [8]),
            ("marij", [8]),
            ("czyszczon", [4]),
            ("Czyszczoń", [4]),
            ("odeg", [7]),
            ("reum", [1]),
            ("bo-r", [1]),
            ("kim bo", [1]),
            ("kim min", [3]),
            ("lee", [5]),
            ("leer", [6]),
            ("marijke groenewoud lee", [8, 5]),
            ("groen, jutta 7", [8, 6, 7]),
        ],
    )
    def test_the_beginning_of_any_word_of_a_name_serves_as_a_bib(self, name: str, bibs: list[int]) -> None:
        assert reads(f"f {name}", self.FIELD)[0]["bibs"] == bibs

    def test_a_name_that_several_have_is_ambiguous_and_says_their_bibs(self) -> None:
        found = problem("f kim", self.FIELD)
        assert found.code is Code.SEVERAL_SKATERS
        assert found.values["skaters"] == "1 Kim Bo-reum (KOR), 3 KIM Min (KOR)"

    def test_a_name_that_nobody_has_says_the_nearest(self) -> None:
        found = problem("f groenewuod", self.FIELD)
        assert found.code is Code.UNKNOWN_NAME
        assert found.values["nearest"] == "8 Groenewoud (NED)"

    def test_a_bib_that_nobody_has_says_the_nearest(self) -> None:
        assert str(problem("f 88", self.FIELD).values["nearest"]).startswith("8 Groenewoud (NED), 7 ")


def test_a_timeline_that_grows_is_read_against_as_it_is() -> None:
    assert SIX.timeline is not None
    assert situation_of(SIX.timeline, 0).t == 191_000
    assert race().t == NOW


def test_who_was_back_can_fall_again() -> None:
    down = after(6, event("fall", 181_000, bibs=[3]))
    assert wrong("f 3", down) is Code.DOWN_ALREADY
    assert reads("@3:00 f 3", down) == [{"t": 180_000, "type": "fall", "bibs": [3]}]
    back = after(6, event("fall", 181_000, bibs=[3]), event("rejoin", 182_000, bibs=[3]))
    assert reads("f 3", back) == [{"type": "fall", "bibs": [3]}]


def test_caught_alone_is_about_whoever_is_said_to_be_ahead_of_the_bunch_where_nobody_attacked() -> None:
    said = after(3, event("groups", 100_000, groups=[[5], [1]]))
    assert reads("ingehaald", said) == [{"type": "caught", "bibs": [5, 1]}]
    assert reads("c 5", said) == [{"type": "caught", "bibs": [5]}]
    assert wrong("c 4", said) is Code.NOT_AWAY
