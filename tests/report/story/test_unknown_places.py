"""A report names no winner and no podium that a skater at an unrecorded place could be ahead of."""

from __future__ import annotations

import pytest

from massstart_tui.report.story.formats import Report
from massstart_tui.text.words import Language
from tests.report.story.stories import prose, report_at, told
from tests.streams import Fields, event, make_stream

OFFICIAL = event("official", 480_000)
SCRATCH = {"preset": "scratch"}
NO_SPRINTS = {"preset": "isu-2018", "sprints": []}
ONE_SPRINT = {"preset": "isu-2018", "sprints": [{"lap": 4, "points": [3, 2, 1]}]}


def official(*before: Fields, language: Language = Language.EN, **race: object) -> Report:
    """Return the report of an official race with these events; ``race`` without rules has no sprints."""
    race = {"rules": NO_SPRINTS, **race}
    return report_at("end", event("start"), *before, OFFICIAL, language=language, provenance=(), **race)


def finish(*order: object, **fields: object) -> Fields:
    """Return a finish event in this order."""
    return event("finish", 480_000, order=list(order), **fields)


@pytest.mark.parametrize("qualify", [None, 2])
def test_where_nobody_recorded_who_was_first_no_winner_is_named(qualify: int | None) -> None:
    report = official(finish(None, 2, None, 4), qualify=qualify)
    assert report.headline == "Test race: who won was not recorded"
    assert report.paragraphs[0][1].startswith(
        "Who was first over the line was not recorded; Berit Vik (NOR) came second. "
        "Who won nobody can say, since not every place was recorded."
    )
    assert "Dana Müller (GER) came fourth over the line." in prose(report)
    assert "In the result" not in prose(report)


def test_that_nobody_recorded_who_won_is_told_in_dutch_as_well() -> None:
    report = official(finish(None, 2, None, 4), language=Language.NL)
    assert report.headline == "Test race: wie won, is niet vastgelegd"
    assert report.paragraphs[0][1] == (
        "Wie als eerste over de streep kwam, is niet vastgelegd; Berit Vik (NOR) werd tweede. "
        "Wie er won, valt niet te zeggen, want niet elke plaats is vastgelegd."
    )


def test_a_skater_who_is_disqualified_may_be_the_one_whose_place_is_unknown() -> None:
    text = prose(official(finish(None, 2, 3, 4, 5, 6), event("disqualify", 480_000, bibs=[1])))
    assert text.startswith("Vik wins ahead of Valle")
    assert "is first with at least 40 points" in text


def test_without_any_place_over_the_line_nobody_won_on_the_points_of_a_sprint() -> None:
    text = prose(official(event("sprint", 120_000, lap=4, order=[2, 1, 3]), rules=ONE_SPRINT))
    assert "wins" not in text
    assert "Who won nobody can say" in text


@pytest.mark.parametrize(
    ("order", "headline", "result"),
    [
        ([1, None, 2, 4], "Noord wins", "In the result Noord is first with 60 points."),
        (
            [1, 2, None, 4],
            "Noord wins ahead of Vik",
            "In the result Noord is first with 60 points, ahead of Vik with 40 points.",
        ),
        (
            [1, 2, 3, None, 4],
            "Noord wins ahead of Vik",
            "is first with 60 points, ahead of Vik with 40 points and Chiara Valle (ITA) with 20 points.",
        ),
        (
            [1, 2, 3],
            "Noord wins ahead of Vik",
            "is first with 60 points, ahead of Vik with 40 points and Chiara Valle (ITA) with 20 points.",
        ),
    ],
)
def test_the_result_is_told_as_far_as_no_unknown_place_can_change_it(
    order: list[int | None], headline: str, result: str
) -> None:
    report = official(finish(*order))
    assert report.headline == headline
    assert result in prose(report)


def test_a_place_behind_counts_where_its_points_lift_somebody_onto_the_podium() -> None:
    sprints = [event("sprint", lap * 30_000, lap=lap, order=[6, 5, 4]) for lap in (4, 8, 12)]
    rules = {"preset": "isu-2018", "finish": [60, 40, 20, 15]}
    known = prose(official(*sprints, finish(1, 2, 3, 4, 5, 6), rules=rules))
    unknown = prose(official(*sprints, finish(1, 2, 3, None, 5), rules=rules))
    assert "ahead of Vik with 40 points and Chiara Valle (ITA) with 20 points" in known
    assert "In the result Noord is first with 60 points, ahead of Vik with 40 points." in unknown


@pytest.mark.parametrize(
    ("language", "result"),
    [
        (Language.EN, "is first with at least 60 points, ahead of Vik with 42 points"),
        (Language.NL, "eerste met minstens 60 punten, voor Vik met 42 punten"),
    ],
)
def test_who_may_have_won_the_points_of_an_unknown_place_at_a_sprint_has_at_least_so_many(
    language: Language, result: str
) -> None:
    sprint = event("sprint", 120_000, lap=4, order=[None, 2, 3])
    assert result in prose(official(sprint, finish(1, 2, 3, 4, 5, 6), language=language, rules=ONE_SPRINT))


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        (Language.EN, "Who leads on points nobody can say, since not every place was recorded."),
        (
            Language.NL,
            "Wie er op punten aan de leiding gaat, valt niet te zeggen, want niet elke plaats is vastgelegd.",
        ),
    ],
)
def test_nobody_leads_where_another_may_have_as_many_points(language: Language, lead: str) -> None:
    laps = [event("lap", lap * 30_000, lap=lap) for lap in range(1, 7)]
    unknown = [event("sprint", 120_000, lap=4, order=[None, 2, 3])]
    known = [event("sprint", 120_000, lap=4, order=[1, 2, 3])]
    told_of = [
        report_at("end", event("start"), *laps, *sprint, language=language, rules=ONE_SPRINT)
        for sprint in (unknown, known)
    ]
    assert [lead in prose(report) for report in told_of] == [True, False]
    assert ["Noord" in report.headline for report in told_of] == [False, True]


def test_who_leads_whoever_had_the_unknown_places_leads() -> None:
    laps = [event("lap", lap * 30_000, lap=lap) for lap in range(1, 7)]
    sprint = event("sprint", 120_000, lap=4, order=[1, None, 3])
    text = prose(report_at("end", event("start"), *laps, sprint, rules=ONE_SPRINT))
    assert "Anna Noord (NED) leads with three points." in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(Language.EN, "One skater is through for certain."), (Language.NL, "Eén deelnemer is zeker door.")],
)
def test_of_whom_it_is_open_who_is_through_only_the_certain_are_counted(language: Language, sentence: str) -> None:
    open_, known = (
        official(finish(1, *others), language=language, qualify=2, rules=SCRATCH) for others in ([None, 3], [2, 3])
    )
    assert sentence in prose(open_)
    assert sentence not in prose(known)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(Language.EN, "and lost at least two points"), (Language.NL, "en verloor minstens twee punten")],
)
def test_who_is_out_and_may_have_won_more_lost_at_least_what_is_known(language: Language, sentence: str) -> None:
    rules = {"preset": "isu-2018", "sprints": [{"lap": lap, "points": [3, 2, 1]} for lap in (4, 8)]}
    sprints = [event("sprint", 120_000, lap=4, order=[1, 2, 3]), event("sprint", 240_000, lap=8, order=[1, None])]
    out = event("withdraw", 250_000, bibs=[2], laps=8)
    assert sentence in prose(official(*sprints, out, finish(1, 3, 4, 5, 6), language=language, rules=rules))


def test_who_went_through_on_points_and_may_have_won_more_had_at_least_so_many() -> None:
    rules = {"preset": "isu-2018", "finish": [2, 1], "sprints": [{"lap": lap, "points": [9]} for lap in (4, 8)]}
    sprints = [event("sprint", 120_000, lap=4, order=[5]), event("sprint", 240_000, lap=8, order=[None])]
    text = prose(official(*sprints, finish(1, 2, 3, 4, 5, 6), rules=rules, qualify=2))
    assert "went through on at least nine points from the sprints" in text


def test_an_unknown_place_at_a_sprint_leaves_it_open_who_won_where_its_points_decide() -> None:
    sprint = event("sprint", 60_000, lap=2, order=[None, 5])
    rules = {"sprints": [{"lap": 2, "points": [5, 3]}], "finish": [4, 2]}
    text = prose(official(sprint, finish(1, 2, 3, 4, 5, 6), rules=rules))
    assert "Anna Noord (NED) was first over the line, ahead of Berit Vik (NOR). Who won nobody can say" in text


def test_a_lap_gained_wins_whoever_was_first_over_the_line() -> None:
    report = official(event("lap_gained", 300_000, bibs=[5]), finish(None, 2, 3, 4, 5), rules=SCRATCH)
    assert report.headline == "Sato wins on a lap gained"
    assert "In the result Emi Sato (JPN) is first, with a lap gained and fifth over the line." in prose(report)


def test_who_attacked_and_came_in_behind_an_unknown_skater_did_not_stay_away() -> None:
    text = prose(official(event("attack", 460_000, bibs=[2]), finish(None, 2, 3)))
    assert "Vik attacked in the first lap." in text
    assert "stayed away" not in text


def test_a_place_that_somebody_recorded_later_is_told() -> None:
    stream = make_stream(event("start"), finish(None, 2), OFFICIAL)
    amend = b'{"seq":4,"t":480000,"type":"amend","target":2,"event":{"t":480000,"type":"finish","order":[1,2]}}\n'
    assert told(stream).headline == "Test race: who won was not recorded"
    assert told(stream + amend).headline == "Noord wins ahead of Vik"
