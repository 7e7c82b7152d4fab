"""Sentences about start sheets: importing a list, asking for a sheet, and editing it on the screen before the gun."""

from __future__ import annotations

from typing import Final

_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "fault.not_text": (
        "not text; expected lines of text, such as a list saved as csv",
        "geen tekst; verwacht regels tekst, zoals een lijst die als csv is opgeslagen",
    ),
    "fault.not_csv": (
        "not csv ({reason}); expected fields with the same sign between them, and quotes in pairs",
        "geen csv (de csv-lezer zegt: {reason}); verwacht velden met één teken ertussen, en aanhalingstekens in paren",
    ),
    "fault.other_encoding": (
        "not UTF-8, so read as {encoding}, as in {sample}; expected UTF-8: look whether the names are right",
        "geen UTF-8, dus gelezen als {encoding}, zoals in {sample}; verwacht UTF-8: kijk of de namen kloppen",
    ),
    "fault.doubtful_encoding": (
        (
            "not UTF-8, and it cannot be told which encoding it is: read as {encoding} ({sample}), but it may be"
            " {other} ({otherwise}); expected UTF-8: look whether the names are right, else save the file as UTF-8"
        ),
        (
            "geen UTF-8, en niet uit te maken welke codering het wel is: gelezen als {encoding} ({sample}), maar het"
            " kan {other} zijn ({otherwise}); verwacht UTF-8: kijk of de namen kloppen, en bewaar het bestand anders"
            " als UTF-8"
        ),
    ),
    "fault.above_the_table": (
        "{given} stands above the headings, so it is left out; expected nothing there but a title",
        "{given} staat boven de koppen en is weggelaten; verwacht daar niets dan een titel",
    ),
    "fault.row_joined": (
        "taken for the rest of the row on line {first}; expected each row on one line",
        "opgevat als de rest van de rij op regel {first}; verwacht elke rij op één regel",
    ),
    "fault.kept_as_notes": (
        "this heading is not known, so the column is kept as notes; expected one such as {valid}",
        "deze kop is niet bekend, dus de kolom is bewaard als notities; verwacht een kop als {valid}",
    ),
    "fault.kept_as_notes.nearest": (
        "this heading is not known, so the column is kept as notes; expected ‘{nearest}’, or one such as {valid}",
        "deze kop is niet bekend, dus de kolom is bewaard als notities; verwacht ‘{nearest}’, of een kop als {valid}",
    ),
    "fault.kept_as_well": (
        "another column is taken for what this heading says, so it is kept as notes; expected one of the two",
        "een andere kolom geldt als wat deze kop zegt, dus is deze bewaard als notities; verwacht een van de twee",
    ),
    "fault.gives_away": (
        (
            "of a result, so it is left out: notes on a start sheet would give it away; expected a list of who starts"
            " (a result becomes a race with --from-results)"
        ),
        (
            "van een uitslag, en dus weggelaten: notities op een startlijst zouden die verraden; verwacht een lijst van"
            " wie er starten (een uitslag wordt een wedstrijd met --from-results)"
        ),
    ),
    "fault.unknown_nation": (
        "{given} is no nation that is known here, so it stays as it is; expected its three letters, such as NED",
        "{given} is geen land dat hier bekend is en blijft dus zoals het is; verwacht de drie letters, zoals NED",
    ),
    "fault.no_column": (
        "there is no such column; expected a heading such as {valid}",
        "deze kolom is er niet; verwacht een kop als {valid}",
    ),
    "fault.no_bibs": (
        "no column has bibs, so they are 1 to {last} in the order of the list; expected a column ‘bib’",
        "geen kolom heeft nummers, dus ze zijn 1 tot en met {last} op volgorde van de lijst; verwacht een kolom ‘nr’",
    ),
    "fault.not_a_chip": (
        "{given} is no transponder; expected a label such as FL-94890, or its code",
        "{given} is geen transponder; verwacht een label zoals FL-94890, of de code ervan",
    ),
    "fault.without_chips": (
        "no transponder for {names}; expected one for each skater",
        "geen transponder voor {names}; verwacht er een voor elke rijder",
    ),
    "fault.list_without_chips": (
        "there is no transponder in the list to add to the start sheet; expected a column ‘transponder’",
        "er staat geen transponder in de lijst om aan de startlijst toe te voegen; verwacht een kolom ‘transponder’",
    ),
    "fault.chips_of_nobody": (
        "bib {bib} is not on the start sheet, so its transponders are left out; expected one that is",
        "nummer {bib} staat niet op de startlijst, dus zijn transponders zijn weggelaten; verwacht een dat erop staat",
    ),
    "fault.chips_replaced": (
        "{bib} had {given} on the start sheet, and has {wanted} now; expected the same on both",
        "{bib} had {given} op de startlijst, en heeft nu {wanted}; verwacht op beide dezelfde",
    ),
    "fault.chips_without_names": (
        "a list of transponders without names; expected --sheet with the start sheet that has the names",
        "een lijst met transponders zonder namen; verwacht --sheet met de startlijst die de namen heeft",
    ),
    "fault.not_xml": (
        "not XML ({reason}); expected the groups file of Orbits",
        "geen XML (de XML-lezer zegt: {reason}); verwacht het groepenbestand van Orbits",
    ),
    "fault.xml_with_entities": (
        "it declares a document type, which is refused: one can make a file grow without bound; expected none",
        "er staat een documenttype in, en dat wordt geweigerd: het kan een bestand eindeloos maken; verwacht er geen",
    ),
    "fault.too_large": (
        "it is larger than {most} MB; expected a list of skaters",
        "het is groter dan {most} MB; verwacht een lijst van rijders",
    ),
    "fault.several_groups": (
        "there are several groups: {names}; expected --group with the name of one",
        "er zijn meer groepen: {names}; verwacht --group met de naam van een daarvan",
    ),
    "fault.no_such_group": (
        "there is no group {given}; expected one of: {names}",
        "er is geen groep {given}; verwacht een van: {names}",
    ),
    "fault.no_skaters": (
        "there is no skater in it; expected a line for each, such as 13 Sven Kramer NED",
        "er staat geen rijder in; verwacht voor elk een regel, zoals 13 Sven Kramer NED",
    ),
    "fault.row_too_short": (
        "the row has {count} fields; expected at least {least}",
        "de rij heeft {count} velden; verwacht er minstens {least}",
    ),
    "fault.row_too_short.one": (
        "the row has {count} field; expected at least {least}",
        "de rij heeft {count} veld; verwacht er minstens {least}",
    ),
    "fault.row_too_long": (
        "the row has {count} fields; expected {most} at most, as many as there are headings",
        "de rij heeft {count} velden; verwacht er hoogstens {most}, zoveel als er koppen zijn",
    ),
    "fault.not_a_bib": (
        "‘{given}’ is not a bib; expected a whole number from {lowest} to {highest}",
        "‘{given}’ is geen nummer voor een rijder; verwacht een geheel getal van {lowest} tot en met {highest}",
    ),
    "fault.bib_taken": (
        "bib {bib} is that of {name}; expected one that is free",
        "nummer {bib} is van {name}; verwacht een nummer dat vrij is",
    ),
    "fault.no_name": ("there is no name; expected one", "er is geen naam; verwacht die wel"),
    "fault.last_skater": (
        "{name} is the only one on the start sheet; expected one skater at least",
        "{name} staat als enige op de startlijst; verwacht minstens één rijder",
    ),
}

_ASKED: Final[dict[str, tuple[str, str]]] = {
    "new.title": ("Title", "Titel"),
    "new.competition": ("Competition (may stay empty)", "Toernooi (mag leeg blijven)"),
    "new.venue": ("Venue (may stay empty)", "Baan (mag leeg blijven)"),
    "new.start": (
        "Start, such as 2026-11-23 14:45 (may stay empty)",
        "Start, zoals 2026-11-23 14:45 (mag leeg blijven)",
    ),
    "new.preset": ("Rules: {presets}", "Reglement: {presets}"),
    "new.laps": ("Laps", "Ronden"),
    "new.qualify": ("How many go through (empty in a final)", "Hoeveel gaan er door (leeg bij een finale)"),
    "new.skaters": (
        "The skaters, a line each, such as 13 Sven Kramer NED; an empty line ends.",
        "De rijders, elk een regel, zoals 13 Sven Kramer NED; een lege regel sluit af.",
    ),
    "new.skater": ("Skater {number}", "Rijder {number}"),
    "new.default": ("{question} [{default}]: ", "{question} [{default}]: "),
    "new.no_default": ("{question}: ", "{question}: "),
    "new.written": (
        "{file}: written; skaters: {skaters}, laps: {laps}",
        "{file}: geschreven; rijders: {skaters}, ronden: {laps}",
    ),
    "new.all_go_through": (
        "--qualify {qualify} is more than the {skaters} skaters on the start sheet: everybody would go through",
        "--qualify {qualify} is meer dan de {skaters} rijders op de startlijst: iedereen zou doorgaan",
    ),
    "refused.qualify_too_many": (
        "--qualify {qualify} is more than the {skaters} skaters on the start sheet; expected {skaters} at most",
        "--qualify {qualify} is meer dan de {skaters} rijders op de startlijst; verwacht hoogstens {skaters}",
    ),
    "new.go_on": ("go on with: massstart enter {file}", "ga verder met: massstart enter {file}"),
    "new.nothing_written": ("nothing was written", "er is niets geschreven"),
    "new.not_written": (
        "{file} could not be written; what it would have held is on standard output",
        "{file} kon niet worden geschreven; wat erin zou staan, staat op de standaarduitvoer",
    ),
    "refused.sheet_suffix": ("{file}: a start sheet ends in .toml", "{file}: een startlijst eindigt op .toml"),
    "refused.sheet_exists": (
        "{file}: is there already, and is not overwritten; choose another name",
        "{file}: bestaat al, en wordt niet overschreven; kies een andere naam",
    ),
    "refused.no_folder": ("{file}: there is no such folder", "{file}: deze map is er niet"),
}

_COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "place.sheet": ("the start sheet", "de startlijst"),
    "heading.sheet": ("START SHEET", "STARTLIJST"),
    "command.sheet_absent": ("no start", "start niet"),
    "command.sheet_absent.help": (
        "the chosen skater does not start, or does after all",
        "de gekozen rijder start niet, of toch wel",
    ),
    "command.sheet_bib": ("bib", "nummer"),
    "command.sheet_bib.help": (
        "another bib; one that is taken is swapped",
        "een ander nummer; een nummer dat bezet is wordt geruild",
    ),
    "command.sheet_name": ("name", "naam"),
    "command.sheet_name.help": ("another name for the chosen skater", "een andere naam voor de gekozen rijder"),
    "command.sheet_noc": ("nation", "land"),
    "command.sheet_noc.help": ("another nation for the chosen skater", "een ander land voor de gekozen rijder"),
    "command.sheet_say": ("say", "uitspraak"),
    "command.sheet_say.help": ("how the name is pronounced", "hoe de naam wordt uitgesproken"),
    "command.sheet_add": ("add", "erbij"),
    "command.sheet_add.help": ("put a skater on the start sheet", "een rijder op de startlijst zetten"),
    "command.sheet_off": ("take off", "eraf"),
    "command.sheet_off.help": (
        "take the chosen skater off the start sheet",
        "de gekozen rijder van de startlijst halen",
    ),
    "command.sheet_undo": ("undo", "herstel"),
    "command.sheet_undo.help": (
        "undo the last change of the sheet",
        "de laatste wijziging van de lijst ongedaan maken",
    ),
}

_SCREEN: Final[dict[str, tuple[str, str]]] = {
    "sheet.title": ("Start sheet", "Startlijst"),
    "sheet.laps": ("{count} laps", "{count} ronden"),
    "sheet.laps.one": ("{count} lap", "{count} ronde"),
    "sheet.absent": ("{count} do not start", "{count} starten niet"),
    "sheet.absent.one": ("{count} does not start", "{count} start niet"),
    "sheet.does_not_start": ("does not start", "start niet"),
    "sheet.born": ("born", "geboren"),
    "sheet.notes": ("notes", "notities"),
    "sheet.asked.bib": ("bib", "nummer"),
    "sheet.asked.name": ("name", "naam"),
    "sheet.asked.noc": ("nation", "land"),
    "sheet.asked.say": ("say", "uitspraak"),
    "sheet.asked.add": ("add", "erbij"),
    "sheet.hint.bib": ("another bib for {name}", "een ander nummer voor {name}"),
    "sheet.hint.add": ("bib, name, nation: 17 New Name NED", "nummer, naam, land: 17 Nieuwe Naam NED"),
    "sheet.same": ("as it is", "zoals het is"),
    "sheet.gets_bib": ("{name} gets bib {bib}", "{name} krijgt nummer {bib}"),
    "sheet.swaps": (
        "{name} gets {bib}, {other} gets {number}",
        "{name} krijgt {bib}, {other} krijgt {number}",
    ),
    "sheet.is_called": ("{bib} is called {name}", "{bib} heet {name}"),
    "sheet.skates_for": ("{name} skates for {noc}", "{name} rijdt voor {noc}"),
    "sheet.no_nation": ("{name} without a nation", "{name} zonder land"),
    "sheet.is_said": ("{name} is pronounced {say}", "{name} spreekt u uit als {say}"),
    "sheet.no_pronunciation": ("{name} without a pronunciation", "{name} zonder uitspraak"),
    "sheet.adds": ("adds {bib} {name}", "erbij: {bib} {name}"),
    "sheet.adds_with_noc": ("adds {bib} {name} ({noc})", "erbij: {bib} {name} ({noc})"),
    "sheet.nothing_to_undo": ("nothing has been changed here", "hier is niets gewijzigd"),
    "sheet.is_off": (
        "{bib} {name} is off the start sheet; u puts back",
        "{bib} {name} staat niet meer op de startlijst; u zet terug",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_FAULTS, **_ASKED, **_COMMANDS, **_SCREEN}
