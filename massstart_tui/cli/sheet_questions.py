"""What a start sheet says about its race, answered with options or asked for on the terminal; and skaters as typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext, redirect_stdout
from datetime import datetime
from typing import Any, Final, NamedTuple

from massstart_tui.imports.text_encoding import decoded
from massstart_tui.race.rule_checks import Misfit
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS, USUAL_LAPS, RulesTable
from massstart_tui.race.sheet import MOST_LAPS, Sheet
from massstart_tui.race.sheet_editing import CannotBe, add_skater, skater_in
from massstart_tui.report.fault_messages import fault_sentence
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import BadData, Fault, Flaw, shown
from massstart_tui.text.words import Words

PIPE: Final = "-"
"""What standard input is called where something is wrong in it."""


class NotAnAnswer(Exception):
    """An answer that does not do: what is wrong with it."""

    def __init__(self, code: Flaw | Misfit, **values: str | int) -> None:
        """Keep the fault for whoever knows where the answer stood."""
        self.fault = Fault(None, "", code, values)
        super().__init__(code, values)


def text(answer: str) -> str:
    """Text that can be written down; raises NotAnAnswer for bytes that are none."""
    try:
        answer.encode()
    except UnicodeEncodeError as error:
        raise NotAnAnswer(Flaw.NOT_VALID, given=shown(answer), rule="UTF-8") from error
    return answer.strip()


def title(answer: str) -> str:
    """Text, and not nothing; raises NotAnAnswer."""
    if not (said := text(answer)):
        raise NotAnAnswer(Flaw.MISSING)
    return said


def moment(answer: str) -> datetime | None:
    """The time of the gun, with the offset of this computer where it names none; raises NotAnAnswer."""
    if not (said := answer.strip()):
        return None
    if ":" not in said:  # a day alone would become midnight
        raise NotAnAnswer(Flaw.NOT_A_DATE, given=shown(said))
    try:
        start = datetime.fromisoformat(said)
        return start if start.tzinfo else start.astimezone()
    except (ValueError, OverflowError, OSError) as error:  # the last two where the system knows no offset for that year
        raise NotAnAnswer(Flaw.NOT_A_DATE, given=shown(said)) from error


def preset(answer: str) -> str:
    """The name of a preset; raises NotAnAnswer."""
    if (said := answer.strip()) not in PRESETS:
        raise NotAnAnswer(Misfit.UNKNOWN_PRESET, preset=said, presets=", ".join(PRESETS))
    return said


def laps(answer: str) -> int:
    """A distance in laps; raises NotAnAnswer."""
    said = answer.strip()
    if not said.isdecimal():
        raise NotAnAnswer(Flaw.WRONG_TYPE, given=shown(said), type="integer")
    if len(said) > len(str(MOST_LAPS)) or not 1 <= int(said) <= MOST_LAPS:
        raise NotAnAnswer(Flaw.OUT_OF_RANGE, given=shown(said), bound=f"1 – {MOST_LAPS}")
    return int(said)


def qualify(answer: str) -> int | None:
    """How many go through, nobody where nothing is said; raises NotAnAnswer."""
    return laps(answer) if answer.strip() else None


Default = Callable[[Mapping[str, Any]], str | None]


class SheetOption(NamedTuple):
    """A question, also an option of that name: how an answer is read, and any default, by the answers before it."""

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
    """The answers in options, and what is wrong with them."""
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
    """The answers with the defaults for those that lack, and what lacks without having one."""
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
    """The answers with those that lack asked for, again where one does not do; raises EOFError."""
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
    """What is typed behind the prompt, which is no data and so no part of a standard output; raises EOFError."""
    # on a terminal it is all the same where a prompt goes, and only on standard output can the line be edited
    with nullcontext() if sys.stdout.isatty() else redirect_stdout(sys.stderr):
        return input(prompt)


def _prompt(asked: str, words: Words) -> str:
    return words("new.no_default", question=asked)


def ask_for_skaters(sheet: Sheet, words: Words) -> Sheet:
    """The sheet with the skaters that are typed, a line each until an empty one; raises EOFError."""
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
    """The sheet with the skaters in ``content``, a line each, and what can be lived with.

    Raises BadData with everything that is wrong.
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
    """A start sheet of the race of these answers, called ``name``, as yet without skaters."""
    about = {key: value for key, value in answers.items() if key != "preset"}
    return Sheet(id=name, skaters=(), rules=RulesTable(preset=answers["preset"]), **about)
