"""Reports of unusual races: no times, hostile names, one skater, everybody out, a restart, before the gun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.report.story.formats import ReportFormat, write
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language
from tests.report.story.stories import prose, report_at, told
from tests.streams import SKATERS, Fields, event, laps_of_thirty_seconds, make_skaters, make_stream, race_of_sixteen

ENDED = (event("finish", 480_000, order=[4, 6, 1, 2, 3, 5]), event("official", 480_000))


def end_of(*incidents: Fields) -> str:
    """Return the report of a race of sixteen laps with these incidents."""
    events = [event("start"), *laps_of_thirty_seconds(16), *incidents]
    in_order = sorted(events, key=lambda fields: int(str(fields["t"])))
    return prose(report_at("end", *in_order, *ENDED))


def test_a_race_in_which_nothing_happened_is_told_by_its_finish() -> None:
    assert end_of() == (
        "Müller wins ahead of Hill "
        "Dana Müller (GER) was first over the line, ahead of Fay Hill (USA). In the result Müller is first with at "
        "least 60 points, ahead of Hill with at least 40 points and Anna Noord (NED) with at least 20 points. "
        "Six skaters started, for sixteen laps. "
        "Noord came third over the line, Berit Vik (NOR) fourth, Chiara Valle (ITA) fifth and Emi Sato (JPN) sixth. "
        "All six skaters finished. The result is official."
    )


@pytest.mark.parametrize(
    ("incidents", "sentence"),
    [
        (
            [event("attack", 200_000, bibs=[4])],
            "Dana Müller (GER) attacked with ten laps to go and stayed away to the finish.",
        ),
        (
            [event("attack", 460_000, bibs=[6])],
            "Fay Hill (USA) attacked in the last lap. ",
        ),
        (
            [event("attack", 200_000, bibs=[4, 6]), event("caught", 300_000, bibs=[6])],
            "Hill attacked with ten laps to go and was caught after four laps away, with six laps to go.",
        ),
        ([event("attack", 1_000, bibs=[4, 6])], "attacked in the first lap and stayed away to the finish."),
        (
            [event("attack", 200_000, bibs=[5]), event("fall", 300_000, bibs=[5])],
            "Emi Sato (JPN) attacked with ten laps to go. Sato fell with six laps to go.",
        ),
        (
            [event("fall", 300_000, bibs=[5], reason="ice"), event("rejoin", 360_000, bibs=[5])],
            "fell with six laps to go (“ice”) and got back in the race with four laps to go.",
        ),
        (
            [event("card", 300_000, bib=5, colour="yellow", rule="blocking")],
            "was shown a yellow card with six laps to go (“blocking”).",
        ),
        (
            [event("sprint", 120_000, lap=4, order=[5, 2]), event("disqualify", 470_000, bibs=[5], rule="T25")],
            "Sato was disqualified (“T25”) and lost at least three points.",
        ),
        ([event("sprint", 120_000, lap=4, order=[[5, 2], 1])], "shared the first sprint, ahead of"),
        (
            [event("sprint", 120_000, lap=4, order=[None, 2])],
            "Who won the first sprint was not recorded; Berit Vik (NOR) came second.",
        ),
        (
            [event("distance", 200_000, laps=15, reason="miscount")],
            "The distance was changed to fifteen laps while under",
        ),
        ([event("note", 200_000, text="a gust")], "Noted with ten laps to go: “a gust”."),
        ([event("drone", 200_000)], "Six skaters started, for sixteen laps. Noord came third over the line"),
    ],
)
def test_what_happened_is_told_with_what_came_of_it(incidents: list[Fields], sentence: str) -> None:
    assert by_family_name(sentence) in by_family_name(end_of(*incidents))


def by_family_name(text: str) -> str:
    """Return a text with all full names shortened, so that it does not matter where the first mention is."""
    for _, name, noc in SKATERS:
        text = text.replace(f"{name} ({noc})", name.split()[1])
    return text


def test_a_race_started_anew_is_told_from_there() -> None:
    events = [
        event("start"),
        event("attack", 1_000, bibs=[5]),
        event("stop", 20_000, reason="fog"),
        event("restart", 600_000),
        event("finish", 1_100_000, order=[1, 2, 3, 4, 5, 6]),
    ]
    text = prose(report_at("end", *events))
    assert "The race was stopped in the first lap (“fog”). It was started anew" in text
    assert "attacked" not in text
    assert "The result is not official yet." in text


@pytest.mark.parametrize(
    ("before", "after", "started"),
    [
        ([], [], "Six skaters"),
        (["withdraw"], [], "Five skaters"),
        (["disqualify"], [], "Five skaters"),
        (["dns"], [], "Five skaters"),
        (["fall"], [], "Six skaters"),
        (["lapped"], [], "Six skaters"),
        (["withdraw", "disqualify"], [], "Five skaters"),
        (["withdraw"], ["rejoin"], "Six skaters"),
        (["withdraw"], ["fall"], "Six skaters"),
        (["withdraw"], ["rejoin", "withdraw"], "Six skaters"),
        ([], ["withdraw"], "Six skaters"),
        ([], ["disqualify"], "Six skaters"),
        ([], ["dns"], "Five skaters"),
    ],
)
def test_of_a_race_started_anew_is_told_how_many_started_then(
    before: list[str], after: list[str], started: str
) -> None:
    gone = [event(kind, 1_000 + at, bibs=[4]) for at, kind in enumerate(before)]
    again = [event(kind, 601_000 + at, bibs=[4]) for at, kind in enumerate(after)]
    told = report_at("end", event("start"), *gone, event("stop", 20_000), event("restart", 600_000), *again)
    assert f"{started} started, for" in prose(told)


def test_a_race_that_was_resumed_is_told_from_its_beginning() -> None:
    events = [
        event("start"),
        event("attack", 1_000, bibs=[5]),
        event("stop", 20_000, reason="fog"),
        event("resume", 600_000, reason="clear"),
        event("finish", 1_100_000, order=[1, 2, 3, 4, 5, 6]),
    ]
    text = prose(report_at("end", *events))
    assert "(“fog”). It was resumed, and laps and points stood (“clear”)." in text
    assert "attacked" in text


def test_before_the_gun_it_is_a_preview_without_favourites() -> None:
    skaters = make_skaters((1, "Anna Noord", "NED"), (2, "Berit Vik", "NOR"), (3, "Carla Zuid", "NED"))
    skaters[0]["notes"] = ["Holder"]
    assert prose(report_at("start", skaters=skaters, qualify=2)) == (
        "Three skaters on the start sheet "
        "Three skaters of two nations are on the start sheet. NED has the most, two. "
        "The race is over sixteen laps, with sprints at the end of laps 4, 8 and 12 for 3, 2 and 1 points. "
        "The finish gives 60, 40, 20, 10, 6 and 3 points. "
        "The best two go through. Of Anna Noord (NED) the start sheet says: “Holder”."
    )


def test_while_the_race_is_stopped_the_report_says_so() -> None:
    report = report_at("end", event("start"), *laps_of_thirty_seconds(3), event("stop", 95_000, reason="fog"))
    assert report.headline == "With thirteen laps to go: the race is stopped"


def test_on_the_way_it_tells_who_is_in_front_and_who_is_down() -> None:
    groups = event("groups", 130_000, groups=[[5, 2], [1, 3, 4, 6]], gaps=[None, 3_200])
    fall = event("fall", 131_000, bibs=[3])
    text = prose(report_at("end", event("start"), *laps_of_thirty_seconds(4), groups, fall))
    assert "In front are Emi Sato (JPN) and Berit Vik (NOR), 3.20 seconds ahead." in text
    assert "Chiara Valle (ITA) fell with twelve laps to go and is not back yet." in text
    assert "The second sprint comes in four laps." in text


def test_one_skater_alone_wins() -> None:
    text = prose(
        report_at("end", event("start"), event("finish", 480_000, order=[1]), skaters=make_skaters((1, "A", "")))
    )
    assert text.startswith("A wins A was first over the line.")


def test_a_race_in_which_all_are_out_has_no_winner() -> None:
    text = prose(
        report_at("end", event("start"), event("withdraw", 1_000, bibs=[1, 2, 3, 4, 5, 6]), event("official", 9))
    )
    assert text.startswith("The result: Test race")
    assert "wins" not in text


def test_a_race_timed_at_the_line_is_told_by_its_crossings() -> None:
    crossings = [event("crossing", lap * 30_000 + bib * 100, bib=bib) for lap in range(1, 5) for bib in (2, 1, 3)]
    skaters = make_skaters((1, "Anna Noord", "NED"), (2, "Berit Vik", "NOR"), (3, "Chiara Valle", "ITA"))
    rules = {"sprints": [{"lap": 2, "points": [3, 2, 1]}]}
    in_order = sorted(crossings, key=lambda fields: int(str(fields["t"])))
    text = prose(report_at("end", event("start"), *in_order, skaters=skaters, laps=4, rules=rules))
    assert "Anna Noord (NED)~ was first over the line in 2:00.10, 0.10 seconds ahead of Berit Vik (NOR)~." in text
    assert "Noord~ won the first sprint, ahead of Vik~ and Valle~." in text
    assert text.startswith("Noord wins ahead of Vik~")
    official = event("official", 10**6)
    assert "~" not in prose(report_at("end", event("start"), *in_order, official, skaters=skaters, laps=4, rules=rules))


def test_times_in_one_hundredth_are_told_in_thousandths() -> None:
    events = [event("start"), event("finish", 480_129, order=[1, 2], times=[480_121, 480_127])]
    text = prose(report_at("end", *events, skaters=make_skaters((1, "A B", "NED"), (2, "C D", "NOR"))))
    assert "in 8:00.121, 0.006 seconds ahead of" in text


def test_a_dutch_report_has_dutch_times_and_counts() -> None:
    events = [event("start"), event("finish", 482_000, order=[1, 2], times=[480_120, 482_370])]
    skaters = make_skaters((1, "A B", "NED"), (2, "C D", "NOR"))
    text = prose(report_at("end", *events, skaters=skaters, language=Language.NL))
    assert "A B (NED) kwam als eerste over de streep in 8.00,12, 2,25 seconden voor C D (NOR)." in text


HOSTILE = ("<b>&amp;", "**bold**", "\x1b[31mred", "{who}", "\u202eevil", "# h", "|x|", "~~")


@given(st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1), min_size=1, max_size=4))
def test_no_name_acts_in_any_format(names: list[str]) -> None:
    skaters = make_skaters(*((bib, name, "") for bib, name in enumerate(names, 1)))
    order = list(range(1, len(names) + 1))
    report = told(make_stream(event("start"), event("finish", 9, order=order), skaters=skaters, title="<i>"))
    for format_ in ReportFormat:
        text = write(report, format_)
        assert text.endswith("\n")
        assert all(plain(line) == line for line in text.split("\n"))
        assert format_ is not ReportFormat.HTML or ("<b>" not in text and "<i>" not in text)


def test_every_race_has_its_mark_of_doubt_explained_at_the_foot() -> None:
    doubt: Fields = {"about": "finish order", "kind": "reconstructed", "source": "guess", "bibs": [6]}
    report = report_at("end", *race_of_sixteen(), provenance=[doubt])
    assert "Fay Hill (USA)~" in prose(report)
    assert report.notes[1:] == ("~ finish order: reconstructed (guess)",)
    assert not report_at("end", *race_of_sixteen()).notes


def test_who_brought_somebody_down_is_told_without_blame() -> None:
    fell = event("fall", 131_000, bibs=[3], caused_by=[2])
    events = (event("start"), *laps_of_thirty_seconds(4), fell)
    assert "was brought down by" in prose(report_at("end", *events)).replace("\u00a0", " ")
    assert "werd ten val gebracht door" in prose(report_at("end", *events, language=Language.NL))
