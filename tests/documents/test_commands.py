"""docs/commands.md is held against the parsers and against what the commands write, in both directions."""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import COMMANDS, main
from massstart_tui.cli.parser import Parser
from massstart_tui.follow.line_source import Notice, StillToCome
from massstart_tui.race.standings import Because
from massstart_tui.race.state import Phase, Status
from massstart_tui.report.state_changes import to_come_line
from massstart_tui.settings import CHOICES, FASTEST, SLOWEST, Settings
from massstart_tui.stream.moments import Sort, parse_moment
from massstart_tui.text.words import Language, words
from tests.documents.markdown import DOCS, TOP, Table, codes, documents, read

PAGE = read(DOCS / "commands.md")
COMMON = ("-h", "--lang")
WITHOUT_A_VALUE = "none"
OFF = "off"
REQUIRED = "required"
SAMPLES = sorted(path.stem for path in (TOP / "sample_races").glob("*.jsonl"))
Captured = pytest.CaptureFixture[str]


def parser_of(command: str) -> Parser:
    speak = words(Language.EN)
    parser = Parser(f"massstart {command}", speak(f"cli.{command}"), speak)
    import_module(f"massstart_tui.cli.{command}").add_arguments(parser)
    return parser


def arguments_of(command: str) -> dict[tuple[str, ...], argparse.Action]:
    """The arguments of a command, by how they are called: its options, or the name of what stands alone."""
    actions = parser_of(command)._actions
    return {tuple(action.option_strings) or (str(action.metavar),): action for action in actions}


def rows_of(command: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The rows of the table of a command, by how its argument is called."""
    return {_called(row[0]): row for row in _table(f"`massstart {command}`").rows}


def _called(cell: str) -> tuple[str, ...]:
    return tuple(code.replace("\\|", "|") for code in codes(cell))


def _table(*under: str) -> Table:
    found = [table for table in PAGE.tables if table.under[1:] == under]
    assert found, under
    return found[0]


def is_common(called: tuple[str, ...]) -> bool:
    return called[0] in COMMON


def test_every_command_has_a_section_and_a_row_in_the_table_at_the_top() -> None:
    sections = {table.under[1] for table in PAGE.tables if len(table.under) > 1}
    sections |= {block.under[1] for block in PAGE.blocks if len(block.under) > 1}
    named = {name.removeprefix("`massstart ").rstrip("`") for name in sections if name.startswith("`massstart ")}
    assert named == set(COMMANDS)
    listed = next(table for table in PAGE.tables if table.under == ("The commands",))
    assert [codes(row[0])[0] for row in listed.rows] != []
    assert {codes(row[0])[0] for row in listed.rows} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_of_a_command_is_in_its_table_and_no_other(command: str) -> None:
    arguments = {called for called in arguments_of(command) if not is_common(called)}
    assert (set(rows_of(command)) if arguments else set()) == arguments


def wrong_in(row: tuple[str, ...], action: argparse.Action) -> Iterator[str]:
    """What a row says of its argument that is not so."""
    value, default = row[1], row[2]
    flag = action.nargs == 0
    if (value == WITHOUT_A_VALUE) != flag:
        yield "value"
    elif action.choices is not None:
        if codes(value) != [str(choice) for choice in action.choices]:
            yield "choices"
    elif action.option_strings and not flag and _called(value)[:1] != (action.metavar,):
        yield "metavar"
    if flag and default != OFF:
        yield "a flag is off"
    elif action.default not in (None, False, argparse.SUPPRESS) and action.nargs not in ("*", "?"):
        if codes(default) != [_as_typed(action.default)]:
            yield "default"
    elif (default == REQUIRED) != action.required and action.nargs != "*" and "unless" not in default:
        yield "required"
    if action.help and "by default" in action.help and default == WITHOUT_A_VALUE:
        yield "default that the help has"


def _as_typed(default: object) -> str:
    return "x".join(map(str, default)) if isinstance(default, tuple) else str(default)


@pytest.mark.parametrize("command", COMMANDS)
def test_values_and_defaults_are_those_of_the_parser(command: str) -> None:
    arguments = arguments_of(command)
    rows = rows_of(command) if any(not is_common(called) for called in arguments) else {}
    told = {called: list(wrong_in(row, arguments[called])) for called, row in rows.items()}
    assert {called: wrong for called, wrong in told.items() if wrong} == {}
    assert all(all(row) for row in rows.values())


def test_the_settings_are_those_of_the_program() -> None:
    (table,) = (table for table in PAGE.tables if table.comment == "settings")
    rows = {codes(name)[0]: (codes(values), codes(default)) for name, values, default, _ in table.rows}
    assert tuple(rows) == Settings._fields
    for name, (values, default) in rows.items():
        if name in CHOICES:
            assert tuple(values) == CHOICES[name]
        if default:
            assert default == [str(getattr(Settings(), name)).lower().removesuffix(".0")]
    speeds = next(values for name, values, *_ in table.rows if codes(name) == ["speed"])
    assert speeds == f"a number, {SLOWEST:g} to {FASTEST:g}"


def test_the_options_of_every_command_are_described_once() -> None:
    listed = {_called(row[0]): row for row in _table("What holds for every command").rows}
    common = {called for called in arguments_of("replay") if is_common(called)}
    assert set(listed) == common
    assert codes(listed["--lang",][1]) == list(Language)


def examples() -> list[str]:
    """Every command line of every document that calls massstart itself."""
    found = []
    for document in documents():
        for block in document.of_language("sh"):
            calls = [part.strip() for line in block.lines for part in line.split("&&")]
            found += [f"{document.name}: {call}" for call in calls if call.startswith("massstart")]
    return found


@pytest.mark.parametrize("example", examples())
def test_every_example_in_the_documents_is_a_command_line_that_is_understood(example: str) -> None:
    arguments = shlex.split(example.partition(": ")[2], comments=True)[1:]
    redirected = next((at for at, word in enumerate(arguments) if word in (">", "|", "<")), len(arguments))
    arguments = arguments[:redirected]
    if arguments in (["--help"], ["--version"]):
        return
    command = arguments[0] if arguments and arguments[0] in COMMANDS else "replay"
    rest = arguments[1:] if arguments[:1] == [command] else arguments
    parser_of(command).parse(rest)


def test_the_exit_codes_are_those_of_the_program() -> None:
    rows = _table("What holds for every command", "Output and exit codes").rows
    assert [int(row[0]) for row in rows] == [code.value for code in ExitCode]


def test_every_moment_means_the_same_in_both_languages() -> None:
    rows = _table("What holds for every command", "Moments").rows
    english, dutch = ([parse_moment(codes(row[column])[0]) for row in rows] for column in (0, 1))
    assert english == dutch
    assert {moment.sort for moment in english} == set(Sort)


def results_as_json(name: str, moment: str, capsys: Captured) -> dict[str, Any]:
    assert main(["results", name, "--at", moment, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_fields_of_the_results_are_those_that_the_samples_have(capsys: Captured) -> None:
    table = next(table for table in PAGE.tables if table.comment == "fields of a row of the standings")
    documented = {codes(row[0])[0] for row in table.rows}
    always = {codes(row[0])[0] for row in table.rows if "only where" not in row[1] and "with `open" not in row[1]}
    seen: set[str] = set()
    for name in SAMPLES:
        for row in results_as_json(name, "end", capsys)["standings"]:
            assert always <= set(row) <= documented
            seen |= set(row)
    # No sample lacks a read of a chip.
    assert seen == documented - {"laps_open"}


def test_the_example_of_the_results_has_the_shape_of_the_real_ones(capsys: Captured) -> None:
    block = next(block for block in PAGE.of_language("json") if '"standings"' in block.text)
    example, real = json.loads(block.text), results_as_json("beijing-2022-men-sf1", "end", capsys)
    assert [list(example), list(example["race"]), list(example["at"])] == [
        list(real),
        list(real["race"]),
        list(real["at"]),
    ]
    assert list(example["standings"][0]) == list(real["standings"][0])


def test_phases_statuses_and_reasons_are_those_of_the_program() -> None:
    text = PAGE.text
    because = next(table for table in PAGE.tables if table.rows and codes(table.rows[0][0]) == ["points"])
    assert {codes(row[0])[0] for row in because.rows} == set(Because)
    sentence = text.split("the `phase`: ", 1)[1].split(".\n", 1)[0]
    assert codes(sentence) == list(Phase)
    status = next(row for table in PAGE.tables for row in table.rows if codes(row[0]) == ["status"])
    assert set(codes(status[2])) == set(Status)


def test_the_columns_of_the_csv_are_the_fields_of_the_json(capsys: Captured) -> None:
    assert main(["results", "beijing-2022-men-sf1", "--format", "csv"]) == 0
    columns = set(capsys.readouterr().out.splitlines()[0].split(","))
    row = results_as_json("beijing-2022-men-sf1", "end", capsys)["standings"][0]
    assert columns == set(row) - {"sprints"} | {"sprint_1", "sprint_2", "sprint_3", "time_ms"}


def test_the_fields_of_the_outlook_are_those_of_the_program(capsys: Captured) -> None:
    table = next(table for table in PAGE.tables if table.comment == "fields of a row of the outlook")
    assert main(["outlook", "beijing-2022-men-sf1", "--at", "4 to go", "--format", "json"]) == 0
    real = json.loads(capsys.readouterr().out)
    assert [codes(row[0])[0] for row in table.rows] == list(real["outlook"][0])
    block = next(block for block in PAGE.of_language("json") if '"outlook"' in block.text)
    example = json.loads(block.text)
    assert (list(example), list(example["at"])) == (list(real), list(real["at"]))
    assert list(example["outlook"][0]) == list(real["outlook"][0])


RACE_WITH_A_CLOCK = "\n".join(
    (
        '{"format":"massstart","version":1,"race":{"id":"a","title":"A","laps":5,"skaters":[{"bib":1,"name":"A"},{"bib":2,"name":"C"}]}}',
        '{"seq":1,"t":0,"type":"start"}',
        '{"seq":2,"t":30000,"type":"fall","bibs":[1],"caused_by":[2],"reason":"ice"}',
        '{"seq":3,"t":31000,"type":"card","bib":2,"colour":"yellow","rule":"291"}',
        '{"seq":4,"t":32000,"type":"clock","shift":1000}',
        '{"seq":5,"t":33000,"type":"lapped","bibs":[1],"laps":1}',
        '{"seq":6,"t":34000,"type":"review","bibs":[2],"lifted":true}',
        '{"seq":7,"t":35000,"type":"relegate","bibs":[2],"behind":1}',
        "",
    )
)


def followed(stream: bytes) -> list[dict[str, Any]]:
    command = (sys.executable, "-m", "massstart_tui", "follow", "-", "--format", "jsonl")
    done = subprocess.run(command, input=stream, capture_output=True, check=False, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.thorough  # takes seconds
def test_what_follow_tells_is_what_is_described() -> None:
    section = ("`massstart follow`", "`follow --format jsonl`")
    rows = {codes(row[0])[0]: codes(row[1]) for row in _table(*section).rows}
    text = PAGE.text.split("`race` of the first type", 1)[1].split("\n## ", 1)[0]
    also = set(codes(text.split("of these:", 1)[1].split("A `notice`", 1)[0]))
    changes = followed((TOP / "sample_races" / "made-up-points-race.jsonl").read_bytes())
    changes += followed((TOP / "sample_races" / "beijing-2022-men-sf1.jsonl").read_bytes())
    changes += followed(RACE_WITH_A_CLOCK.encode())
    changes += followed(RACE_WITH_A_CLOCK.encode() + b"wrong\n")
    changes.append(json.loads(to_come_line(StillToCome(34))))
    seen: dict[str, set[str]] = {}
    for change in changes:
        common = {"type"} if change["type"] in ("race", "source", "to_come") else {"type", "seq", "at"}
        assert common <= set(change)
        seen.setdefault(change["type"], set()).update(set(change) - common)
    assert set(seen) == set(rows)
    assert set(Notice) == set(codes(text.split("A `notice` is", 1)[1].split(". ", 1)[0]))
    extra = seen["incident"] - set(rows["incident"])
    assert extra <= also
    assert also - {"to_go"} == extra
    assert {kind: fields for kind, fields in seen.items() if kind != "incident"} == {
        kind: set(fields) for kind, fields in rows.items() if kind != "incident"
    }
    assert seen["incident"] >= set(rows["incident"])
