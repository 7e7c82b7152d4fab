"""Tests of the races of a meeting as their files are, and of how much of each may be shown."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from massstart_tui.race.meeting import finalists
from massstart_tui.race.state import Phase
from massstart_tui.report.programme_page import how_far
from massstart_tui.stream.earlier_races import Earlier
from massstart_tui.stream.meeting_file import MeetingFile, read_meeting
from massstart_tui.stream.meeting_races import Programme, heat_faults, quick_look_at_entries, read_entries
from massstart_tui.stream.samples import meeting_path
from massstart_tui.text.words import Language, words
from tests.meetings import MEETING, heat, make_meeting, recorded_at, skated

NOW = datetime(2026, 3, 1, 9, 40, tzinfo=UTC)


def opened(path: Path, *, spoilers: bool = False, now: datetime = NOW) -> Programme:
    """Return the programme of a meeting after reading its files."""
    file = read_meeting(path)
    programme = Programme(file, quick_look_at_entries(file), spoilers=spoilers)
    programme.take(read_entries(file), now)
    return programme


def phases(programme: Programme) -> list[Phase | None]:
    """Return the phase up to which each race may be shown."""
    return [state.phase if (state := programme.known(entry)) else None for entry in programme.entries]


def test_a_recording_gives_nothing_away_until_it_is_watched_to_the_end(tmp_path: Path) -> None:
    programme = opened(make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1)))
    assert phases(programme) == [None, None, None]
    final = programme.entries[2].race
    assert finalists(programme.heats_of(final)) == ()
    programme.seen["sf1"] = 60_500
    assert phases(programme)[0] is Phase.RACING
    assert [one.row.name for one in finalists(programme.heats_of(final))] == ["Fay", "Emi"]
    programme.seen["sf1"] = 300_000
    assert [one.row.name for one in finalists(programme.heats_of(final))] == ["Anna", "Berit"]
    assert phases(programme) == [Phase.OFFICIAL, None, None]


def test_at_a_first_look_each_race_is_there_with_the_sheet_of_its_recording_and_none_where_it_has_none(
    tmp_path: Path,
) -> None:
    file = read_meeting(make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1)))
    entries = quick_look_at_entries(file)
    assert tuple(entry.race for entry in entries) == file.meeting.races
    assert [entry.sheet is not None for entry in entries] == [True, True, False]


def test_with_spoilers_and_for_who_makes_the_start_sheet_all_is_told(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))
    assert phases(opened(path, spoilers=True)) == [Phase.OFFICIAL, Phase.OFFICIAL, None]
    programme = opened(path)
    whole = programme.heats_of(programme.entries[2].race, whole=True)
    assert {one.bib: one.row.name for one in finalists(whole)} == {1: "Anna", 2: "Liz", 3: "Berit", 4: "Kaori"}


def test_a_race_that_is_being_recorded_is_followed_to_its_end(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1, until=60_500))
    recorded_at(tmp_path / "sf2.jsonl", NOW - timedelta(seconds=20))
    programme = opened(path)
    assert phases(programme) == [None, Phase.RACING, None]
    assert programme.on_and_next(NOW) == ([1], 2)
    (tmp_path / "sf2.jsonl").write_bytes(heat("sf2", *skated(6, 5, 4, 3, 2, 1)))
    before = programme.entries
    programme.take(read_entries(programme.file, before), NOW)
    assert programme.entries[0] is before[0]
    assert programme.entries[1] is not before[1]
    assert phases(programme) == [None, Phase.OFFICIAL, None]


def test_a_recording_that_breaks_off_is_not_under_way_days_later(tmp_path: Path) -> None:
    programme = opened(make_meeting(tmp_path, skated(1, 2, until=60_500), skated()))
    assert not programme.followed
    assert phases(programme)[0] is None


def test_a_start_sheet_serves_until_there_is_a_stream(tmp_path: Path) -> None:
    toml = MEETING.replace('stream = "sf2.jsonl"', 'stream = "later.jsonl"\nsheet = "sf2.toml"')
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), [], toml)
    (tmp_path / "sf2.toml").write_text('id = "s"\ntitle = "S"\nlaps = 4\n[[skaters]]\nbib = 1\nname = "Gré"\n')
    programme = opened(path)
    entry = programme.entries[1]
    assert (entry.faults, entry.path) == ((), None)
    assert entry.sheet is not None
    assert phases(programme)[1] is Phase.SCHEDULED
    assert programme.on_and_next(NOW - timedelta(minutes=30)) == ([], 1)


def test_a_file_that_is_not_there_or_not_right_is_told_and_the_other_races_open(tmp_path: Path) -> None:
    toml = MEETING.replace('stream = "sf2.jsonl"', 'stream = "no.jsonl"').replace('"sf1.jsonl"', '"../x.jsonl"', 0)
    path = make_meeting(tmp_path, [], skated(), toml + 'sheet = "no.toml"\n')
    (tmp_path / "sf1.jsonl").write_bytes(b"not a stream\n")
    programme = opened(path)
    told = [(one.path, one.fault.field, str(one.fault.code)) for entry in programme.entries for one in entry.faults]
    assert told == [
        (str(tmp_path / "sf1.jsonl"), "format", "not_a_stream"),
        (str(path), "races[1].stream", "no_such_file"),
    ]
    assert [entry.broken for entry in programme.entries] == [True, True, False]


def test_the_files_of_a_final_that_its_heats_make_are_to_come_and_no_fault(tmp_path: Path) -> None:
    for files in ('sheet = "final.toml"', 'sheet = "final.toml"\nstream = "final.jsonl"', 'stream = "final.jsonl"'):
        path = make_meeting(tmp_path, skated(), skated(), f"{MEETING}{files}\n")
        final = opened(path).entries[2]
        assert (final.faults, final.broken, final.path, final.latest) == ((), False, None, None)


def test_a_sheet_with_a_key_that_nobody_knows_serves_and_the_key_is_told_with_its_file(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, skated(), skated(), MEETING + 'sheet = "final.toml"\n')
    (tmp_path / "final.toml").write_text(
        'id = "f"\ntitle = "F"\nlaps = 4\nvenu = "x"\n[[skaters]]\nbib = 1\nname = "A"\n'
    )
    final = opened(path).entries[2]
    assert final.sheet is not None
    told = [(one.path, one.fault.field, str(one.fault.code), one.fault.harmless) for one in final.faults]
    assert told == [(str(tmp_path / "final.toml"), "venu", "unknown_key", True)]


def test_heats_that_are_not_over_are_told_with_the_key(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(1, until=60_500))
    programme = opened(path)
    heats = programme.heats_of(programme.entries[2].race, whole=True)
    told = heat_faults(programme.file, 2, heats)
    assert [(one.path, one.fault.field, str(one.fault.code)) for one in told] == [
        (str(path), "races[2].from[1]", "heat_not_over")
    ]


def test_after_the_meeting_the_next_one_to_watch_is_next(tmp_path: Path) -> None:
    programme = opened(make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1)))
    later = NOW + timedelta(days=1)
    assert programme.on_and_next(later) == ([], 0)
    programme.seen["sf1"] = 300_000
    assert programme.on_and_next(later) == ([], 1)


def test_what_a_skater_did_earlier_in_the_meeting() -> None:
    path = meeting_path()
    assert path is not None
    programme = opened(path)
    assert not any(programme.earlier(4).values())
    programme.seen["men-sf1"] = 0
    assert not any(programme.earlier(4).values())
    programme.seen["men-sf1"] = 10**9
    assert {one.title for rows in programme.earlier(4).values() for one in rows} == {"Men, semi-final 1"}
    programme.spoilers = True
    told = earlier_of(programme, 4)["Sven Kramer"]
    assert [(one.title, one.row.rank, one.row.total, one.row.through) for one in told] == [
        ("Men, semi-final 1", 7, 3, "Q")
    ]
    assert all(one.sure for rows in programme.earlier(4).values() for one in rows)
    assert all(len(rows) == 1 for rows in programme.earlier(4).values())
    assert programme.earlier(0) == {}


def earlier_of(programme: Programme, index: int) -> dict[str, list[Earlier]]:
    """Return what skaters did in earlier races, by bib and name, or by name if only one has it."""
    programme.spoilers = True
    told = programme.earlier(index)
    names = Counter(skater.name for skater in told)
    return {s.name if names[s.name] == 1 else f"{s.bib} {s.name}": rows for s, rows in told.items()}


FINAL = """id = "final"
title = "Final"
laps = 4
"""


def skater_lines(*skaters: tuple[int, str]) -> str:
    """Return the skaters of a start sheet in TOML."""
    return "".join(f"[[skaters]]\nbib = {bib}\n{line}\n" for bib, line in skaters)


def with_namesakes(folder: Path, *final: tuple[int, str], sf1: str = "", sf2: str = "") -> Programme:
    """Return a meeting in which Anna NED of heat 1, its winner, has a namesake in heat 2, who was second."""
    path = make_meeting(folder, skated(1, 2, 3, 4, 5, 6), skated(6, 1, 5, 4, 3, 2), MEETING + 'sheet = "final.toml"\n')
    for name, old, more in (("sf1", "Anna", sf1), ("sf2", "Gré", sf2)):
        stream = folder / f"{name}.jsonl"
        header, rest = stream.read_text(encoding="utf-8").split("\n", 1)
        race = json.loads(header)
        skater = next(one for one in race["race"]["skaters"] if one["name"] == old)
        skater |= {"name": "Kim Minji", "noc": "NED"} | json.loads(more or "{}")
        stream.write_text(json.dumps(race) + "\n" + rest, encoding="utf-8")
    (folder / "final.toml").write_text(FINAL + skater_lines(*final), encoding="utf-8")
    return opened(path)


KIM = 'name = "Kim Minji"\nnoc = "NED"'
OF_SF1, OF_SF2 = ("Semi-final 1", 1), ("Semi-final 2", 2)


@pytest.mark.parametrize(
    ("final", "heats", "told"),
    [
        # They differ in the bib with which each goes through.
        ([(1, KIM), (4, KIM)], {}, {"1 Kim Minji": [(*OF_SF1, True)], "4 Kim Minji": [(*OF_SF2, True)]}),
        # Once one of them is recognised, only the other is left.
        ([(1, KIM), (9, KIM)], {}, {"1 Kim Minji": [(*OF_SF1, True)], "9 Kim Minji": [(*OF_SF2, True)]}),
        # Neither of them has this bib.
        (
            [(8, KIM), (9, KIM)],
            {},
            {f"{bib} Kim Minji": [(*OF_SF1, False), (*OF_SF2, False)] for bib in (8, 9)},
        ),
        ([(9, KIM)], {}, {"Kim Minji": [(*OF_SF1, False), (*OF_SF2, False)]}),
        # They differ in what the start sheets have of them.
        ([(9, KIM + '\nid = "7"')], {"sf2": '{"id": "7"}'}, {"Kim Minji": [(*OF_SF2, True)]}),
        ([(9, KIM + '\nid = "7"')], {"sf1": '{"id": "8"}'}, {"Kim Minji": [(*OF_SF2, True)]}),
        ([(9, KIM + "\nborn = 2001-02-03")], {"sf2": '{"born": "2001-02-03"}'}, {"Kim Minji": [(*OF_SF2, True)]}),
        ([(9, 'name = "Kim Minji"\nnoc = "KOR"')], {"sf2": '{"noc": "KOR"}'}, {"Kim Minji": [(*OF_SF2, True)]}),
        # The name is spelled differently, but the id is the same.
        ([(9, 'name = "Kim Min-ji"\nid = "7"')], {"sf2": '{"id": "7"}'}, {"Kim Min-ji": [(*OF_SF2, True)]}),
        # One skater of the heats matches two skaters of the final.
        (
            [(8, 'name = "Fay"'), (9, 'name = "Fay"')],
            {},
            {"8 Fay": [("Semi-final 1", 4, False)], "9 Fay": [("Semi-final 1", 4, False)]},
        ),
    ],
)
def test_who_of_two_with_one_name_is_in_the_final_is_told_where_anything_tells_it(
    final: list[tuple[int, str]], heats: dict[str, str], told: dict[str, object], tmp_path: Path
) -> None:
    programme = with_namesakes(tmp_path, *final, **heats)
    found = {
        name: [(one.title, one.row.rank, one.sure) for one in rows] for name, rows in earlier_of(programme, 2).items()
    }
    assert found == told


def test_nobody_did_anything_in_the_other_heat_of_a_round(tmp_path: Path) -> None:
    programme = with_namesakes(tmp_path, (1, KIM))
    assert earlier_of(programme, 1) == {}


def test_one_name_in_races_that_do_not_hang_together_may_be_two_skaters(tmp_path: Path) -> None:
    path = make_meeting(
        tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 1, 5, 4, 3, 2), MEETING.replace("from = [", "# [")
    )
    stream = tmp_path / "sf2.jsonl"
    stream.write_text(stream.read_text(encoding="utf-8").replace("Gr\\u00e9", "Anna").replace("Gré", "Anna"))
    told = {name: rows for name, rows in earlier_of(opened(path), 1).items() if rows}
    assert [(name, [one.sure for one in rows]) for name, rows in told.items()] == [("Anna", [False])]


@pytest.mark.parametrize(("id_", "entered"), [("men-final", 16), ("women-final", 17)])
def test_the_finals_of_beijing_come_out_of_their_heats_as_they_were_skated(id_: str, entered: int) -> None:
    """These are the samples' own start lists; of the men's final, four numbers were published."""
    path = meeting_path()
    assert path is not None
    programme = opened(path, spoilers=True)
    final = programme.entry(id_)
    assert final is not None
    assert final.sheet is not None
    made = {one.bib: (one.skater.name, one.skater.noc) for one in finalists(programme.heats_of(final.race))}
    assert made == {skater.bib: (skater.name, skater.noc) for skater in final.sheet.skaters}
    assert len(made) == entered
    if id_ == "men-final":
        published = {3: "Bart Swings", 4: "Lee Seung-hoon", 7: "Chung Jae-won", 14: "Joey Mantia"}
        assert {bib: made[bib][0] for bib in published} == published
        numbers = finalists(programme.heats_of(final.race))
        assert [one.bib for one in numbers if not programme.doubtful(final, one)] == sorted(published)


@pytest.fixture
def of_samples() -> MeetingFile:
    """Return the sample meeting, all races of which are samples."""
    path = meeting_path()
    assert path is not None
    return read_meeting(path)


def test_a_sample_race_that_waits_is_told_of_as_after_it_was_read(of_samples: MeetingFile) -> None:
    programmes = [Programme(of_samples, quick_look_at_entries(of_samples)) for _ in range(2)]
    for programme, whole in zip(programmes, (False, True), strict=True):
        programme.take(read_entries(of_samples, whole=whole), NOW)
    waiting, read = programmes
    assert waiting.waits
    assert not read.waits
    for before, after in zip(waiting.entries, read.entries, strict=True):
        assert (before.waits, before.recorded) == (after.path is not None, after.recorded)
        assert (before.listed, before.title, before.broken) == (after.listed, after.title, after.broken)
        bibs = [skater.bib for skater in before.sheet.skaters] if before.sheet else []
        assert [*map(before.bib_doubtful, bibs)] == [*map(after.bib_doubtful, bibs)]
        assert how_far(waiting, before, words(Language.EN)) == how_far(read, after, words(Language.EN))
    assert any(entry.bib_doubtful(1) for entry in waiting.entries)
    for hours in range(-2, 6):
        now = datetime(2022, 2, 19, 7, tzinfo=UTC) + timedelta(hours=hours / 2)
        assert waiting.on_and_next(now) == read.on_and_next(now)


def test_a_race_that_waits_is_read_when_all_are_and_not_before(of_samples: MeetingFile) -> None:
    waiting = read_entries(of_samples, whole=False)
    assert all(a is b for a, b in zip(waiting, read_entries(of_samples, waiting, whole=False), strict=True))
    read = read_entries(of_samples, waiting)
    assert not any(entry.waits for entry in read)
    assert any(entry.opened for entry in read)
    assert all(a is b for a, b in zip(read, read_entries(of_samples, read, whole=False), strict=True))


def test_a_race_of_ones_own_never_waits(tmp_path: Path) -> None:
    file = read_meeting(make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1)))
    assert [entry.waits for entry in read_entries(file, whole=False)] == [False] * 3
    assert read_entries(file, whole=False)[0].opened is not None


def test_what_waits_is_not_said_to_be_unseen_once_results_may_be_shown(of_samples: MeetingFile) -> None:
    programme = Programme(of_samples, read_entries(of_samples, whole=False))
    entry = programme.entries[0]
    assert how_far(programme, entry, words(Language.EN)).code == "recorded"
    programme.saw({entry.race.id: 1000})
    assert how_far(programme, entry, words(Language.EN)).code == "reading"
    spoilt = Programme(of_samples, programme.entries, spoilers=True)
    assert how_far(spoilt, entry, words(Language.EN)).code == "reading"
