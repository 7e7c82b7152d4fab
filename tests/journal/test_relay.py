"""A relay passes reports on, and catches up those who listen later."""

from __future__ import annotations

from massstart_tui.journal.recorder import Relay


def test_who_listens_later_is_told_the_latest_report_first_and_then_every_one() -> None:
    relay: Relay[str] = Relay()
    first: list[str] = []
    later: list[str] = []
    relay.to(first.append)
    for report in ("one", "two"):
        relay(report)
    relay.to(later.append)
    relay("three")
    assert (first, later) == (["one", "two", "three"], ["two", "three"])
