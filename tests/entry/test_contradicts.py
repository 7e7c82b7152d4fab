"""A line that contradicts recorded events says so in its preview, and can be recorded nevertheless."""

from __future__ import annotations

import pytest

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.preview import preview
from massstart_tui.entry.situation import Situation
from massstart_tui.race.record import plain_data
from massstart_tui.text.words import Language, words
from tests.entry.races import after_laps, race, reads, with_sprints
from tests.entry.test_preview import previews
from tests.streams import event

FIVE = after_laps(5, event("note", 300_000, text="waiting"))


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        (
            "@3:32 lap 6",
            "leader’s lap 6 took 1:02.0, a lap takes 30.0 s; expected one more in between: @3:01 lap 6",
            "ronde 6 van de koploper duurde 1.02,0, anders 30,0 s; verwacht er een tussen: @3:01 ronde 6",
        ),
        (
            "@2:31 lap 6",
            "leader’s lap 6 took 1.0 s, a lap takes 30.0 s: is that right? if not, once recorded: retract 8",
            "ronde 6 van de koploper duurde 1,0 s, anders 30,0 s: klopt dat? zo niet, na Enter: intrekken 8",
        ),
    ],
)
def test_a_lap_that_took_far_too_long_or_too_short(line: str, english: str, dutch: str) -> None:
    said = previews(line, FIVE)
    assert english in said[0]
    assert dutch in said[1]


def test_who_is_lapped_and_over_the_finish_line_already_is_named() -> None:
    over = race(event("start"), event("finish", 480_000, order=[1, 2]))
    _, *told = previews("lapped 2 3", over)[0].replace("\u00a0", " ").split(" · ")
    assert [remark.partition(":")[0] for remark in told] == ["2 Vik (NOR) is over the finish line"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("dnf 3", "3 Valle (ITA)"),
        ("dnf 3 4: ill", "3 Valle (ITA), 4 Müller (GER)"),
        ("dnf 3 laps 12", None),
        ("@3 dnf 3", None),
        ("dq 3", None),
    ],
)
def test_who_is_told_to_be_out_after_the_finish_without_laps_is_named(line: str, named: str | None) -> None:
    for said, remark in zip(previews(line, with_sprints(event("finish", 481_000, order=[1, 2]))), LAPS_OF, strict=True):
        told = said.replace("\u00a0", " ")
        assert (remark.format(named) in told) if named else ("laps 12" not in told and "ronden 12" not in told)


LAPS_OF = ("the laps of {} are not known", "ronden van {} onbekend")


def test_a_usual_lap_has_no_remark() -> None:
    assert "expected" not in previews("@3:02 lap 6", FIVE)[0]


LONE = [event("crossing", t, bib=3) for t in (40_000, 70_000, 100_000, 130_000, 160_000)]


@pytest.mark.parametrize(
    ("before", "line"),
    [(FIVE, "@2:31 lap 6"), (race(event("start"), *LONE), "crossing 3")],
    ids=["the leader", "one skater"],
)
@pytest.mark.parametrize("language", Language)
def test_the_line_that_a_doubt_names_can_be_typed_once_it_is_recorded(
    before: Situation, line: str, language: Language
) -> None:
    """The line that the doubt names refers to the event that this line becomes."""
    (recorded,) = reads(line, before)
    said = preview(read_line(line, before), before, words(language))
    mend = said.rpartition(": ")[2]
    assert before.timeline
    stream = [plain_data(before.timeline.event(seq)) for seq in before.timeline.order]
    after = race(*stream, recorded)
    (retract,) = reads(mend, after)
    assert (retract["type"], retract["target"]) == ("retract", len(stream) + 1)
