"""Reports of races decided by laps or by elimination: gained and lost laps are told, and what decided the result."""

from __future__ import annotations

import pytest

from massstart_tui.report.story.formats import Report
from massstart_tui.text.words import Language
from tests.report.story.stories import prose, report_at, sample_bytes, told, told_of_sample, without
from tests.streams import Fields, event, laps_of_thirty_seconds

POINTS: Fields = {"preset": "track-points", "sprints": [{"lap": 8, "points": [5, 3, 2, 1]}]}
SCRATCH: Fields = {"preset": "scratch"}
ELIMINATION: Fields = {"preset": "elimination"}
FINISH = event("finish", 480_000, order=[1, 2, 3, 4, 5, 6])


def race(*incidents: Fields, rules: Fields, language: Language = Language.EN) -> Report:
    """Return the report of an official race of sixteen laps of thirty seconds with these incidents."""
    events = [event("start"), *laps_of_thirty_seconds(16), *incidents]
    in_order = sorted(events, key=lambda fields: int(str(fields["t"])))
    return report_at("end", *in_order, event("official", 480_000), rules=rules, language=language)


SAMPLES = [
    ("points", "India and Rider Delta attacked with 94 laps to go, took 16 points in the third and fourth sprints and"),
    ("points", "gained a lap with 74 laps to go, worth 20 points each."),
    (
        "points",
        "Rider India is first with 38 points (20 for a lap gained), ahead of Golf with 33 points and Rider Kilo",
    ),
    ("points", "Rider Juliett was lapped with 32 laps to go and lost 20 points."),
    ("points", "namen met nog 74 ronden te gaan een ronde voorsprong, goed voor elk 20 punten."),
    ("points", "staat Rider India eerste met 38 punten (20 voor een ronde voorsprong), voor Golf met 33 punten"),
    ("points", "Rider Juliett werd met nog 32 ronden te gaan gedubbeld en verloor 20 punten."),
    ("scratch", "India wins on a lap gained, ahead of Delta"),
    ("scratch", "Delta and India attacked with 28 laps to go and gained a lap with seventeen laps to go."),
    ("scratch", "In the result Rider India is first, with a lap gained and third over the line;"),
    (
        "scratch",
        "Rider Delta is second, with a lap gained and sixth over the line; Echo is third.",
    ),
    ("scratch", "Rider Kilo was lapped after 26 laps."),
    ("scratch", "India wint dankzij een ronde voorsprong, voor Delta"),
    (
        "scratch",
        "staat Rider India eerste, met een ronde voorsprong en als derde over de streep; Rider Delta is tweede,",
    ),
    ("scratch", "met een ronde voorsprong en als zesde over de streep; Echo is derde."),
    ("scratch", "Rider Kilo werd na 26 ronden gedubbeld."),
    ("elimination", "Golf wins ahead of Delta"),
    (
        "elimination",
        "In the result Golf is first; Delta is second; Rider Bravo is third, eliminated after sixteen laps.",
    ),
    (
        "elimination",
        "Eliminated in turn were Rider Hotel after two laps, Rider Charlie after four laps, Rider Juliett after",
    ),
    ("elimination", "staat Golf eerste; Delta is tweede; Rider Bravo is derde, afgevallen na zestien ronden."),
    (
        "elimination",
        "Achtereenvolgens vielen af: Rider Hotel na twee ronden, Rider Charlie na vier ronden, Rider Juliett",
    ),
    ("points", "Golf, Charlie, India and Kilo each won two of the eleven sprints and Rider Echo, Rider Alfa and Rider"),
    (
        "points",
        "Golf, Charlie, India en Kilo wonnen elk twee van de elf tussensprints en Rider Echo, Rider Alfa en Rider",
    ),
]


@pytest.mark.parametrize(("kind", "sentence"), SAMPLES)
def test_the_races_of_the_track_are_told_by_what_decides_them(kind: str, sentence: str) -> None:
    assert any(sentence in told_of_sample(f"made-up-{kind}-race", language) for language in Language)


@pytest.mark.parametrize("kind", ["scratch", "elimination"])
def test_where_points_play_no_part_none_are_told(kind: str) -> None:
    assert "point" not in told_of_sample(f"made-up-{kind}-race")
    assert "punt" not in told_of_sample(f"made-up-{kind}-race", Language.NL)


def test_a_lap_that_was_not_gained_is_not_told() -> None:
    stream = sample_bytes("made-up-points-race")
    text = prose(told(without(stream, [53])))
    assert "India and Rider Delta attacked with 94 laps to go, took 21 points" in text
    assert text.count("gained a lap") == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.EN, "Emi Sato (JPN) gained a lap with six laps to go, worth 20 points."),
        (Language.NL, "Emi Sato (JPN) nam met nog zes ronden te gaan een ronde voorsprong, goed voor 20 punten."),
    ],
)
def test_who_gains_a_lap_without_an_attack_has_a_sentence_of_its_own(language: Language, sentence: str) -> None:
    text = prose(race(event("lap_gained", 300_500, bibs=[5]), FINISH, rules=POINTS, language=language))
    assert sentence.replace("Emi Sato (JPN)", "Sato") in text.replace("Emi Sato (JPN)", "Sato")


def test_only_those_whose_attack_gained_the_lap_are_told_with_it() -> None:
    sprint = event("sprint", 240_000, lap=8, order=[1, 2, 3, 4])
    gained = event("lap_gained", 300_500, bibs=[5, 6])
    text = prose(race(sprint, event("attack", 240_500, bibs=[5]), gained, FINISH, rules=POINTS))
    assert "Sato attacked with eight laps to go and gained a lap with six laps to go, worth 20 points." in text
    assert " Hill gained a lap with six laps to go, worth 20 points." in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.EN, "Müller with minus six points (minus 20 for a lap lost)"),
        (Language.NL, "Müller met min zes punten (min 20 voor een ronde achterstand)"),
    ],
)
def test_what_a_lap_lost_cost_is_told_on_the_podium_too(language: Language, sentence: str) -> None:
    lost = [event("sprint", 240_000, lap=8, order=[4, 5]), event("lapped", 300_500, bibs=[4, 5])]
    out = event("withdraw", 310_000, bibs=[2, 3, 6])
    finish = event("finish", 480_000, order=[1, 4, 5])
    text = prose(race(*lost, out, finish, rules={**POINTS, "finish": [10, 9, 4]}, language=language))
    assert sentence in text.replace("Dana Müller (GER)", "Müller")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(Language.EN, "Vik was lapped after five laps"), (Language.NL, "Vik werd na vijf ronden gedubbeld")],
)
@pytest.mark.parametrize("preset", ["isu-2014", "isu-2018", "scratch", "track-points"])
def test_laps_completed_are_told_as_they_were_given(preset: str, language: Language, sentence: str) -> None:
    lapped = event("lapped", 100, bibs=[2], laps=5)
    order = event("finish", 480_000, order=[1, 3, 4, 5, 6])
    official = event("official", 480_000)
    rules = {"preset": preset}
    text = prose(report_at("end", event("start"), lapped, order, official, rules=rules, language=language))
    assert sentence in text.replace("Berit Vik (NOR)", "Vik")
    assert "first lap" not in text


def test_laps_that_were_given_are_not_doubtful_because_the_moment_is() -> None:
    lapped = event("lapped", 200, bibs=[2], laps=5)
    doubt: Fields = {"about": "incident times", "kind": "reconstructed"}
    events = [event("start"), event("attack", 100, bibs=[2]), lapped, event("finish", 480_000, order=[1, 3, 4, 5, 6])]
    text = prose(report_at("end", *events, provenance=[doubt | {"events": [3]}]))
    assert text.count("was lapped after five laps.") == 1
    assert "~" not in text


@pytest.mark.parametrize(("kind", "told_as"), [("lapped", "was lapped"), ("withdraw", "did not finish, out")])
def test_how_an_attacker_left_the_race_is_told_once_with_the_laps_that_were_given(kind: str, told_as: str) -> None:
    events = [event("attack", 100, bibs=[2]), event(kind, 200, bibs=[2], laps=5)]
    text = prose(report_at("end", event("start"), *events, event("finish", 480_000, order=[1, 3, 4, 5, 6])))
    assert "Vik (NOR) attacked in the first lap." in text
    assert text.count(f"Vik {told_as} after five laps.") == 1


@pytest.mark.parametrize(
    ("language", "headline", "result"),
    [
        (
            Language.EN,
            "Noord wins ahead of Vik",
            "In the result Noord is first, ahead of Vik and Chiara Valle (ITA), in the order over the line.",
        ),
        (
            Language.NL,
            "Noord wint voor Vik",
            "In de uitslag staat Noord eerste, voor Vik en Chiara Valle (ITA), op volgorde van aankomst.",
        ),
    ],
)
def test_a_scratch_race_that_the_line_decides_is_told_so(language: Language, headline: str, result: str) -> None:
    report = race(FINISH, rules=SCRATCH, language=language)
    assert report.headline == headline
    assert result in prose(report)


HILL_LEFT = [
    (Language.EN, "Hill lasts longest, ahead of Sato", "In the result Fay Hill (USA) is first, the last one left;"),
    (Language.EN, "Hill lasts longest, ahead of Sato", "Emi Sato (JPN) is second, eliminated after ten laps;"),
    (Language.EN, "Hill lasts longest, ahead of Sato", "Dana Müller (GER) is third, out after eight laps."),
    (Language.NL, "Hill houdt het langst stand, voor Sato", "staat Fay Hill (USA) eerste, als laatste over;"),
    (Language.NL, "Hill houdt het langst stand, voor Sato", "Emi Sato (JPN) is tweede, afgevallen na tien ronden;"),
    (Language.NL, "Hill houdt het langst stand, voor Sato", "Dana Müller (GER) is derde, uitgevallen na acht ronden."),
]


@pytest.mark.parametrize(("language", "headline", "result"), HILL_LEFT)
def test_the_last_one_left_of_an_elimination_race_has_won(language: Language, headline: str, result: str) -> None:
    out = [event("eliminated", bib * 60_000 + 500, bibs=[bib]) for bib in (1, 2, 3, 5)]
    report = race(*out, event("withdraw", 240_500, bibs=[4]), rules=ELIMINATION, language=language)
    assert report.headline == headline
    assert result in prose(report)


@pytest.mark.parametrize(
    ("language", "missed", "shut_out"),
    [
        (
            Language.EN,
            "Noord was the first to miss out, one lap short of Hill.",
            "Vik came second over the line, but did not go through.",
        ),
        (
            Language.NL,
            "Noord viel als eerste af, één ronde tekort op Hill.",
            "Vik kwam als tweede over de streep, maar plaatste zich niet.",
        ),
    ],
)
def test_who_misses_out_of_a_scratch_race_is_short_of_a_lap_and_not_of_points(
    language: Language, missed: str, shut_out: str
) -> None:
    events = [event("lap_gained", 300_500, bibs=[5, 6]), FINISH, event("official", 480_000)]
    text = prose(report_at("end", event("start"), *events, rules=SCRATCH, qualify=2, language=language))
    assert f"{missed} {shut_out}" in text


@pytest.mark.parametrize(
    ("language", "missed"),
    [
        (Language.EN, "Valle was the first to miss out: third over the line, behind Vik."),
        (Language.NL, "Valle viel als eerste af: als derde over de streep, achter Vik."),
    ],
)
@pytest.mark.parametrize("rules", [SCRATCH, ELIMINATION])
def test_who_misses_out_by_the_line_alone_is_not_told_of_points(rules: Fields, language: Language, missed: str) -> None:
    events = [FINISH, event("official", 480_000)]
    text = prose(report_at("end", event("start"), *events, rules=rules, qualify=2, language=language))
    assert missed in text
