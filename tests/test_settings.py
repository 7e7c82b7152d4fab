"""Settings: remembered between runs, and never in the way of a race."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.settings import FASTEST, LANGUAGES, LAYOUTS, SLOWEST, THEMES, Settings, load, save, settings_path
from massstart_tui.text.words import Language, words

SETTINGS = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    language=st.sampled_from(LANGUAGES),
    speed=st.floats(SLOWEST, FASTEST),
    layout=st.sampled_from(LAYOUTS),
)


@given(SETTINGS)
def test_what_was_saved_is_loaded_again(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    path = tmp_path_factory.mktemp("settings") / "deep" / "settings.toml"
    save(path, settings)
    assert load(path) == (settings, [])
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_without_a_file_there_are_defaults_and_no_complaint(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == (Settings(), [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theem = "dark"', ("theem", "theme")),
        ('theme = "drak"', ("drak", "dark")),
        ('language = "fr"', ("fr", "auto")),
        ("speed = 1000", ("1000", "64")),
        ("speed = true", ("True", "0.25")),
        ('layout = ["both"]', ("both",)),
        ("theme = ", ("TOML",)),
    ],
)
def test_a_bad_key_or_value_is_told_with_the_file_and_the_nearest_valid_one(
    tmp_path: Path, text: str, told: tuple[str, ...]
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    settings, complaints = load(path)
    assert settings == Settings()
    assert len(complaints) == 1
    for language in Language:
        sentence = words(language)(complaints[0].code, **complaints[0].values)
        assert all(word in sentence for word in (*told, str(path)))


def test_what_is_right_beside_what_is_wrong_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "light"\nspeed = 99\nlayout = "log"\n', encoding="utf-8")
    settings, complaints = load(path)
    assert settings == Settings(theme="light", layout="log")
    assert [complaint.code for complaint in complaints] == ["settings.bad_value"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_told_and_lived_with(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "settings.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    settings, complaints = load(path)
    assert settings == Settings()
    assert [complaint.code for complaint in complaints] == ["settings.unreadable"]


def test_another_place_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASSSTART_SETTINGS", str(tmp_path / "mine.toml"))
    assert settings_path() == tmp_path / "mine.toml"
