"""Sentences about the state of the journal, and about who else is recording."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from massstart_tui.journal.journal import Condition, JournalTrouble
from massstart_tui.journal.writer_lock import Holder
from massstart_tui.report.journal_status import held_by, lost, not_on_disk
from massstart_tui.text.words import Language, words

HOLDER = Holder(123, "rink", "zoë\x1b", datetime(2026, 11, 23, 14, 3, tzinfo=timezone(timedelta(hours=1))))


def test_what_waits_is_told_with_how_much_and_why() -> None:
    full = Condition(7, 3, JournalTrouble.DISK_FULL, "No space left on device")
    assert not_on_disk(full, words(Language.EN)) == "NOT ON DISK: the disk is full; 3 lines wait in memory"
    assert not_on_disk(full, words(Language.NL)) == (
        "NIET OPGESLAGEN: de schijf is vol; 3 regels wachten in het geheugen"
    )
    one = Condition(7, 1, JournalTrouble.FAILED, "Input/output error")
    assert not_on_disk(one, words(Language.EN)) == (
        "NOT ON DISK: writing failed (Input/output error); one line waits in memory"
    )


def test_while_all_goes_well_nothing_is_told() -> None:
    assert not_on_disk(Condition(7, 2), words(Language.EN)) == ""
    assert lost(Condition(7, 0), "race.jsonl", words(Language.EN)) == ""


@pytest.mark.parametrize("trouble", [None, *JournalTrouble])
def test_what_was_not_written_in_the_end_is_told_whatever_the_trouble(trouble: JournalTrouble | None) -> None:
    told = lost(Condition(7, 2, trouble, "reason"), "race.jsonl", words(Language.EN))
    assert told.startswith("2 lines were not written to race.jsonl: ")


def test_who_records_is_told_plainly_with_the_time_of_their_own_clock() -> None:
    assert held_by(HOLDER, words(Language.EN)) == (
        "already being recorded, by PID 123 of user zoë� on rink, since 14:03"
    )
    assert held_by(None, words(Language.NL)) == "wordt al door iemand anders vastgelegd"
