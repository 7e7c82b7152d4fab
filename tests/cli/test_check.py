"""Tests of ``massstart check``: a line for each fault, and bad input for every command."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.text.plain import plain
from tests.strategies import json_values
from tests.streams import Fields, event, make_header, make_line, make_skaters, make_stream, race_of_sixteen

Captured = pytest.CaptureFixture[str]

SHEET = """\
id = "final"
title = "Final"
laps = 16
start = 2022-02-19T15:00:00+08:00

[[skaters]]
bib = 13
name = "Sven Kramer"
born = 1986-04-23
"""


def test_what_is_in_order_gets_one_calm_line(race: Path, tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "sheet.toml"
    sheet.write_text(SHEET)
    assert main(["check", str(race), str(sheet)]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [
        f"{race}: in order; skaters: 6, events: 22",
        f"{sheet}: in order; skaters: 1, laps: 16",
    ]


def test_every_fault_of_a_stream_is_a_line_with_its_place(race: Path, capsys: Captured) -> None:
    race.write_bytes(
        make_stream(
            event("start"),
            event("fall", 1, bibs=[77]),
            event("sprint", 2, lap=5, order=[1, 2, 3]),
            event("finish", 3, order=[1, 1], times=[4]),
            {"t": 4, "type": "card", "bib": 1, "colour": "blue"},
            {"seq": 9, "t": 5, "type": "official"},
            {"t": 6, "type": "retract", "target": 12},
        )
    )
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [
        f"{race}:3: bibs: bib 77 is not on the start sheet; expected one that is",
        f"{race}:4: lap: lap 5 has no sprint; expected one of 4, 8, 12",
        f"{race}:5: order: bib 1 is there more than once; expected it once",
        f"{race}:5: times: 1 beside 2 in ‘order’; expected as many",
        f'{race}:6: colour: "blue" is not a choice; expected one of warning, yellow, red',
        f"{race}:7: seq: 9 is out of sequence; expected 6",
        f"{race}:8: target: there is no event 12 before this one; expected one from 1 to 6",
    ]


def test_every_fault_of_a_start_sheet_is_a_line_with_its_key(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "sheet.toml"
    path.write_text(
        'id = ""\ntitle = 3\nlap = 16\n[rules]\npreste = "x"\n[[skaters]]\nbib = 1000\nname = "A"\nnco = "NED"\n'
    )
    assert main(["check", str(path)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: id: is too short; expected at least 1",
        f"{path}: title: 3 is of the wrong kind; expected text",
        f"{path}: laps: is missing; expected a value, it is required",
        f"{path}: skaters[0].bib (1st skater): 1000 is out of range; expected ≤ 999",
        f"{path}: lap: an unknown key, which is left alone; perhaps ‘laps’",
        f"{path}: rules.preste: an unknown key, which is left alone; perhaps ‘preset’",
        f"{path}: skaters[0].nco (1st skater): an unknown key, which is left alone; perhaps ‘noc’",
    ]


BORN_AND_TWICE = [
    {"bib": 1, "name": "A", "born": "yesterday"},
    {"bib": 1, "name": "B"},
    {"bib": 0, "name": "C"},
    {"bib": 1000, "name": "D"},
]


def test_a_form_that_is_wrong_hides_nothing_of_the_sport(race: Path, capsys: Captured) -> None:
    sprints = [{"lap": lap, "points": [1]} for lap in (4, 4, 20)]
    race.write_bytes(make_header(skaters=BORN_AND_TWICE, rules={"preset": "isu-1950", "sprints": sprints, "finish": 1}))
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    at = f"{race}:1: race."
    assert [
        line.removeprefix(at).split(": ")[0].partition(" (")[0] for line in capsys.readouterr().out.splitlines()
    ] == [
        "skaters[0].born",
        "skaters[2].bib",
        "skaters[3].bib",
        "rules.finish",
        "skaters[1].bib",
        "rules.preset",
        "rules.sprints[1].lap",
        "rules.sprints[2].lap",
    ]


def test_nor_in_a_start_sheet_and_where_the_distance_is_wrong_nothing_is_beyond_it(
    tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "sheet.toml"
    skaters = '[[skaters]]\nbib = 7\nname = "A"\n' * 2
    path.write_text(f'id = "x"\ntitle = "X"\nlaps = "16"\n[rules]\nsprints = [{{lap = 4, points = [1]}}]\n{skaters}')
    assert main(["check", str(path)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [
        f'{path}: laps: "16" is of the wrong kind; expected a whole number',
        f"{path}: skaters[1].bib (2nd skater): bib 7 is there more than once; expected it once",
    ]


@pytest.mark.parametrize("wrong", [{"laps": "16"}, {"skaters": make_skaters((1, "A", "NED"), (1, "B", "NED"))}])
def test_a_header_that_is_wrong_does_not_hide_the_lines_below_it(
    wrong: dict[str, object], race: Path, capsys: Captured
) -> None:
    race.write_bytes(make_header((), **wrong) + b'gun\n\n{"seq":3,"t":"0","type":"start"}\n' + b"{")
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    lines = capsys.readouterr().out.splitlines()
    assert [line.removeprefix(f"{race}:").split(": ")[0] for line in lines] == ["1", "2", "3", "4", "5"]
    assert "t: " in lines[3]


def test_what_is_no_stream_is_told_once(race: Path, capsys: Captured) -> None:
    race.write_bytes(b"bib,name\n1,Anna\n2,Berit\n")
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize("more", [{}, {"laps": 0}, {"skaters": make_skaters((1, "A", "NED"), (1, "B", "NED"))}])
def test_a_key_that_nobody_knows_in_a_header_is_told_and_lived_with(
    more: dict[str, object], race: Path, capsys: Captured
) -> None:
    race.write_bytes(make_stream(event("start"), provenance=(), rules={"preset": "isu-2018", "finsh": [1]}, **more))
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    said = f"{race}:1: race.rules.finsh: an unknown key, which is left alone; perhaps ‘finish’"
    assert said in capsys.readouterr().out.splitlines()
    assert main(["results", str(race)]) == (ExitCode.BAD_DATA if more else ExitCode.DONE)
    assert said in capsys.readouterr().err.splitlines()


def test_toml_that_is_none_is_told_with_its_line(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "sheet.toml"
    path.write_text('id = "x"\nlaps = = 3\n')
    assert main(["check", str(path)]) == ExitCode.BAD_DATA
    assert (
        capsys.readouterr().out == f"{path}:2: not TOML (Invalid value); expected a key and its value, or a [table]\n"
    )


def test_the_faults_are_told_in_dutch(race: Path, capsys: Captured) -> None:
    race.write_bytes(make_stream(event("fall", bibs=[77])))
    assert main(["check", "--lang", "nl", str(race)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out == (
        f"{race}:2: bibs: nummer 77 staat niet op de startlijst; verwacht een nummer dat erop staat\n"
    )


def test_an_event_of_an_unknown_type_is_a_remark_that_leaves_the_file_in_order(race: Path, capsys: Captured) -> None:
    amended = {"t": 4, "type": "amend", "target": 2, "event": {"t": 3, "type": "drone"}}
    race.write_bytes(make_stream(event("start"), event("cheer", 1), event("withdrew", 2), event("resume", 3), amended))
    assert main(["check", str(race)]) == ExitCode.DONE
    kept = "which is kept and changes nothing; perhaps"
    assert capsys.readouterr().out.splitlines() == [
        f"{race}: in order; skaters: 6, events: 5",
        f'{race}:3: type: an event of the unknown type "cheer", {kept} of a later version',
        f'{race}:4: type: an event of the unknown type "withdrew", {kept} ‘withdraw’',
        f'{race}:6: event.type: an event of the unknown type "drone", {kept} of a later version',
    ]
    race.write_bytes(make_stream(event("start"), event("cheer", 1), event("sprint", 2, lap=5, order=[1])))
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.startswith(f"{race}:4: lap: ")


def test_one_bad_file_does_not_hide_the_others(race: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "nowhere"), str(race)]) == ExitCode.BAD_DATA
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{tmp_path / 'nowhere'}: there is no such file or sample")
    assert second == f"{race}: in order; skaters: 6, events: 22"


@pytest.mark.parametrize(("name", "knows"), [("stream", "sprint"), ("sheet", "skaters")])
def test_the_schema_of_either_file_can_be_printed(name: str, knows: str, capsys: Captured) -> None:
    assert main(["check", "--schema", name]) == ExitCode.DONE
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert f'"{knows}"' in json.dumps(schema)


BAD = {
    "not a stream": (b"Sven Kramer,NED\n", "not_a_stream", ":1: format: not a massstart stream"),
    "binary": (bytes(range(256)) * 40, "binary", ":1: format: not a massstart stream"),
    "empty": (b"", "empty", ": is empty; expected a header line"),
    "newer": (
        make_line({"format": "massstart", "version": 2, "shape": "unheard of"}),
        "newer",
        ":1: version: version 2 is newer than this program; expected version 1 at most",
    ),
    "wrong bib": (
        make_stream(event("start"), event("fall", 1, bibs=[9]), event("official", 2)),
        "",
        ":3: bibs: bib 9 is",
    ),
    "far t": (make_stream(event("lap", 10**18, lap=1)), "", ":2: t: 1000000000000000000 is out of range; expected ≤ 1"),
    "longer t": (make_header() + b'{"seq":1,"type":"start","t":1' + b"0" * 5000 + b"}\n", "", ":2: "),
    "line in the middle": (
        make_header() + b"{oops\n" + make_line(event("start") | {"seq": 2}),
        "",
        ":2: not JSON from column 2 on; expected one JSON object on the line",
    ),
    "blank line": (make_header() + b"\n" + make_line(event("start") | {"seq": 2}), "", ":2: a blank line"),
    "deep": (make_header() + b"[" * 100_000 + b"\n", "", ":2: not JSON"),
    "deep header": (b"[" * 100_000 + b"\n", "", ":1: format: not a massstart stream"),
    "ten thousand skaters": (
        make_stream(skaters=make_skaters(*((bib, "A", "NED") for bib in range(1, 10_001)))),
        "",
        ":1: race.skaters[999].bib (1000th skater): 1000 is out of range; expected ≤ 999",
    ),
    "no skaters": (make_stream(skaters=[]), "", ":1: race.skaters: is too short; expected at least 1"),
    "not utf-8": (make_header() + b'{"seq":1,"t":0,"type":"note","text":"\xff"}\n', "", ":2: not UTF-8 at byte 38"),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("command", ["check", "results", "replay", "snapshot"])
def test_bad_input_is_a_clear_line_and_exit_code_3(command: str, what: str, tmp_path: Path, capsys: Captured) -> None:
    content, _, said = BAD[what]
    path = tmp_path / "race.jsonl"
    path.write_bytes(content)
    picture = ["-o", str(tmp_path / "race.svg")] if command == "snapshot" else []
    assert main([command, str(path), *picture]) == ExitCode.BAD_DATA
    captured = capsys.readouterr()
    told, silent = (captured.out, captured.err) if command == "check" else (captured.err, captured.out)
    assert told.startswith(f"{path}{said}")
    assert not silent
    assert all(line.startswith(str(path)) for line in told.splitlines())


@pytest.mark.parametrize("command", ["check", "results"])
def test_what_cannot_be_read_is_told_with_the_reason(command: str, tmp_path: Path, capsys: Captured) -> None:
    assert main([command, str(tmp_path)]) == ExitCode.BAD_DATA
    captured = capsys.readouterr()
    assert f"{tmp_path}: cannot be read (Is a directory)" in captured.out + captured.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_told_with_the_reason(race: Path, capsys: Captured) -> None:
    race.chmod(0)
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    assert "cannot be read (Permission denied)" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "\x1b[2J", "no\nsuch"])
def test_a_name_that_no_file_can_have_is_told_plainly(name: str, capsys: Captured) -> None:
    assert main(["check", name]) == ExitCode.BAD_DATA
    line = capsys.readouterr().out.removesuffix("\n")
    assert line.isprintable()
    assert "there is no such file or sample" in line


def test_of_ten_thousand_faults_results_tells_the_first_and_check_all(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(BAD["ten thousand skaters"][0])
    main(["results", str(path)])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == f"{path}: 8981 more of the kind; ‘massstart check’ tells them all"
    main(["check", str(path)])
    assert len(capsys.readouterr().out.splitlines()) == 9001


@pytest.mark.parametrize("content", [make_header(), make_header().removesuffix(b"\n")])
def test_only_a_header_is_a_race_before_the_gun(content: bytes, race: Path, capsys: Captured) -> None:
    race.write_bytes(content)
    assert main(["check", str(race)]) == ExitCode.DONE
    assert main(["results", str(race)]) == ExitCode.DONE
    assert "Before the gun" in capsys.readouterr().out


def test_markup_and_escapes_in_a_name_are_shown_as_typed(race: Path, capsys: Captured) -> None:
    race.write_bytes(make_stream(skaters=make_skaters((1, "[bold]A[/bold]", "NED"), (2, "\x1b[31mB", "NOR"))))
    assert main(["results", str(race)]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "[bold]A[/bold]" in out
    assert "\x1b" not in out
    assert "[31mB" in out


def test_a_torn_last_line_and_an_order_too_short_are_wrong_for_check(race: Path, capsys: Captured) -> None:
    race.write_bytes(make_stream(event("start"), event("sprint", 1, lap=4, order=[1]), event("official")) + b"{")
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [
        f"{race}:3: order: 1 in the order; expected at least 3, as many as get points",
        f"{race}:5: the last line is cut short (1 bytes), what stands before it is read; expected a whole line",
    ]


def test_a_sprint_that_was_typed_in_two_parts_is_in_order(race: Path, capsys: Captured) -> None:
    parts = [event("sprint", t, lap=4, order=order) for t, order in ((1, [2, 5]), (2, [2, 5, 1]))]
    race.write_bytes(make_stream(event("start"), *parts))
    assert main(["check", str(race)]) == ExitCode.DONE
    assert "in order" in capsys.readouterr().out


def told(path: Path, content: bytes, command: str, capsys: Captured) -> None:
    """Check that with any file the command either succeeds or prints lines that name the file."""
    path.write_bytes(content)
    code = main([command, str(path)])
    captured = capsys.readouterr()
    assert code in (ExitCode.DONE, ExitCode.BAD_DATA)
    lines = captured.out if command == "check" else captured.err
    assert code == ExitCode.DONE or lines
    assert all(line.startswith(str(path)) and plain(line) == line for line in lines.splitlines())


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which one file is overwritten again and again."""
    return tmp_path_factory.mktemp("scratch")


@given(content=st.binary(max_size=200), header=st.booleans())
def test_no_bytes_make_a_traceback(content: bytes, header: bool, scratch: Path, request: pytest.FixtureRequest) -> None:
    capsys: Captured = request.getfixturevalue("capsys")
    told(scratch / "race.jsonl", make_header() * header + content, "check", capsys)
    told(scratch / "sheet.toml", SHEET.encode() * header + content, "check", capsys)


@given(
    field=st.sampled_from(["laps", "qualify", "skaters", "rules", "start", "title", "lap_length"]), value=json_values
)
def test_no_value_in_a_start_sheet_makes_a_traceback(
    field: str, value: object, scratch: Path, request: pytest.FixtureRequest
) -> None:
    capsys: Captured = request.getfixturevalue("capsys")
    told(scratch / "race.jsonl", make_stream(*race_of_sixteen(), provenance=(), **{field: value}), "results", capsys)


@given(
    at=st.integers(0, 21),
    field=st.sampled_from(["seq", "t", "type", "lap", "order", "times", "bib"]),
    value=json_values,
)
def test_no_value_in_an_event_makes_a_traceback(
    at: int, field: str, value: object, scratch: Path, request: pytest.FixtureRequest
) -> None:
    capsys: Captured = request.getfixturevalue("capsys")
    events: list[Fields] = race_of_sixteen()
    events[at] = events[at] | {field: value}
    told(scratch / "race.jsonl", make_stream(*events), "results", capsys)


def test_the_sample_meeting_is_checked_by_its_name(capsys: Captured) -> None:
    assert main(["check", "beijing-2022"]) == ExitCode.DONE
    assert "beijing-2022.toml: in order" in capsys.readouterr().out


def test_where_nothing_comes_before_and_where_there_are_no_sprints_no_empty_list_is_told(
    race: Path, capsys: Captured
) -> None:
    sprint = event("sprint", 1, lap=3, order=[1])
    race.write_bytes(make_stream(event("retract", target=1), sprint, rules={"sprints": []}))
    assert main(["check", str(race)]) == ExitCode.BAD_DATA
    assert capsys.readouterr().out.splitlines() == [
        f"{race}:2: target: there is no event before this one; expected one that it is about",
        f"{race}:3: lap: a sprint at lap 3, and this race has none; expected no sprint, or the rules to have it",
    ]


def test_a_picture_of_a_race_tells_what_can_be_lived_with(race: Path, tmp_path: Path, capsys: Captured) -> None:
    race.write_bytes(race.read_bytes() + b"{")
    assert main(["snapshot", str(race), "-o", str(tmp_path / "race.txt")]) == ExitCode.DONE
    assert "the last line is cut short" in capsys.readouterr().err


def test_a_count_of_laps_to_go_that_the_race_has_not_is_told_as_it_is_said(race: Path, capsys: Captured) -> None:
    assert main(["results", str(race), "--at", "17 to go"]) == ExitCode.USAGE
    assert capsys.readouterr().err == "this race has no ‘17 to go’; it has 0 to 16\n"
