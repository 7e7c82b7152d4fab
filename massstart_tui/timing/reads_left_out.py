"""The reads of chips that are not used, because of when or where they were read, and what that says about the feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.stream.faults import Fault, Flaw

ENOUGH: Final = 3
"""So many reads before the gun are told of a feed that goes on: one or two may be of skaters on their way to the start.
"""


class ReadsLeftOut:
    """Counts reads of listed skaters that are no crossings.

    ``before_the_gun`` is the number of reads before the gun. ``elsewhere`` has the loops that are not the line and were
    read after the gun, in the order in which they came. ``used`` is set once any read was used.
    """

    def __init__(self, asked_loop: str | None, *, gun_is_given: bool) -> None:
        """Count nothing yet; ``asked_loop`` is the line, if a person named it, and they may have given the gun."""
        self.before_the_gun = 0
        self.elsewhere: dict[str, None] = {}
        self.used = False
        self._asked_loop = asked_loop
        self._gun_is_given = gun_is_given

    def faults(self) -> Iterator[Fault]:
        """Yield what a person asked for that let none of the reads be used: the loop, or the gun."""
        if self.used:
            return
        if self._asked_loop is not None and self.elsewhere:
            values = {"given": self._asked_loop, "loops": ", ".join(self.elsewhere)}
            yield Fault(None, "loop", Flaw.NOT_READ_AT_LOOP, values)
        elif self._gun_is_given and self.before_the_gun:
            yield Fault(None, "gun", Flaw.ALL_BEFORE_THE_GUN, {"count": self.before_the_gun})

    def faults_so_far(self) -> Iterator[Fault]:
        """Yield the same of a feed that goes on, which may never end."""
        return (fault for fault in self.faults() if fault.field != "gun" or self.before_the_gun >= ENOUGH)
