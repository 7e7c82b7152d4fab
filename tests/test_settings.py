"""Tests of the settings file: saved settings are read again, and mistakes in it are reported and stop nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.settings import (
    DOTS,
    FASTEST,
    LANGUAGES,
    LAYOUTS,
    NOTICES,
    SLOWEST,
    THEMES,
    WATCHED,
    Settings,
    load,
    log_path,
    save,
    settings_path,
)
from massstart_tui.text.words import Language, words


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
    save(file, settings)
    assert load(file) == (settings, [])
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_saving_writes_over_what_was_there(file: Path) -> None:
    save(file, Settings(theme="light"))
    save(file, Settings(layout="log"))
    assert load(file)[0] == Settings(layout="log")


def test_another_window_that_saves_at_the_same_time_writes_a_file_of_its_own(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(file, Settings())
    replace = Path.replace
    beside: list[Path] = []

    def meanwhile(path: Path, target: Path) -> Path:
        beside.append(path)
        if len(beside) == 1:
            monkeypatch.setattr(os, "getpid", lambda: -1)
            save(file, Settings(theme="light"))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    save(file, Settings(layout="log"))
    assert len(set(beside)) == 2
    assert load(file) == (Settings(layout="log"), [])
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_settings_that_are_a_link_stay_one(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "mine.toml"
    kept.parent.mkdir()
    save(kept, Settings())
    file.parent.mkdir()
    file.symlink_to(kept)
    save(file, Settings(theme="light"))
    assert file.is_symlink()
    assert load(kept)[0] == Settings(theme="light")


def test_a_save_that_fails_leaves_what_was_there_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(file, Settings())

    def fails(_path: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(PermissionError):
        save(file, Settings(theme="light"))
    assert load(file) == (Settings(), [])
    assert list(file.parent.iterdir()) == [file]


def test_saving_where_nothing_can_be_written_raises_what_the_system_says(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, no folder")
    with pytest.raises(OSError, match="config"):
        save(tmp_path / "config" / "settings.toml", Settings())


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
    ["theme = ", "theme = dark", "[[", "a = 1\na = 2", f"speed = {'9' * 5000}", f"a = {'[' * 5000}", "\ufefftheme"],
)
def test_what_is_no_toml_is_told_with_the_place(file: Path, text: str) -> None:
    wrote(file, text)
    assert load(file)[0] == Settings()
    (sentence,) = told(file)
    assert sentence.startswith(f"{file} is not TOML: ")


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
