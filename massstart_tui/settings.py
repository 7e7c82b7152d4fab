"""Read and write the settings, a small TOML file that is remembered between runs.

A bad key or value is reported with the file and the nearest valid one; the other settings hold, and no race is ever
stopped by a bad settings file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

THEMES: Final = ("dark", "light", "contrast", "ansi")
LANGUAGES: Final = ("auto", "en", "nl")
LAYOUTS: Final = ("both", "columns", "table", "log")
NOTICES: Final = ("off", "bell", "desktop")
WATCHED: Final = ("remembered", "forgotten")
DOTS: Final = ("braille", "block")
SLOWEST: Final = 0.25
FASTEST: Final = 64.0
SMALLEST_SCREEN: Final = (20, 8)
LARGEST_SCREEN: Final = (500, 200)
"""Columns and rows of the largest screen that can be asked for, as `SMALLEST_SCREEN` has the smallest.

They bound a screen that is drawn without a terminal to give its size: a picture, or a page in a browser.
"""
APP: Final = "massstart"


class Settings(NamedTuple):
    """The settings, with their defaults.

    ``speed`` is how many times as fast as the race a replay runs. ``layout`` says which panels are shown. ``notices``
    is how a viewer is told of a sprint, the bell lap, a fall, or a skater they have named. ``watched`` says whether the
    files that were opened, and how far each race was watched, are remembered. ``folder`` has the viewer's own files;
    empty for the folder in which massstart is started. With ``still`` the ice is drawn at passings only. ``dots`` says
    whether braille may be drawn, or only blocks, for a terminal that draws some signs two cells wide.
    """

    theme: str = "dark"
    language: str = "auto"
    speed: float = 1.0
    layout: str = "both"
    notices: str = "off"
    dots: str = "braille"
    watched: str = "remembered"
    folder: str = ""
    still: bool = False


class Complaint(NamedTuple):
    """Something wrong in a settings file: the ``code`` of its sentence, and the ``values`` that the sentence needs."""

    code: str
    values: Mapping[str, str | int]


_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": THEMES,
    "language": LANGUAGES,
    "layout": LAYOUTS,
    "notices": NOTICES,
    "dots": DOTS,
    "watched": WATCHED,
}


def settings_path() -> Path:
    """Return the path of the settings file; the environment variable ``MASSSTART_SETTINGS`` overrides it."""
    if named := os.environ.get("MASSSTART_SETTINGS"):
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed if the path is given

    return user_config_path(APP, appauthor=False) / "settings.toml"


def log_path() -> Path:
    """Return the path of the log, to which massstart writes its own errors."""
    from platformdirs import user_log_path  # noqa: PLC0415 - a log is rarely needed

    return user_log_path(APP, appauthor=False) / "massstart.log"


def load(path: Path) -> tuple[Settings, list[Complaint]]:
    """Read the settings in ``path``; return them, and everything that is wrong in the file.

    Without a file the defaults are returned.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return Settings(), [Complaint("settings.unreadable", {"file": str(path), "reason": reason})]
    import tomllib  # noqa: PLC0415 - not needed without a file

    try:
        return _checked(tomllib.loads(text), str(path))
    except (ValueError, RecursionError) as error:  # also for numbers too long, or lists too deep
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
        elif _is_valid(key, value):
            held: dict[str, Any] = {key: float(value) if key == "speed" else value}
            settings = settings._replace(**held)
        else:
            wrong = {"file": file, "key": key, "value": str(value), "nearest": _nearest_value(str(value), key)}
            complaints.append(Complaint("settings.bad_value", wrong))
    return settings, complaints


def _is_valid(key: str, value: object) -> bool:
    match key:
        case "speed":
            return _is_speed(value)
        case "folder":
            return isinstance(value, str)
        case "still":
            return isinstance(value, bool)
        case _:
            return value in _CHOICES[key]


def _is_speed(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and SLOWEST <= value <= FASTEST


def _nearest_value(value: str, key: str) -> str:
    """Return the valid value of ``key`` most similar to this one, or what is valid for it."""
    match key:
        case "speed":
            return f"{SLOWEST:g}–{FASTEST:g}"
        case "folder":
            return '"~/races"'
        case "still":
            return _near(value.lower(), ("true", "false"))
        case _:
            return _near(value, _CHOICES[key])


def _near(word: str, valid: tuple[str, ...]) -> str:
    """Return the valid word most similar to this one, or all of them joined if none is similar."""
    import difflib  # noqa: PLC0415 - only needed after a mistake

    return next(iter(difflib.get_close_matches(word, valid, n=1, cutoff=0.5)), " | ".join(valid))


def save(path: Path, settings: Settings) -> None:
    """Write ``settings`` to ``path`` atomically; a symbolic link is followed. Raises OSError.

    The file is not synced: a key that changes a setting should not wait for the disk.
    """
    import tomli_w  # noqa: PLC0415 - only needed when a setting is saved

    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(tomli_w.dumps(settings._asdict()), "utf-8")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
