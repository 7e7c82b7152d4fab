"""Lines with decisions of starter, referee and jury; and the question of the lap key in a stopped race."""

from __future__ import annotations

import io
from typing import Any, Final

import pytest

from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code, problem_sentence
from massstart_tui.race.record import replaced
from massstart_tui.stream.codec import encode_event
from massstart_tui.stream.reading import read_from
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, before_anything, entered_or_problem, problem, race, reads, wrong
from tests.streams import event, make_stream

STOPPED = after_laps(5, event("stop", 155_000))
FINISHED = after_laps(16, event("finish", 480_000, order=[1, 2, 3]))
RELEGATED = after_laps(16, event("finish", 480_000, order=[1, 2, 3]), event("relegate", 481_000, bibs=[1]))
FINISHING = after_laps(16, event("finish", 480_000, order=[1, 2]), event("stop", 481_000))
REVIEWED = after_laps(5, event("review", 155_000, bibs=[2, 4]))


@pytest.mark.parametrize(
    ("line", "situation", "fields"),
    [
        ("resume", STOPPED, {"type": "resume"}),
        ("hervat 10", STOPPED, {"type": "resume", "to_go": 10}),
        ("resume 10: ice", STOPPED, {"type": "resume", "to_go": 10, "reason": "ice"}),
        ("hervatten: ijs", STOPPED, {"type": "resume", "reason": "ijs"}),
        ("review 2", FINISHED, {"type": "review", "bibs": [2]}),
        ("protest 2 vik: geduwd", FINISHED, Code.BIB_TWICE),
        ("under review 2 valle: pushed", FINISHED, {"type": "review", "bibs": [2, 3], "reason": "pushed"}),
        ("in onderzoek vik", FINISHED, {"type": "review", "bibs": [2]}),
        ("review lifted 2", REVIEWED, {"type": "review", "bibs": [2], "lifted": True}),
        ("protest 2 afgewezen", REVIEWED, {"type": "review", "bibs": [2], "lifted": True}),
        (
            "protest vik 4 afgewezen: niets",
            REVIEWED,
            {"type": "review", "bibs": [2, 4], "lifted": True, "reason": "niets"},
        ),
        ("review lifted", REVIEWED, {"type": "review", "bibs": [2, 4], "lifted": True}),
        ("review lifted 3", REVIEWED, Code.NOT_REVIEWED),
        ("review lifted", FINISHED, Code.NOBODY_REVIEWED),
        ("review", FINISHED, Code.UNFINISHED),
        ("relegate 1", FINISHED, {"type": "relegate", "bibs": [1]}),
        ("relegate 1 behind 3: 298", FINISHED, {"type": "relegate", "bibs": [1], "behind": 3, "rule": "298"}),
        ("teruggezet noord achter valle", FINISHED, {"type": "relegate", "bibs": [1], "behind": 3}),
        ("relegate 3 behind 1", FINISHED, Code.BEHIND_ALREADY),
        ("teruggezet 3 achter 2", FINISHED, Code.BEHIND_ALREADY),
        ("relegate 1 3 behind 2", FINISHED, Code.BEHIND_ALREADY),
        ("relegate 3 behind 1", RELEGATED, {"type": "relegate", "bibs": [3], "behind": 1}),
        ("relegate 3 behind 4", FINISHED, {"type": "relegate", "bibs": [3], "behind": 4}),
        ("relegate 4 behind 1", FINISHED, {"type": "relegate", "bibs": [4], "behind": 1}),
        ("relegate 1 behind 1", FINISHED, Code.BIB_TWICE),
        ("relegate 1 behind", FINISHED, Code.UNFINISHED),
        ("relegate 1", before_anything(), Code.NOT_BEGUN),
        ("resume", after_laps(5), Code.NOT_STOPPED),
        ("resume 0", STOPPED, Code.OUT_OF_RANGE),
        ("resume 100", STOPPED, Code.DISTANCE_TOO_LONG),
        ("resume 3", FINISHING, Code.TO_GO_AFTER_FINISH),
        ("resume", FINISHING, {"type": "resume"}),
    ],
)
def test_a_decision_is_read_in_both_languages(line: str, situation: Any, fields: Any) -> None:
    assert (wrong(line, situation) if isinstance(fields, Code) else reads(line, situation)) == (
        fields if isinstance(fields, Code) else [fields]
    )


@pytest.mark.parametrize(
    ("line", "situation", "english", "dutch"),
    [
        (
            "resume 10",
            STOPPED,
            "The race goes on: 10 laps to go · the race is then over 15 laps",
            "De race gaat verder: nog 10 ronden te gaan · de race gaat dan over 15 ronden",
        ),
        ("resume 11", STOPPED, "The race goes on: 11 laps to go", "De race gaat verder: nog 11 ronden te gaan"),
        ("review 2: pushed", REVIEWED, "Under review: 2 Vik (NOR) · pushed", "In onderzoek: 2 Vik (NOR) · pushed"),
        ("review 2 lifted", REVIEWED, "No longer under review: 2 Vik (NOR)", "Niet meer in onderzoek: 2 Vik (NOR)"),
        (
            "relegate 1 behind 3",
            FINISHED,
            "Relegated: 1 Noord (NED) behind 3 Valle (ITA)",
            "Teruggezet: 1 Noord (NED) achter 3 Valle (ITA)",
        ),
        (
            "relegate 1: 298",
            FINISHED,
            "Relegated: 1 Noord (NED) behind all others · 298",
            "Teruggezet: 1 Noord (NED) achter alle anderen · 298",
        ),
    ],
)
def test_what_is_recorded_is_said_before(line: str, situation: Any, english: str, dutch: str) -> None:
    for language, said in ((Language.EN, english), (Language.NL, dutch)):
        assert preview(read_line(line, situation), situation, words(language)) == said


def test_official_says_who_is_still_under_review() -> None:
    situation = after_laps(16, event("finish", 480_000, order=[1]), event("review", 481_000, bibs=[1]))
    assert "still under review: 1 Noord (NED)" in preview(
        read_line("official", situation), situation, words(Language.EN)
    )


# False starts.


@pytest.mark.parametrize("line", ["false start", "valse start"])
def test_a_false_start_takes_the_gun_back_and_what_was_recorded_of_that_race(line: str) -> None:
    begun = race(event("start"), event("fall", 3_000, bibs=[4]), event("note", 4_000, text="early"))
    assert reads(line, begun) == [{"type": "retract", "target": 2}, {"type": "retract", "target": 1}]


def test_a_gun_that_was_set_back_is_taken_back_with_its_clock() -> None:
    begun = race(event("start"), event("clock", 5_000, shift=5_000))
    assert [fields["target"] for fields in reads("false start", begun)] == [2, 1]


def test_whoever_is_named_gets_a_warning_from_before_the_next_gun() -> None:
    (back, card) = reads("false start 4: 203", race(event("start")))
    assert back == {"type": "retract", "target": 1}
    assert card == {"type": "card", "t": 0, "bib": 4, "colour": "warning", "rule": "203"}


def test_only_the_gun_that_counts_is_taken_back() -> None:
    anew = after_laps(3, event("stop", 95_000), event("restart", 400_000))
    assert [fields["target"] for fields in reads("false start", anew)] == [6]


@pytest.mark.parametrize(
    ("situation", "code"),
    [
        (before_anything(), Code.NOT_BEGUN),
        (after_laps(1), Code.FALSE_START),
        (race(event("note", text="")), Code.NOT_BEGUN),
    ],
)
def test_without_a_gun_or_with_a_lap_skated_there_is_no_false_start(situation: Any, code: Code) -> None:
    assert wrong("false start", situation) is code


@pytest.mark.parametrize(("named", "warns"), [("", "w 9"), (" 4", "w 4"), (" 4 2: moved", "w 4 2")])
def test_a_false_start_after_a_lap_offers_a_warning_for_everybody_who_is_named(named: str, warns: str) -> None:
    said = problem_sentence(problem(f"false start{named}", after_laps(1)), words(Language.EN))
    assert f"; restart begins the race anew, {warns} warns who moved" in said


HALTED: Final = after_laps(
    6, event("attack", 181_000, bibs=[2]), event("fall", 181_000, bibs=[3]), event("stop", 182_000)
)
LINES: Final = (
    *(
        "resume",
        "resume 8",
        "restart",
        "distance 12",
        "clock +2.5",
        "official",
        "s1 1 2 3",
        "4 5 6",
        "c",
        "r 3",
        "bell",
    ),
    *("fin 1 2", "lap", "leader 4", "g 1 / *", "advance 4", "relegate 4 behind 5", "review 4: push", "n ice: thin"),
    *("f 1 by 2", "a 5", "l 6", "gl 6", "e 6", "x 6: ill", "dq 6: 291", "dns 6", "y 6", "w 6", "red 6", "crossing 1"),
    *("skater 31 Jan Jansen NED", "skater 6 bib 66", "retract 3", "amend 8 a 4", "clock now +1", "stop", "go", "start"),
)


def test_whatever_may_be_typed_while_the_race_is_stopped_is_in_order() -> None:
    assert HALTED.timeline is not None
    before = HALTED.timeline.recording
    lines = [before.lines.event(seq) for seq in range(1, len(before) + 1)]
    taken = {line: entered for line in LINES if isinstance(entered := entered_or_problem(line, HALTED), Entered)}
    assert {"resume 8", "restart", "s1 1 2 3", "r 3", "x 6: ill", "skater 6 bib 66", "amend 8 a 4"} <= set(taken)
    for line, entered in taken.items():
        numbered = [replaced(each, {"seq": seq}) for seq, each in enumerate((*lines, *entered.events), 1)]
        stream = make_stream().splitlines(keepends=True)[0] + b"".join(map(encode_event, numbered))
        assert not read_from(io.BytesIO(stream), line).faults, line
