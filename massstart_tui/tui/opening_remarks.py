"""Notify about a race that was opened: faults in its file, and a final's start sheet that differs from its heats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.app import App

    from massstart_tui.stream.faults import Fault
    from massstart_tui.text.words import Words

FAULT_STAYS: Final = 8.0
"""Seconds for which a fault is shown."""
DIFFERENCES_STAY: Final = 20.0
"""Seconds for which differences are shown: a list of skaters and numbers takes longer to read."""


def tell_faults(app: App[Any], faults: Iterable[Fault], words: Words, *, all_of_them: bool) -> None:
    """Notify about harmless faults, in one notice, which says the first and counts the others.

    Unless ``all_of_them`` is true, only a torn last line is mentioned: any other fault could be about an event that the
    viewer has not seen yet. ``massstart check`` reports all.
    """
    from massstart_tui.report.fault_messages import fault_line
    from massstart_tui.stream.faults import Flaw

    found = [fault for fault in faults if all_of_them or fault.code is Flaw.TORN]
    if found:
        first, *others = found
        where = f"{words('opening.at_line')} " if first.line is not None else ""
        told = where + fault_line("", first, words).lstrip(": ")
        if others:
            told = f"{told} ({words('fault.more', count=len(others))})"
        app.notify(told, severity="warning", timeout=FAULT_STAYS, markup=False)


def tell_differences(app: App[Any], told: str) -> None:
    """Notify how the start sheet differs from the heats; an empty text means that it does not."""
    if told:
        app.notify(told, severity="warning", timeout=DIFFERENCES_STAY, markup=False)
