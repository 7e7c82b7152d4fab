"""Tests of the result screen: nothing of the protocol is cut off at any width, and every tie has its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame, take_picture
from tests.levels import first_quick
from tests.streams import event, laps_of_thirty_seconds, make_skaters, make_stream
from tests.tui.races import WITH_LAPPED, sample
from tests.tui.stage import opening

POINTS_RACE = "made-up-points-race"
BOTH = pytest.mark.parametrize("language", list(Language))
WIDTHS = pytest.mark.parametrize("width", first_quick([60, 80, 120]))


def shown(path: Path, width: int, screen: str = "result", **wanted: Any) -> str:
    """Return the text of a screen, by default the result, at the end of this race, on a terminal of many rows."""
    return take_picture(*opening(path, **{"begin": "end"} | wanted), Frame(screen, width, 140)).text


def unwrapped(text: str) -> str:
    """Return the text without line breaks."""
    return " ".join(text.split())


def level_across_the_cut(tmp_path: Path) -> Path:
    """Write a race in which, after the first sprint of 1 2 3, the others are level; four go through."""
    path = tmp_path / "level.jsonl"
    events = [event("start"), *laps_of_thirty_seconds(4), event("sprint", 120_500, lap=4, order=[1, 2, 3])]
    path.write_bytes(make_stream(*events, qualify=4))
    return path


@WIDTHS
@BOTH
def test_whoever_is_out_has_that_written_in_full(width: int, language: Language) -> None:
    text = shown(sample(WITH_LAPPED), width, language=language)
    lapped, withdrew, disqualified = (
        next(row for row in text.splitlines() if name in row) for name in ("ZUYEV", "HUGHES", "BELLOIR")
    )
    assert {Language.EN: "LAP", Language.NL: "DUB"}[language] in lapped.split()
    assert "DNF" in withdrew.split()
    assert "DQ" in disqualified.split()


@WIDTHS
@BOTH
def test_nothing_of_a_protocol_is_cut_off(width: int, language: Language) -> None:
    for name in (WITH_LAPPED, POINTS_RACE, "made-up-elimination-race", "made-up-scratch-race"):
        rows = shown(sample(name), width, language=language).splitlines()
        # The headings and the line below them say that sprints have no column.
        assert not [row for row in rows if "…" in row and "Σ" not in row and not row.strip().startswith("… ")]


def test_where_whole_names_have_no_room_all_go_by_their_family_name() -> None:
    narrow, wide = (shown(sample(WITH_LAPPED), width) for width in (60, 80))
    assert "Vadim" not in narrow
    assert "  YAKUBOVSKIY  " in narrow
    assert "  Vadim YAKUBOVSKIY  " in wide


def test_a_name_that_is_too_long_even_for_a_wide_column_is_short(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    skaters = make_skaters((1, "Maximiliaan Alexander van den Oudenrijn-Hooghiemstra", "NED"), (2, "Bo Vik", "NOR"))
    path.write_bytes(make_stream(event("start"), skaters=skaters))
    text = shown(path, 80)
    assert "  Oudenrijn-Hooghiemstra " in text
    assert "  Bo Vik " in text


@pytest.mark.parametrize(
    ("race", "width", "reason"),
    first_quick(
        [
            (WITH_LAPPED, 60, "7 90 MORINO equal points, 15th over the line"),
            (WITH_LAPPED, 120, "15th ▲8 7:41.78 +12.35 equal points, line"),
            (POINTS_RACE, 80, "4 3 Rider Charlie equal on 27 points with Delta, 0.84 s ahead at the finish"),
            (WITH_LAPPED, 80, "7 90 Taiyo MORINO equal points, 15th over the line"),
            (WITH_LAPPED, 120, "8:21.42 lapped: by laps, then"),
            (POINTS_RACE, 60, "4 3 Charlie equal points, 2nd over the line"),
            (POINTS_RACE, 120, "4 3 Rider Charlie equal on 27 points with Delta, 0.84 s ahead at the finish"),
            (POINTS_RACE, 200, "2nd ▼2 31:12.14 +0.14 equal on 27 points with Delta, 0.84 s ahead at the finish"),
        ],
        3,
    ),
)
def test_every_tie_has_its_reason_beside_the_protocol_or_else_below_it(race: str, width: int, reason: str) -> None:
    text = shown(sample(race), width)
    assert reason in unwrapped(text)
    assert ("DECIDED BY" in text) == (reason[0] in "47" and ":" not in reason)


def test_that_nothing_separates_two_yet_is_said_by_their_rank_alone_where_there_is_little_room(tmp_path: Path) -> None:
    path = level_across_the_cut(tmp_path)
    assert "level" not in shown(path, 80)
    assert "level" in shown(path, 120)


@WIDTHS
@pytest.mark.parametrize("begin", ["end", "lap 3"])
def test_the_cut_is_below_the_same_skater_as_in_the_table(width: int, begin: str, tmp_path: Path) -> None:
    path = level_across_the_cut(tmp_path)
    # A narrow race screen has signs beside the rows and no line.
    assert above_the_cut(shown(path, width, begin=begin)) == above_the_cut(shown(path, 120, "race", begin=begin))


def above_the_cut(text: str) -> str:
    """Return the skater above the line of the cut, from the name column only: a reason may name another."""
    rows = text.splitlines()
    at = next(index for index, row in enumerate(rows) if row.lstrip().startswith("───"))
    return next(name for name in ("Noord", "Vik", "Valle", "Müller", "Sato", "Hill") if name in rows[at - 1][:40])


@BOTH
def test_before_the_gun_nobody_has_a_rank_and_there_is_no_cut(language: Language, tmp_path: Path) -> None:
    path = level_across_the_cut(tmp_path)
    text = shown(path, 80, begin=None, language=language)
    assert next(row for row in text.splitlines() if "Noord" in row).split()[:2] == ["1", "Anna"]
    assert "─" not in text
    assert "level" not in text
