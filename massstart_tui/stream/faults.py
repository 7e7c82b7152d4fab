"""Describe what is wrong with a file as faults: line, field, code and values; translate pydantic's errors into them.

The sentences for the codes are in the catalogue of sentences.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from massstart_tui.race.contradictions import Contrary
from massstart_tui.race.events import EVENT_TYPES
from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.record import WrongForm
from massstart_tui.race.sheet_editing import Refusal
from massstart_tui.stream.regular_files import NotAFile, TooLarge

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SHOWN_INPUT = 40
"""How many characters of a wrong value a message repeats."""


MOST_FAULTS = 1000
"""After about how many faults no further line of a stream is read: nobody reads more of them."""


class Flaw(StrEnum):
    """The errors in the form of a file; each code has its sentence in the catalogue of sentences."""

    NOT_FOUND = "not_found"
    NO_FILE = "no_file"
    NO_MEETING = "no_meeting"
    NAMES_A_MEETING = "names_a_meeting"
    NAMES_A_RACE = "names_a_race"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    FILE_TOO_LARGE = "file_too_large"
    LINE_TOO_LONG = "line_too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY_FAULTS = "too_many_faults"
    EMPTY = "empty"
    NOT_A_STREAM = "not_a_stream"
    IS_A_STREAM = "is_a_stream"
    IS_A_SHEET = "is_a_sheet"
    IS_A_MEETING = "is_a_meeting"
    IS_A_START_LIST = "is_a_start_list"
    IS_A_CHIP_LIST = "is_a_chip_list"
    IS_A_RESULT = "is_a_result"
    IS_A_PDF = "is_a_pdf"
    IS_PASSINGS = "is_passings"
    IS_PASSINGS_OF_HEATS = "is_passings_of_heats"
    NEWER_VERSION = "newer_version"
    TORN = "torn"
    BLANK_LINE = "blank_line"
    NOT_JSON = "not_json"
    NOT_TOML = "not_toml"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    TOO_SHORT = "too_short"
    NOT_ONE_OF = "not_one_of"
    NOT_A_DATE = "not_a_date"
    NOT_A_MOMENT = "not_a_moment"
    NOT_VALID = "not_valid"
    SEQ_HOLE = "seq_hole"
    NO_TARGET = "no_target"
    OF_MISSING = "of_missing"
    NOTHING_BEFORE = "nothing_before"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_TYPE = "unknown_type"
    NOT_TEXT = "not_text"
    NOT_CSV = "not_csv"
    NOT_UTF_8 = "not_utf_8"
    OTHER_ENCODING = "other_encoding"
    DOUBTFUL_ENCODING = "doubtful_encoding"
    ABOVE_THE_TABLE = "above_the_table"
    ROW_JOINED = "row_joined"
    KEPT_AS_NOTES = "kept_as_notes"
    KEPT_AS_WELL = "kept_as_well"
    GIVES_AWAY = "gives_away"
    UNKNOWN_NATION = "unknown_nation"
    NO_COLUMN = "no_column"
    NO_BIBS = "no_bibs"
    NO_SKATERS = "no_skaters"
    ROW_TOO_SHORT = "row_too_short"
    ROW_TOO_LONG = "row_too_long"
    OTHER_RACE = "other_race"
    NO_SUCH_FILE = "no_such_file"
    UNKNOWN_ZONE = "unknown_zone"
    NOT_A_PASSING = "not_a_passing"
    NOT_A_PASSING_TIME = "not_a_passing_time"
    UNKNOWN_TRANSPONDER = "unknown_transponder"
    NO_FORMAT = "no_format"
    RECORD_TOO_LONG = "record_too_long"
    RECORD_UNFINISHED = "record_unfinished"
    NO_GUN = "no_gun"
    SECOND_GUN = "second_gun"
    LONG_AFTER_THE_GUN = "long_after_the_gun"
    OTHER_CLOCK = "other_clock"
    NOT_READ_AT_LOOP = "not_read_at_loop"
    ALL_BEFORE_THE_GUN = "all_before_the_gun"
    LOOKS_LIKE = "looks_like"
    PASSINGS_MISSING = "passings_missing"
    EARLIER_GUN = "earlier_gun"
    DAMAGED = "damaged"
    CHIP_LIKE_BIB = "chip_like_bib"
    NOT_A_CHIP = "not_a_chip"
    WITHOUT_CHIPS = "without_chips"
    LIST_WITHOUT_CHIPS = "list_without_chips"
    CHIPS_OF_NOBODY = "chips_of_nobody"
    CHIPS_REPLACED = "chips_replaced"
    CHIPS_WITHOUT_NAMES = "chips_without_names"
    NOT_XML = "not_xml"
    XML_WITH_ENTITIES = "xml_with_entities"
    TOO_LARGE = "too_large"
    SEVERAL_GROUPS = "several_groups"
    NO_SUCH_GROUP = "no_such_group"
    NOT_A_MESSAGE = "not_a_message"
    NOT_IN_THE_HEAT = "not_in_the_heat"
    NO_BIB_OF_ITS_OWN = "no_bib_of_its_own"
    BIB_NOT_LISTED = "bib_not_listed"
    EQUAL_TIMES = "equal_times"
    JOINED_LATE = "joined_late"
    LAPS_DIFFER = "laps_differ"
    RESULT_WITHOUT_BIBS = "result_without_bibs"
    ROWS_WITHOUT_BIBS = "rows_without_bibs"
    RANKS_UNNAMED = "ranks_unnamed"
    BIBS_UNNAMED = "bibs_unnamed"
    RANKS_NOT_BIBS = "ranks_not_bibs"
    LEFT_OUT = "left_out"
    LEFT_OUT_AS_WELL = "left_out_as_well"
    WORD_LEFT_OUT = "word_left_out"
    NOT_A_STATUS = "not_a_status"
    PLACE_OR_CODE = "place_or_code"
    TWO_STATUSES = "two_statuses"
    NOT_A_RACE_TIME = "not_a_race_time"
    NOT_THE_TIME = "not_the_time"
    NOT_A_GAP = "not_a_gap"
    GAP_TO_NOBODY = "gap_to_nobody"
    OTHER_GAP = "other_gap"
    NO_SUCH_SPRINT = "no_such_sprint"
    NOT_POINTS_OF = "not_points_of"
    POINTS_TOO_OFTEN = "points_too_often"
    SHARED_POINTS = "shared_points"
    PLACE_OPEN = "place_open"
    OTHER_SKATER = "other_skater"
    SEVERAL_ON_THE_SHEET = "several_on_the_sheet"
    SEVERAL_ROWS = "several_rows"
    NOT_ON_THE_SHEET = "not_on_the_sheet"
    NOT_IN_THE_TABLE = "not_in_the_table"
    RANKS_MISSING = "ranks_missing"
    RANKS_OF_THE_ABSENT = "ranks_of_the_absent"
    EMPTY_IS_NOTHING = "empty_is_nothing"
    SPRINT_WORKED_OUT = "sprint_worked_out"
    TOTALS_NOT_SPLIT = "totals_not_split"
    RANK_WITHOUT_LAPS = "rank_without_laps"
    CUT_OPEN = "cut_open"
    TOTAL_OPEN = "total_open"
    SLOWER_AHEAD = "slower_ahead"
    NOT_A_RESULT_ROW = "not_a_result_row"
    NO_RESULT_YET = "no_result_yet"
    NO_SUCH_LAP = "no_such_lap"
    LAPS_OUT_OF_ORDER = "laps_out_of_order"
    SPRINTS_NOT_TOLD = "sprints_not_told"
    LAPS_NOT_TOLD = "laps_not_told"
    FIELD_LEFT_OUT = "field_left_out"
    NOT_PDF = "not_pdf"
    PDF_WITHOUT_TEXT = "pdf_without_text"
    RESULT_TOO_LONG = "result_too_long"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOTAL_BELIEVED = "total_believed"
    UNDER_NO_HEADING = "under_no_heading"
    OTHER_RANK = "other_rank"
    OTHER_FINISH = "other_finish"
    OTHER_WON = "other_won"
    OTHER_TOTAL = "other_total"
    FORFEITED_TOTAL = "forfeited_total"
    OTHER_LAPS = "other_laps"
    OTHER_PLACE = "other_place"
    OTHER_THROUGH = "other_through"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``line`` counts from 1 (None: the whole file, or a key of a TOML file).

    ``harmless`` marks a fault that is reported while the rest can still be shown.
    """

    line: int | None
    field: str
    code: Flaw | Misfit | Refusal | Contrary
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)
    harmless: bool = False


class BadData(Exception):
    """Raised for a file that cannot be used, with all its faults."""

    def __init__(self, path: str, faults: Iterable[Fault]) -> None:
        """Store the ``faults``, which are in the order of the file ``path``."""
        self.path = path
        self.faults = tuple(faults)
        super().__init__(path, self.faults)

    def __str__(self) -> str:
        """Return a line for each fault: place, code and values; what an uncaught error shows."""
        return "\n".join(self._told(fault) for fault in self.faults)

    def _told(self, fault: Fault) -> str:
        place = self.path if fault.line is None else f"{self.path}:{fault.line}"
        values = ", ".join(f"{name} {value}" for name, value in fault.values.items() if value != "")
        about = f"{fault.code} ({values})" if values else str(fault.code)
        return ": ".join(part for part in (place, fault.field, about) if part)


def unreadable(error: OSError) -> Fault:
    """Return the fault for a file that the system could not read."""
    if isinstance(error, FileNotFoundError):
        return Fault(None, "", Flaw.NO_FILE)
    if isinstance(error, NotAFile):
        return Fault(None, "", Flaw.NOT_A_FILE)
    if isinstance(error, TooLarge):
        return Fault(None, "", Flaw.FILE_TOO_LARGE, {"most": error.most})
    return Fault(None, "", Flaw.UNREADABLE, {"reason": error.strerror or type(error).__name__})


def too_many_faults(line: int) -> Fault:
    """Return the fault after which no further line of a stream is read."""
    return Fault(line, "", Flaw.TOO_MANY_FAULTS, {"most": MOST_FAULTS})


def misfit_faults(line: int | None, wrongs: Iterable[Wrong], prefix: str = "") -> Iterator[Fault]:
    """Yield what `rule_checks` found as faults; ``prefix`` leads to the object within the line."""
    for wrong in wrongs:
        yield Fault(line, prefix + wrong.field, wrong.misfit, wrong.values, wrong.harmless)


def form_faults(line: int | None, wrong: WrongForm, prefix: str = "") -> Iterator[Fault]:
    """Yield the errors of a model as faults, one for each field and code."""
    seen: set[tuple[str, Flaw]] = set()
    for detail in wrong.details:
        if _only_in_consequence(detail):
            continue
        name = prefix + _field(detail)
        code, values = _flaw(detail)
        if (name, code) not in seen:
            seen.add((name, code))
            yield Fault(line, name, code, values)


def _only_in_consequence(detail: ErrorDetails) -> bool:
    """Return whether a list is too short only because wrong elements, which are reported as well, do not count."""
    given = detail["input"]
    return detail["type"] == "too_short" and isinstance(given, list) and len(given) >= detail["ctx"]["min_length"]


def _field(detail: ErrorDetails) -> str:
    """Return the field of an error, without the event type that pydantic puts first and no person wrote."""
    loc = detail["loc"]
    if detail["type"] == "union_tag_not_found":
        return "type"
    return field_name(loc[1:] if loc and loc[0] in EVENT_TYPES else loc)


def field_name(loc: tuple[str | int, ...]) -> str:
    """Return a location in a line or a file as a person writes it, such as ``order[2]`` or ``rules.preset``."""
    name = ""
    for part in loc:
        if isinstance(part, int):
            name += f"[{part}]"
        elif not _is_branch(part):
            name += f".{part}" if name else part
    return name


def _is_branch(part: str) -> bool:
    """Return whether this part of a location is pydantic's name of a branch of a union."""
    return part in ("int", "none", "str", "json-or-python") or "[" in part or "-" in part


def not_utf_8(content: bytes, error: UnicodeDecodeError, first: int = 1) -> Fault:
    """Return the fault for ``content`` that is not UTF-8, with line and byte; its first line has number ``first``."""
    line = first + content.count(b"\n", 0, error.start)
    return Fault(line, "", Flaw.NOT_UTF_8, {"byte": error.start - content.rfind(b"\n", 0, error.start)})


def nearest(word: str, valid: Iterable[str], least: float = 0.5) -> str:
    """Return the valid word most similar to ``word``; an empty string if none is ``least`` similar, from 0 to 1."""
    import difflib  # noqa: PLC0415 - only needed after a mistake

    return next(iter(difflib.get_close_matches(word, list(valid), n=1, cutoff=least)), "")


def shown(value: object) -> str:
    """Return a wrong value as text, short enough for a message."""
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= SHOWN_INPUT else text[: SHOWN_INPUT - 1] + "…"


_TYPES = {
    "int_type": "integer",
    "int_from_float": "integer",
    "int_parsing": "integer",
    "int_parsing_size": "integer",
    "float_type": "number",
    "string_type": "text",
    "bool_type": "boolean",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "dataclass_type": "object",
    "model_attributes_type": "object",
}
_COLUMN = re.compile(r"column (\d+)")
_BOUNDS = {"greater_than_equal": ("ge", "≥"), "greater_than": ("gt", ">"), "less_than_equal": ("le", "≤")}


def _flaw(detail: ErrorDetails) -> tuple[Flaw, dict[str, str | int]]:
    """Return the code of pydantic's error, and the values for its sentence."""
    kind = detail["type"]
    given: dict[str, str | int] = {"given": shown(detail["input"])}
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "missing":
        return Flaw.MISSING, {}
    if kind in _TYPES:
        return Flaw.WRONG_TYPE, given | {"type": _TYPES[kind]}
    if kind in _BOUNDS:
        key, sign = _BOUNDS[kind]
        return Flaw.OUT_OF_RANGE, given | {"bound": f"{sign} {context[key]}"}
    if kind in ("too_short", "string_too_short"):
        return Flaw.TOO_SHORT, {"least": context.get("min_length", 1)}
    if kind in ("literal_error", "enum"):
        return Flaw.NOT_ONE_OF, given | {"valid": str(context["expected"]).replace("'", "").replace(" or ", ", ")}
    if kind == "union_tag_not_found":
        return Flaw.MISSING, {}
    if kind == "json_invalid":
        # pydantic has the column only in its message.
        return Flaw.NOT_JSON, {"column": int(_COLUMN.findall(context["error"])[-1])}
    if kind.startswith(("date", "timezone", "time")):
        return Flaw.NOT_A_DATE, given
    return Flaw.NOT_VALID, given | {"rule": kind}
