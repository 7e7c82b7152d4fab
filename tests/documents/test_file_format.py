"""docs/file-format.md is held against the JSON Schema and the program's own reader, in both directions."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from massstart_tui import load
from massstart_tui.cli.main import main
from tests.documents.markdown import DOCS, Block, Table, codes, read

PAGE = read(DOCS / "file-format.md")
FIELDS_OF = "fields of "
EVERY_EVENT = frozenset({"seq", "t", "type", "wall", "by", "boot"})
Schema = dict[str, Any]
STREAMS = [block for block in PAGE.of_language("jsonl") if block.text.startswith('{"format"')]
EVENTS = [block for block in PAGE.of_language("jsonl") if block not in STREAMS]
HEADER = STREAMS[0].lines[0]


def schema_of(kind: str, capsys: pytest.CaptureFixture[str]) -> Schema:
    """What ``massstart check --schema`` prints."""
    assert main(["check", "--schema", kind]) == 0
    schema: Schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    return schema


class Objects:
    """The objects that a schema describes, by the path of keys that leads to each: ``sheet.rules.sprints``."""

    def __init__(self, schema: Schema) -> None:
        self._definitions = schema.get("$defs", {})
        self.found: dict[str, Schema] = {}
        self._seen: dict[str, str] = {}

    def add(self, path: str, schema: Schema) -> None:
        """Add the object at ``path`` and those within it; one that was found elsewhere is described there."""
        for name, definition in self._definitions_in(schema):
            if name and self._seen.setdefault(name, path) != path:
                continue
            if "properties" in definition:
                self.found[path] = definition
                for key, value in definition["properties"].items():
                    self.add(f"{path}.{key}", value)

    def _definitions_in(self, schema: Schema) -> Iterator[tuple[str, Schema]]:
        """What a field holds: itself, the items of its list, one of several, or a definition with its name."""
        if reference := schema.get("$ref"):
            name = reference.rpartition("/")[2]
            yield name, self._definitions[name]
        for part in (*schema.get("anyOf", ()), schema.get("items", False)):
            if part:
                yield from self._definitions_in(part)
        if "properties" in schema:
            yield "", schema


def event_types(schema: Schema) -> dict[str, Schema]:
    definitions = schema["$defs"]
    named = definitions["event"]["discriminator"]["mapping"]
    return {kind: definitions[reference.rpartition("/")[2]] for kind, reference in named.items()}


def described(capsys: pytest.CaptureFixture[str]) -> dict[str, Schema]:
    """Every object of the three schemas, by the name that its table has to have."""
    stream, sheet, meeting = (schema_of(kind, capsys) for kind in ("stream", "sheet", "meeting"))
    objects = Objects(sheet | {"$defs": sheet["$defs"] | stream["$defs"] | meeting["$defs"]})
    objects.add("sheet", sheet)
    header = stream["$defs"]["header"]
    race = header["properties"].pop("race")
    assert race["$ref"].endswith("/Sheet")
    header["properties"]["race"] = {}
    objects.add("header", header)
    objects.add("meeting", meeting)
    for kind, definition in event_types(stream).items():
        own = {key: value for key, value in definition["properties"].items() if key not in EVERY_EVENT}
        if own:
            required = [key for key in definition["required"] if key not in EVERY_EVENT]
            objects.add(f"event {kind}", {"properties": own, "required": required})
    common = {key: value for key, value in definition["properties"].items() if key in EVERY_EVENT}
    objects.add("event", {"properties": common, "required": ["seq", "t", "type"]})
    return objects.found


def tables() -> dict[str, Table]:
    return {table.comment.removeprefix(FIELDS_OF): table for table in PAGE.tables if table.comment}


def test_every_object_of_the_schemas_has_one_table_and_no_table_is_of_anything_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    marked = [table.comment.removeprefix(FIELDS_OF) for table in PAGE.tables if table.comment]
    assert sorted(marked) == sorted(described(capsys))


def test_every_table_has_the_fields_of_the_schema_and_says_which_may_be_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, schema in described(capsys).items():
        rows = tables()[name].rows
        assert {codes(row[0])[0] for row in rows} == set(schema["properties"]), name
        needed = {codes(row[0])[0] for row in rows if not row[1].startswith("optional")}
        assert needed == set(schema.get("required", ())), name
        assert all(all(row) for row in rows), name


def test_every_type_of_event_has_a_section_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    types = event_types(schema_of("stream", capsys))
    examples: dict[str, set[str]] = {}
    for block in EVENTS:
        if block.under[-2:-1] == ("Events",):
            examples.setdefault(block.under[-1].strip("`"), set()).update(
                json.loads(line)["type"] for line in block.lines
            )
    assert set(examples) == set(types)
    assert all(shown == {kind} for kind, shown in examples.items())


def test_every_field_of_the_events_is_in_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    shown: dict[str, set[str]] = {}
    for block in EVENTS:
        for line in block.lines:
            event = json.loads(line)
            shown.setdefault(event["type"], set()).update(set(event) - EVERY_EVENT)
    for kind, definition in event_types(schema_of("stream", capsys)).items():
        assert shown[kind] >= set(definition["properties"]) - EVERY_EVENT, kind


def test_every_line_of_every_stream_is_valid_by_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    schema = schema_of("stream", capsys)
    header, event = (
        Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}) for name in ("header", "event")
    )
    for block in STREAMS:
        header.validate(json.loads(block.lines[0]))
    for line in [*(line for block in STREAMS for line in block.lines[1:]), *(x for b in EVENTS for x in b.lines)]:
        event.validate(json.loads(line))


@pytest.mark.parametrize("stream", STREAMS, ids=lambda block: f"line-{block.line}")
def test_every_stream_is_in_order(stream: Block, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_text(stream.text, encoding="utf-8")
    assert main(["check", str(path)]) == 0


def filled_up_to(seq: int) -> Iterator[str]:
    """Lines before the event ``seq``, so that it may stand in a stream: the gun, and notes."""
    yield '{"seq":1,"t":0,"type":"start"}'
    yield from (json.dumps({"seq": number, "t": 0, "type": "note", "text": "-"}) for number in range(2, seq))


@pytest.mark.parametrize("example", EVENTS, ids=lambda block: f"line-{block.line}")
def test_every_event_is_read_without_a_fault(example: Block, tmp_path: Path) -> None:
    first = json.loads(example.lines[0])["seq"]
    before = list(filled_up_to(first)) if first > 1 else []
    path = tmp_path / "race.jsonl"
    path.write_text("\n".join([HEADER, *before, *example.lines, ""]), encoding="utf-8")
    race = load(path)
    assert list(race.recording.faults) == []
    assert len(race.recording) == len(before) + len(example.lines)
    race.at("end")


@pytest.mark.parametrize("example", PAGE.of_language("toml"), ids=lambda block: f"line-{block.line}")
def test_every_sheet_and_meeting_is_read_without_a_fault(
    example: Block, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "example.toml"
    path.write_text(example.text, encoding="utf-8")
    meeting = "[[races]]" in example.text
    code, told = main(["check", str(path)]), capsys.readouterr().out.splitlines()
    if meeting:
        # the files of its races are not there; in the meeting itself nothing is wrong
        told = [line for line in told if "is not there; expected a file" not in line]
    assert meeting or code == 0, told
    assert not [line for line in told if "; expected" in line], told


@pytest.mark.parametrize("example", PAGE.of_language("toml"), ids=lambda block: f"line-{block.line}")
def test_every_sheet_and_meeting_is_valid_by_its_schema(example: Block, capsys: pytest.CaptureFixture[str]) -> None:
    kind = "meeting" if "[[races]]" in example.text else "sheet"
    table = json.loads(json.dumps(tomllib.loads(example.text), default=lambda date: date.isoformat()))
    Draft202012Validator(schema_of(kind, capsys)).validate(table)


def test_the_examples_of_sheets_and_meetings_show_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    shown = "\n".join(block.text for block in PAGE.of_language("toml"))
    for name, schema in described(capsys).items():
        if name.startswith(("sheet", "meeting")):
            assert not [key for key in schema["properties"] if f"{key} = " not in shown and f"{key}]" not in shown]


def test_every_preset_is_in_the_table() -> None:
    from massstart_tui.race.rules import PRESETS, USUAL_LAPS

    rows = next(table.rows for table in PAGE.tables if table.rows and codes(table.rows[0][0]) == ["isu-2014"])
    assert [codes(row[0])[0] for row in rows] == list(PRESETS)
    for row in rows:
        name = codes(row[0])[0]
        assert row[1] == str(USUAL_LAPS.get(name, ""))
        ranking = [word.strip().replace(" ", "_") for word in row[5].split(",")]
        assert ranking == list(PRESETS[name].rules.ranking)
        assert row[3] == ("-".join(map(str, PRESETS[name].rules.finish)) or "none")
