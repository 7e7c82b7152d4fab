"""massstart: follow a mass start race from the terminal; and, from Python, its state at any moment.

>>> from massstart_tui import load, standings
>>> race = load("beijing-2022-men-sf1")
>>> standings(race.at("9 to go"))[0].name
'Haralds Silovs'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from massstart_tui.race.standings import Standing, standings
    from massstart_tui.race.state import RaceState
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.recorded_race import Race, load
    from massstart_tui.tui.picture import Picture
    from massstart_tui.tui.race_picture import picture

__all__ = ["BadData", "Picture", "Race", "RaceState", "Standing", "load", "picture", "standings"]

_HOME = {
    "BadData": "massstart_tui.stream.faults",
    "Picture": "massstart_tui.tui.picture",
    "Race": "massstart_tui.stream.recorded_race",
    "RaceState": "massstart_tui.race.state",
    "Standing": "massstart_tui.race.standings",
    "load": "massstart_tui.stream.recorded_race",
    "picture": "massstart_tui.tui.race_picture",
    "standings": "massstart_tui.race.standings",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: the first picture must not wait for what only a program needs."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(_HOME[name]), name)
