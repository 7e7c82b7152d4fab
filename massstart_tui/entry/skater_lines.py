"""Parser and printer of lines that add a skater to the start sheet or correct one."""

from __future__ import annotations

import dataclasses
import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from massstart_tui.entry.free_text import quoted
from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.verb_lookup import forms, long_form
from massstart_tui.race.events import SkaterListed
from massstart_tui.race.sheet import Skater
from massstart_tui.text.verb_forms import SKATER_PARTS, VERBS
from massstart_tui.text.words import Language

_PARTS: Final = {form: part for part, verb in SKATER_PARTS.items() for form in forms(verb)}
_PART: Final = re.compile(rf"\s*({'|'.join(_PARTS)})\b", re.IGNORECASE)
_NEXT_PART: Final = re.compile(
    rf"\s(?:{'|'.join(forms(SKATER_PARTS['noc']))})\s+(?:\"|[a-z]{{3}}\s*(?:$|\s))"
    rf"|\s(?:{'|'.join(forms(SKATER_PARTS['bib']))})\s+[0-9]"
    rf"|\s(?:{'|'.join(forms(SKATER_PARTS['name']))})\s"
    rf"|\s(?:{'|'.join(forms(SKATER_PARTS['say']))})\s",
    re.IGNORECASE,
)
"""Where one part of a correction ends and the next begins.

A name can contain a word for the nation, so that word needs a quotation mark or a code of three letters behind it.
"""
_NOC_BEHIND: Final = re.compile(r"\s+([A-Z]{3})$")
"""A nation in capitals at the end of a name."""

Fields = dict[str, Any]


def read_skater(line: TypedLine) -> Entered:
    """Parse a late skater, as a bib with a name and a nation, or a correction, as a bib with named parts."""
    token = line.peek()
    if token is None and line.text[line.end :].strip():
        raise Problem(Code.UNEXPECTED, (line.end, len(line.text)), text=line.text[line.end :].strip(), usage=line.verb)
    bib = line.number()
    span = token.span if token else line.span
    rest = line.text[line.end :]
    if not rest.strip():
        raise Problem(Code.UNFINISHED, (len(line.text), len(line.text)), usage=line.verb)
    fields = _corrected(line, bib, span) if _PART.match(rest) else _new(line, bib, span)
    return Entered((line.event("skater", **fields),))


def _new(line: TypedLine, bib: int, span: tuple[int, int]) -> Fields:
    """Return the fields of a late skater; raise Problem if the sheet has the bib already."""
    if bib in line.roster.bibs and not line.exact:
        found = Problem(Code.ON_SHEET_ALREADY, span, bib=bib, skater=line.roster.whole[bib])
        raise found.with_choices((_as_correction(line),))
    name, rest = _text(line, line.text[line.end :].strip())
    noc, _ = _text(line, rest) if rest else ("", "")
    behind = _NOC_BEHIND.search(name)
    if behind and not rest and '"' not in line.text[line.end :]:
        name, noc = name[: behind.start()], behind[1]
    return {"skater": _without_defaults(Skater(bib, name, noc))}


def _as_correction(line: TypedLine) -> str:
    """Return the whole line as a correction of the name, and of the nation if there is one."""
    typed = line.text[: line.start].split()[-1].lower()
    words = {part: long_form(verb, _language_of(typed)) for part, verb in SKATER_PARTS.items()}
    rest = line.text[line.end :].strip()
    if (behind := _NOC_BEHIND.search(rest)) and '"' not in rest:
        rest = f"{rest[: behind.start()]} {words['noc']} {behind[1]}"
    return f"{line.text[: line.end]} {words['name']} {rest}"


def _language_of(form: str) -> Language:
    """Return the language of the verb as it was typed."""
    return Language.NL if form in VERBS["skater"].dutch else Language.EN


def _corrected(line: TypedLine, bib: int, span: tuple[int, int]) -> Fields:
    """Return the fields of a corrected skater: as on the sheet, with the parts of the line in place; raise Problem."""
    skaters = line.situation.sheet.by_bib()
    given = _parts(line)
    given.setdefault("bib", bib)
    # A printed line can be parsed with a sheet on which the correction is made already.
    now = skaters.get(bib) or (skaters.get(given["bib"]) if line.exact else None)
    if now is None and not line.exact:
        raise Problem(Code.BIB_NOT_ON_SHEET, span, bib=bib, nearest=line.roster.nearest_bibs(bib))
    skater = dataclasses.replace(now or Skater(bib, "?"), **given)
    if not line.exact:
        if skater == now:
            raise Problem(Code.SAME_SKATER, (line.start, len(line.text)))
        if skater.bib != bib and skater.bib in skaters:
            raise Problem(Code.BIB_TAKEN, line.span, bib=skater.bib, skater=line.roster.whole[skater.bib])
    return {"skater": _without_defaults(skater), "replaces": bib}


def _parts(line: TypedLine) -> Fields:
    """Return the named parts of a correction by field; raise Problem."""
    given: Fields = {}
    rest = line.text[line.end :]
    while match := _PART.match(rest):
        part = _PARTS[match[1].lower()]
        value, rest = _text(line, rest[match.end() :].strip(), _NEXT_PART)
        if part == "bib" and not value.isdecimal():
            raise Problem(Code.OUT_OF_RANGE, (line.end, len(line.text)), text=value)
        # A printed line gives the nation as it was recorded; a typed one is put in capitals.
        given[part] = int(value) if part == "bib" else value.upper() if part == "noc" and not line.exact else value
    if rest.strip():
        raise Problem(Code.UNEXPECTED, (line.end, len(line.text)), text=rest.strip(), usage=line.verb)
    return given


def _text(line: TypedLine, rest: str, until: re.Pattern[str] | None = None) -> tuple[str, str]:
    """Return the text at the beginning of ``rest``, quoted or up to ``until``, and what follows it; raise Problem."""
    if not rest.startswith('"'):
        end = until.search(rest) if until else None
        text = rest[: end.start()] if end else rest
        behind = rest[end.start() :] if end else ""
    else:
        try:
            text, at = JSONDecoder().raw_decode(rest)
        except JSONDecodeError as error:
            raise Problem(Code.UNFINISHED, (len(line.text), len(line.text)), usage=line.verb) from error
        return text, rest[at:].strip()
    if not text.strip():
        raise Problem(Code.UNFINISHED, (len(line.text), len(line.text)), usage=line.verb)
    return text.strip(), behind


def _without_defaults(skater: Skater) -> Fields:
    """Return the fields of a skater, without those that have their default."""
    fields: Fields = {"bib": skater.bib, "name": skater.name}
    fields |= {"noc": skater.noc} if skater.noc else {}
    fields |= {"born": skater.born.isoformat()} if skater.born else {}
    fields |= {"notes": list(skater.notes)} if skater.notes else {}
    fields |= {"transponders": list(skater.transponders)} if skater.transponders else {}
    fields |= {"id": skater.id} if skater.id else {}
    return fields | ({"say": skater.say} if skater.say else {})


def printed_skater(event: SkaterListed, language: Language) -> str:
    """Return the arguments behind the verb, in ``language``.

    Birth date, notes, transponders and id are not in the line; they are taken from the sheet when it is parsed.
    """
    listed = event.skater
    if event.replaces is None:
        return f"{listed.bib} {quoted(listed.name)}" + (f" {quoted(listed.noc)}" if listed.noc else "")
    words = {part: long_form(verb, language) for part, verb in SKATER_PARTS.items()}
    parts = {"bib": str(listed.bib), "name": quoted(listed.name), "noc": quoted(listed.noc)}
    parts |= {"say": quoted(listed.say)} if listed.say else {}
    return " ".join([str(event.replaces), *(f"{words[part]} {value}" for part, value in parts.items())])
