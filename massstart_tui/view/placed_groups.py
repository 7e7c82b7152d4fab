"""What the groups on the ice are called: away, front, bunch, behind or down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple

if TYPE_CHECKING:
    from massstart_tui.race.groups import Group

NAMED_IN_A_GROUP: Final = 3
"""The maximum number of skaters in a group that is listed by name; a larger one is counted, and may be the bunch."""


class PlacedGroup(NamedTuple):
    """A group, and the ``code`` of the word for its place in the race."""

    code: str
    group: Group

    @property
    def is_counted(self) -> bool:
        """Whether its skaters are counted instead of named: they are many, and did not attack or fall."""
        return len(self.group.bibs) > NAMED_IN_A_GROUP and self.code not in ("strip.away", "strip.down")


def placed_groups(groups: Sequence[Group]) -> list[PlacedGroup]:
    """Return these groups, front first, each with its place."""
    largest = max(range(len(groups)), key=lambda at: _bunch_size(groups[at]), default=0)
    bunch = largest if groups and _bunch_size(groups[largest]) > NAMED_IN_A_GROUP else None
    placed = []
    for at, group in enumerate(groups):
        before = "strip.front" if at == 0 and len(groups) > 1 else "strip.group"
        after = "strip.behind" if bunch is not None and at > bunch else before
        said = "strip.down" if group.down else "strip.away" if group.away else after
        placed.append(PlacedGroup("strip.bunch" if at == bunch else said, group))
    return placed


def _bunch_size(group: Group) -> int:
    """Return how many skate in a group that can be the bunch; 0 for those who attacked or fell."""
    return 0 if group.away or group.down else len(group.bibs)
