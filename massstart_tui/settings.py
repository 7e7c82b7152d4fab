"""Read and write the settings, a small TOML file that is remembered between runs.

A bad key or value is reported with the file and the nearest valid one; the other settings hold, and no race is ever
stopped by a bad settings file. Only the settings that were changed are written: the rest of the file stays as a person,
or another massstart, wrote it.
"""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from massstart_tui.named_tuples import NamedTuple

THEMES: Final = ("dark", "light", "contrast", "ansi")
LANGUAGES: Final = ("auto", "en", "nl")
LAYOUTS: Final = ("both", "columns", "table", "log")
NOTICES: Final = ("off", "bell", "desktop")
WATCHED: Final = ("remembered", "forgotten")
WATCHED_FILE: Final = "watched.sqlite3"
"""The name of the file beside the settings that has how far each race was watched."""
DOTS: Final = ("braille", "block")
SLOWEST: Final = 0.25
FASTEST: Final = 64.0
SMALLEST_SCREEN: Final = (20, 8)
LARGEST_SCREEN: Final = (500, 200)
"""Columns and rows of the largest screen that can be asked for, as `SMALLEST_SCREEN` has the smallest.

They bound a screen that is drawn without a terminal to give its size: a picture, or a page in a browser.
"""
APP: Final = "massstart"
ATTEMPTS: Final = 10
"""How often the lock of the settings is tried, a fifth of a second each, before saving is given up."""


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


CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": THEMES,
    "language": LANGUAGES,
    "layout": LAYOUTS,
    "notices": NOTICES,
    "dots": DOTS,
    "watched": WATCHED,
}
"""The allowed values of each setting that takes one of a fixed list."""


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


class LeftAlone(Exception):
    """Raised if a settings file cannot be changed without loss; ``complaint`` says why. The file is as it was."""

    def __init__(self, complaint: Complaint) -> None:
        """Store why."""
        self.complaint = complaint
        super().__init__(complaint)


def load(path: Path) -> tuple[Settings, list[Complaint]]:
    """Read the settings in ``path``; return them, and everything that is wrong in the file.

    Without a file the defaults are returned.
    """
    try:
        content = _content(path)
        return (Settings(), []) if content is None else _checked(_table(content, path), str(path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Settings(), [Complaint("settings.unreadable", {"file": str(path), "reason": reason})]
    except LeftAlone as wrong:
        return Settings(), [wrong.complaint]


def _content(path: Path) -> bytes | None:
    """Return the content of the file, None if there is none.

    Raises LeftAlone for what is neither a file nor a folder, such as a pipe, which may have no end; else OSError.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise LeftAlone(Complaint("settings.no_file", {"file": str(path)}))
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _table(content: bytes, path: Path) -> dict[str, Any]:
    """Parse the content of the file, which may begin with a byte order mark; raises LeftAlone if it is no TOML."""
    import tomllib  # noqa: PLC0415 - not needed without a file

    from massstart_tui.stream.toml_depth import DEEPEST, too_deep  # noqa: PLC0415 - the same

    if (line := too_deep(content)) is not None:
        raise LeftAlone(Complaint("settings.too_deep", {"file": str(path), "line": line, "most": DEEPEST}))
    try:
        return tomllib.loads(content.removeprefix(BOM_UTF8).decode())
    except UnicodeDecodeError as error:
        wrong = Complaint("settings.unreadable", {"file": str(path), "reason": type(error).__name__})
        raise LeftAlone(wrong) from error
    except (ValueError, RecursionError) as error:  # also for numbers too long, or lists too deep
        raise LeftAlone(Complaint("settings.not_toml", {"file": str(path), "reason": str(error)})) from error


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
            return value in CHOICES[key]


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
            return _near(value, CHOICES[key])


def _near(word: str, valid: tuple[str, ...]) -> str:
    """Return the valid word most similar to this one, or all of them joined if none is similar."""
    import difflib  # noqa: PLC0415 - only needed after a mistake

    return next(iter(difflib.get_close_matches(word, valid, n=1, cutoff=0.5)), " | ".join(valid))


def save(path: Path, changes: Mapping[str, str | float]) -> None:
    """Write changed settings to ``path`` atomically, and leave everything else in the file as it is.

    Comments, unknown keys and the settings that another massstart has changed stay. A symbolic link is followed. The
    file is not synced: a key that changes a setting should not wait for the disk. Raises LeftAlone, or OSError.
    """
    _content(path)  # what cannot be read, such as a loop of links, is refused before anything is created
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        _write_over(target, _changed(_content(target), changes, target))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep every other massstart from writing the settings at ``path``; wait for one that does. Raises LeftAlone."""
    from massstart_tui.journal.writer_lock import Held, Lock, myself  # noqa: PLC0415 - only needed to save

    lock = Lock(path, myself())
    for _ in range(ATTEMPTS):
        with suppress(Held):
            lock.hold()
            break
    else:
        raise LeftAlone(Complaint("settings.held", {"file": str(path)}))
    try:
        yield
    finally:
        lock.release()


def _changed(content: bytes | None, changes: Mapping[str, str | float], path: Path) -> bytes:
    """Return the content of the file with these changes; raises LeftAlone if anything else would change."""
    import tomlkit  # noqa: PLC0415 - only needed when a setting is saved
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - the same

    held = content or b""
    wanted = {**_table(held, path), **changes}
    mark = BOM_UTF8 if held.startswith(BOM_UTF8) else b""
    try:
        document = tomlkit.parse(held.removeprefix(BOM_UTF8))
        document.update(changes)
        written = tomlkit.dumps(document).encode()
        kept = _in_order(_table(written, path)) == _in_order(wanted)
    except (TOMLKitError, ValueError, TypeError, RecursionError) as error:
        raise LeftAlone(Complaint("settings.unchangeable", {"file": str(path)})) from error
    if not kept:
        raise LeftAlone(Complaint("settings.unchangeable", {"file": str(path)}))
    return mark + written


def _in_order(table: Mapping[str, Any]) -> str:
    """Return the table as text to compare: with sorted keys, 1 and 1.0 and true apart, and nan equal to nan."""
    import json  # noqa: PLC0415 - only needed when a setting is saved

    return json.dumps(table, sort_keys=True, default=repr)


def _write_over(target: Path, content: bytes) -> None:
    """Replace the file in one step, keeping its permissions."""
    import shutil  # noqa: PLC0415 - only needed when a setting is saved

    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        with suppress(FileNotFoundError):
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
