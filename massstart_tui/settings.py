"""Settings: a small TOML file that massstart writes itself, remembered between runs.

A bad key or value is told with the file and the nearest valid one; the others hold, and no race is ever stopped by it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

THEMES: Final = ("dark", "light", "contrast", "ansi")
LANGUAGES: Final = ("auto", "en", "nl")
LAYOUTS: Final = ("both", "table", "log")
NOTICES: Final = ("off", "bell", "desktop")
SLOWEST: Final = 0.25
FASTEST: Final = 64.0
SMALLEST_SCREEN: Final = (20, 8)
LARGEST_SCREEN: Final = (500, 200)
"""Columns and rows between which a screen can be asked for where no terminal has a size: a picture, or a page."""
APP: Final = "massstart"


class Settings(NamedTuple):
    """What is remembered.

    ``speed`` is how many times as fast a replay runs; ``layout`` which panels are shown; ``notices`` how a follower is
    told of a fall, a sprint, or a skater that was named.
    """

    theme: str = "dark"
    language: str = "auto"
    speed: float = 1.0
    layout: str = "both"
    notices: str = "off"


class Complaint(NamedTuple):
    """What is wrong in a settings file: ``code`` of the sentence, with the ``values`` it needs."""

    code: str
    values: Mapping[str, str | int]


_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": THEMES,
    "language": LANGUAGES,
    "layout": LAYOUTS,
    "notices": NOTICES,
}


def settings_path() -> Path:
    """Where the settings are; ``MASSSTART_SETTINGS`` names another place."""
    if named := os.environ.get("MASSSTART_SETTINGS"):
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the place is named

    return user_config_path(APP, appauthor=False) / "settings.toml"


def log_path() -> Path:
    """Where massstart writes what it has to say for itself when something goes wrong."""
    from platformdirs import user_log_path  # noqa: PLC0415 - as above

    return user_log_path(APP, appauthor=False) / "massstart.log"


def load(path: Path) -> tuple[Settings, list[Complaint]]:
    """The settings in ``path``, and everything that is wrong with them; the defaults where there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return Settings(), [Complaint("settings.unreadable", {"file": str(path), "reason": reason})]
    import tomllib  # noqa: PLC0415 - not needed where there is no file

    try:
        return _checked(tomllib.loads(text), str(path))
    except (ValueError, RecursionError) as error:  # also for a number of too many digits, or a list within lists
        return Settings(), [Complaint("settings.not_toml", {"file": str(path), "reason": str(error)})]


def _checked(values: Mapping[str, Any], file: str) -> tuple[Settings, list[Complaint]]:
    settings = Settings()
    complaints: list[Complaint] = []
    known = Settings._fields
    for key, value in values.items():
        if key not in known:
            complaints.append(
                Complaint("settings.unknown_key", {"file": file, "key": key, "nearest": _near(key, known)})
            )
        elif key == "speed":
            if _is_speed(value):
                settings = settings._replace(speed=float(value))
            else:
                bounds = f"{SLOWEST:g}–{FASTEST:g}"
                wrong = {"file": file, "key": key, "value": str(value), "nearest": bounds}
                complaints.append(Complaint("settings.bad_value", wrong))
        elif value in _CHOICES[key]:
            settings = settings._replace(**{key: value})
        else:
            wrong = {"file": file, "key": key, "value": str(value), "nearest": _near(str(value), _CHOICES[key])}
            complaints.append(Complaint("settings.bad_value", wrong))
    return settings, complaints


def _is_speed(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and SLOWEST <= value <= FASTEST


def _near(word: str, valid: tuple[str, ...]) -> str:
    """The valid word most like this one; all of them where none is alike."""
    import difflib  # noqa: PLC0415 - only for who made a mistake

    return next(iter(difflib.get_close_matches(word, valid, n=1, cutoff=0.5)), " | ".join(valid))


def save(path: Path, settings: Settings) -> None:
    """Write ``settings`` whole, so that a file is never half written; a link stays one. Raises OSError where it cannot.

    No key that changes them waits until they are on the disk itself.
    """
    import tomli_w  # noqa: PLC0415 - only when something is to be remembered

    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(tomli_w.dumps(settings._asdict()), "utf-8")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
