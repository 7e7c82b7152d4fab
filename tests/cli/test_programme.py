"""Tests of ``massstart programme``, and of ``massstart passings``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from massstart_tui.cli import follow
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.journal.recorder import header_of
from massstart_tui.report.programme_page import own_clock
from massstart_tui.stream.codec import encode_header
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.sheet_file import read_sheet
from tests.meetings import MEETING, PROTEST, heat, make_meeting, make_protest, skated
from tests.streams import Fields, event, make_line

Captured = pytest.CaptureFixture[str]
SHEET = """\
id = "club"
title = "Club race"
laps = 2
[rules]
sprints = []
neutral = false
[[skaters]]
bib = 1
name = "Anna"
transponders = ["FG-100", "FG-101"]
[[skaters]]
bib = 2
name = "Berit"
"""


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Return the small meeting after its semi-finals."""
    return make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(6, 5, 4, 3, 2, 1))


def here(time: str) -> str:
    """Return the user's own time of day at this moment, with the number of days by which the date differs."""
    there = datetime.fromisoformat(time)
    return own_clock(there, there.astimezone().tzinfo)


def test_without_a_terminal_the_programme_is_told_in_lines_that_give_nothing_away(
    meeting: Path, capsys: Captured
) -> None:
    assert main(["programme", str(meeting)]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [
        f"2026-03-01\t10:00\t{here('2026-03-01T10:00+01:00')}\tsf1\trecorded\tSemi-final 1",
        f"2026-03-01\t10:30\t{here('2026-03-01T10:30+01:00')}\tsf2\trecorded\tSemi-final 2",
        f"2026-03-01\t12:00\t{here('2026-03-01T12:00+01:00')}\tfinal\tfrom its heats\tFinal",
    ]
    assert main(["programme", str(meeting), "--spoilers", "--lang", "nl"]) == ExitCode.DONE
    assert capsys.readouterr().out.count("\tofficieel\t") == 2


def test_the_sample_meeting_is_found_by_its_name(capsys: Captured) -> None:
    assert main(["programme", "beijing-2022"]) == ExitCode.DONE
    assert f"2022-02-19\t15:00\t{here('2022-02-19T15:00+08:00')}\tmen-sf1\trecorded\t" in capsys.readouterr().out


def test_who_starts_in_the_final_is_told_when_asked_for(meeting: Path, capsys: Captured) -> None:
    assert main(["programme", str(meeting), "--final", "final"]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [
        "1\tAnna\tNED\tSemi-final 1\t1st, 60 points\tQ\t",
        "2\tLiz\tUSA\tSemi-final 2\t1st, 63 points\tQ\t",
        "3\tBerit\tNOR\tSemi-final 1\t2nd, 40 points\tQ\t",
        "4\tKaori\tJPN\tSemi-final 2\t2nd, 42 points\tQ\t",
    ]


def test_the_start_sheet_of_the_final_is_written_and_reads_back(meeting: Path, capsys: Captured) -> None:
    output = meeting.parent / "final.toml"
    assert main(["programme", str(meeting), "--final", "final", "-o", str(output)]) == ExitCode.DONE
    sheet = read_sheet(output).sheet
    assert (sheet.id, sheet.title, sheet.competition, sheet.venue) == ("final", "Final", "Cup", "Thialf")
    assert [(skater.bib, skater.name) for skater in sheet.skaters] == [
        (1, "Anna"),
        (2, "Liz"),
        (3, "Berit"),
        (4, "Kaori"),
    ]
    assert sheet.skaters[0].notes == ("Semi-final 1: 1st, 60 points (Q)",)
    assert main(["check", str(output)]) == ExitCode.DONE
    before = output.read_bytes()
    assert main(["programme", str(meeting), "--final", "final", "-o", str(output)]) == ExitCode.USAGE
    assert "is there already" in capsys.readouterr().err
    assert output.read_bytes() == before


def test_arm_bands_are_in_the_notes_of_the_start_sheet(tmp_path: Path) -> None:
    toml = MEETING + 'arm_bands = ["white"]\n'
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(1, 2, 3, 4, 5, 6), toml)
    output = tmp_path / "final.toml"
    assert main(["programme", str(path), "--final", "final", "-o", str(output)]) == ExitCode.DONE
    notes = {skater.name: skater.notes[1] for skater in read_sheet(output).sheet.skaters}
    assert notes["Anna"] == "Arm band: white (assumed: by helmet number)"
    assert notes["Gré"] == "Arm band 2 of NED (assumed: by helmet number)"


def test_while_a_heat_runs_the_list_is_provisional_and_no_start_sheet_is_written(
    tmp_path: Path, capsys: Captured
) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(1, until=60_500))
    output = tmp_path / "final.toml"
    assert main(["programme", str(path), "--final", "final"]) == ExitCode.DONE
    told = capsys.readouterr()
    assert "2\tLiz\tUSA\tSemi-final 2\t1st, 3 points\tQ provisional\t" in told.out.splitlines()
    assert "1\tAnna\tNED\tSemi-final 1\t1st, 60 points\tQ\t" in told.out.splitlines()
    not_over = f"{path}: races[2].from[1] (3rd race): ‘sf2’ is not over; expected a heat whose result stands\n"
    assert told.err == not_over
    assert main(["programme", str(path), "--final", "final", "-o", str(output)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err == not_over
    assert not output.exists()


def test_a_file_that_is_not_there_is_told_with_its_key_and_the_rest_is_shown(meeting: Path, capsys: Captured) -> None:
    (meeting.parent / "sf2.jsonl").unlink()
    assert main(["programme", str(meeting)]) == ExitCode.DONE
    told = capsys.readouterr()
    assert told.err == (
        f"{meeting}: races[1].stream (2nd race): ‘sf2.jsonl’ is not there; "
        "expected a file, by its path from that of the meeting\n"
    )
    assert [line.split("\t")[4] for line in told.out.splitlines()] == ["recorded", "cannot open", "from its heats"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--final", "semi"], "there is no race ‘semi’; expected one of sf1, sf2, final"),
        (["--final", "sf1"], "‘sf1’ is not made of heats; expected a race with ‘from’"),
        (["--final", "final", "-o", "final.txt"], "final.txt: a start sheet ends in .toml"),
        (["-o", "x.toml"], "nothing to write; expected --final beside -o"),
    ],
)
def test_what_is_asked_wrongly_says_what_was_expected(
    meeting: Path, arguments: list[str], said: str, capsys: Captured
) -> None:
    assert main(["programme", str(meeting), *arguments]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_check_tells_a_meeting_from_a_start_sheet_and_looks_into_its_files(meeting: Path, capsys: Captured) -> None:
    assert main(["check", str(meeting)]) == ExitCode.DONE
    assert capsys.readouterr().out == f"{meeting}: in order; races: 3\n"
    meeting.write_text(MEETING.replace("Europe/Amsterdam", "Europe/Amsterdm").replace("sf2.jsonl", "sf1.jsonl"))
    stream = meeting.parent / "sf1.jsonl"
    stream.write_bytes(stream.read_bytes() + b'{"seq"')
    assert main(["check", str(meeting)]) == ExitCode.BAD_DATA
    told = capsys.readouterr().out
    assert "time_zone: ‘Europe/Amsterdm’ is no time zone; perhaps ‘Europe/Amsterdam’" in told
    assert f"{stream}:9: the last line is cut short" in told
    assert "races[1].stream (2nd race): ‘sf1.jsonl’ is there more than once; expected it once" in told


def test_the_schema_of_a_meeting_names_its_keys(capsys: Captured) -> None:
    assert main(["check", "--schema", "meeting"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert all(f'"{key}"' in told for key in ("from", "time_zone", "stream", "sheet", "arm_bands"))


def test_what_is_no_meeting_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert main(["programme", str(tmp_path / "no.toml")]) == ExitCode.BAD_DATA
    assert "there is no such file" in capsys.readouterr().err


def test_a_picture_of_the_programme(meeting: Path) -> None:
    picture = meeting.parent / "programme.txt"
    arguments = ["--screen", "programme", "--size", "80x24", "-o", str(picture)]
    assert main(["snapshot", str(meeting), *arguments]) == ExitCode.DONE
    assert "Semi-final 2" in picture.read_text(encoding="utf-8")
    assert "Anna" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize(
    ("heats", "said"),
    [
        ('["sf1", "h9"]', "races[2].from[1] (3rd race): ‘h9’ is no race of this meeting"),
        ('["sf1", "sf1"]', "races[2].from[1] (3rd race): ‘sf1’ is there more than once"),
        ('["sf1", "sf2"]\n[[races]]\nid = "sf2"', "races[2].from[1] (3rd race): ‘sf2’ is there more than once"),
        ('["sf1", "final"]', "races[2].from (3rd race): the races go round in a circle"),
        ('["sf1", 7]', "races[2].from[1] (3rd race): 7 is of the wrong kind"),
        ('"sf1"', 'races[2].from (3rd race): "sf1" is of the wrong kind'),
    ],
)
def test_of_heats_of_which_one_is_wrong_no_final_is_made_and_nobody_listed(
    heats: str, said: str, *, written: bool, meeting: Path, capsys: Captured
) -> None:
    meeting.write_text(MEETING.replace('["sf1", "sf2"]', heats), encoding="utf-8")
    output = meeting.parent / "final.toml"
    options = ["-o", str(output)] if written else []
    assert main(["programme", str(meeting), "--final", "final", *options]) == ExitCode.BAD_DATA
    told = capsys.readouterr()
    assert said in told.err
    assert "who starts in ‘final’ cannot be told" in told.err
    assert told.out == ""
    assert not output.exists()


@pytest.mark.parametrize("output", [[], ["-o", "final.toml"]])
def test_a_heat_that_cannot_be_read_makes_no_final(
    output: list[str], meeting: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(meeting.parent)
    heat = next(path for path in meeting.parent.glob("*.jsonl") if "sf1" in path.name)
    heat.write_bytes(heat.read_bytes().replace(b'"seq":2,', b'"seq":7,').replace(b'"seq": 2,', b'"seq": 7,'))
    assert main(["programme", str(meeting), "--final", "final", *output]) == ExitCode.BAD_DATA
    assert "7 is out of sequence; expected 2" in capsys.readouterr().err
    assert not Path("final.toml").exists()


def test_passings_make_a_race_that_can_be_replayed(tmp_path: Path, capsys: Captured) -> None:
    sheet, told, race = tmp_path / "sheet.toml", tmp_path / "told.csv", tmp_path / "race.jsonl"
    sheet.write_text(SHEET)
    told.write_text("transponder,time\nFG-101,15:00:32.5\n2,15:00:32.0\nXX,15:00:33\nFG-100,15:01:01\n2,15:01:02\n")
    asked = ["passings", str(told), "--sheet", str(sheet), "--gun", "15:00:00", "-o", str(race)]
    assert main(asked) == ExitCode.DONE
    said = capsys.readouterr().err.splitlines()
    assert said[1].startswith(f"{told}:4: transponder: ")
    assert [said[0], *said[2:]] == [f"{told}: read as plain", f"{race}: 4 crossings"]
    state = load(race).at("end")
    assert [(place.bibs, place.time) for place in state.finish] == [((1,), 61_000), ((2,), 62_000)]
    assert main(["check", str(race)]) == ExitCode.DONE
    before = race.read_bytes()
    assert main(asked) == ExitCode.DONE
    assert f"{race}: 0 crossings" in capsys.readouterr().err
    assert race.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"--gun": "noon"}, ExitCode.USAGE, "‘noon’ is not a time of day"),
        ({"--gun": "15:00"}, ExitCode.USAGE, "‘15:00’ is not a time of day; expected hours, minutes and seconds"),
        ({"--sheet": "no.toml"}, ExitCode.BAD_DATA, "no.toml: there is no such file"),
        ({"PASSINGS": "no.csv"}, ExitCode.BAD_DATA, "no.csv: there is no such file"),
    ],
)
def test_passings_that_cannot_be_taken_leave_no_stream(
    changed: dict[str, str], code: ExitCode, said: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "sheet.toml").write_text(SHEET)
    (tmp_path / "told.csv").write_text("1,00:00:31.0\n")
    asked = {
        "PASSINGS": str(tmp_path / "told.csv"),
        "--sheet": str(tmp_path / "sheet.toml"),
        "--gun": "00:00:00",
    } | changed
    race = tmp_path / "race.jsonl"
    file = asked.pop("PASSINGS")
    options = [part for option in asked.items() for part in option]
    assert main(["passings", file, *options, "-o", str(race)]) == code
    assert said in capsys.readouterr().err
    assert not race.exists()


def test_crossings_from_before_the_gun_are_counted(tmp_path: Path, capsys: Captured) -> None:
    sheet, told, race = tmp_path / "sheet.toml", tmp_path / "told.csv", tmp_path / "race.jsonl"
    sheet.write_text(SHEET)
    told.write_text("1,14:58:00\n2,14:58:01\n1,15:00:31\n")
    assert main(["passings", str(told), "--sheet", str(sheet), "--gun", "15:00:00", "-o", str(race)]) == ExitCode.DONE
    said = capsys.readouterr().err.splitlines()
    before = f"{told}: 2 crossings from before the gun left out"
    assert said == [f"{told}: read as plain", before, f"{race}: 1 crossing"]


def test_a_transponder_that_two_skaters_wear_is_told_with_the_start_sheet(tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "sheet.toml"
    sheet.write_text(SHEET + 'transponders = ["FG-101"]\n')
    assert main(["check", str(sheet)]) == ExitCode.BAD_DATA
    assert "skaters[1].transponders (2nd skater): transponder FG-101 is there more than once" in capsys.readouterr().out


def renamed(folder: Path, heat: str, old: str, more: str = "") -> None:
    """Rename a skater of a heat to Kim Minji of the Netherlands; ``more`` is JSON with further fields of the skater."""
    stream = folder / f"{heat}.jsonl"
    header, rest = stream.read_bytes().split(b"\n", 1)
    race = json.loads(header)
    skater = next(one for one in race["race"]["skaters"] if one["name"] == old)
    skater |= {"name": "Kim Minji", "noc": "NED", **json.loads(more or "{}")}
    stream.write_bytes(json.dumps(race).encode() + b"\n" + rest)


def test_two_of_one_name_in_two_heats_are_two_skaters_and_nothing_is_asked(meeting: Path, capsys: Captured) -> None:
    renamed(meeting.parent, "sf1", "Anna")
    renamed(meeting.parent, "sf2", "Liz")
    output = meeting.parent / "final.toml"
    assert main(["check", str(meeting)]) == ExitCode.DONE
    assert main(["programme", str(meeting), "--final", "final", "-o", str(output)]) == ExitCode.DONE
    assert [(one.bib, one.name) for one in read_sheet(output).sheet.skaters][:2] == [(1, "Kim Minji"), (2, "Kim Minji")]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("more", ['{"id": "7"}', '{"born": "2001-02-03"}'])
def test_one_skater_in_two_heats_is_told(more: str, meeting: Path, capsys: Captured) -> None:
    renamed(meeting.parent, "sf1", "Anna", more)
    renamed(meeting.parent, "sf2", "Liz", more)
    assert main(["check", str(meeting)]) == ExitCode.BAD_DATA
    assert "races[2].from (3rd race): Kim Minji starts in ‘sf1’ and in ‘sf2’" in capsys.readouterr().out


DIFFERS = (
    "The start sheet does not agree with the heats any more. Not through: Anna (1). Missing: Chiara. "
    "Another helmet number: Berit (3 → 1)."
)


@pytest.fixture
def protest(tmp_path: Path, capsys: Captured) -> Path:
    """Return a meeting in which the winner of semi-final 1 was disqualified after the final's sheet was written."""
    path = make_protest(tmp_path, PROTEST)
    capsys.readouterr()
    return path


def test_check_tells_how_the_start_sheet_of_a_final_no_longer_agrees_with_its_heats(
    protest: Path, capsys: Captured
) -> None:
    sheet = protest.parent / "final.toml"
    assert main(["check", str(protest)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [
        (
            f"{sheet}: skaters[0] (1st skater): Anna (1) is on the start sheet, and does not go through from ‘sf1’; "
            "expected only who does"
        ),
        f"{sheet}: skaters[2] (3rd skater): Berit has 3; expected 1, as ‘sf1’ now has it",
        (
            f"{sheet}: skaters: Chiara goes through from ‘sf1’, and is not on the start sheet; "
            "expected everyone who goes through"
        ),
    ]


def test_check_tells_it_of_a_final_that_is_recorded_at_the_header_of_its_stream(
    protest: Path, capsys: Captured
) -> None:
    stream = recorded(protest.parent)
    assert main(["check", str(protest)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.startswith(
        f"{stream}:1: race.skaters[0] (1st skater): Anna (1) is on the start sheet, and"
    )


def recorded(folder: Path, *events: Fields) -> Path:
    """Write the stream of the final with the start sheet that was written, and these ``events``."""
    stream = folder / "final.jsonl"
    header = header_of(read_sheet(folder / "final.toml").sheet, datetime.now(UTC))
    stream.write_bytes(
        encode_header(header) + b"".join(make_line({"seq": seq, **one}) for seq, one in enumerate(events, 1))
    )
    return stream


def test_without_a_protest_nothing_is_told(tmp_path: Path, capsys: Captured) -> None:
    path = make_protest(tmp_path)
    capsys.readouterr()
    assert main(["check", str(path)]) == ExitCode.DONE
    assert capsys.readouterr().out == f"{path}: in order; races: 3\n"
    assert main(["replay", str(recorded(tmp_path))]) == ExitCode.DONE
    assert capsys.readouterr().err == ""


def test_the_programme_and_a_replay_without_a_terminal_tell_it_too(protest: Path, capsys: Captured) -> None:
    assert main(["programme", str(protest)]) == ExitCode.DONE
    assert capsys.readouterr().err == ""
    assert main(["programme", str(protest), "--spoilers"]) == ExitCode.DONE
    assert "Anna (1) is on the start sheet" in capsys.readouterr().err
    assert main(["replay", str(recorded(protest.parent))]) == ExitCode.DONE
    assert capsys.readouterr().err == f"{DIFFERS}\n"
    assert main(["replay", str(protest.parent / "final.jsonl"), "--lang", "nl"]) == ExitCode.DONE
    assert "Niet door: Anna (1). Ontbreekt: Chiara. Ander helmnummer: Berit (3 → 1)." in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--format", "jsonl"]])
def test_following_a_final_without_a_terminal_tells_it_too(
    options: list[str], protest: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(follow, "_wait", lambda _seconds: True)
    assert main(["follow", str(recorded(protest.parent)), *options]) == ExitCode.DONE
    assert capsys.readouterr().err == f"{DIFFERS}\n"


def test_a_heat_that_is_still_to_come_is_a_state_of_the_meeting_and_no_fault(tmp_path: Path, capsys: Captured) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(1, until=60_500))
    assert main(["check", str(path)]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: in order; races: 3",
        f"{path}: the final ‘final’ waits for ‘sf2’",
    ]


def test_check_says_of_a_final_to_come_whether_it_waits_for_a_heat_or_for_its_start_sheet(
    tmp_path: Path, capsys: Captured
) -> None:
    path = make_meeting(tmp_path, skated(1, until=60_500), skated(1, 2, 3, 4, 5, 6), f'{MEETING}sheet = "final.toml"\n')
    assert main(["check", str(path)]) == ExitCode.DONE
    in_order = f"{path}: in order; races: 3"
    assert capsys.readouterr().out.splitlines() == [in_order, f"{path}: the final ‘final’ waits for ‘sf1’"]
    (tmp_path / "sf1.jsonl").write_bytes(heat("sf1", *skated(1, 2, 3, 4, 5, 6)))
    assert main(["check", str(path)]) == ExitCode.DONE
    waits = f"{path}: the heats of the final ‘final’ are over; final.toml is not there yet"
    assert capsys.readouterr().out.splitlines() == [in_order, waits]
    assert main(["programme", str(path), "--final", "final", "-o", str(tmp_path / "final.toml")]) == ExitCode.DONE
    capsys.readouterr()
    assert main(["check", str(path)]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [in_order]


def test_a_start_sheet_is_written_anew_on_request_and_what_is_kept_and_what_is_not_is_told(
    protest: Path, capsys: Captured
) -> None:
    sheet = protest.parent / "final.toml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace('(Q)",\n]', '(Q)",\n "Champion"]', 1))
    asked = ["programme", str(protest), "--final", "final", "-o", str(sheet)]
    assert main(asked) == ExitCode.USAGE
    assert "final.toml is there already; expected a file that is not, or --anew" in capsys.readouterr().err
    assert main([*asked, "--anew"]) == ExitCode.DONE
    assert capsys.readouterr().err.splitlines() == [
        "on: Chiara (3)",
        "off: Anna (1)",
        "another number: Berit (3 → 1)",
        "not kept, by hand: Anna (1): “Champion”",
        "not kept: comments, and keys that no start sheet has",
        f"{sheet} is written anew; as it was: {protest.parent / 'final.before.toml'}",
    ]
    assert main(["check", str(protest)]) == ExitCode.DONE
    capsys.readouterr()
    assert main([*asked, "--anew"]) == ExitCode.DONE
    assert capsys.readouterr().err == f"{sheet} agrees with the heats, and stays as it is\n"


def test_a_start_sheet_that_is_not_there_yet_is_written_anew_as_well(meeting: Path) -> None:
    sheet = meeting.parent / "final.toml"
    assert main(["programme", str(meeting), "--final", "final", "-o", str(sheet), "--anew"]) == ExitCode.DONE
    assert len(read_sheet(sheet).sheet.skaters) == 4


def test_a_race_that_was_begun_keeps_its_start_sheet(protest: Path, capsys: Captured) -> None:
    sheet = protest.parent / "final.toml"
    stream, before = recorded(protest.parent, event("start")), sheet.read_bytes()
    asked = ["programme", str(protest), "--final", "final", "-o", str(sheet), "--anew"]
    assert main(asked) == ExitCode.FAILED
    said = capsys.readouterr().err
    assert f"{sheet} stays as it is: the race is recorded already, in {stream}" in said
    assert sheet.read_bytes() == before


def with_bibs(folder: Path, heat: str, more: int) -> None:
    """Raise the bibs of a heat's skaters by this much."""
    stream = folder / f"{heat}.jsonl"
    header, *lines = [json.loads(line) for line in stream.read_bytes().splitlines()]
    for skater in header["race"]["skaters"]:
        skater["bib"] += more
    for line in lines:
        if "order" in line:
            line["order"] = [bib + more for bib in line["order"]]
    stream.write_bytes(b"".join(make_line(one) for one in (header, *lines)))


def test_the_bibs_of_the_heats_are_kept_where_that_is_asked_for(meeting: Path, capsys: Captured) -> None:
    with_bibs(meeting.parent, "sf2", 20)
    asked = ["programme", str(meeting), "--final", "final", "--keep-bibs"]
    assert main(asked) == ExitCode.DONE
    assert [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["1", "Anna"],
        ["2", "Berit"],
        ["25", "Kaori"],
        ["26", "Liz"],
    ]
    sheet = meeting.parent / "final.toml"
    assert main([*asked, "-o", str(sheet)]) == ExitCode.DONE
    assert [(s.bib, s.name) for s in read_sheet(sheet).sheet.skaters] == [
        (1, "Anna"),
        (2, "Berit"),
        (25, "Kaori"),
        (26, "Liz"),
    ]
    meeting.write_text(MEETING + 'sheet = "final.toml"\n', encoding="utf-8")
    assert main(["check", str(meeting)]) == ExitCode.DONE
    stream = meeting.parent / "sf1.jsonl"
    protest = make_line({"seq": 8, **PROTEST})
    stream.write_bytes(stream.read_bytes() + protest)
    assert main([*asked[:-1], "-o", str(sheet), "--anew"]) == ExitCode.DONE
    assert [(s.bib, s.name) for s in read_sheet(sheet).sheet.skaters] == [
        (2, "Berit"),
        (3, "Chiara"),
        (25, "Kaori"),
        (26, "Liz"),
    ]


def test_a_bib_that_two_who_go_through_have_is_told_with_what_to_do_and_no_sheet_is_written(
    tmp_path: Path, capsys: Captured
) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), skated(1, 5, 4, 3, 2, 6))
    sheet = tmp_path / "final.toml"
    asked = ["programme", str(path), "--final", "final", "--keep-bibs"]
    assert main([*asked, "-o", str(sheet)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().err == (
        f"{path}: races[2].from (3rd race): 1 is Anna’s in ‘sf1’ and Gré’s in ‘sf2’; "
        "expected no --keep-bibs, or another bib for one\n"
    )
    assert not sheet.exists()
    assert main(asked) == ExitCode.BAD_DATA


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--keep-bibs"], "--keep-bibs is about the start sheet of a final; expected --final beside it"),
        (["--anew"], "--anew is about the start sheet of a final; expected --final beside it"),
        (["--final", "final", "--anew"], "--anew writes a start sheet anew; expected -o with its file"),
    ],
)
def test_options_of_a_start_sheet_without_one_say_what_was_expected(
    options: list[str], said: str, meeting: Path, capsys: Captured
) -> None:
    assert main(["programme", str(meeting), *options]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_of_a_heat_whose_places_are_not_known_no_final_is_made_and_check_says_what_is_open(
    tmp_path: Path, capsys: Captured
) -> None:
    path = make_meeting(tmp_path, skated(1, 2, 3, 4, 5, 6), [])
    order = [1, None, None, 4, 5, 6]
    events = [event("start"), event("sprint", 60_000, lap=2, order=[6, 5, 4]), event("finish", 120_000, order=order)]
    (tmp_path / "sf2.jsonl").write_bytes(heat("sf2", *events, event("official", 200_000)))
    said = f"{path}: races[2].from[1] (3rd race): who goes through from ‘sf2’ is open: Hege (2), Ilse (3); expected"
    assert main(["check", str(path)]) == ExitCode.DONE
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{path}: in order; races: 3"
    assert told[1].startswith(said)
    sheet = tmp_path / "final.toml"
    for options in ([], ["--keep-bibs"]):
        assert main(["programme", str(path), "--final", "final", "-o", str(sheet), *options]) == ExitCode.BAD_DATA
        assert said in capsys.readouterr().err
        assert not sheet.exists()
