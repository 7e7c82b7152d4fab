"""What the preview says before Enter is what Enter does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.entry.desk import Desk, Remark, Tone
from massstart_tui.entry.idle_line import idle_line
from massstart_tui.entry.line_reader import HistoryStep
from massstart_tui.entry.preview import in_words
from massstart_tui.entry.problems import Problem
from massstart_tui.race.events import Clock, Retract
from massstart_tui.text.words import Language, words
from tests import strategies
from tests.entry.races import lines, vocabulary
from tests.journal.recording import Clocks, Paper, recorder_on
from tests.race.builders import a_sheet

SAY = words(Language.EN)
RACE = ("start", "lap", "f 3", "a 4", "lap", "1 2 3", "r 3", "n so it is", "x 5", "dq 6: push", "u", "u", "U")


def a_desk(stream: bytes | None = None) -> tuple[Desk, Clocks]:
    clocks = Clocks()
    return Desk(recorder_on(Paper(a_sheet(6, laps=4), stream), clocks)), clocks


def entered(*typed: str) -> tuple[Desk, Clocks]:
    """Return the desk after these lines, half a minute apart."""
    desk, clocks = a_desk()
    for line in typed:
        desk.enter(line, clocks.steady(), SAY)
        clocks.advance(30_000)
    return desk, clocks


@st.composite
def desks(draw: st.DrawFn) -> tuple[Desk, Clocks]:
    """Draw a desk with any race, recorded elsewhere or typed."""
    if draw(st.booleans()):
        sheet = draw(strategies.sheets())
        return a_desk(strategies.lines_of(sheet, draw(strategies.streams(sheet))))
    return entered("start", *draw(st.lists(st.sampled_from(RACE), max_size=12)))


@given(desks(), lines | st.sampled_from(RACE), st.integers(0, 5000))
def test_what_is_accepted_is_told_and_recorded_just_as_it_was_read(
    at: tuple[Desk, Clocks], line: str, later: int
) -> None:
    desk, clocks = at
    moment = clocks.steady()
    clocks.advance(later)
    before = desk.preview(line, moment, SAY)
    try:
        read = desk.read(line, moment)
    except Problem:
        assert before.tone not in (Tone.WOULD_RECORD, Tone.RECORDED)
        assert not desk.enter(line, moment, SAY).recorded
        return
    told = before.text if read.order else in_words(read, desk.situation(moment), SAY)
    assert before.text.startswith(told)
    if before.tone is Tone.AMBIGUOUS:
        assert desk.enter(line, moment, SAY).tone is Tone.AMBIGUOUS
    there = len(desk.recorder.recording)
    after = desk.enter(line, moment, SAY)
    assert after.recorded == (before.tone in (Tone.WOULD_RECORD, Tone.AMBIGUOUS))
    assert after.text.startswith(told)
    recorded = list(map(desk.recorder.recording.lines.event, range(there + 1, len(desk.recorder.recording) + 1)))
    if read.order is HistoryStep.UNDO or read.order is HistoryStep.REDO:
        assert all(isinstance(event, Retract) for event in recorded)
    else:
        meant = [event for event in recorded if not (read.gun_ago and isinstance(event, Clock))]
        assert [vocabulary(event) for event in meant] == [vocabulary(event) for event in read.events]


@pytest.mark.parametrize(
    ("typed", "undo", "said"),
    [
        (("start",), "u", "taken back: start"),
        (("start", "lap"), "u", "taken back: lap 1, 3 to go"),
        (("start", "lap", "f 3"), "u", "taken back: fall 3 3, 3 to go"),
        (("start", "f 3", "lap", "u"), "u", "taken back: fall 3 3, 4 to go"),
        (("start", "lap", "u"), "U", "back again: lap 1, 3 to go"),
        (("start", "f 3", "retract 2"), "u", "taken back: the retraction of fall 3 3, 4 to go"),
        ((), "u", "nothing to take back"),
        (("start",), "U", "nothing to bring back"),
    ],
)
def test_undo_and_redo_name_what_and_where(typed: tuple[str, ...], undo: str, said: str) -> None:
    desk, clocks = entered(*typed)
    before = desk.preview(undo, clocks.steady(), SAY)
    assert before.text.replace("\u00a0", " ") == said
    assert desk.enter(undo, clocks.steady(), SAY).text.startswith(before.text)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("line", ["f 3", "a 4 5", "lap", "1 2 3", "n so it is", "x 5", "start"])
def test_an_event_that_is_about_to_be_edited_is_told_as_what_it_is(line: str, language: Language) -> None:
    desk, clocks = entered("start", "lap", "lap", "lap", "lap")
    said = words(language)
    if line != "start":
        assert desk.enter(line, clocks.steady(), said).recorded or line == "lap"
    seq = len(desk.recorder.recording)
    event = desk.recorder.views.now.event(seq)
    typed = desk._printed(event, language)
    assert typed is not None
    remark = desk.preview(typed, clocks.steady(), said, seq)
    assert remark.tone is Tone.EXPECTED
    assert said("live.unchanged", what="").strip() in remark.text
    assert not desk.enter(typed, clocks.steady(), said, seq).recorded


def test_exactly_those_are_absent_who_are_marked_so() -> None:
    desk, _ = entered("dq 5: push")
    for marked in ({2, 3}, {3}, {3, 6}, set()):
        assert desk.mark_absent(frozenset(marked), SAY) is None
        assert desk.absent() == marked
    assert 5 in desk.recorder.state.exits


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("typed", [(), ("start",), ("start", "lap", "lap"), ("start", "stop")], ids=len)
def test_an_empty_line_is_told_about_the_race_as_it_is(typed: tuple[str, ...], language: Language) -> None:
    desk, _ = entered(*typed)
    said = words(language)
    assert desk.expected(said) == Remark(Tone.EXPECTED, idle_line(desk.recorder.state, said))


@pytest.mark.parametrize(("line", "bibs"), [("f 3", (3,)), ("a 4 2", (4, 2)), ("lap", ()), ("n so it is", ())])
def test_a_preview_has_the_bibs_of_whom_the_line_is_about(line: str, bibs: tuple[int, ...]) -> None:
    desk, clocks = entered("start")
    remark = desk.preview(line, clocks.steady(), SAY)
    assert (remark.tone, remark.bibs) == (Tone.WOULD_RECORD, bibs)


@pytest.mark.parametrize("line", ["@-600 n hello", "@-600 dns 4", "@-10:00 y 3"])
def test_that_a_line_is_about_a_moment_before_the_gun_is_asked_about(line: str) -> None:
    desk, clocks = entered("start", "lap")
    assert "9:00.0 before the gun: is that right?" in desk.preview(line, clocks.steady(), SAY).text
    early, clocks = a_desk()
    assert "before the gun" not in early.preview(line, clocks.steady(), SAY).text


ASKED = ("clock +1000:00", "clock now +1000:00", "clock now 20:00", "lap 4 ?", "@-600 n hello")


@pytest.mark.parametrize("line", ASKED)
def test_one_enter_does_not_both_ask_and_record(line: str) -> None:
    desk, clocks = entered("start", "lap")
    moment, there = clocks.steady(), len(desk.recorder.recording)
    for asked in (line, f"{line} ", line):
        assert desk.preview(asked, moment, SAY).tone is Tone.AMBIGUOUS
        question = desk.enter(asked, moment, SAY)
        assert question.tone is Tone.AMBIGUOUS
        assert question.text.endswith("is that right? · Enter again records it")
    assert len(desk.recorder.recording) == there
    recorded = desk.enter(line, moment, SAY)
    assert recorded.recorded
    assert "?" not in recorded.text


@pytest.mark.parametrize("line", ASKED)
def test_a_question_that_was_left_is_asked_again(line: str) -> None:
    desk, clocks = entered("start", "lap")
    assert not desk.enter(line, clocks.steady(), SAY).recorded
    desk.preview("f 3", clocks.steady(), SAY)
    assert not desk.enter(line, clocks.steady(), SAY).recorded


# An edit has no clock of its own, which `clock now` counts from.
@pytest.mark.parametrize("line", [line for line in ASKED if not line.startswith("clock now")])
def test_an_edit_that_makes_an_event_improbable_is_asked_about_as_the_line_itself_is(line: str) -> None:
    desk, clocks = entered("start", "lap")
    moment = clocks.steady()
    desk.enter("n to be edited", moment, SAY)
    there = seq = len(desk.recorder.recording)
    # The question about the line itself is not the one about the edit.
    assert not desk.enter(line, moment, SAY).recorded
    assert desk.preview(line, moment, SAY, seq).tone is Tone.AMBIGUOUS
    question = desk.enter(line, moment, SAY, seq)
    assert question.text.endswith("is that right? · Enter again records it")
    assert len(desk.recorder.recording) == there
    assert desk.enter(line, moment, SAY, seq).recorded


@pytest.mark.parametrize("line", ["@-600 f 3", "@-600 lap 2", "@-600 x 5", "@-600 1 2"])
def test_what_only_a_race_has_is_refused_before_its_gun_by_how_long_that_is(line: str) -> None:
    desk, clocks = entered("start", "lap")
    remark = desk.preview(line, clocks.steady(), SAY)
    assert (remark.tone, remark.text) == (
        Tone.NOT_ALLOWED,
        "that moment is 9:00.0 before the gun; the race runs for 1:00.0 now",
    )


@pytest.mark.parametrize(
    ("rest", "told"), [(("fin 4 5 6",), True), (("x 4 5 6",), True), (("x 4 5",), False), (("fin 4 5",), False)]
)
def test_an_unknown_place_that_nobody_is_left_for_is_told_before_the_result_is_official(
    rest: tuple[str, ...], *, told: bool
) -> None:
    desk, clocks = entered("start", "lap", "lap", "lap", "lap", "fin 1 2 ? 3", *rest)
    text = desk.preview("official", clocks.steady(), SAY).text
    assert ("nobody is left for one unknown place (?) of the finish" in text) is told
