"""Lines about the start sheet: late skaters and corrected entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.printing import printed
from massstart_tui.entry.problems import Code, problem_sentence
from massstart_tui.stream.codec import decode_event
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, before_anything, problem, reads, vocabulary, wrong
from tests.streams import Fields, event, make_line

RACE = after_laps(3)
NOTED = after_laps(3, skaters=[{"bib": 14, "name": "Old", "noc": "NED", "notes": ["x"], "born": "2000-01-02"}])


@pytest.mark.parametrize(
    ("line", "skater"),
    [
        ("skater 31 Jan Jansen NED", {"bib": 31, "name": "Jan Jansen", "noc": "NED"}),
        ("rijder 31 Jan de Vries", {"bib": 31, "name": "Jan de Vries"}),
        ('skater 31 "Jan LEE"', {"bib": 31, "name": "Jan LEE"}),
        ("skater 31 Anna Land-Noc NED", {"bib": 31, "name": "Anna Land-Noc", "noc": "NED"}),
    ],
)
def test_a_bib_that_nobody_has_with_a_name_is_a_skater_who_came_late(line: str, skater: dict[str, object]) -> None:
    assert reads(line, RACE) == [{"type": "skater", "skater": skater}]


@pytest.mark.parametrize(
    ("line", "skater"),
    [
        ("skater 4 name Jan de Vries", {"bib": 4, "name": "Jan de Vries", "noc": "GER"}),
        ("rijder 4 naam Jan de Vries", {"bib": 4, "name": "Jan de Vries", "noc": "GER"}),
        ("skater 4 noc ned", {"bib": 4, "name": "Dana Müller", "noc": "NED"}),
        ("rijder 4 land NED", {"bib": 4, "name": "Dana Müller", "noc": "NED"}),
        ("skater 4 bib 41", {"bib": 41, "name": "Dana Müller", "noc": "GER"}),
        ("rijder 4 nummer 41 naam Jan land NED", {"bib": 41, "name": "Jan", "noc": "NED"}),
        ("skater 4 name Anna Land", {"bib": 4, "name": "Anna Land", "noc": "GER"}),
        ("skater 4 say DAH-na Myller", {"bib": 4, "name": "Dana Müller", "noc": "GER", "say": "DAH-na Myller"}),
        ("rijder 4 uitspraak daana land NED", {"bib": 4, "name": "Dana Müller", "noc": "NED", "say": "daana"}),
        ('skater 4 name "Rose Say" say rohz', {"bib": 4, "name": "Rose Say", "noc": "GER", "say": "rohz"}),
    ],
)
def test_a_name_a_nation_or_a_bib_is_corrected(line: str, skater: dict[str, object]) -> None:
    assert reads(line, RACE) == [{"type": "skater", "skater": skater, "replaces": 4}]


def test_what_is_not_corrected_stays() -> None:
    (read,) = reads("skater 14 bib 41", NOTED)
    assert read["skater"] == {"bib": 41, "name": "Old", "noc": "NED", "born": "2000-01-02", "notes": ["x"]}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("skater 4 Jan Jansen", Code.ON_SHEET_ALREADY),
        ("skater 9 name Jan", Code.BIB_NOT_ON_SHEET),
        ("skater 4 bib 5", Code.BIB_TAKEN),
        ("skater 4 bib 4", Code.SAME_SKATER),
        ("skater 4 name Dana Müller", Code.SAME_SKATER),
        ("skater 1000 Jan", Code.OUT_OF_RANGE),
        ("skater 4 bib x", Code.OUT_OF_RANGE),
        ("skater 4 name", Code.UNFINISHED),
        ("skater 31", Code.UNFINISHED),
        ("skater", Code.UNFINISHED),
        ("skater Jan", Code.UNEXPECTED),
        ('skater 31 "Jan', Code.UNFINISHED),
    ],
)
def test_what_cannot_be_is_told_and_what_may_be_two_things_is_asked(line: str, code: Code) -> None:
    found = problem(line, RACE)
    assert found.code is code
    for language in Language:
        assert problem_sentence(found, words(language))


def test_before_the_gun_the_sheet_itself_is_edited() -> None:
    assert wrong("skater 31 Jan", before_anything()) is Code.SHEET_IS_OPEN


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        (
            "skater 31 Jan Jansen NED",
            "Start sheet: 31 Jan Jansen (NED) · new on the start sheet, 13 to go",
            "Startlijst: 31 Jan Jansen (NED) · nieuw op de startlijst, nog 13",
        ),
        (
            "skater 4 bib 41",
            "Start sheet: 41 Dana Müller (GER) · was 4, 13 to go",
            "Startlijst: 41 Dana Müller (GER) · was 4, nog 13",
        ),
        (
            "skater 4 noc NED",
            "Start sheet: 4 Dana Müller (NED) · corrected, 13 to go",
            "Startlijst: 4 Dana Müller (NED) · verbeterd, nog 13",
        ),
        (
            "val 5 door 4",
            "Fall: 5 Sato (JPN) · brought down by 4 Müller (GER), 13 to go",
            "Val: 5 Sato (JPN) · ten val gebracht door 4 Müller (GER), nog 13",
        ),
        ("leader 5", "Leader: 5 Sato (JPN), 13 to go", "Koploper: 5 Sato (JPN), nog 13"),
    ],
)
def test_the_preview(line: str, english: str, dutch: str) -> None:
    assert tuple(preview(read_line(line, RACE), RACE, words(lang)) for lang in Language) == (english, dutch)


def test_who_caused_a_fall_and_who_leads() -> None:
    assert reads("f 5 by 4: push", RACE) == [{"type": "fall", "bibs": [5], "caused_by": [4], "reason": "push"}]
    assert reads("val 5 1 door 4 2", RACE) == [{"type": "fall", "bibs": [5, 1], "caused_by": [4, 2]}]
    assert wrong("f 5 by 5", RACE) is Code.BIB_TWICE
    assert wrong("f 5 by", RACE) is Code.UNFINISHED
    assert [reads(line, RACE) for line in ("lead 5", "leader sato", "koploper 5")] == 3 * [[{"type": "lap", "bib": 5}]]


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(
    st.builds(
        lambda name, noc, bib, old: (name, noc, bib, old),
        texts,
        texts | st.just(""),
        st.integers(1, 99),
        st.none() | st.integers(1, 99),
    )
)
def test_what_is_printed_is_read_as_the_same(made: tuple[str, str, int, int | None]) -> None:
    name, noc, bib, old = made
    skater = {"bib": bib, "name": name} | ({"noc": noc} if noc else {})
    fields = {"seq": 1, "t": 5000, "type": "skater", "skater": skater} | ({} if old is None else {"replaces": old})
    listed = decode_event(make_line(fields))
    for race in (before_anything(), RACE):
        for language in Language:
            (again,) = read_line(printed(listed, race.sheet, language), race).events
            assert vocabulary(again) == vocabulary(listed)


@pytest.mark.parametrize("line", ["skater 14 noc BEL", "skater 14 bib 41", "skater 14 name New"])
def test_a_correction_keeps_how_the_name_is_pronounced(line: str) -> None:
    skater = {"bib": 14, "name": "Old", "noc": "NED", "say": "OLT"}
    (read,) = reads(line, after_laps(3, skaters=[skater]))
    assert isinstance(read["skater"], dict)
    assert read["skater"]["say"] == "OLT"


def test_a_correction_read_as_printed_keeps_what_is_not_in_the_line_before_it_is_made_and_after() -> None:
    skater = {"bib": 41, "name": "Old", "noc": "NED", "notes": ["x"], "born": "2000-01-02", "say": 'OLT "o"'}
    made = event("skater", 91_000, skater=skater, replaces=14)
    corrected = after_laps(3, made, skaters=[skater | {"bib": 14}])
    line = printed(decode_event(make_line({"seq": 5, **made})), corrected.sheet, Language.EN)
    assert NOTED.sheet.by_bib().keys() == {14}
    assert corrected.sheet.by_bib().keys() == {41}
    for race in (NOTED, corrected):
        (read,) = reads(line, race)
        assert (read["skater"], read["replaces"]) == (skater, 14)


@pytest.mark.parametrize(
    "fields", [{"type": "lap", "bib": 5}, {"type": "lap"}, {"type": "fall", "bibs": [5], "caused_by": [4, 1]}]
)
def test_the_others_are_read_as_printed_too(fields: dict[str, object]) -> None:
    made = decode_event(make_line({"seq": 1, "t": 5000, **fields}))
    for language in Language:
        (again,) = read_line(printed(made, RACE.sheet, language), RACE).events
        assert vocabulary(again) == vocabulary(made)


LISTED = event("skater", 91_000, skater={"bib": 41, "name": "Dana Müller"}, replaces=4)
LATE = event("skater", 91_000, skater={"bib": 31, "name": "Jan"})


@pytest.mark.parametrize(
    "events",
    [
        (LATE, event("fall", 92_000, bibs=[31])),
        (LISTED, event("attack", 92_000, bibs=[1, 41])),
        (LISTED, event("fall", 92_000, bibs=[1], caused_by=[41])),
        (LISTED, event("amend", 92_000, target=2, event={"type": "lap", "lap": 1, "t": 30_000, "bib": 41})),
        (LISTED, event("skater", 92_000, skater={"bib": 4, "name": "Fay"}, replaces=5)),
        (LISTED, event("skater", 92_000, skater={"bib": 43, "name": "Dana"}, replaces=41)),
        (LISTED, event("skater", 92_000, skater={"bib": 43, "name": "D"}, replaces=41), event("fall", bibs=[43])),
    ],
)
def test_a_bib_that_was_used_since_is_not_taken_back_from_under_what_rests_on_it(events: tuple[Fields, ...]) -> None:
    used = after_laps(3, *events)
    found = problem("retract 5", used)
    assert found.code is Code.BIB_RESTED_ON
    assert problem_sentence(found, words(Language.EN)).startswith("event 5 gave ")
    assert wrong("amend 5 skater 4 bib 42", used) is Code.BIB_RESTED_ON


@pytest.mark.parametrize(
    "events",
    [
        (LATE,),
        (LISTED, event("attack", 92_000, bibs=[1])),
        (LISTED, event("attack", 92_000, bibs=[41]), event("retract", 93_000, target=6)),
        (event("skater", 91_000, skater={"bib": 4, "name": "Dana M"}, replaces=4), event("fall", 92_000, bibs=[4])),
    ],
)
def test_a_bib_that_nothing_rests_on_is_taken_back(events: tuple[Fields, ...]) -> None:
    assert reads("retract 5", after_laps(3, *events)) == [{"type": "retract", "target": 5}]
