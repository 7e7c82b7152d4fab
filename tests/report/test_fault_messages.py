"""Messages about faults."""

from __future__ import annotations

import pytest

from massstart_tui.race.misfits import Misfit
from massstart_tui.report.fault_messages import fault_line, fault_lines
from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.text.words import Language, words

ENGLISH, DUTCH = words(Language.EN), words(Language.NL)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (
            Fault(7, "bibs", Misfit.BIB_NOT_ON_SHEET, {"bib": 77}),
            "r.jsonl:7: bibs: bib 77 is not on the start sheet; expected one that is",
        ),
        (
            Fault(None, "laps", Flaw.WRONG_TYPE, {"given": '"many"', "type": "integer"}),
            'r.jsonl: laps: "many" is of the wrong kind; expected a whole number',
        ),
        (Fault(3, "", Flaw.BLANK_LINE), "r.jsonl:3: a blank line; expected an event"),
        (
            Fault(None, "lap", Flaw.UNKNOWN_KEY, {"nearest": "laps"}),
            "r.jsonl: lap: an unknown key, which is left alone; perhaps ‘laps’",
        ),
        (
            Fault(None, "xyz", Flaw.UNKNOWN_KEY, {"nearest": ""}),
            "r.jsonl: xyz: an unknown key, which is left alone; expected a key of the format",
        ),
    ],
)
def test_a_fault_is_a_line_with_its_place_what_is_wrong_and_what_was_expected(fault: Fault, line: str) -> None:
    assert fault_line("r.jsonl", fault, ENGLISH) == line


def test_a_fault_is_told_in_dutch_down_to_the_kind_of_value() -> None:
    fault = Fault(2, "laps", Flaw.WRONG_TYPE, {"given": "[]", "type": "integer"})
    assert (
        fault_line("r.jsonl", fault, DUTCH)
        == "r.jsonl:2: laps: [] is van de verkeerde soort; verwacht een geheel getal"
    )


def test_nothing_in_a_fault_acts_on_the_terminal() -> None:
    fault = Fault(None, "\x1b[2J", Misfit.UNKNOWN_PRESET, {"preset": "\x1b[31m\n", "presets": "isu-2018"})
    line = fault_line("a\x1bb\nc", fault, ENGLISH)
    assert line.isprintable()
    assert len(line.splitlines()) == 1


def test_of_many_faults_the_first_are_told_and_the_others_counted() -> None:
    faults = [Fault(number, "", Flaw.BLANK_LINE) for number in range(2, 7)]
    lines = fault_lines("r.jsonl", faults, ENGLISH, most=3)
    assert lines[:3] == [fault_line("r.jsonl", fault, ENGLISH) for fault in faults[:3]]
    assert lines[3:] == ["r.jsonl: 2 more of the kind; ‘massstart check’ tells them all"]
    assert len(fault_lines("r.jsonl", faults, ENGLISH, most=5)) == 5
    # The command that would tell them all reads no results.
    assert fault_lines("r.pdf", faults, ENGLISH, most=3)[3:] == ["r.pdf: and 2 more"]
