"""Titles in the reader's language; and in Dutch, women are rijdsters, men rijders, and others neither."""

from __future__ import annotations

import pytest

from massstart_tui.race.meeting import MeetingRace
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.report.race_titles import competition_of, competition_told, sex_of, title_of
from massstart_tui.stream.meeting_file import read_meeting
from massstart_tui.stream.programme_race import ProgrammeRace
from massstart_tui.stream.samples import meeting_path, sample_names
from massstart_tui.text.words import Language
from tests.report.story.stories import prose, report_at, sample_bytes, timeline_of, told
from tests.streams import event, make_stream


def race_called(title: str, competition: str = "") -> str:
    """Return whether the race with this title is for women or men."""
    return sex_of(timeline_of(make_stream(event("start"), title=title, competition=competition)).sheet)


@pytest.mark.parametrize(
    ("title", "competition", "sex"),
    [
        ("Women's mass start", "", "women"),
        ("Men's mass start", "", "men"),
        ("Massastart dames A", "", "women"),
        ("Mass start", "NK afstanden heren", "men"),
        ("Massenstart Frauen", "", "women"),
        ("Mass start", "Women and men", ""),
        ("Men's mass start", "Cup for women and men", ""),
        ("Mass start", "", ""),
        ("Omen cup", "Damescup", ""),
    ],
)
def test_whose_race_it_is_is_known_by_what_it_is_called(title: str, competition: str, sex: str) -> None:
    assert race_called(title, competition) == sex


@pytest.mark.parametrize(
    ("title", "started"),
    [
        ("Women's mass start", "Zes rijdsters gingen van start"),
        ("Men's mass start", "Zes rijders gingen van start"),
        ("Mass start", "Zes deelnemers gingen van start"),
    ],
)
def test_women_are_rijdsters_and_nobody_is_taken_for_a_man(title: str, started: str) -> None:
    text = prose(report_at("end", event("start"), event("finish", 9, order=[1, 2]), language=Language.NL, title=title))
    assert started in text
    assert ("rijders" in text) == ("rijders" in started)


@pytest.mark.parametrize("part", ["sf1", "sf2", "final"])
def test_no_woman_of_beijing_is_a_rijder(part: str) -> None:
    text = prose(told(sample_bytes(f"beijing-2022-women-{part}"), language=Language.NL))
    assert "rijdsters gingen van start" in text
    assert "rijders" not in text


def test_a_title_in_dutch_is_for_a_dutch_reader_only() -> None:
    titles, competitions = ("Women's final", "Finale vrouwen"), ("Cup", "Beker")
    stream = make_stream(
        event("start"),
        title=titles[0],
        title_nl=titles[1],
        competition=competitions[0],
        competition_nl=competitions[1],
    )
    sheet = timeline_of(stream).sheet
    assert (title_of(sheet, Language.EN), title_of(sheet, Language.NL)) == titles
    assert (competition_of(sheet, Language.EN), competition_of(sheet, Language.NL)) == competitions
    alone = timeline_of(make_stream(event("start"), title="Final", competition="Cup")).sheet
    assert (title_of(alone, Language.NL), competition_of(alone, Language.NL)) == ("Final", "Cup")


@pytest.mark.parametrize(
    ("title", "competition", "told"),
    [
        ("Made-up points race", "Made up", ""),
        ("Verzonnen puntenkoers", "Verzonnen", ""),
        ("Final of the Cup", "the cup", ""),
        ("Final", "Cup", "Cup"),
        ("Cupola race", "Cup", "Cup"),
        ("Final", "—", "—"),
        ("Final", "", ""),
        ("", "Cup", "Cup"),
    ],
)
def test_a_competition_is_told_beside_the_title_unless_that_says_it(title: str, competition: str, told: str) -> None:
    sheet = Sheet("x", title, 16, (Skater(1, "A"),), competition=competition)
    assert competition_told(sheet, Language.EN) == told


@pytest.mark.parametrize("name", sample_names())
@pytest.mark.parametrize("language", list(Language))
def test_no_report_of_a_sample_says_the_same_twice_in_its_heading(name: str, language: Language) -> None:
    heading = told(sample_bytes(name), language=language).race.casefold().replace("-", " ")
    for said in ("made up", "verzonnen", "olympi"):
        assert heading.count(said) <= 1


def test_the_reports_of_a_sample_carry_its_title_in_their_language() -> None:
    stream = sample_bytes("beijing-2022-women-final")
    assert told(stream).race.startswith("Women's mass start, final · Olympic Winter Games Beijing 2022")
    assert told(stream, language=Language.NL).race.startswith(
        "Massastart vrouwen, finale · Olympische Winterspelen Peking 2022"
    )


@pytest.mark.parametrize(
    ("race", "of_sheet", "dutch"),
    [
        (MeetingRace("a", "Final", title_nl="Finale"), ("Sheet", "Lijst"), "Finale"),
        (MeetingRace("a", "Final"), ("Sheet", "Lijst"), "Final"),
        (MeetingRace("a"), ("Sheet", "Lijst"), "Lijst"),
        (MeetingRace("a"), ("Sheet", ""), "Sheet"),
        (MeetingRace("a"), ("", ""), "a"),
    ],
)
def test_a_race_of_a_meeting_has_its_title_from_the_meeting_and_else_from_its_start_sheet(
    race: MeetingRace, of_sheet: tuple[str, str], dutch: str
) -> None:
    sheet = Sheet("x", of_sheet[0], 16, (Skater(1, "A"),), title_nl=of_sheet[1])
    assert title_of(ProgrammeRace(race, sheet=sheet), Language.NL) == dutch


def test_all_titles_of_the_sample_meeting_have_dutch() -> None:
    path = meeting_path()
    assert path is not None
    file = read_meeting(path)
    assert file.faults == ()
    assert all([file.meeting.title_nl, *(race.title_nl for race in file.meeting.races)])
