"""The two views of one recording, each as timelines.

It is shown as it stands now, with every correction applied from the start, or as it was known then, with only what had
been recorded by that moment.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final

from massstart_tui.stream.reading import Recording
from massstart_tui.stream.timeline import Timeline

MOST_THEN: Final = 16
"""How many timelines of the past view are cached; a race that is corrected for hours has many."""


class Views:
    """Both views of one recording: as it stands now, and as it was known at a moment."""

    def __init__(self, recording: Recording) -> None:
        """Create the present view; views of the past are created on demand."""
        self.recording = recording
        self.now = Timeline(recording)
        self._then: dict[int, Timeline] = {}

    @property
    def differ(self) -> bool:
        """Whether the two views differ: something was corrected or came late."""
        return bool(self.recording.breaks)

    @cached_property
    def _known(self) -> array[int]:
        """For each line, the earliest t by which it can have been recorded: the maximum over all lines up to it."""
        return array("q", accumulate(self.recording.times, max))

    def grow(self) -> None:
        """Update the present view with what was recorded since."""
        self.now = Timeline(self.recording, before=self.now)
        self.__dict__.pop("_known", None)  # clears the cached property

    def then(self, t: int) -> Timeline:
        """Return a timeline of what had been recorded by ``t``.

        Between two lines that change what came before them, a timeline only grows; so one serves until the next such
        line.
        """
        if not self.differ:
            return self.now
        lines = bisect_right(self._known, t)
        breaks = self.recording.breaks
        following = bisect_right(breaks, lines)
        upto = breaks[following] - 1 if following < len(breaks) else len(self.recording)
        if upto == self.now.upto:
            return self.now
        if upto not in self._then:
            if len(self._then) == MOST_THEN:
                del self._then[next(iter(self._then))]  # the oldest, since dicts keep their order
            self._then[upto] = Timeline(self.recording, upto)
        return self._then[upto]
