"""The limits of values in events."""

from __future__ import annotations

from typing import Final

FURTHEST_T: Final = 10**12
"""The largest accepted race time in ms, before or after the gun: some thirty years."""
MOST_POINTS: Final = 9999
"""The largest accepted number of points, more than any race gives."""
