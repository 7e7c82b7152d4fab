"""Remarks on improbable lines before they are recorded: a large clock shift, skipped laps, an ambiguous note."""

from __future__ import annotations

import pytest

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.problems import Code
from massstart_tui.race.sheet import Sheet
from massstart_tui.text.words import Language, words
from massstart_tui.tui.widgets.what_if_line import examples
from tests.entry.races import after_laps, problem, reads, with_sprints
from tests.streams import event, make_skaters

FIVE = after_laps(5)
A_LAP_LATER = FIVE._replace(t=FIVE.t + 27_000)
ASKS = {Language.EN: "is that right?", Language.NL: "klopt dat?"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        *(
            ("clock +45:00", True),
            ("clock +300", True),
            ("clock now +1000:00", True),
            ("clock +2:01", True),
            ("clock -2:10", True),
        ),
        *(("clock +2.5", False), ("clock -1:30", False), ("clock +2:00", False)),
        *(("lap 14", True), ("lap 8", True), ("lap 7 ?", False), ("lap 6", False), ("lap", False)),
    ],
)
def test_what_is_more_than_a_slip_can_be_is_questioned(line: str, doubted: bool, language: Language) -> None:
    said = preview(read_line(line, A_LAP_LATER), A_LAP_LATER, words(language))
    assert (ASKS[language] in said) == doubted


def test_who_is_said_to_be_lapped_and_is_over_the_line_is_told_and_nobody_else() -> None:
    two_in = with_sprints(event("finish", 481_000, order=[1, 2]))
    said = preview(read_line("lapped 2 3", two_in), two_in, words(Language.EN)).replace("\u00a0", " ")
    assert said.count("is over the finish line") == 1
    assert "· 2 Vik (NOR) is over the finish line" in said


@pytest.mark.parametrize("laps", range(5, 21))
def test_the_preview_of_a_distance_counts_by_the_distance_that_it_gives(laps: int) -> None:
    said = preview(read_line(f"distance {laps}", FIVE), FIVE, words(Language.EN))
    assert said.endswith(f"{laps - 5} to go")
    before = preview(read_line(f"@13 distance {laps}", FIVE), FIVE, words(Language.EN))
    assert f"{laps - 3} to go" in before


class TestNotes:
    KIMS = after_laps(
        5,
        skaters=make_skaters((9, "Kim Bo-reum", "KOR"), (10, "Kim Novak", "USA"), (12, "Anna Smit", "NED")),
    )

    @pytest.mark.parametrize("line", ["n kim: strong", "note KIM: strong", "n smit en kim: strong", "n 12 kim: strong"])
    def test_a_name_of_several_is_asked_about(self, line: str) -> None:
        assert problem(line, self.KIMS).code is Code.NOTE_ABOUT_SEVERAL

    @pytest.mark.parametrize(
        ("line", "text", "bibs"),
        [
            ("n kim kor: strong", "strong", [9]),
            ("n smit en 9: strong", "strong", [12, 9]),
            ('n "kim: strong"', "kim: strong", None),
            ("n kim is strong: look", "kim is strong: look", None),
            ("n kim", "kim", None),
            ("n ki: strong", "ki: strong", None),
        ],
    )
    def test_a_note_about_one_and_a_note_about_nobody_stay_possible(
        self, line: str, text: str, bibs: list[int] | None
    ) -> None:
        (note,) = reads(line, self.KIMS)
        assert (note["text"], note.get("bibs")) == (text, bibs)


def sheet_of(**race: object) -> Sheet:
    return after_laps(1, skaters=make_skaters((71, "A B", "NED"), (5, "C D", "NED")), **race).sheet


def test_the_examples_of_a_what_if_name_skaters_and_a_sprint_of_the_race() -> None:
    assert examples(sheet_of(), words(Language.EN)) == "sprint 3: 71 5; finish: 71 5"
    assert examples(sheet_of(rules={"sprints": []}), words(Language.EN)) == "finish: 71 5"
