"""Tell of what happened in a race, by the bell or by a notice on the desktop, as the settings have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from massstart_tui.settings import NOTICES

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.report.event_phrases import Telling
    from massstart_tui.tui.host import Host

TOLD_OF_ALL: Final = frozenset({"fall", "sprint"})
"""The types of event that are told, whichever skater they are about."""


def next_way(host: Host) -> str:
    """Choose the next way to be told, and return it."""
    following = NOTICES[(NOTICES.index(host.settings.notices) + 1) % len(NOTICES)]
    host.remember(notices=following)
    return following


def give_notice(host: Host, telling: Telling | None, events: Iterable[Event], *, bell: bool) -> None:
    """Tell of these events, and with ``bell`` of the bell lap, unless notices are off."""
    came, how = tuple(events), host.settings.notices
    if how == "off" or telling is None or not (came or bell):
        return
    if how == "bell":
        host.bell()
    else:
        told = [telling.whole(event) for event in came]
        host.announce(" · ".join([*told, host.words("notices.bell_lap")] if bell else told))
