"""The reports of the semi-finals of Beijing 2022, word for word in both languages, and the facts a reader expects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massstart_tui.report.story.formats import ReportFormat, write
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.text.words import Language
from tests.report.story.stories import prose, sample_bytes, timeline_of, told, told_of_sample, without
from tests.streams import make_line

GOLDEN = Path(__file__).parent / "golden"
SEMI_FINALS = ("beijing-2022-men-sf1", "beijing-2022-men-sf2", "beijing-2022-women-sf1", "beijing-2022-women-sf2")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", SEMI_FINALS)
def test_a_semi_final_is_told_word_for_word(name: str, language: Language) -> None:
    text = write(told(sample_bytes(name), language=language), ReportFormat.TEXT)
    assert text == (GOLDEN / f"{name}.{language}.txt").read_text("utf-8")


FACTS = [
    ("men-sf1", "Sven Kramer (NED) attacked with nine laps to go, won the second sprint"),
    ("men-sf1", "Kramer came ninth over the line and went through on the three points of the second sprint"),
    (
        "men-sf1",
        "Silovs just missed out: twelfth over the line, 0.96 seconds behind Ichinohe, who also has three points",
    ),
    ("men-sf2", "Jordan Belchos (CAN) and Ryosuke Tsuchiya (JPN) attacked with fifteen laps to go~"),
    ("men-sf2", "took 15 points over all three sprints"),
    ("men-sf2", "Bergsma dropped to eighth in the result, just enough to go through"),
    ("women-sf1", "Groenewoud fell with four laps to go and rejoined the bunch with two laps to go~"),
    ("men-sf2", "Belchos went through with the eight points~ of all three sprints"),
    ("men-sf2", "Tsuchiya went through with the seven points~ of all three sprints"),
    ("women-sf1", "Thirteen of the fourteen skaters finished"),
    ("women-sf1", "Golubeva and Park Ji-woo (KOR) fell with two laps to go (“collision”) and got back in the race"),
    ("women-sf1", "The referee let Golubeva through as well"),
    ("women-sf1", "Nadja Wenger (SUI) was the first to miss out, two points~ short of Zuyeva"),
    ("women-sf2", "Nana Takagi (JPN) fell in the last lap (“in the last corner, leading, without contact”)"),
    ("women-sf2", "Uhrig was lapped with two laps to go~ and lost at least two points"),
    *((name.removeprefix("beijing-2022-"), "Eight skaters are through") for name in SEMI_FINALS),
    ("men-sf1", "Sven Kramer (NED) demarreerde met nog negen ronden te gaan, won de tweede tussensprint"),
    ("men-sf1", "Kramer kwam als negende over de streep en plaatste zich dankzij de drie punten uit de tweede"),
    (
        "men-sf2",
        "demarreerden met nog vijftien ronden te gaan~, pakten 15 punten verspreid over alle drie de tussensprints",
    ),
    ("men-sf2", "Bergsma zakte in de uitslag naar de achtste plaats, net genoeg om door te gaan"),
    ("women-sf1", "Groenewoud viel met nog vier ronden te gaan en sloot met nog twee ronden te gaan~ weer aan bij"),
    ("men-sf2", "Tsuchiya plaatste zich met de zeven punten~ uit alle drie de tussensprints"),
]


@pytest.mark.parametrize(("name", "fact"), FACTS)
def test_what_a_reader_of_a_newspaper_wants_told_is_told(name: str, fact: str) -> None:
    assert any(fact in told_of_sample(f"beijing-2022-{name}", language) for language in Language)


CHANGES = [
    ("men-sf1", 10, "Kramer attacked"),
    ("men-sf1", 12, "won the second sprint"),
    ("men-sf1", 15, "was caught"),
    ("women-sf1", 18, "Groenewoud fell"),
    ("women-sf1", 21, "rejoined the bunch"),
    ("women-sf1", 40, "The referee let"),
    ("women-sf2", 18, "was lapped"),
]


@pytest.mark.parametrize(("name", "seq", "fact"), CHANGES)
def test_what_never_happened_is_not_told(name: str, seq: int, fact: str) -> None:
    stream = sample_bytes(f"beijing-2022-{name}")
    assert fact in told_of_sample(f"beijing-2022-{name}").replace(" (NED)", "")
    assert fact not in prose(told(without(stream, [seq]))).replace(" (NED)", "")


@pytest.mark.parametrize("name", SEMI_FINALS)
def test_a_report_on_the_way_tells_nothing_of_what_came_later(name: str) -> None:
    stream = sample_bytes(name)
    for to_go in range(15, 0, -1):
        moment = f"{to_go} to go"
        until = told(stream, moment)
        assert until == told(_cut(stream, moment), moment)
        assert not any(word in prose(until) for word in ("through", "first over the line", "official"))


def _cut(stream: bytes, moment: str) -> bytes:
    """Return the stream as it was at a moment, without later lines; a sample has its lines in order of time."""
    t = instant(parse_moment(moment), timeline_of(stream))
    header, *lines = stream.splitlines(keepends=True)
    return header + b"".join(line for line in lines if json.loads(line)["t"] <= t)


def test_a_sprint_that_went_otherwise_is_told_otherwise_wherever_it_is_spoken_of() -> None:
    stream = sample_bytes("beijing-2022-men-sf1")
    sprint = {"t": 238_335, "type": "sprint", "lap": 8, "order": [9, 13, 15]}
    amend = make_line({"seq": 39, "t": 497_490, "type": "amend", "target": 12, "event": sprint})
    text = prose(told(stream + amend))
    assert "attacked with nine laps to go, took two points in the second sprint" in text
    assert "The second sprint went to Dmitry Morozov (KAZ)~, ahead of Kramer" in text
    assert "Kramer came ninth over the line and went through" not in text
    assert "Silovs through on sprint points" in text.replace("Ichinohe and ", "")
