"""The questions that make a start sheet, answered by options or on the terminal, and skaters as they are typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext, redirect_stdout
from datetime import datetime
from typing import Any, Final, NamedTuple

from massstart_tui.imports.text_encoding import decoded
from massstart_tui.race.misfits import Misfit
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS, USUAL_LAPS, RulesTable
from massstart_tui.race.sheet import MOST_LAPS, Sheet
from massstart_tui.race.sheet_editing import CannotBe, add_skater, skater_in
from massstart_tui.report.fault_messages import fault_sentence
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import BadData, Fault, Flaw, shown
from massstart_tui.text.words import Words

PIPE: Final = "-"
"""The name of standard input in fault messages."""


class NotAnAnswer(Exception):
    """Raised for an answer that is not valid; ``fault`` says why."""

    def __init__(self, code: Flaw | Misfit, **values: str | int) -> None:
        """Store the fault, for the caller that knows where the answer was given."""
        self.fault = Fault(None, "", code, values)
        super().__init__(code, values)


def text(answer: str) -> str:
    """Parse text; raise NotAnAnswer for bytes that are not valid text."""
    try:
        answer.encode()
    except UnicodeEncodeError as error:
        raise NotAnAnswer(Flaw.NOT_VALID, given=shown(answer), rule="UTF-8") from error
    return answer.strip()


def title(answer: str) -> str:
    """Parse a non-empty text; raises NotAnAnswer."""
    if not (said := text(answer)):
        raise NotAnAnswer(Flaw.MISSING)
    return said


def moment(answer: str) -> datetime | None:
    """Parse the date and time of the gun; raises NotAnAnswer.

    If it names no offset from UTC, that of this computer is used.
    """
    if not (said := answer.strip()):
        return None
    if ":" not in said:  # a date alone would be read as midnight
        raise NotAnAnswer(Flaw.NOT_A_DATE, given=shown(said))
    try:
        start = datetime.fromisoformat(said)
        return start if start.tzinfo else start.astimezone()
    except (ValueError, OverflowError, OSError) as error:  # the last two if the system knows no offset for that year
        raise NotAnAnswer(Flaw.NOT_A_DATE, given=shown(said)) from error


def preset(answer: str) -> str:
    """Parse the name of a rules preset; raises NotAnAnswer."""
    if (said := answer.strip()) not in PRESETS:
        raise NotAnAnswer(Misfit.UNKNOWN_PRESET, preset=said, presets=", ".join(PRESETS))
    return said


def laps(answer: str) -> int:
    """Parse a distance in laps; raises NotAnAnswer."""
    said = answer.strip()
    if not said.isdecimal():
        raise NotAnAnswer(Flaw.WRONG_TYPE, given=shown(said), type="integer")
    if len(said) > len(str(MOST_LAPS)) or not 1 <= int(said) <= MOST_LAPS:
        raise NotAnAnswer(Flaw.OUT_OF_RANGE, given=shown(said), bound=f"1 – {MOST_LAPS}")
    return int(said)


def qualify(answer: str) -> int | None:
    """Parse how many skaters go through, None if empty; raises NotAnAnswer."""
    return laps(answer) if answer.strip() else None


Default = Callable[[Mapping[str, Any]], str | None]


class SheetOption(NamedTuple):
    """A question, which is also the command's option of that name.

    ``read`` parses an answer. ``default`` returns the default for the answers given before it, None if there is none.
    """

    name: str
    read: Callable[[str], Any]
    default: Default | None = None


def _nothing(_answers: Mapping[str, Any]) -> str:
    return ""


def _usual_laps(answers: Mapping[str, Any]) -> str | None:
    usual = USUAL_LAPS.get(answers["preset"])
    return None if usual is None else str(usual)


QUESTIONS: Final = (
    SheetOption("title", title),
    SheetOption("competition", text, _nothing),
    SheetOption("venue", text, _nothing),
    SheetOption("start", moment, _nothing),
    SheetOption("preset", preset, lambda _answers: DEFAULT_PRESET),
    SheetOption("laps", laps, _usual_laps),
    SheetOption("qualify", qualify, _nothing),
)


def answers_given(given: Mapping[str, str | None]) -> tuple[dict[str, Any], list[Fault]]:
    """Parse the answers in options; return them, and what is wrong with them."""
    answers: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, read, _ in QUESTIONS:
        answer = given[name]
        if answer is not None:
            try:
                answers[name] = read(answer)
            except NotAnAnswer as error:
                faults.append(Fault(None, f"--{name}", error.fault.code, error.fault.values))
    return answers, faults


def with_defaults(answers: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Fill in defaults for missing answers; return the answers, and faults for those without a default."""
    whole = dict(answers)
    faults: list[Fault] = []
    for name, read, default in QUESTIONS:
        if name in whole:
            continue
        said = None if default is None else default(whole)
        if said is None:
            faults.append(Fault(None, f"--{name}", Flaw.MISSING))
        else:
            whole[name] = read(said)
    return whole, faults


def ask_for_the_rest(answers: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Ask for the missing answers; a question is repeated until its answer is valid.

    Raises EOFError.
    """
    whole = dict(answers)
    for question in QUESTIONS:
        if question.name not in whole:
            whole[question.name] = _ask(question, whole, words)
    return whole


def _ask(question: SheetOption, answers: Mapping[str, Any], words: Words) -> Any:
    default = (question.default(answers) if question.default else None) or ""
    asked = words(f"new.{question.name}", presets=", ".join(PRESETS))
    prompt = words("new.default", question=asked, default=default) if default else _prompt(asked, words)
    while True:
        try:
            return question.read(_typed(prompt).strip() or default)
        except NotAnAnswer as error:
            print(fault_sentence(error.fault, words), file=sys.stderr)


def _typed(prompt: str) -> str:
    """Read a line from the terminal.

    The prompt is not data, so it does not go to a redirected standard output. Raises EOFError.
    """
    # a line can be edited only if its prompt goes to standard output, which is harmless if that is a terminal
    with nullcontext() if sys.stdout.isatty() else redirect_stdout(sys.stderr):
        return input(prompt)


def _prompt(asked: str, words: Words) -> str:
    return words("new.no_default", question=asked)


def ask_for_skaters(sheet: Sheet, words: Words) -> Sheet:
    """Add the skaters that are typed, one on each line until an empty line; raises EOFError."""
    print(words("new.skaters"), file=sys.stderr)
    while True:
        line = _typed(_prompt(words("new.skater", number=len(sheet.skaters) + 1), words))
        if not line.strip() and sheet.skaters:
            return sheet
        try:
            sheet = add_skater(sheet, skater_in(text(line)))
        except CannotBe as error:
            print(fault_sentence(Fault(None, "", error.refusal, error.values), words), file=sys.stderr)
        except NotAnAnswer as error:
            print(fault_sentence(error.fault, words), file=sys.stderr)


def skaters_from_pipe(sheet: Sheet, content: bytes) -> tuple[Sheet, list[Fault]]:
    """Add the skaters in ``content``, one on each line; return the sheet and its harmless faults.

    Raises BadData with all other faults.
    """
    try:
        lines, remarks = decoded(content)
    except BadLine as error:
        raise BadData(PIPE, error.faults) from error
    faults: list[Fault] = []
    for number, line in enumerate(lines.splitlines(), 1):
        if line.strip():
            try:
                sheet = add_skater(sheet, skater_in(line))
            except CannotBe as error:
                faults.append(Fault(number, "", error.refusal, error.values))
    if not sheet.skaters and not faults:
        faults.append(Fault(None, "", Flaw.NO_SKATERS))
    if faults:
        raise BadData(PIPE, faults)
    return sheet, remarks


def race_of(answers: Mapping[str, Any], name: str) -> Sheet:
    """Return a start sheet with these answers and the id ``name``, without skaters."""
    about = {key: value for key, value in answers.items() if key != "preset"}
    return Sheet(id=name, skaters=(), rules=RulesTable(preset=answers["preset"]), **about)
