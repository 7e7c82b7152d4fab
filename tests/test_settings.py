"""Tests of the settings file: saved settings are read again, and mistakes in it are reported and stop nothing."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.journal.writer_lock import Lock, myself
from massstart_tui.settings import (
    DOTS,
    FASTEST,
    LANGUAGES,
    LAYOUTS,
    NOTICES,
    SLOWEST,
    THEMES,
    WATCHED,
    Complaint,
    LeftAlone,
    Settings,
    load,
    log_path,
    save,
    settings_path,
)
from massstart_tui.text.words import Language, words
from tests.patience import PATIENCE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of the settings, which do not exist yet."""
    return tmp_path / "config" / "settings.toml"


def wrote(file: Path, text: str | bytes) -> Path:
    """Write the settings file as a person wrote it, and return its path."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def told(file: Path, language: Language = Language.EN) -> list[str]:
    """Return everything that is wrong in a settings file, as sentences."""
    return [words(language)(complaint.code, **complaint.values) for complaint in load(file)[1]]


def test_without_a_file_everything_is_as_it_comes(file: Path) -> None:
    assert load(file) == (Settings("dark", "auto", 1.0, "both"), [])
    assert not file.parent.exists()


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(THEMES),
        language=st.sampled_from(LANGUAGES),
        speed=st.floats(SLOWEST, FASTEST),
        layout=st.sampled_from(LAYOUTS),
        notices=st.sampled_from(NOTICES),
        dots=st.sampled_from(DOTS),
        watched=st.sampled_from(WATCHED),
        folder=st.text(st.characters(exclude_categories=["Cs"])),
        still=st.booleans(),
    )
)
def test_what_is_saved_is_loaded_again(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    file = tmp_path_factory.mktemp("settings") / "below" / "settings.toml"
    save(file, settings._asdict())
    assert load(file) == (settings, [])
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_change_is_of_its_setting_only(file: Path) -> None:
    save(file, {"theme": "light", "layout": "log"})
    save(file, {"layout": "table"})
    assert load(file)[0] == Settings(theme="light", layout="table")
    assert list(file.parent.iterdir()) == [file]


CHANGES: dict[str, str | float] = {"theme": "light", "speed": 2.0, "still": True, "dots": "block", "folder": "~/races"}


def test_programs_that_save_at_the_same_time_do_not_undo_each_other(file: Path) -> None:
    code = "import sys, json, pathlib; from massstart_tui.settings import save; "
    code += "save(pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]))"
    running = [
        subprocess.Popen([sys.executable, "-c", code, file, json.dumps({name: value})])
        for name, value in CHANGES.items()
    ]
    assert [program.wait(PATIENCE) for program in running] == [0] * len(CHANGES)
    assert load(file) == (Settings()._replace(**CHANGES), [])  # type: ignore[arg-type] # each under its own name
    assert list(file.parent.iterdir()) == [file]


def test_a_program_that_does_not_end_its_writing_is_told_and_nothing_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(file, {"theme": "light"})
    monkeypatch.setattr("massstart_tui.settings.ATTEMPTS", 1)
    other = Lock(file, myself())
    other.hold()
    with pytest.raises(LeftAlone) as left:
        save(file, {"theme": "dark"})
    other.release()
    assert left.value.complaint == Complaint("settings.held", {"file": str(file)})
    assert load(file)[0] == Settings(theme="light")


BY_HAND = (
    "# mine\ntheme = 'drak'  # a slip\n",
    "thema = 1 # of another version\nspeed = 2 # fast\n",
    "speed = nan\n[own]\nx = [\n  1, # one\n]\n",
    "own.x = 1\nown.y = 2026-11-30T10:00:00Z\n[[list]]\na = 1\n[[list]]\n",
    "\ufeff# saved by an editor\r\nspeed = 4\r\n",
    "no_line_end = 1",
)


@pytest.mark.parametrize("text", BY_HAND)
@pytest.mark.parametrize("changes", [{"theme": "light"}, {"still": True, "speed": 8.0}])
def test_of_a_file_written_by_hand_everything_but_the_changed_settings_stays(
    file: Path, text: str, changes: dict[str, str | float]
) -> None:
    wrote(file, text)
    save(file, changes)
    now = file.read_bytes().decode()
    assert now.startswith("\ufeff") == text.startswith("\ufeff")
    was, held = tomllib.loads(text.removeprefix("\ufeff")), tomllib.loads(now.removeprefix("\ufeff"))
    assert str({name: held[name] for name in was if name not in changes}) == str(
        {name: value for name, value in was.items() if name not in changes}
    )
    assert changes.items() <= held.items()
    lines = [line for line in text.splitlines() if not line.startswith(tuple(changes))]
    assert not set(lines) - set(now.splitlines())
    assert all(f"#{comment.partition('#')[2]}" in now for comment in text.splitlines() if "#" in comment)


@pytest.mark.parametrize("text", [b"theme = ", b"theme = dark", b"\xff", b"a = " + b"[" * 5000])
def test_a_file_that_is_no_settings_is_left_alone_and_it_is_said(file: Path, text: bytes) -> None:
    wrote(file, text)
    with pytest.raises(LeftAlone) as left:
        save(file, {"theme": "light"})
    assert [left.value.complaint] == load(file)[1]
    assert file.read_bytes() == text
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="other permissions there")
def test_the_permissions_of_the_file_stay(file: Path) -> None:
    wrote(file, "").chmod(0o600)
    save(file, {"theme": "light"})
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_is_told_and_neither_read_nor_replaced(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    assert load(file)[0] == Settings()
    assert told(file) == [f"{file} is a pipe or a device, not a file; the settings are the usual ones"]
    with pytest.raises(LeftAlone):
        save(file, {"theme": "light"})
    assert stat.S_ISFIFO(file.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_links_that_go_round_are_told_and_stay(file: Path) -> None:
    file.parent.mkdir()
    file.symlink_to(file)
    assert load(file)[0] == Settings()
    assert told(file) == [f"{file} could not be read: {os.strerror(errno.ELOOP)}"]
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        save(file, {"theme": "light"})
    assert file.is_symlink()


def test_what_changes_a_file_is_loaded_when_a_setting_is_saved_and_not_before(file: Path) -> None:
    code = "import sys, pathlib; from massstart_tui.settings import load, save; file = pathlib.Path(sys.argv[1]); "
    code += "load(file); early = {'tomlkit', 'filelock', 'shutil'} & set(sys.modules); save(file, {'theme': 'light'}); "
    code += "sys.exit(bool(early) or 'tomlkit' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, file], check=False).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_settings_that_are_a_link_stay_one(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "mine.toml"
    kept.parent.mkdir()
    save(kept, {})
    file.parent.mkdir()
    file.symlink_to(kept)
    save(file, {"theme": "light"})
    assert file.is_symlink()
    assert load(kept)[0] == Settings(theme="light")


def test_a_save_that_fails_leaves_what_was_there_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(file, {})

    def fails(_path: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(PermissionError):
        save(file, {"theme": "light"})
    assert load(file) == (Settings(), [])
    assert list(file.parent.iterdir()) == [file]


def test_saving_where_nothing_can_be_written_raises_what_the_system_says(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, no folder")
    with pytest.raises(OSError, match="config"):
        save(tmp_path / "config" / "settings.toml", {})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('thema = "light"', "unknown key thema; did you mean theme?"),
        (
            "xyz = 1",
            "unknown key xyz; did you mean theme | language | speed | layout | notices | dots | watched | folder | st",
        ),
        ('theme = "drak"', "theme cannot be drak; it can be dark"),
        ('theme = "solarized"', "theme cannot be solarized; it can be dark | light | contrast | ansi"),
        ('language = "de"', "language cannot be de; it can be"),
        ('layout = ["both"]', "layout cannot be ['both']; it can be both"),
        ("layout = {}", "layout cannot be {}; it can be"),
        ("folder = 3", 'folder cannot be 3; it can be "~/races"'),
        ("theme = 3", "theme cannot be 3; it can be"),
        ("speed = 65", "speed cannot be 65; it can be 0.25–64"),
        ("speed = 0", "speed cannot be 0; it can be 0.25–64"),
        ("speed = nan", "speed cannot be nan; it can be 0.25–64"),
        ("speed = inf", "speed cannot be inf; it can be 0.25–64"),
        ("still = 1", "still cannot be 1; it can be true | false"),
        ('still = "tru"', "still cannot be tru; it can be true"),
        ("speed = true", "speed cannot be True; it can be 0.25–64"),
        ('speed = "fast"', "speed cannot be fast; it can be 0.25–64"),
        ("[speed]\nx = 1", "speed cannot be {'x': 1}; it can be 0.25–64"),
    ],
)
def test_a_wrong_key_or_value_is_told_with_the_file_and_the_nearest_that_is_right(
    file: Path, line: str, said: str
) -> None:
    wrote(file, f"{line}\n")
    assert load(file)[0] == Settings()
    (sentence,) = told(file)
    assert sentence.startswith(f"{file}: {said}")


def test_everything_that_is_wrong_is_told_at_once_and_what_is_right_holds(file: Path) -> None:
    wrote(file, 'theme = "light"\nlanguage = "xx"\nspeeed = 2\nlayout = "tabel"\nspeed = 4\n')
    assert load(file)[0] == Settings(theme="light", speed=4.0)
    assert [(complaint.code, complaint.values.get("key")) for complaint in load(file)[1]] == [
        ("settings.bad_value", "language"),
        ("settings.unknown_key", "speeed"),
        ("settings.bad_value", "layout"),
    ]
    assert "bedoelt u speed?" in told(file, Language.NL)[1]


@pytest.mark.parametrize(
    "text",
    ["theme = ", "theme = dark", "[[", "a = 1\na = 2", f"speed = {'9' * 5000}", "\ufefftheme"],
)
def test_what_is_no_toml_is_told_with_the_place(file: Path, text: str) -> None:
    wrote(file, text)
    assert load(file)[0] == Settings()
    (sentence,) = told(file)
    assert sentence.startswith(f"{file} is not TOML: ")


@pytest.mark.parametrize("deep", [f"a = {'[' * 1000}", f"a = {'[' * 1000}{']' * 1000}", f"{'a.' * 1000}a = 1"])
def test_what_is_nested_too_deep_is_told_with_the_line(file: Path, deep: str) -> None:
    wrote(file, f'theme = "light"\n{deep}\n')
    assert load(file)[0] == Settings()
    (sentence,) = told(file)
    assert sentence.startswith(f"{file}:2: nested more than 100 deep")


def test_a_byte_order_mark_as_some_editors_write_is_no_part_of_the_settings(file: Path) -> None:
    wrote(file, '\ufefftheme = "light"\n')
    assert load(file) == (Settings(theme="light"), [])


def test_a_file_that_cannot_be_read_is_told(file: Path) -> None:
    wrote(file, b"theme = '\xff'")
    assert told(file) == [f"{file} could not be read: UnicodeDecodeError"]
    assert told(file.parent) == [f"{file.parent} could not be read: Is a directory"]


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_whatever_is_in_the_file_the_settings_are_right_ones(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "settings.toml"
    settings, complaints = load(wrote(file, content))
    assert settings == Settings()
    assert all(words(Language.NL)(complaint.code, **complaint.values) for complaint in complaints)


def test_a_terminal_escape_in_a_value_does_not_reach_the_terminal(file: Path) -> None:
    wrote(file, 'theme = "\\u001b[2J"\n"\\u001b]0;x" = 1\n')
    assert len(told(file)) == 2
    assert "\x1b" not in "".join(told(file))


def test_the_place_of_the_settings_is_in_the_home_of_the_user_or_as_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_path().is_relative_to(home)
    assert settings_path().name == "settings.toml"
    monkeypatch.setenv("MASSSTART_SETTINGS", "elsewhere/my.toml")
    assert settings_path() == Path("elsewhere/my.toml")


def test_the_log_is_in_the_home_of_the_user(home: Path) -> None:
    assert log_path().is_relative_to(home)
    assert log_path().name == "massstart.log"
