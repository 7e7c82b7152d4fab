"""Sentences for faults in a file, a key or a command: what is wrong; what was expected."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "listed_as.races": ("{number} race", "{number} race"),
    "listed_as.skaters": ("{number} skater", "{number} rijder"),
    "fault.not_found": (
        "there is no such file or sample; expected a file, or a name that ‘massstart | more’ lists",
        "dit bestand of voorbeeld is er niet; verwacht een bestand, of een naam uit de lijst van ‘massstart | more’",
    ),
    "fault.not_found.nearest": (
        "there is no such file or sample; perhaps ‘{nearest}’",
        "dit bestand of voorbeeld is er niet; misschien ‘{nearest}’",
    ),
    "fault.no_file": (
        "there is no such file; expected the path of one",
        "dit bestand is er niet; verwacht het pad van een bestand",
    ),
    "fault.no_meeting": (
        "there is no such file or sample; expected a meeting, such as ‘{nearest}’",
        "dit bestand of voorbeeld is er niet; verwacht een toernooi, zoals ‘{nearest}’",
    ),
    "fault.names_a_meeting": (
        "is the name of a sample meeting; expected a race, such as ‘{nearest}’",
        "is de naam van een voorbeeldtoernooi; verwacht een race, zoals ‘{nearest}’",
    ),
    "fault.names_a_race": (
        "is the name of a sample race; expected a meeting, such as ‘{nearest}’",
        "is de naam van een voorbeeldrace; verwacht een toernooi, zoals ‘{nearest}’",
    ),
    "fault.unreadable": (
        "cannot be read ({reason}); expected a file that can",
        "niet te lezen (het systeem zegt: {reason}); verwacht een bestand dat wel te lezen is",
    ),
    "fault.not_a_file": (
        "is a pipe or a device; expected a file",
        "is een pipe of een apparaat; verwacht een bestand",
    ),
    "fault.file_too_large": (
        "is larger than {most} bytes; expected a smaller file",
        "is groter dan {most} bytes; verwacht een kleiner bestand",
    ),
    "fault.line_too_long": (
        "the line is longer than {most} bytes; expected an event on each line",
        "de regel is langer dan {most} bytes; verwacht een gebeurtenis op elke regel",
    ),
    "fault.too_many_faults": (
        "there are more than {most} faults, and what comes after this line was not read; expected another file",
        "er zijn meer dan {most} fouten, en wat na deze regel komt is niet gelezen; verwacht een ander bestand",
    ),
    "fault.too_deep": (
        "nested more than {most} deep; expected fewer brackets and dots",
        "meer dan {most} niveaus diep genest; verwacht minder haken en punten",
    ),
    "fault.empty": (
        "is empty; expected a header line, then a line for each event",
        "is leeg; verwacht een kopregel, dan een regel voor elke gebeurtenis",
    ),
    "fault.not_a_stream": (
        'not a massstart stream; expected "format": "massstart" in the first line',
        'geen stream van massstart; verwacht "format": "massstart" in de eerste regel',
    ),
    "fault.is_a_stream": (
        "is a race; expected a start sheet or a meeting; the race is shown by: massstart replay {file}",
        "is een race; verwacht een startlijst of een toernooi; de race toont: massstart replay {file}",
    ),
    "fault.is_a_sheet": (
        "is a start sheet; expected a race; to record it: massstart enter {file}",
        "is een startlijst; verwacht een race; leg die vast met: massstart enter {file}",
    ),
    "fault.is_a_meeting": (
        "is a meeting; expected a race; its races are shown by: massstart programme {file}",
        "is een toernooi; verwacht een race; de races ervan toont: massstart programme {file}",
    ),
    "fault.is_a_start_list": (
        (
            "looks like a list of skaters; expected a start sheet or a race; to make a start sheet of it: "
            "massstart new --from-csv {file} -o SHEET.toml"
        ),
        (
            "lijkt een lijst van rijders; verwacht een startlijst of een race; maak er een startlijst van met: "
            "massstart new --from-csv {file} -o SHEET.toml"
        ),
    ),
    "fault.is_a_chip_list": (
        (
            "looks like a list of transponders; expected a start sheet or a race; to add them to a start sheet:"
            " massstart new --from-csv {file} --sheet SHEET.toml -o NEW.toml"
        ),
        (
            "lijkt een lijst van transponders; verwacht een startlijst of een race; voeg ze toe aan een startlijst met:"
            " massstart new --from-csv {file} --sheet SHEET.toml -o NEW.toml"
        ),
    ),
    "fault.is_a_result": (
        (
            "looks like a published result; expected a race; to make one of it: "
            "massstart new --from-results {file} -o RACE.jsonl"
        ),
        (
            "lijkt een gepubliceerde uitslag; verwacht een race; maak er een van met: "
            "massstart new --from-results {file} -o RACE.jsonl"
        ),
    ),
    "fault.is_a_pdf": (
        (
            "is a PDF; expected a race; to make one of a published result: "
            "massstart new --from-results {file} -o RACE.jsonl"
        ),
        (
            "is een PDF; verwacht een race; maak er een van een gepubliceerde uitslag met: "
            "massstart new --from-results {file} -o RACE.jsonl"
        ),
    ),
    "fault.is_passings": (
        (
            "looks like passings of a timing system; expected a race; to make one of them:"
            " massstart passings {file} --sheet SHEET.toml -o RACE.jsonl"
        ),
        (
            "lijkt op passages van een tijdwaarneming; verwacht een race; maak er een van met:"
            " massstart passings {file} --sheet SHEET.toml -o RACE.jsonl"
        ),
    ),
    "fault.is_passings_of_heats": (
        (
            "looks like the output of a timing system; expected a race; to make one of it: "
            "massstart passings {file} -o RACE.jsonl"
        ),
        (
            "lijkt de uitvoer van een tijdwaarneming; verwacht een race; maak er een van met: "
            "massstart passings {file} -o RACE.jsonl"
        ),
    ),
    "fault.newer_version": (
        "version {version} is newer than this program; expected version {reads} at most",
        "versie {version} is nieuwer dan dit programma; verwacht hoogstens versie {reads}",
    ),
    "fault.torn": (
        "the last line is cut short ({bytes} bytes), what stands before it is read; expected a whole line",
        "de laatste regel is afgebroken ({bytes} bytes), wat ervoor staat is gelezen; verwacht een hele regel",
    ),
    "fault.blank_line": ("a blank line; expected an event", "een lege regel; verwacht een gebeurtenis"),
    "fault.not_json": (
        "not JSON from column {column} on; expected one JSON object on the line",
        "geen JSON vanaf kolom {column}; verwacht één JSON-object op de regel",
    ),
    "fault.not_utf_8": (
        "not UTF-8 at byte {byte} of the line; expected text that is saved as UTF-8",
        "geen UTF-8 bij byte {byte} van de regel; verwacht tekst die als UTF-8 is opgeslagen",
    ),
    "fault.not_toml": (
        "not TOML ({reason}); expected a key and its value, or a [table]",
        "geen TOML (de TOML-lezer zegt: {reason}); verwacht een sleutel met een waarde, of een [tabel]",
    ),
    "fault.missing": (
        "is missing; expected a value, it is required",
        "ontbreekt; verwacht een waarde, die is verplicht",
    ),
    "fault.wrong_type": (
        "{given} is of the wrong kind; expected {type}",
        "{given} is van de verkeerde soort; verwacht {type}",
    ),
    "fault.out_of_range": (
        "{given} is out of range; expected {bound}",
        "{given} valt buiten het bereik; verwacht {bound}",
    ),
    "fault.too_short": ("is too short; expected at least {least}", "is te kort; verwacht minstens {least}"),
    "fault.not_one_of": (
        "{given} is not a choice; expected one of {valid}",
        "{given} is geen keuze; verwacht een van {valid}",
    ),
    "fault.not_a_date": (
        "{given} is not a date or a time; expected the likes of 2022-02-19 or 2022-02-19T15:00:00+08:00",
        "{given} is geen datum of tijd; verwacht iets als 2022-02-19 of 2022-02-19T15:00:00+08:00",
    ),
    "fault.not_a_moment": (
        "“{given}” is not a moment; expected the time of day with its zone, as 2026-11-25T13:45:00Z",
        "“{given}” is geen moment; verwacht de tijd van de dag met haar zone, zoals 2026-11-25T13:45:00Z",
    ),
    "fault.not_valid": (
        "{given} does not fit here; expected what the format asks for ({rule})",
        "{given} past hier niet; verwacht wat het formaat vraagt ({rule})",
    ),
    "fault.seq_hole": (
        "{given} is out of sequence; expected {wanted}",
        "{given} past niet in de reeks; verwacht {wanted}",
    ),
    "fault.no_target": (
        "there is no event {target} before this one; expected one from 1 to {last}",
        "er is geen gebeurtenis {target} voor deze; verwacht een van 1 tot en met {last}",
    ),
    "fault.of_missing": (
        "event {target} is missing; expected one that can be read before its correction",
        "gebeurtenis {target} ontbreekt; verwacht een leesbare vóór haar verbetering",
    ),
    "fault.nothing_before": (
        "there is no event before this one; expected one that it is about",
        "er is geen gebeurtenis voor deze; verwacht een waarover hij gaat",
    ),
    "fault.unknown_key": (
        "an unknown key, which is left alone; expected a key of the format",
        "een onbekende sleutel, die met rust wordt gelaten; verwacht een sleutel van het formaat",
    ),
    "fault.unknown_key.nearest": (
        "an unknown key, which is left alone; perhaps ‘{nearest}’",
        "een onbekende sleutel, die met rust wordt gelaten; misschien ‘{nearest}’",
    ),
    "fault.unknown_type": (
        "an event of the unknown type {given}, which is kept and changes nothing; perhaps of a later version",
        "een gebeurtenis van onbekende soort {given}, die blijft en niets verandert; misschien van een latere versie",
    ),
    "fault.unknown_type.nearest": (
        "an event of the unknown type {given}, which is kept and changes nothing; perhaps ‘{nearest}’",
        "een gebeurtenis van onbekende soort {given}, die blijft en niets verandert; misschien ‘{nearest}’",
    ),
    "fault.other_race": (
        "the race ‘{given}’ is recorded in it; expected ‘{wanted}’, as the start sheet has it",
        "wedstrijd ‘{given}’ is erin vastgelegd; verwacht ‘{wanted}’, zoals op de startlijst",
    ),
    "fault.bib_not_on_sheet": (
        "bib {bib} is not on the start sheet; expected one that is",
        "nummer {bib} staat niet op de startlijst; verwacht een nummer dat erop staat",
    ),
    "fault.bib_twice": (
        "bib {bib} is there more than once; expected it once",
        "nummer {bib} komt meer dan eens voor; verwacht het één keer",
    ),
    "fault.no_sprints": (
        "a sprint at lap {lap}, and this race has none; expected no sprint, or the rules to have it",
        "een tussensprint in ronde {lap}, en deze wedstrijd heeft er geen; verwacht er geen, of een in het reglement",
    ),
    "fault.no_sprint_at_lap": (
        "lap {lap} has no sprint; expected one of {laps}",
        "ronde {lap} heeft geen tussensprint; verwacht een van {laps}",
    ),
    "fault.order_too_short": (
        "{places} in the order; expected at least {wanted}, as many as get points",
        "{places} in de volgorde; verwacht minstens {wanted}, zoveel als er punten krijgen",
    ),
    "fault.not_as_many": (
        "{given} beside {wanted} in ‘{beside}’; expected as many",
        "{given} naast {wanted} in ‘{beside}’; verwacht er evenveel",
    ),
    "fault.unknown_preset": (
        "‘{preset}’ is not a preset; expected one of {presets}",
        "‘{preset}’ is geen bekend reglement; verwacht een van {presets}",
    ),
    "fault.sprint_beyond_distance": (
        "a sprint at lap {lap} where the race ends with lap {laps}; expected it before the last lap",
        "een tussensprint in ronde {lap}, terwijl de wedstrijd eindigt met ronde {laps}; verwacht die vóór de laatste",
    ),
    "fault.sprint_lap_twice": (
        "a second sprint at lap {lap}; expected one sprint at a lap",
        "een tweede tussensprint in ronde {lap}; verwacht één tussensprint per ronde",
    ),
    "fault.too_often": (
        "comes {times} times over this distance; expected {most} times at most",
        "komt over deze afstand {times} keer; verwacht hoogstens {most} keer",
    ),
    "opening.at_line": ("line", "regel"),
    "fault.more.printed": ("and {count} more", "en nog {count}"),
    "fault.more": (
        "{count} more of the kind; ‘massstart check’ tells them all",
        "nog {count} van zulke; ‘massstart check’ noemt ze allemaal",
    ),
    "fault.more.one": (
        "one more of the kind; ‘massstart check’ tells them all",
        "nog één zo’n; ‘massstart check’ noemt ze allemaal",
    ),
    "type.integer": ("a whole number", "een geheel getal"),
    "type.number": ("a number", "een getal"),
    "type.text": ("text", "tekst"),
    "type.boolean": ("true or false", "true of false"),
    "type.list": ("a list", "een lijst"),
    "type.object": ("an object", "een object"),
    "refused.no_such_command": (
        "‘{given}’ is not a command, a file or a sample; perhaps ‘{nearest}’",
        "‘{given}’ is geen opdracht, bestand of voorbeeld; misschien ‘{nearest}’",
    ),
    "refused.nothing_to_check": (
        "nothing to check; expected a file, or --schema",
        "niets te controleren; verwacht een bestand, of --schema",
    ),
    "refused.no_output": (
        "it failed: standard output is closed; expected one that can be written to",
        "het is mislukt: de standaarduitvoer is gesloten; verwacht een uitvoer waarnaar te schrijven is",
    ),
    "refused.changed_meanwhile": (
        "a file was changed while it was shown; open it again",
        "een bestand is veranderd terwijl het werd getoond; open het opnieuw",
    ),
    "refused.failed": ("it failed: {reason}", "het is mislukt; het systeem zegt: {reason}"),
}
