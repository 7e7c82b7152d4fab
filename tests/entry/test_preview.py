"""The preview of a line in words."""

from __future__ import annotations

import pytest

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.situation import Situation
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, before_anything, race, with_sprints
from tests.streams import event

SPRINTED = after_laps(
    6,
    event("sprint", 121_000, lap=4, order=[1, 2, 3]),
    event("attack", 190_000, bibs=[5, 2]),
    event("fall", 191_000, bibs=[3]),
)


def previews(line: str, situation: Situation = SPRINTED) -> tuple[str, ...]:
    return tuple(preview(read_line(line, situation), situation, words(language)) for language in Language)


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        ("f 4", "Fall: 4 Müller (GER), 10 to go", "Val: 4 Müller (GER), nog 10"),
        ("@12 f 4", "Fall: 4 Müller (GER), 12 to go, 2:00.0", "Val: 4 Müller (GER), nog 12, 2.00,0"),
        ("c", "Caught: 5 Sato (JPN), 2 Vik (NOR), 10 to go", "Ingehaald: 5 Sato (JPN), 2 Vik (NOR), nog 10"),
        (
            "s1 2 1 3",
            "Corrected: Sprint 1: 2 Vik 3 · 1 Noord 2 · 3 Valle 1, 2:01.0 · moves 2 Vik (NOR) to 1st",
            "Verbeterd: Sprint 1: 2 Vik 3 · 1 Noord 2 · 3 Valle 1, 2.01,0 · verplaatst 2 Vik (NOR) naar de 1e plaats",
        ),
        (
            "lap",
            (
                "Lap 7, 9 to go · leader’s lap 7 took 14.0 s, a lap takes 30.0 s: "
                "is that right? if not, once recorded: retract 11"
            ),
            (
                "Ronde 7, nog 9 · ronde 7 van de koploper duurde 14,0 s, anders 30,0 s: "
                "klopt dat? zo niet, na Enter: intrekken 11"
            ),
        ),
        ("y 4: push", "Card: 4 Müller (GER) · yellow push, 10 to go", "Kaart: 4 Müller (GER) · geel push, nog 10"),
        (
            "g 5 / *",
            "Groups: 5 Sato / 1 Noord, 2 Vik, 4 Müller, 6 Hill",
            "Groepen: 5 Sato / 1 Noord, 2 Vik, 4 Müller, 6 Hill",
        ),
        (
            "g 5 / +45 4 / *",
            "Groups: 5 Sato / (+45.0 s) 4 Müller / 1 Noord, 2 Vik, 6 Hill",
            "Groepen: 5 Sato / (+45,0 s) 4 Müller / 1 Noord, 2 Vik, 6 Hill",
        ),
        (
            "g 5 / +45 *",
            "Groups: 5 Sato / (+45.0 s) 1 Noord, 2 Vik, 4 Müller, 6 Hill",
            "Groepen: 5 Sato / (+45,0 s) 1 Noord, 2 Vik, 4 Müller, 6 Hill",
        ),
        ("n hey", "Note: hey, 10 to go", "Notitie: hey, nog 10"),
        ("clock -2.5", "Clock: all so far 2.5 s earlier", "Klok: alles tot nu 2,5 s eerder"),
        ("stop", "Race stopped, 10 to go", "Race stilgelegd, nog 10"),
        ("retract 10", "Taken back: event 10, Fall: 3 Valle (ITA)", "Ingetrokken: regel 10, Val: 3 Valle (ITA)"),
        (
            "amend 10 f 4",
            "Corrected: event 10, Fall: 3 Valle (ITA) → Fall: 4 Müller (GER), 10 to go, 3:11.0",
            "Verbeterd: regel 10, Val: 3 Valle (ITA) → Val: 4 Müller (GER), nog 10, 3.11,0",
        ),
        ("u", "Undo: take back what came last", "Ongedaan: trek het laatste in"),
    ],
)
def test_a_line_in_words(line: str, english: str, dutch: str) -> None:
    assert previews(line) == (english, dutch)


def test_a_lap_that_was_forgotten_is_told_with_the_sprint() -> None:
    english, dutch = previews("5 1 2", after_laps(3))
    assert english == "Lap 4, 12 to go + Sprint 1: 5 Sato 3 · 1 Noord 2 · 2 Vik 1"
    assert dutch == "Ronde 4, nog 12 + Sprint 1: 5 Sato 3 · 1 Noord 2 · 2 Vik 1"


def test_a_gun_that_was_missed_is_told_with_how_long_ago() -> None:
    assert previews("start", before_anything()) == ("Start", "Start")
    assert previews("start -1:30", before_anything())[0] == "Start: the gun was 1:30.0 ago"


def test_a_distance_of_one_lap_is_told_as_one() -> None:
    assert previews("distance 1", after_laps(1)) == ("Distance: now 1 lap, 0 to go", "Afstand: nu 1 ronde, nog 0")


def test_a_restart_tells_who_stays_out_and_what_has_them_start_again() -> None:
    out = after_laps(
        6,
        event("dns", bibs=[5]),
        event("disqualify", 187_000, bibs=[6]),
        event("withdraw", 188_000, bibs=[4]),
        event("lapped", 189_000, bibs=[3]),
    )
    still = "4 Müller (GER), 5 Sato (JPN), 6 Hill (USA)"
    assert previews("restart", out) == (
        f"Restart: clock from 0:00 again · still out: {still} · whoever starts again: rejoin 4 5",
        f"Herstart: klok weer vanaf 0:00 · blijft eruit: {still} · wie toch weer start: terug 4 5",
    )
    assert previews("restart", after_laps(6)) == ("Restart: clock from 0:00 again", "Herstart: klok weer vanaf 0:00")


def test_an_official_result_tells_who_has_no_place_yet() -> None:
    finish = event("finish", 481_000, order=[4, 6, 1])
    assert previews("official", after_laps(16, finish, event("withdraw", 482_000, bibs=[2]))) == (
        "The result is official · without a place: 3 Valle (ITA), 5 Sato (JPN)",
        "De uitslag is officieel · zonder plaats: 3 Valle (ITA), 5 Sato (JPN)",
    )
    everybody = event("finish", 481_000, order=[4, 6, 1, 2, 3, 5])
    assert previews("official", after_laps(16, everybody))[0] == "The result is official"


def test_an_official_result_asks_about_orders_that_only_chips_gave() -> None:
    passes = [event("crossing", lap * 30_000 + 100 * bib, bib=bib) for lap in range(1, 17) for bib in range(1, 7)]
    passes.insert(26, event("sprint", 125_000, lap=4, order=[1, 2, 3]))
    events = [event("start"), *sorted(passes, key=lambda each: int(str(each["t"])))]
    asked = [
        "nobody confirmed the order with 8, 4, 0 to go: it is that of the chips; is that right?",
        "niemand bevestigde de volgorde met 8, 4, 0 te gaan: het is die van de chips; klopt dat?",
    ]
    assert [said.split(" · ")[1] for said in previews("official", race(*events))] == asked
    finish = event("finish", 490_000, order=[1, 2, 3, 4, 5, 6])
    assert "8, 4 to go" in previews("official", race(*events, finish))[0]


def test_an_official_result_asks_about_who_was_not_read_at_the_finish() -> None:
    passes = [event("crossing", lap * 30_000 + 100 * bib, bib=bib) for lap in range(1, 17) for bib in range(1, 7)]
    read = [each for each in passes if (each["bib"], int(str(each["t"])) // 30_000) != (4, 16)]
    events = [event("start"), *sorted(read, key=lambda each: int(str(each["t"])))]
    english, dutch = previews("official", race(*events))
    assert "no chip read at the finish, so dnf by this: 4 Müller (GER); if they came in: finish 4" in english
    assert "geen chip gelezen aan de finish, hiermee uitgevallen: 4 Müller (GER)" in dutch
    assert "without a place" not in english


@pytest.mark.parametrize("line", ["4 7:59.9", "finish 4 7:59.9", "4 7:59.9 2 8:01.2"])
def test_a_finish_faster_than_one_ahead_of_it_is_doubted(line: str) -> None:
    said = previews(line, after_laps(16, event("finish", 481_000, order=[5, 6], times=[480_500, None])))
    assert said[0].endswith("· 4 Müller (GER) in 7:59.90 is faster than 5 Sato (JPN) ahead, in 8:00.50: is that right?")
    assert said[1].endswith("· 4 Müller (GER) in 7.59,90 is sneller dan 5 Sato (JPN) ervoor, in 8.00,50: klopt dat?")


@pytest.mark.parametrize("line", ["4 8:00.5", "4 8:00.6 3", "4"])
def test_a_finish_behind_is_not_doubted(line: str) -> None:
    situation = with_sprints(event("finish", 481_000, order=[5, 6], times=[480_500, None]))
    assert "faster" not in previews(line, situation)[0]


def test_what_is_typed_never_acts_on_the_terminal() -> None:
    assert "\x1b" not in "".join(previews("n \x1b[31mred"))


def test_another_time_is_since_the_gun_that_counts() -> None:
    anew = after_laps(2, event("stop", 80_000), event("restart", 400_000), event("lap", 430_000, lap=1))
    assert previews("@0:31 f 4", anew)[0] == "Fall: 4 Müller (GER), 15 to go, 0:31.0"
    assert previews("restart", anew)[0] == "Restart: clock from 0:00 again"


def test_by_how_much_a_clock_moves_is_told_in_seconds_below_a_minute() -> None:
    assert previews("clock now +4")[0].startswith("Race clock 4.0 s on, to ")
    assert previews("clock now +4")[1].startswith("Wedstrijdklok 4,0 s vooruit, naar ")
    assert previews("clock -1:30")[1] == "Klok: alles tot nu 1.30,0 eerder"
    assert previews("clock +2.5")[1] == "Klok: alles tot nu 2,5 s later"


def test_what_the_clock_is_set_to_is_said() -> None:
    at = race_time(SPRINTED.t + 60_000)
    in_dutch = at.replace(".", ",").replace(":", ".")
    assert previews("clock now +1:00") == (
        f"Race clock 1:00.0 on, to {at}; what is recorded stays",
        f"Wedstrijdklok 1.00,0 vooruit, naar {in_dutch}; wat vastligt blijft",
    )


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        ("s4 4", "the 4th sprint is the finish · Finish: 4 Müller", "de 4e sprint is de finish · Finish: 4 Müller"),
        ("fin 4", "Finish: 4 Müller", "Finish: 4 Müller"),
    ],
)
def test_the_sprint_behind_the_last_is_said_to_be_the_finish(line: str, english: str, dutch: str) -> None:
    assert previews(line, with_sprints()) == (english, dutch)
