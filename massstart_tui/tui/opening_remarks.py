"""What there is to say of a race that was opened: what is wrong in its file, and where its heats say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.app import App

    from massstart_tui.stream.faults import Fault
    from massstart_tui.text.words import Words

FAULT_STAYS: Final = 8.0
"""Seconds."""
DIFFERENCES_STAY: Final = 20.0
"""Seconds: who is in, who is out and whose number changed is more to read."""


def tell_faults(app: App[Any], faults: Iterable[Fault], words: Words, *, all_of_them: bool) -> None:
    """What can be lived with, as far as it is not about an event that may be still to come; `check` tells all."""
    from massstart_tui.report.fault_messages import fault_line
    from massstart_tui.stream.faults import Flaw

    for fault in (fault for fault in faults if all_of_them or fault.code is Flaw.TORN):
        told = fault_line("", fault, words).lstrip(": ")
        app.notify(told, severity="warning", timeout=FAULT_STAYS, markup=False)


def tell_differences(app: App[Any], told: str) -> None:
    """How the start sheet differs from the heats, if it does."""
    if told:
        app.notify(told, severity="warning", timeout=DIFFERENCES_STAY, markup=False)
