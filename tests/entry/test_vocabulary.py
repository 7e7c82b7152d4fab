"""The words of a line: exits that are never mistaken for one another, words that join skaters, and the bell."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import product

import pytest

from massstart_tui.entry.line_reading import READERS, read_line
from massstart_tui.entry.problems import Code, Problem, problem_sentence
from massstart_tui.entry.verb_lookup import COLOURS, OUTCOMES, forms, nearest_form, verb_called
from massstart_tui.entry.verb_readers import read_about, read_card, read_crossing
from massstart_tui.race.events import Lap
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, before_anything, entered_or_problem, problem, race, reads
from tests.streams import event, make_skaters

SIX = after_laps(6, event("fall", 190_000, bibs=[3]))


SUGGEST = (Code.VERB_UNFINISHED, Code.UNKNOWN_WORD)


def slips(word: str) -> Iterator[str]:
    """Yield ``word`` with one letter left out, doubled, replaced, or swapped with the next."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        yield from (word[:at] + letter + word[at + 1 :] for letter in string.ascii_lowercase)


def is_told_as_another(slip: str, verb: str) -> bool:
    """Return whether this slip in a form of ``verb`` is told to be another end of a race."""
    meant = {verb_called(told) for told in nearest_form(slip).split(", ")} & OUTCOMES
    return not (verb_called(slip) or not meant or verb in meant <= {verb, *COLOURS})


def test_a_slip_in_how_a_race_ended_is_never_told_to_be_another_end_of_it(level: str) -> None:
    """The quick level tries one of eight slips in each form."""
    every = 1 if level == "thorough" else 8
    tried = [
        (slip, verb) for verb in sorted(OUTCOMES) for form in forms(VERBS[verb]) for slip in sorted(set(slips(form)))
    ][::every]
    assert {verb for _, verb in tried} == OUTCOMES
    assert [(slip, verb) for slip, verb in tried if is_told_as_another(slip, verb)] == []


def test_a_slip_in_a_long_word_is_told_what_was_meant() -> None:
    assert [nearest_form(word) for word in ("wihtdraw", "afgevalen", "diskwalificatei", "opgegven")] == [
        "withdraw",
        "afgevallen",
        "diskwalificatie",
        "opgegeven",
    ]


@pytest.mark.parametrize("word", ["dnq", "dnx", "dsk", "dqs", "dnd"])
def test_an_abbreviation_is_none_of_another(word: str) -> None:
    assert "nearest" not in problem(f"{word} 4", SIX).values or verb_called(nearest_form(word)) not in OUTCOMES


@pytest.mark.parametrize(
    "word", ["dnq", "dsn", "dn", "zzzz", "", "card", "caug", "kaart", "elim", "finsh", "4", "wthdrw"]
)
def test_what_is_told_to_be_meant_can_be_typed_or_is_nothing(word: str) -> None:
    assert all(verb_called(form) for form in nearest_form(word).split(", ") if form)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("dnf 4", "withdraw"), ("DNF 4: ill", "withdraw"), ("dsq 4", "disqualify"), ("dq 4", "disqualify")],
)
def test_the_words_of_a_result_list_are_what_they_are_there(line: str, kind: str) -> None:
    assert reads(line, SIX)[0]["type"] == kind


JOINED = ("4 en 6", "4 and 6", "4 & 6", "4&6", "4 + 6", "4+6", "4 +6", "4, 6", "4,6", "müller en 6", "4 en hill")
ABOUT_SEVERAL = sorted(code for code, reader in READERS.items() if reader in (read_about, read_card, read_crossing))


@pytest.mark.parametrize("joined", JOINED)
def test_whatever_joins_two_skaters_names_both(joined: str) -> None:
    verbs = [verb for verb in ABOUT_SEVERAL if verb not in ("rejoin", "lap_gained", "eliminated")]
    read = {verb: read_line(f"{VERBS[verb].english[0]} {joined}", SIX) for verb in verbs}
    assert read == {verb: read_line(f"{VERBS[verb].english[0]} 4 6", SIX) for verb in verbs}


def test_more_than_two_are_joined_as_a_sentence_does() -> None:
    assert reads("val 1, 4 en 6: stok", SIX) == [{"type": "fall", "bibs": [1, 4, 6], "reason": "stok"}]


@pytest.mark.parametrize("joined", [joined for joined in JOINED if "+" not in joined])
@pytest.mark.parametrize("verb", ["s1", "@12 s1", "g", "g 5 /", "s1 5 ="])
def test_an_order_and_groups_are_joined_by_words_too(verb: str, joined: str) -> None:
    bare = f"{verb} 4 6"
    assert read_line(f"{verb} {joined}", SIX).events == read_line(bare, SIX).events


@pytest.mark.parametrize("verb", ["finish", "groups"])
@pytest.mark.parametrize("joined", ["4 + 6", "4 +6", "4+6", "4 +4.5 6"])
def test_a_plus_is_a_gap_and_joins_nobody_where_there_are_gaps_or_times(verb: str, joined: str) -> None:
    found = problem(f"{VERBS[verb].english[0]} {joined}", SIX)
    one_gap = verb == "groups" and "4.5" not in joined
    assert found.code is (Code.GAP_OR_GROUPS if one_gap else Code.UNEXPECTED)


@pytest.mark.parametrize(
    "line", ["f 4 +1:30", "f 4 + 1:30", "x 4 +1:05.2", "dq 4 +1:30: why", "y 4 -1:30", "review 4 +1:3"]
)
def test_a_time_behind_a_skater_is_no_skater_and_no_reason(line: str) -> None:
    assert problem(line, SIX).code is Code.UNEXPECTED


@pytest.mark.parametrize(
    ("line", "reason"), [("f 4 +6: 30 m", "30 m"), ("f 4+6:ice", "ice"), ("f 6:30 m on", "30 m on")]
)
def test_a_reason_behind_two_who_are_joined_is_one(line: str, reason: str) -> None:
    assert reads(line, SIX)[0]["reason"] == reason


@pytest.mark.parametrize("line", ["f 4 +4.5", "f 4 -6", "f 4 en / 6", "x 4 en laps 3", "lap 7 4 en 6"])
def test_what_joins_nobody_does_not_belong_there(line: str) -> None:
    assert problem(line, SIX).code is Code.UNEXPECTED


@pytest.mark.parametrize("word", ["en", "and", "&", "+"])
def test_a_line_that_ends_in_a_joining_word_is_not_complete(word: str) -> None:
    named = after_laps(6, skaters=make_skaters((4, "Anna Enright", "USA"), (6, "Andrea Bo", "SUI")))
    assert problem(f"f 4 {word}", named).code is Code.UNFINISHED


def test_a_skater_who_is_called_like_what_joins_is_asked_about() -> None:
    named = after_laps(6, skaters=make_skaters((4, "Li En", "CHN"), (6, "Bo Sun", "CHN"), (8, "Wu Li", "CHN")))
    assert problem("f 6 en 8", named).code is Code.AND_OR_SKATER
    assert reads("f 6, 4, 8", named)[0]["bibs"] == [6, 4, 8]


class TestTheBell:
    BELLS = ("bell", "bel", "BEL")

    def test_it_is_the_lap_that_leaves_one_to_go_and_none_at_any_other_moment(self) -> None:
        told = {15: Code.BELL_HAS_BEEN, 16: Code.BELL_LONG_PAST}
        for laps, word in product(range(1, 17), self.BELLS):
            if laps == 14:
                assert reads(word, after_laps(laps)) == [{"type": "lap", "lap": 15}], word
            else:
                assert problem(word, after_laps(laps)).code is told.get(laps, Code.BELL_TO_COME), (word, laps)

    def test_it_is_that_of_the_distance_as_it_is_by_now(self) -> None:
        shorter = after_laps(9, event("distance", 280_000, laps=11))
        assert reads("bel", shorter) == [{"type": "lap", "lap": 10}]

    def test_who_led_can_be_told_with_it_and_after_it(self) -> None:
        assert reads("bell 4", after_laps(14)) == [{"type": "lap", "lap": 15, "bib": 4}]
        assert reads("bell müller", after_laps(15)) == [{"type": "lap", "lap": 15, "bib": 4}]

    def test_it_is_no_skater_whose_name_begins_so(self) -> None:
        belloir = make_skaters((51, "Charles Belloir", "FRA"), (4, "Bart Bell", "NED"))
        assert problem("bel", after_laps(4, skaters=belloir)).code is Code.BELL_TO_COME
        (recorded,) = read_line("bel", after_laps(14, skaters=belloir)).events
        assert isinstance(recorded, Lap)
        assert reads("f bello", after_laps(4, skaters=belloir))[0]["bibs"] == [51]

    def test_before_the_gun_and_in_a_race_of_one_lap_there_is_none(self) -> None:
        assert problem("bell", before_anything()).code is Code.NOT_BEGUN
        assert problem("bell", race(event("start"), laps=1)).code is Code.NO_BELL


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        ("att 4", "attack", "aanval"),
        ("att", "attack, attacks", "aanval"),
        ("aanv 4", "attack", "aanval"),
        ("aanvl 4", "attack", "aanval"),
        ("rejoni 4", "rejoin", "terug"),
        ("kaart 4", "yellow card, red card", "gele kaart, rode kaart"),
        ("wihtdraw 4", "withdraw", "opgegeven"),
        ("afgevalen 4", "eliminated", "afgevallen"),
        ("grou 4", "groups", "groepen"),
    ],
)
def test_the_verb_that_is_suggested_is_in_the_language_of_the_screen(line: str, english: str, dutch: str) -> None:
    found = problem(line, SIX)
    assert problem_sentence(found, words(Language.EN)).endswith(f"perhaps {english}")
    assert problem_sentence(found, words(Language.NL)).endswith(f"misschien {dutch}")


@pytest.mark.parametrize("language", Language)
def test_no_verb_of_the_other_language_is_suggested_for_the_beginning_of_any(language: Language) -> None:
    own = {
        form
        for verb in VERBS.values()
        for form in (*verb.short, *(verb.dutch if language is Language.NL else verb.english))
    }
    for form in [form for verb in VERBS.values() for form in forms(verb)]:
        for end in range(2, len(form)):
            for line in (form[:end], f"{form[:end]} 4"):
                if isinstance(found := entered_or_problem(line, SIX), Problem) and found.code in SUGGEST:
                    said = problem_sentence(found, words(language)).partition(
                        "perhaps " if language is Language.EN else "misschien "
                    )[2]
                    assert {told for told in said.split(", ") if verb_called(told)} <= own, (line, said)
