"""Tests of which key is told as perhaps meant by an unknown one."""

from __future__ import annotations

from dataclasses import fields

import pytest

from massstart_tui.race.meeting import FROM, Meeting, MeetingRace
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.unknown_keys import MEANT, unknown_keys

MODELS = (Meeting, MeetingRace, Sheet, Skater)


@pytest.mark.parametrize(
    ("model", "key", "meant"),
    [
        (MeetingRace, "start", "time"),
        (MeetingRace, "heats", FROM),
        (MeetingRace, "name", "title"),
        (MeetingRace, "tme", "time"),
        (MeetingRace, "steam", "stream"),
        (Sheet, "time", "start"),
        (Sheet, "strat", "start"),
        (Sheet, "place", "venue"),
        (Sheet, "sponsor", ""),
        (Skater, "country", "noc"),
        (Skater, "club", ""),
    ],
)
def test_the_key_that_means_the_same_is_told_before_one_with_similar_letters(model: type, key: str, meant: str) -> None:
    (fault,) = unknown_keys({key: "x"}, model)
    assert fault.values["nearest"] == meant


@pytest.mark.parametrize("key", MEANT)
def test_each_word_that_is_explained_leads_to_a_key_of_a_file(key: str) -> None:
    known = {FROM, *(field.name for model in MODELS for field in fields(model))}
    assert known.issuperset(MEANT[key])
    assert any(next(unknown_keys({key: ""}, model), None) for model in MODELS)
