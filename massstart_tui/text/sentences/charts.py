"""The charts of a race, and the panels about one skater and about the cut."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "chart.laps": ("LAP CHART", "RONDEBEELD"),
    "chart.laps_told": ("order over the line by laps to go", "volgorde over de streep"),
    "chart.gaps": ("GAPS", "GATEN"),
    "chart.gaps_told": ("seconds behind the leader, at the line", "seconden achter de koploper, op de streep"),
}
