"""Sentences about a meeting: its programme, a final made from its heats, and what is wrong with them."""

from __future__ import annotations

from typing import Final

_SCREEN: Final[dict[str, tuple[str, str]]] = {
    "place.programme": ("the programme", "het programma"),
    "command.spoilers": ("results", "uitslagen"),
    "command.spoilers.help": (
        "show what was recorded but not watched yet, or hide it again",
        "toon wat is vastgelegd maar nog niet bekeken, of verberg het weer",
    ),
    "command.final_sheet": ("write sheet", "lijst schrijven"),
    "command.final_sheet.help": (
        "write the start sheet of a final, anew where it is there: first what would change, then, pressed again, it",
        "schrijf de startlijst van een finale, opnieuw als die er is: eerst wat er verandert, en nog eens: schrijven",
    ),
    "command.samples": ("other races", "andere races"),
    "command.samples.help": ("the other sample races", "de andere voorbeeldraces"),
    "command.details_down": ("list down", "lijst omlaag"),
    "command.details_down.help": ("further down the list of the chosen race", "verder omlaag in de lijst van de race"),
    "command.details_up": ("list up", "lijst omhoog"),
    "command.details_up.help": ("further up the list of the chosen race", "verder omhoog in de lijst van de race"),
    "programme.local": ("local", "lokaal"),
    "programme.own": ("yours", "bij u"),
    "programme.now": ("NOW", "NU"),
    "programme.next": ("NEXT", "HIERNA"),
    "programme.reading": ("reading", "lezen"),
    "programme.broken": ("cannot open", "niet te openen"),
    "programme.nothing": ("no start list", "geen startlijst"),
    "programme.heats": ("from its heats", "uit de heats"),
    "programme.scheduled": ("to come", "nog te rijden"),
    "programme.recorded": ("recorded", "opgenomen"),
    "programme.live": ("live, {count} to go", "live, nog {count}"),
    "programme.stopped": ("live, stopped", "live, stilgelegd"),
    "programme.finishing": ("live, finish", "live, finish"),
    "programme.watched": ("seen to {count} to go", "gezien tot nog {count}"),
    "programme.finished": ("finished", "gereden"),
    "programme.official": ("official", "officieel"),
    "programme.start_list": ("START LIST", "STARTLIJST"),
    "programme.result": ("RESULT", "UITSLAG"),
    "programme.standings": ("STANDINGS", "STAND"),
    "programme.skaters": ("{count} skaters", "{count} rijders"),
    "programme.skaters.one": ("1 skater", "1 rijder"),
    "programme.provisional": ("provisional", "voorlopig"),
    "programme.open_places": ("{count} places open", "{count} plaatsen open"),
    "programme.open_places.one": ("1 place open", "1 plaats open"),
    "programme.hidden": (
        "Recorded, not watched yet: {open} opens it, {spoilers} shows its result.",
        "Opgenomen, nog niet bekeken: {open} opent de race, {spoilers} toont de uitslag.",
    ),
    "programme.hidden_heats": (
        "Who starts here would give the heats away: {heats}. Watch them, or press x.",
        "Wie hier start verklapt de heats: {heats}. Bekijk ze, of druk op x.",
    ),
    "programme.awaits": ("It fills as its heats are skated: {heats}.", "Wordt gevuld door: {heats}."),
    "programme.no_list": ("No start list yet.", "Nog geen startlijst."),
    "programme.teams": ("TWO OF A NATION", "TWEE UIT ÉÉN LAND"),
    "programme.band": ("band {number}", "band {number}"),
    "programme.band_colour": ("band {number}: {colour}", "band {number}: {colour}"),
    "programme.bands_assumed": (
        "Who wears which arm band is assumed here: by helmet number.",
        "Wie welke armband draagt is hier aangenomen: op helmnummer.",
    ),
    "programme.would_be": (
        "Provisional: who would be through if the heats ended now.",
        "Voorlopig: wie er door zou zijn als de heats nu eindigden.",
    ),
    "programme.still_to_come": ("Still to come: {heats}.", "Nog te komen: {heats}."),
    "programme.differs": (
        "The start sheet does not agree with the heats any more. {told}",
        "De startlijst klopt niet meer met de heats. {told}",
    ),
    "differs.not_through": ("Not through: {skaters}.", "Niet door: {skaters}."),
    "differs.in_no_heat": ("In no heat: {skaters}.", "In geen heat: {skaters}."),
    "differs.not_on_sheet": ("Missing: {skaters}.", "Ontbreekt: {skaters}."),
    "differs.other_number": ("Another helmet number: {skaters}.", "Ander helmnummer: {skaters}."),
    "differs.namesakes": ("Which of two is not known: {skaters}.", "Wie van twee is niet bekend: {skaters}."),
    "programme.nothing_to_open": (
        "There is no recording of this race yet.",
        "Van deze race is er nog geen opname.",
    ),
    "programme.place": ("{rank}, {count} points", "{rank}, {count} punten"),
    "programme.place.one": ("{rank}, 1 point", "{rank}, 1 punt"),
    "skater.earlier": ("EARLIER IN THE MEETING", "EERDER DIT TOERNOOI"),
    "skater.earlier_row": ("{rank} with {count} points", "{rank} met {count} punten"),
    "skater.earlier_row.one": ("{rank} with 1 point", "{rank} met 1 punt"),
    "skater.id": ("id {id}", "id {id}"),
    "skater.perhaps": ("perhaps this skater", "misschien deze rijder"),
    "skater.namesakes": (
        "Two skaters may have this name: ‘born’ or ‘id’ on both start sheets tells whether they are one.",
        "Twee rijders kunnen zo heten: ‘born’ of ‘id’ op beide startlijsten zegt of het er één is.",
    ),
    "note.arm_band": (
        "Arm band {number} of {noc} (assumed: by helmet number)",
        "Armband {number} van {noc} (aangenomen: op helmnummer)",
    ),
    "note.arm_band_colour": (
        "Arm band: {colour} (assumed: by helmet number)",
        "Armband: {colour} (aangenomen: op helmnummer)",
    ),
    "note.heat": ("{race}: {place} ({through})", "{race}: {place} ({through})"),
}

_COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "help.sheet": (
        "the start sheet, with the transponders of the skaters",
        "de startlijst, met de transponders van de rijders",
    ),
    "help.stream_output": ("the stream to write", "de stream om te schrijven"),
    "anew.came": ("on: {skaters}", "erbij: {skaters}"),
    "anew.went": ("off: {skaters}", "eraf: {skaters}"),
    "anew.moved": ("another number: {skaters}", "ander nummer: {skaters}"),
    "anew.kept": ("kept, by hand: {skaters}", "blijft, met de hand: {skaters}"),
    "anew.lost": ("not kept, by hand: {skaters}", "blijft niet, met de hand: {skaters}"),
    "anew.comments": (
        "not kept: comments, and keys that no start sheet has",
        "blijft niet: commentaar, en sleutels die geen startlijst heeft",
    ),
    "anew.written": (
        "{file} is written anew; as it was: {before}",
        "{file} is opnieuw geschreven; zoals het was: {before}",
    ),
    "anew.agrees": (
        "{file} agrees with the heats, and stays as it is",
        "{file} klopt met de heats, en blijft zoals het is",
    ),
    "anew.key": ("{key} writes it anew.", "{key} schrijft hem opnieuw."),
    "anew.again": ("{key} again writes {file} anew.", "Nog eens {key} schrijft {file} opnieuw."),
    "anew.new": ("{file} is written.", "{file} is geschreven."),
    "anew.no_heats": (
        "Only a final that its heats make has a start sheet to write here.",
        "Alleen een finale die uit heats komt heeft hier een startlijst om te schrijven.",
    ),
    "anew.waits": ("Its start sheet waits for {heats}.", "De startlijst wacht op {heats}."),
    "anew.no_sheet": (
        "The meeting names no start sheet for this race: ‘sheet’ does.",
        "Het toernooi noemt geen startlijst voor deze race: dat doet ‘sheet’.",
    ),
    "anew.begun": (
        "{file} stays as it is: the race is recorded already, in {stream}",
        "{file} blijft zoals het is: de race is al opgenomen, in {stream}",
    ),
    "anew.other_race": (
        "{file} is the start sheet of ‘{given}’, and stays as it is; expected that of ‘{race}’",
        "{file} is de startlijst van ‘{given}’, en blijft zoals het is; verwacht die van ‘{race}’",
    ),
    "anew.changed_meanwhile": (
        "{file} was changed by another program meanwhile, and stays as it is",
        "{file} is intussen door een ander programma gewijzigd, en blijft zoals het is",
    ),
    "anew.not_written": ("{file} cannot be written: {reason}", "{file} kan niet worden geschreven: {reason}"),
    "refused.final_is_there": (
        "{file} is there already; expected a file that is not, or --anew",
        "{file} is er al; verwacht een bestand dat er nog niet is, of --anew",
    ),
    "refused.anew_without_output": (
        "--anew writes a start sheet anew; expected -o with its file",
        "--anew schrijft een startlijst opnieuw; verwacht -o met het bestand",
    ),
    "refused.only_with_final": (
        "{option} is about the start sheet of a final; expected --final beside it",
        "{option} gaat over de startlijst van een finale; verwacht --final ernaast",
    ),
    "check.waits": (
        "{file}: the final ‘{race}’ waits for {heats}",
        "{file}: de finale ‘{race}’ wacht op {heats}",
    ),
    "check.to_make": (
        "{file}: the heats of the final ‘{race}’ are over; {given} is not there yet",
        "{file}: de heats van de finale ‘{race}’ zijn afgelopen; {given} is er nog niet",
    ),
    "check.meeting": ("in order; races: {races}", "in orde; races: {races}"),
    "refused.no_such_race": (
        "{file}: there is no race ‘{given}’; expected one of {races}",
        "{file}: er is geen race ‘{given}’; verwacht een van {races}",
    ),
    "refused.no_heats": (
        "{file}: ‘{given}’ is not made of heats; expected a race with ‘from’",
        "{file}: ‘{given}’ komt niet uit heats; verwacht een race met ‘from’",
    ),
    "refused.wrong_heats": (
        "{file}: who starts in ‘{given}’ cannot be told; expected heats that are right: see above",
        "{file}: wie er start in ‘{given}’ is niet te zeggen; verwacht heats die kloppen: zie hierboven",
    ),
    "refused.output_without_final": (
        "nothing to write; expected --final beside -o",
        "niets om te schrijven; verwacht --final naast -o",
    ),
    "refused.not_a_gun": (
        "‘{given}’ is not a time of day; expected hours, minutes and seconds, such as 15:00:03.25",
        "‘{given}’ is geen tijdstip; verwacht uren, minuten en seconden, zoals 15:00:03.25",
    ),
    "refused.is_there_already": (
        "{file} is there already; expected a file that is not",
        "{file} is er al; verwacht een bestand dat er nog niet is",
    ),
}

_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "fault.no_such_file": (
        "‘{given}’ is not there; expected a file, by its path from that of the meeting",
        "‘{given}’ is er niet; verwacht een bestand, met zijn pad vanaf dat van het toernooi",
    ),
    "fault.unknown_zone": (
        "‘{given}’ is no time zone; expected the likes of Europe/Amsterdam",
        "‘{given}’ is geen tijdzone; verwacht iets als Europe/Amsterdam",
    ),
    "fault.unknown_zone.nearest": (
        "‘{given}’ is no time zone; perhaps ‘{nearest}’",
        "‘{given}’ is geen tijdzone; misschien ‘{nearest}’",
    ),
    "fault.race_twice": (
        "‘{race}’ is there more than once; expected it once",
        "‘{race}’ komt meer dan eens voor; verwacht die één keer",
    ),
    "fault.unknown_heat": (
        "‘{race}’ is no race of this meeting; expected one of {races}",
        "‘{race}’ is geen race van dit toernooi; verwacht een van {races}",
    ),
    "fault.circle": (
        "the races go round in a circle ({races}); expected heats that do not come from what they make",
        "de races draaien in een kring ({races}); verwacht heats die niet komen uit wat ze vullen",
    ),
    "fault.heat_not_over": (
        "‘{race}’ is not over; expected a heat whose result stands",
        "‘{race}’ is nog niet afgelopen; verwacht een race waarvan de uitslag vaststaat",
    ),
    "fault.through_open": (
        "who goes through from ‘{race}’ is open: {skaters}; expected the places or laps that nobody recorded",
        "wie doorgaat vanuit ‘{race}’ is open: {skaters}; verwacht de plaatsen of ronden die niemand vastlegde",
    ),
    "fault.rank_open": (
        "the rank in ‘{race}’ is open, and the number with it: {skaters}; expected the places, or --keep-bibs",
        "de plaats in ‘{race}’ is open, en het nummer dus ook: {skaters}; verwacht de plaatsen, of --keep-bibs",
    ),
    "programme.open_heats": (
        "Not all places and laps were recorded, so who goes through is open for {skaters}.",
        "Niet alle plaatsen en ronden zijn vastgelegd; of ze doorgaan is open voor {skaters}.",
    ),
    "programme.open_ranks": (
        "Not all places and laps were recorded, so the rank in the heat is open for {skaters}.",
        "Niet alle plaatsen en ronden zijn vastgelegd; de plaats in de serie is open voor {skaters}.",
    ),
    "fault.no_cut": (
        "the start sheet of ‘{race}’ does not say how many go through; expected ‘qualify’ in it",
        "de startlijst van ‘{race}’ zegt niet hoeveel er doorgaan; verwacht ‘qualify’ erin",
    ),
    "fault.skater_twice": (
        "{skater} starts in ‘{race}’ and in ‘{other}’; expected a skater in one heat only",
        "{skater} start in ‘{race}’ en in ‘{other}’; verwacht een rijder in maar één race",
    ),
    "fault.bib_in_two_heats": (
        "{bib} is {skater}’s in ‘{race}’ and {another}’s in ‘{other}’; expected no --keep-bibs, or another bib for one",
        "{bib} is van {skater} in ‘{race}’ en van {another} in ‘{other}’; verwacht geen --keep-bibs, of een ander",
    ),
    "fault.not_through": (
        "{skater} ({bib}) is on the start sheet, and does not go through from ‘{race}’; expected only who does",
        "{skater} ({bib}) staat op de startlijst, en gaat niet door vanuit ‘{race}’; verwacht alleen wie doorgaat",
    ),
    "fault.in_no_heat": (
        "{skater} ({bib}) is on the start sheet, and in none of the heats; expected only who goes through from them",
        "{skater} ({bib}) staat op de startlijst, en in geen van de heats; verwacht alleen wie daaruit doorgaat",
    ),
    "fault.not_on_sheet": (
        "{skater} goes through from ‘{race}’, and is not on the start sheet; expected everyone who goes through",
        "{skater} gaat door vanuit ‘{race}’, en staat niet op de startlijst; verwacht iedereen die doorgaat",
    ),
    "fault.other_number": (
        "{skater} has {bib}; expected {number}, as ‘{race}’ now has it",
        "{skater} heeft {bib}; verwacht {number}, zoals ‘{race}’ het nu heeft",
    ),
    "fault.namesakes": (
        "nothing tells which {skater} of {race} has {bib}; expected ‘noc’, ‘born’ or ‘id’ on the start sheets to tell",
        "niets zegt welke {skater} van {race} {bib} heeft; verwacht ‘noc’, ‘born’ of ‘id’ op de startlijsten",
    ),
    "fault.id_twice": (
        "id {id} is there more than once; expected it with one skater, and another or none with the other",
        "id {id} komt meer dan eens voor; verwacht die bij één rijder, en bij de andere een andere of geen",
    ),
    "fault.transponder_twice": (
        "transponder {transponder} is there more than once; expected it with one skater",
        "transponder {transponder} komt meer dan eens voor; verwacht die bij één rijder",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_SCREEN, **_COMMANDS, **_FAULTS}
