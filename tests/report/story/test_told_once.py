"""Nothing is told twice: no two sentences of a report tell the same fact about the same skater."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import All, Sentence, Story, Who
from massstart_tui.report.story.tell import telling
from massstart_tui.stream.samples import sample_names
from massstart_tui.text.sentences.jury import SENTENCES as OF_THE_JURY
from massstart_tui.text.sentences.story import SENTENCES as OF_THE_STORY
from massstart_tui.text.words import Language
from tests.levels import first_quick
from tests.report.story.stories import prose, report_at, sample_bytes, story_of, timeline_of
from tests.streams import SKATERS, Fields, event, laps_of_thirty_seconds, make_stream

FACTS: Final = {
    "place over the line": ("deed.over_line", "how.place", "part.came", "part.place"),
    "stayed away": ("deed.stayed_away",),
    "first over the line": ("story.first", "story.placed_first"),
    "first across": ("story.crossed_first",),
    "fall": ("deed.fell", "deed.away.fall"),
    "out": (
        "deed.out.",
        "deed.lapped",
        "deed.away.withdraw",
        "deed.away.lapped",
        "how.eliminated",
        "part.out",
        "part.lapped",
    ),
    "caught": ("deed.away.caught",),
    "lap gained": ("deed.gained",),
    "points lost": ("deed.lost",),
    "through": (
        "story.through_by_finish",
        "deed.through",
        "deed.went_through",
        "story.let_through",
        "story.through_as",
    ),
    "not through": ("deed.not_through", "story.missed", "story.shut_out"),
    "relegated": ("story.relegated",),
    "rank": ("story.slipped", "part.first", "part.ranked", "part.with", "part.next"),
}
"""The facts about a skater, and the beginnings of the codes that tell them."""
BOTH_NAMED: Final = (
    "story.placed_first",
    "story.first.margin",
    "story.first.same",
    "story.first.ahead",
    "story.first.second",
)
"""Codes that also tell the place of the skaters in ``others``."""


def facts_of(story: Story) -> Counter[tuple[str, int]]:
    """Count how often each fact is told about each skater, without the headline and the sprints by number."""
    sentences = [s for p in story.paragraphs for s in p.sentences if not s.code.startswith("story.sprint")]
    return Counter(fact for sentence in sentences for fact in _facts(sentence, ()))


def _facts(sentence: Sentence, around: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    who = _bibs(sentence, "who") or around
    for fact, beginnings in FACTS.items():
        if sentence.code.startswith(beginnings):
            told = "place over the line" if fact == "first over the line" else fact
            yield from ((told, bib) for bib in who)
    if sentence.code.startswith(BOTH_NAMED):
        yield from (("place over the line", bib) for bib in _bibs(sentence, "others"))
    for value in sentence.values.values():
        for part in value.parts if isinstance(value, All) else (value,):
            if isinstance(part, Sentence):
                yield from _facts(part, who)


def _bibs(sentence: Sentence, name: str) -> tuple[int, ...]:
    value = sentence.values.get(name)
    return value.bibs if isinstance(value, Who) else ()


@pytest.mark.parametrize("name", sample_names())
def test_nothing_is_told_twice_of_a_skater(name: str) -> None:
    told = facts_of(story_of(sample_bytes(name)))
    assert told
    assert {fact: times for fact, times in told.items() if times > 1} == {}


@pytest.mark.parametrize("name", sample_names())
@pytest.mark.parametrize("to_go", first_quick([4, 12, 8, 1]))
def test_nothing_is_told_twice_on_the_way(name: str, to_go: int) -> None:
    timeline = timeline_of(sample_bytes(name))
    lap = next(it for it in range(len(timeline) + 1) if timeline.state_at(it).to_go <= to_go)
    told = facts_of(telling(Chronicle(timeline, timeline.position_at(timeline.time_at(lap)))))
    assert {fact: times for fact, times in told.items() if times > 1} == {}


RACES: Final[list[tuple[Fields, ...]]] = [
    (event("attack", 200_000, bibs=[5]), event("withdraw", 300_000, bibs=[5])),
    (event("attack", 200_000, bibs=[5]), event("disqualify", 300_000, bibs=[5])),
    (event("attack", 200_000, bibs=[5]), event("lapped", 300_000, bibs=[5])),
    (event("attack", 200_000, bibs=[5]), event("fall", 300_000, bibs=[5])),
    (event("attack", 200_000, bibs=[5]), event("fall", 300_000, bibs=[5]), event("withdraw", 310_000, bibs=[5])),
    (event("attack", 200_000, bibs=[5, 2]), event("caught", 300_000, bibs=[2])),
    (event("attack", 200_000, bibs=[1]), event("attack", 300_000, bibs=[1])),
    (event("fall", 300_000, bibs=[5, 6]), event("rejoin", 330_000, bibs=[5])),
    (event("fall", 300_000, bibs=[5]), event("relegate", 480_000, bibs=[4])),
]


@pytest.mark.parametrize("qualify", [None, 3])
@pytest.mark.parametrize("incidents", RACES)
def test_nothing_is_told_twice_of_who_attacked_fell_or_was_out(
    incidents: tuple[Fields, ...], qualify: int | None
) -> None:
    laps = laps_of_thirty_seconds(15)
    before = sorted((*laps, *incidents), key=lambda fields: int(str(fields["t"])))
    out = {5} if any(fields["type"] in ("withdraw", "disqualify", "lapped") for fields in incidents) else set()
    order = [bib for bib in (4, 6, 1, 2, 3, 5) if bib not in out]
    finish = [event("finish", 480_000, order=order), event("official", 490_000)]
    late = [fields for fields in before if fields["type"] == "relegate"]
    events = [event("start"), *(fields for fields in before if fields not in late), finish[0], *late, finish[1]]
    told = facts_of(story_of(make_stream(*events, qualify=qualify)))
    assert {fact: times for fact, times in told.items() if times > 1} == {}


@pytest.mark.parametrize("name", sample_names())
def test_everybody_who_is_through_is_named_as_that(name: str) -> None:
    stream = sample_bytes(name)
    timeline = timeline_of(stream)
    through = {row.bib for row in standings(timeline.state_at(len(timeline))) if row.through}
    assert {bib for fact, bib in facts_of(story_of(stream)) if fact == "through"} == through


SIXTEEN: Final = (event("start"), *laps_of_thirty_seconds(15))
OFFICIAL: Final = event("official", 490_000)


def end_of(*events: Fields, language: Language = Language.EN) -> str:
    """Return the report of a race of sixteen laps and these events, with family names only."""
    text = prose(report_at("end", *SIXTEEN, *events, OFFICIAL, language=language))
    for _, name, noc in SKATERS:
        text = text.replace(f"{name} ({noc})", name.split()[1])
    return text


FINISH: Final = event("finish", 480_000, order=[4, 6, 1, 2, 3, 5], times=[480_000, 480_100, 480_200, *[None] * 3])


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            Language.EN,
            (
                "Müller crossed the line first. After the jury's decision Hill is first at the finish, ahead of Noord.",
                "The jury relegated Müller (“blocking”) to behind Vik.",
                "Hill wins ahead of Noord",
                "Vik was placed third, Müller fourth, Valle fifth and Sato sixth.",
            ),
        ),
        (
            Language.NL,
            (
                "Müller kwam als eerste over de streep. Na de beslissing van de jury is Hill eerste aan de finish,",
                "De jury zette Müller (“blocking”) terug tot achter Vik.",
            ),
        ),
    ],
)
def test_who_crossed_the_line_first_and_was_relegated_did_cross_it_first(
    language: Language, sentences: tuple[str, ...]
) -> None:
    text = end_of(FINISH, event("relegate", 481_000, bibs=[4], behind=2, rule="blocking"), language=language)
    for sentence in sentences:
        assert sentence in text


def test_who_won_and_was_disqualified_did_cross_the_line_first() -> None:
    text = end_of(FINISH, event("disqualify", 481_000, bibs=[4]))
    assert (
        "Müller crossed the line first. After the jury's decision Hill is first at the finish, ahead of Noord." in text
    )
    assert "Hill was first over the line" not in text


def test_a_relegation_behind_the_first_two_leaves_them_first_over_the_line_with_their_times() -> None:
    text = end_of(FINISH, event("relegate", 481_000, bibs=[1]))
    assert "Müller was first over the line in 8:00.00, 0.10 seconds ahead of Hill." in text
    assert "The jury relegated Noord behind all who finished." in text
    assert "Vik was placed third" in text


def test_who_stayed_away_and_was_relegated_did_stay_away() -> None:
    away = event("attack", 470_000, bibs=[4])
    text = prose(report_at("end", *SIXTEEN, away, FINISH, event("relegate", 481_000, bibs=[4]), OFFICIAL))
    assert "attacked in the last lap and stayed away to the finish." in text.replace(
        " with one lap to go", " in the last lap"
    )


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([event("review", 481_000, bibs=[4], reason="push")], "Müller is under review, which is not decided (“push”)."),
        ([event("review", 481_000, bibs=[4, 6])], "Müller and Hill are under review, which is not decided."),
        (
            [event("review", 481_000, bibs=[4]), event("review", 482_000, bibs=[4], lifted=True)],
            "The review of Müller came to nothing.",
        ),
    ],
)
def test_a_review_is_told(events: list[Fields], sentence: str) -> None:
    text = end_of(FINISH, *events)
    assert sentence in text
    assert text.count("review") == 1


REVIEW: Final = event("review", 481_000, bibs=[4], reason="push")


@pytest.mark.parametrize(
    ("decision", "language", "sentence"),
    [
        (
            {"type": "relegate", "bibs": [4]},
            Language.EN,
            "After a review (“push”) the jury relegated Müller behind all who finished.",
        ),
        (
            {"type": "relegate", "bibs": [4], "behind": 2, "rule": "blocking"},
            Language.NL,
            "Na onderzoek (“push”) zette de jury Müller (“blocking”) terug tot achter Vik.",
        ),
        (
            {"type": "relegate", "bibs": [6, 4]},
            Language.EN,
            "After a review of Müller (“push”) the jury relegated Hill and Müller behind all who finished.",
        ),
        (
            {"type": "relegate", "bibs": [6, 4]},
            Language.NL,
            "Na onderzoek naar Müller (“push”) zette de jury Hill en Müller terug achter iedereen die",
        ),
        ({"type": "disqualify", "bibs": [4]}, Language.EN, "Müller was disqualified after a review."),
        ({"type": "disqualify", "bibs": [4]}, Language.NL, "Müller werd na onderzoek gediskwalificeerd."),
    ],
)
def test_a_decision_tells_of_the_review_that_it_ended_in_one_sentence(
    decision: Fields, language: Language, sentence: str
) -> None:
    text = end_of(FINISH, REVIEW, {"t": 482_000, **decision}, language=language)
    assert sentence in text
    assert text.count("review") + text.count("onderzoek") == 1


@pytest.mark.parametrize(
    "lifted", [event("review", 481_500, bibs=[4], lifted=True), event("relegate", 481_500, bibs=[4])]
)
def test_a_review_that_had_ended_before_a_decision_is_not_told_with_it(lifted: Fields) -> None:
    text = end_of(FINISH, REVIEW, lifted, event("relegate", 482_000, bibs=[4], behind=2), event("official", 483_000))
    assert "The jury relegated Müller to behind Vik." in text
    assert text.count("review") == 1


def test_who_was_disqualified_after_a_review_and_who_without_one_are_told_apart() -> None:
    text = end_of(FINISH, REVIEW, event("disqualify", 482_000, bibs=[4, 6]))
    assert "Müller was disqualified after a review." in text
    assert "Hill was disqualified." in text


SEVEN: Final = {"sprints": [{"lap": lap, "points": [3, 2, 1]} for lap in range(2, 16, 2)], "finish": []}


@pytest.mark.parametrize(
    ("winners", "language", "sentence"),
    [
        ([1, 1, 1, 1, 1, 2, 3], Language.EN, "Noord won five of the seven sprints and Vik and Valle one each."),
        ([1, 1, 1, 1, 1, 2, 3], Language.NL, "Noord won vijf van de zeven tussensprints en Vik en Valle elk één."),
        ([1, 1, 1, 2, 2, 2, 3], Language.EN, "Noord and Vik each won three of the seven sprints and Valle one."),
        ([1, 1, 1, 2, 2, 2, 3], Language.NL, "Noord en Vik wonnen elk drie van de zeven tussensprints en Valle één."),
        ([1] * 7, Language.EN, "Noord won all seven sprints."),
        ([1] * 7, Language.NL, "Noord won alle zeven tussensprints."),
        ([1, 1, None, 2, 2, 2, 3], Language.EN, "Who won the third sprint was not recorded."),
    ],
)
def test_of_many_sprints_it_is_told_how_many_each_won(
    winners: list[int | None], language: Language, sentence: str
) -> None:
    sprints = [event("sprint", 60_000 * n, lap=2 * n, order=[bib, 4]) for n, bib in enumerate(winners, 1)]
    events = (event("start"), *sprints, FINISH, OFFICIAL)
    text = prose(report_at("end", *events, language=language, rules=SEVEN))
    for _, name, noc in SKATERS:
        text = text.replace(f"{name} ({noc})", name.split()[1])
    assert sentence in text


def test_of_many_sprints_while_the_race_is_on_it_is_told_of_how_many_so_far() -> None:
    sprints = [event("sprint", 60_000 * number, lap=2 * number, order=[1, 4]) for number in range(1, 6)]
    text = prose(report_at("end", event("start"), *sprints, rules=SEVEN))
    assert "won all five sprints so far" in text


@pytest.mark.parametrize(
    ("orders", "told_as"),
    [
        ([[5, 2], [2, 5], [5, 2]], "took 15 points over all three sprints"),
        ([[5, 2], [2, 1], [5, 2]], "took 13 points in the first, second and third sprints"),
        ([[5, 2], [1, 3], [5, 2]], "took ten points in the first and third sprints"),
    ],
)
def test_points_in_all_sprints_are_told_only_where_each_had_some_in_each(orders: list[list[int]], told_as: str) -> None:
    sprints = [event("sprint", lap * 30_000 + 20, lap=lap, order=o) for lap, o in zip((4, 8, 12), orders, strict=True)]
    text = prose(report_at("end", event("start"), event("attack", 40_000, bibs=[5, 2]), *sprints, FINISH, OFFICIAL))
    assert told_as in text


@pytest.mark.parametrize(
    ("bibs", "language", "sentence"),
    [
        ([5], Language.EN, "Noted about Emi Sato (JPN) with ten laps to go: “let a gap go”"),
        ([5, 2], Language.NL, "Genoteerd over Emi Sato (JPN) en Berit Vik (NOR) met nog tien ronden te gaan: “let"),
    ],
)
def test_a_note_keeps_the_skaters_whom_it_is_about(bibs: list[int], language: Language, sentence: str) -> None:
    note = event("note", 200_000, text="let a gap go", bibs=bibs)
    text = prose(report_at("end", event("start"), *laps_of_thirty_seconds(6), note, language=language))
    assert sentence in text


@pytest.mark.parametrize("reason", ["fell", "Fall", "val"])
def test_a_reason_that_only_says_that_somebody_fell_is_left_out_where_the_fall_is_told(reason: str) -> None:
    fall, out = event("fall", 450_000, bibs=[5]), event("withdraw", 450_000, bibs=[5], reason=reason)
    finish = event("finish", 480_000, order=[1, 2, 3, 4, 6])
    assert f"“{reason}”" not in end_of(fall, out, finish)
    assert f"“{reason}”" in end_of(out, finish)


def test_nobody_has_a_place_over_the_line_where_they_finished() -> None:
    text = end_of(event("withdraw", 450_500, bibs=[5]), event("finish", 480_000, order=[1, 2, 3, 4, 6]))
    assert "Five of the six skaters finished." in text
    assert "have a place" not in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.EN, "Sato came fifth over the line and went through on twelve points from the sprints."),
        (
            Language.NL,
            "Sato kwam als vijfde over de streep en plaatste zich dankzij twaalf punten uit de tussensprints.",
        ),
    ],
)
def test_points_published_as_a_sum_are_told_without_the_sprints_they_came_from(
    language: Language, sentence: str
) -> None:
    total = event("points", 480_500, points=[[5, 12]])
    finish = event("finish", 480_000, order=[1, 2, 3, 4, 5, 6])
    rules = {"preset": "isu-2018", "finish": [60, 40, 6, 3]}
    sprints = [event("sprint", lap * 30_000 + 20, lap=lap, order=[1, 2, 3]) for lap in (4, 8, 12)]
    events = (event("start"), *sprints, finish, total, OFFICIAL)
    text = prose(report_at("end", *events, language=language, qualify=3, rules=rules))
    assert sentence in text.replace("Emi Sato (JPN)", "Sato")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.EN, "Hill came third over the line and Noord fourth."),
        (Language.NL, "Hill kwam als derde over de streep en Noord als vierde."),
    ],
)
def test_who_won_and_came_third_over_the_line_did_not_come_third(language: Language, sentence: str) -> None:
    sprints = [event("sprint", lap * 30_000 + 20, lap=lap, order=[6, 1, 3]) for lap in (4, 8, 12)]
    rules = {"preset": "isu-2018", "finish": [4, 3, 2, 1]}
    finish = event("finish", 480_000, order=[4, 3, 6, 1, 2, 5])
    events = (event("start"), *sprints, finish, OFFICIAL)
    report = report_at("end", *events, language=language, rules=rules)
    text = prose(report)
    for _, name, noc in SKATERS:
        text = text.replace(f"{name} ({noc})", name.split()[1])
    assert report.headline.startswith("Hill wi")
    assert sentence in text


@pytest.mark.parametrize(("note", "ending"), [("a gap", "“a gap”."), ("What a race!", "“What a race!”")])
def test_words_that_end_a_sentence_have_one_stop_at_its_end(note: str, ending: str) -> None:
    report = report_at("end", event("start"), event("note", 200_000, text=note))
    assert any(text.endswith(ending) for _, text in report.paragraphs)


def test_nobody_missed_out_who_may_be_through() -> None:
    finish = event("finish", 480_000, order=[1, 2, 3, 4, 5, 6])
    rules = {"preset": "isu-2018", "finish": [60, 40, 6, 3]}
    events = (event("start"), *laps_of_thirty_seconds(15), finish, OFFICIAL)
    text = prose(report_at("end", *events, qualify=3, rules=rules))
    assert "miss out" not in text
    assert "missed out" not in text
    assert "too few points" not in text


def test_a_reason_never_stands_behind_the_name_of_another_skater() -> None:
    for code, said in {**OF_THE_STORY, **OF_THE_JURY}.items():
        for language in said:
            assert not re.search(r"\{others?\}\{(reason|rule)\}", language), code
