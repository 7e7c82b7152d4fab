"""Listeners are told what is reported, and those who come later are caught up."""

from __future__ import annotations

from massstart_tui.journal.listeners import Listeners


def test_who_listens_later_is_told_the_latest_report_first_and_then_every_one() -> None:
    listeners: Listeners[str] = Listeners()
    first: list[str] = []
    later: list[str] = []
    listeners.add(first.append)
    for report in ("one", "two"):
        listeners(report)
    listeners.add(later.append)
    listeners("three")
    assert (first, later) == (["one", "two", "three"], ["two", "three"])
