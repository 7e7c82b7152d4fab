"""An event printed as a line is recorded again by that line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.free_text import printed_text, read_text
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.printing import NotInTheVocabulary, printed
from massstart_tui.race.event_limits import FURTHEST_T
from massstart_tui.race.events import Event
from massstart_tui.stream.codec import decode_event
from massstart_tui.text.words import Language
from tests.entry.races import after_laps, before_anything, vocabulary
from tests.streams import event as happens

RACE = after_laps(6)


def make(kind: str, t: int = 211_250, **fields: Any) -> Event:
    return decode_event(json.dumps({"seq": 1, "t": t, "type": kind, **fields}).encode())


@pytest.mark.parametrize(
    ("event", "english", "dutch"),
    [
        (make("start", 0), "@t0:00.000 start", "@t0:00.000 start"),
        (make("fall", bibs=[4, 5]), "@t3:31.250 fall 4 5", "@t3:31.250 val 4 5"),
        (make("dns", -5_000, bibs=[4]), "@t-0:05.000 dns 4", "@t-0:05.000 dns 4"),
        (
            make("withdraw", bibs=[4], laps=5, reason="ill: a cold"),
            "@t3:31.250 withdraw 4 laps 5: ill: a cold",
            "@t3:31.250 opgegeven 4 ronden 5: ill: a cold",
        ),
        (make("card", bib=4, colour="red", rule=""), '@t3:31.250 red 4: ""', '@t3:31.250 rood 4: ""'),
        (
            make("sprint", lap=8, order=[5, [1, 2], None]),
            "@t3:31.250 sprint 2: 5 1 =2 ?",
            "@t3:31.250 sprint 2: 5 1 =2 ?",
        ),
        (
            make("finish", order=[5, [1, 2], None], times=[476_670, None, 0]),
            "@t3:31.250 finish 5 7:56.670 1 =2 - ? 0:00.000",
            "@t3:31.250 aankomst 5 7:56.670 1 =2 - ? 0:00.000",
        ),
        (
            make("groups", groups=[[5], [1, 2]], gaps=[None, 4500]),
            "@t3:31.250 groups +? 5 / +0:04.500 1 2",
            "@t3:31.250 groepen +? 5 / +0:04.500 1 2",
        ),
        (make("resume", to_go=10, reason="ice"), "@t3:31.250 resume 10: ice", "@t3:31.250 hervat 10: ice"),
        (make("resume"), "@t3:31.250 resume", "@t3:31.250 hervat"),
        (
            make("review", bibs=[4, 5], reason="pushed"),
            "@t3:31.250 review 4 5: pushed",
            "@t3:31.250 protest 4 5: pushed",
        ),
        (make("review", bibs=[4], lifted=True), "@t3:31.250 review 4 lifted", "@t3:31.250 protest 4 afgewezen"),
        (
            make("relegate", bibs=[4], behind=2, rule="298"),
            "@t3:31.250 relegate 4 behind 2: 298",
            "@t3:31.250 teruggezet 4 achter 2: 298",
        ),
        (make("relegate", bibs=[4]), "@t3:31.250 relegate 4", "@t3:31.250 teruggezet 4"),
        (
            make("points", points=[[4, 8], [5, 0]], reason="as published"),
            "@t3:31.250 points 4 8 5 0: as published",
            "@t3:31.250 punten 4 8 5 0: as published",
        ),
        (make("lap", lap=7, bib=5), "@t3:31.250 lap 7 5", "@t3:31.250 ronde 7 5"),
        (make("clock", shift=-1_250), "@t3:31.250 clock -0:01.250", "@t3:31.250 klok -0:01.250"),
        (make("clock_set", shift=1_250), "@t3:31.250 clock now +0:01.250", "@t3:31.250 klok nu +0:01.250"),
        (make("note", text="4: so far"), '@t3:31.250 note "4: so far"', '@t3:31.250 notitie "4: so far"'),
        (
            make("amend", target=3, reason="wrong", event={"t": 1, "type": "attack", "bibs": [1]}),
            '@t3:31.250 amend 3 "wrong" @t0:00.001 attack 1',
            '@t3:31.250 verbeter 3 "wrong" @t0:00.001 aanval 1',
        ),
    ],
)
def test_an_event_is_printed_in_the_long_verbs_of_the_language(event: Event, english: str, dutch: str) -> None:
    assert printed(event, RACE.sheet, Language.EN) == english
    assert printed(event, RACE.sheet, Language.NL) == dutch
    for line in (english, dutch):
        assert [vocabulary(read) for read in read_line(line, RACE).events] == [vocabulary(event)]


@given(st.integers(-FURTHEST_T, FURTHEST_T), st.integers(-FURTHEST_T, FURTHEST_T))
def test_every_moment_and_every_shift_comes_back(t: int, shift: int) -> None:
    event = make("clock", t, shift=shift)
    for situation in (RACE, before_anything()):
        (read,) = read_line(printed(event, RACE.sheet, Language.NL), situation).events
        assert vocabulary(read) == vocabulary(event)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_every_text_comes_back_on_one_line(text: str) -> None:
    for event in (make("note", text=text), make("note", text=text, bibs=[4]), make("stop", reason=text)):
        line = printed(event, RACE.sheet, Language.EN)
        assert len(line.splitlines()) == 1
        (read,) = read_line(line, RACE).events
        assert vocabulary(read) == vocabulary(event)


@given(st.text())
def test_a_text_is_read_as_it_was_printed(text: str) -> None:
    assert read_text(printed_text(text)) == text


def test_a_type_that_nobody_knows_cannot_be_printed() -> None:
    with pytest.raises(NotInTheVocabulary):
        printed(make("drone"), RACE.sheet, Language.EN)


def test_what_is_not_of_the_vocabulary_is_left_out() -> None:
    event = make("fall", bibs=[4], by="me", wall="2026-01-01T00:00:00Z", camera=2)
    assert printed(event, RACE.sheet, Language.EN) == "@t3:31.250 fall 4"


def test_what_has_happened_since_a_race_was_started_anew_is_given_back_with_the_time_since_then() -> None:
    anew = after_laps(2, happens("stop", 80_000), happens("restart", 400_000), happens("lap", 430_000, lap=1))
    since, before = make("fall", 431_250, bibs=[4]), make("fall", 70_000, bibs=[4])
    lines = [printed(fell, anew.sheet, Language.EN, gun=400_000) for fell in (since, before)]
    assert lines == ["@0:31.250 fall 4", "@t1:10.000 fall 4"]
    assert [read_line(line, anew).events[0].t for line in lines] == [431_250, 70_000]
