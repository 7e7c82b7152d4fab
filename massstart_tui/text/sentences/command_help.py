"""The commands and their options, as their help tells of them: the parser of a command loads no other catalogue."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "cli.follow": (
        "follow a race under way: a growing file, or - for standard input",
        "een wedstrijd volgen die bezig is: een groeiend bestand, of - voor de standaardinvoer",
    ),
    "help.source": (
        "a file that grows, there or not yet; - for standard input; nats://HOST/RACE for a shared race",
        "een bestand dat groeit, ook als het er nog niet is; - voor de invoer; nats://HOST/RACE voor een gedeelde",
    ),
    "help.delay": (
        "so many seconds behind, as the television picture is",
        "zoveel seconden later, net als het televisiebeeld",
    ),
    "help.follow_format": (
        "for other programs: a line of JSON for each change of state",
        "voor andere programma’s: een regel JSON voor elke verandering",
    ),
    "cli.passings": ("passings of a timing system to a race", "doorkomsten van een tijdsysteem naar een race"),
    "help.passings": (
        "the output of a timing system: a file, - for standard input, tcp://, raceresult:// or mylaps://HOST:PORT",
        "de uitvoer van een tijdsysteem: een bestand, - voor de invoer, tcp://, raceresult:// of mylaps://HOST:POORT",
    ),
    "help.feed_format": (
        "the format of the passings, if the first lines do not tell; with what each was tested: {formats}",
        "het formaat van de doorkomsten, als de eerste regels het niet zeggen; met wat elk is getest: {formats}",
    ),
    "help.feed_sheet": (
        "the start sheet; without it that of the feed, if it has one",
        "de startlijst; zonder die van de feed, als die er een heeft",
    ),
    "help.heat": (
        "the heat to record, where a feed has several; else the last mass start that was activated",
        "de heat om op te nemen, als een feed er meer heeft; anders de laatst geactiveerde massastart",
    ),
    "help.feed_output": (
        "the file to write; with a folder and a / at its end, every heat in a file of its own",
        "het bestand om te schrijven; met een map en een / erachter elke heat in een eigen bestand",
    ),
    "help.loop": (
        "the loop that is the line, where a feed has several; else that of the first passing after the gun",
        "de lus die de streep is, als een feed er meer heeft; anders die van de eerste doorkomst na het schot",
    ),
    "cli.demo": (
        "play four telling minutes by itself, with captions",
        "speel vier veelzeggende minuten vanzelf, met bijschriften",
    ),
    "cli.enter": (
        "record a race live; a journal that is there is gone on with",
        "een wedstrijd live vastleggen; een bestaand logboek wordt voortgezet",
    ),
    "help.sheet_to_enter": (
        "a start sheet (*.toml), or a journal to go on with (*.jsonl)",
        "een startlijst (*.toml), of een logboek om mee verder te gaan (*.jsonl)",
    ),
    "help.journal": (
        "the journal (by default beside the start sheet, with the ending .jsonl)",
        "het logboek (standaard naast de startlijst, met het achtervoegsel .jsonl)",
    ),
    "help.rehearse": (
        "practise on this recorded race: it is played, and afterwards what you missed is told",
        "oefen op deze vastgelegde wedstrijd: ze wordt gespeeld, en achteraf hoort u wat u miste",
    ),
    "help.publish": (
        "share the race meanwhile on NATS JetStream: nats://HOST/RACE",
        "deel de wedstrijd ondertussen op NATS JetStream: nats://HOST/WEDSTRIJD",
    ),
    "cli.programme": ("a meeting and its races", "een toernooi en zijn races"),
    "help.meeting": ("a meeting (.toml)", "een toernooi (.toml)"),
    "help.final": (
        "only who starts in the race with this id, made of its heats",
        "alleen wie er start in de race met dit id, uit zijn heats",
    ),
    "help.programme_spoilers": (
        "tell also what was recorded but not watched",
        "vertel ook wat is opgenomen maar niet bekeken",
    ),
    "help.gun": (
        "the time of day of the gun, where passings have the time of day: 15:00:03.25",
        "het tijdstip van het startschot, als doorkomsten een tijdstip hebben: 15:00:03.25",
    ),
    "help.keep_bibs": (
        "with --final: everyone keeps the bib of the heat",
        "bij --final: iedereen houdt het nummer van de heat",
    ),
    "help.anew": (
        "with -o: write a start sheet that is there already anew, with what was added by hand",
        "bij -o: schrijf een startlijst die er al is opnieuw, met wat er met de hand bij kwam",
    ),
    "cli.massstart": (
        "Mass start speed skating in the terminal: live, in replay, and on paper.",
        "Massastart in de terminal: live, als herhaling, en op papier.",
    ),
    "cli.replay": (
        "replay a race; a file alone means replay, and no file lists the samples",
        "een wedstrijd terugkijken; alleen een bestand betekent hetzelfde, en geen bestand geeft de voorbeelden",
    ),
    "cli.results": ("the classification at a moment", "het klassement op een moment"),
    "cli.check": (
        "everything that is wrong with start sheets, streams and meetings",
        "alles wat er mis is met startlijsten, streams en toernooien",
    ),
    "cli.snapshot": (
        "the screen as a picture, without a terminal",
        "het scherm als afbeelding, zonder terminal",
    ),
    "cli.locate": (
        "where settings, journals, log and samples are",
        "waar instellingen, vastgelegde wedstrijden, log en voorbeelden staan",
    ),
    "help.summary": (
        "massstart [--lang en|nl] [COMMAND] [FILE] ...",
        "massstart [--lang en|nl] [OPDRACHT] [BESTAND] ...",
    ),
    "help.commands": ("commands", "opdrachten"),
    "help.version": ("show the version and leave", "de versie tonen en stoppen"),
    "help.lang": (
        "the language: English or Dutch (by default that of the environment)",
        "de taal: Engels of Nederlands (standaard die van de omgeving)",
    ),
    "help.race": (
        "a race: a stream (*.jsonl), or the name of a sample",
        "een wedstrijd: een stream (*.jsonl), of de naam van een voorbeeld",
    ),
    "help.race_read": (
        "a race: a stream (*.jsonl), the name of a sample, or - for standard input",
        "een wedstrijd: een stream (*.jsonl), de naam van een voorbeeld, of - voor standaardinvoer",
    ),
    "help.at": (
        "the moment: start, end, ‘lap 7’, ‘9 to go’, ‘sprint 2’, 3:58.1, ‘event 41’ or ‘incident 2’ (else the end)",
        "het moment: start, einde, ‘ronde 7’, ‘nog 9’, ‘sprint 2’, 3:58.1, ‘event 41’, ‘incident 2’ (anders het einde)",
    ),
    "help.format": (
        (
            "how it is written (by default as a table); with --lang nl a csv is one that a Dutch spreadsheet opens:"
            " semicolons, decimal commas"
        ),
        (
            "hoe het geschreven wordt (standaard als tabel); een csv zoals een Nederlandse spreadsheet die opent, met"
            " puntkomma's en komma's (met --lang en niet)"
        ),
    ),
    "help.checked": (
        "a start sheet or a meeting (*.toml), a stream (*.jsonl), or the name of a sample",
        "een startlijst of een toernooi (*.toml), een stream (*.jsonl), of de naam van een voorbeeld",
    ),
    "help.schema": (
        "print the JSON Schema of a stream, a start sheet or a meeting instead",
        "in plaats daarvan het JSON-schema van een stream, een startlijst of een toernooi tonen",
    ),
    "cli.outlook": (
        "what each skater can still reach, and what is enough",
        "wat iedere rijder nog kan bereiken, en wat genoeg is",
    ),
    "help.results_output": (
        "the file to write, whose ending says how (by default standard output); a pdf needs one",
        "het bestand om te schrijven; de extensie zegt hoe (standaard de uitvoer); een pdf heeft er een nodig",
    ),
    "help.text_output": (
        "the file to write, whose ending says how (by default standard output)",
        "het bestand om te schrijven; de extensie zegt hoe (standaard de uitvoer)",
    ),
    "help.from_results": (
        (
            "a published result (*.csv; of the ISU also *.pdf, its text, or *.json) to make a race of, that can be"
            " replayed: rank, bib, name, nation, S1 and further, finish, total, time, laps, status, Q"
        ),
        (
            "een gepubliceerde uitslag (*.csv; van de ISU ook *.pdf, de tekst ervan, of *.json) om een wedstrijd van te"
            " maken die af te spelen is: plaats, nummer, naam, land, S1 en verder, finish, totaal, tijd, ronden,"
            " status, Q"
        ),
    ),
    "help.result_source": (
        "where the result is from, for the provenance (by default the name of its file)",
        "waar de uitslag vandaan komt, voor de herkomst (standaard de naam van het bestand)",
    ),
    "help.new.output": (
        (
            "the start sheet to write (*.toml), or with --from-results the race (*.jsonl); a file that is there is"
            " never overwritten"
        ),
        (
            "de startlijst om te schrijven (*.toml), of met --from-results de wedstrijd (*.jsonl); een bestand dat er"
            " al is wordt nooit overschreven"
        ),
    ),
    "help.rules_sheet": (
        (
            "a start sheet (*.toml): with --from-results for the rules of the race, and what else the result lacks;"
            " with --from-csv to add the transponders of that list to"
        ),
        (
            "een startlijst (*.toml): bij --from-results voor het reglement, en wat de uitslag verder mist;"
            " bij --from-csv om de transponders van die lijst aan toe te voegen"
        ),
    ),
    "cli.serve": (
        "a race or a meeting in a browser, to watch only; or an overlay for a program such as OBS",
        "een wedstrijd of toernooi in de browser, alleen om te kijken; of een overlay voor een programma als OBS",
    ),
    "help.served": (
        "a race: a stream (*.jsonl), a sample, or nats://HOST/RACE for a shared one; or a meeting (*.toml)",
        "een wedstrijd: een stream (*.jsonl), een voorbeeld, of nats://HOST/RACE; of een toernooi (*.toml)",
    ),
    "help.host": (
        "the address to listen at (by default 127.0.0.1: this machine alone)",
        "het adres om op te luisteren (standaard 127.0.0.1: alleen deze machine)",
    ),
    "help.port": (
        "the port to listen at (by default 8000; 0 takes one that is free)",
        "de poort om op te luisteren (standaard 8000; 0 neemt er een die vrij is)",
    ),
    "help.overlay": (
        "lap counter, top five, groups and latest incident on a transparent page that follows the race; /bar is narrow",
        "rondeteller, top vijf, groepen en laatste voorval op een doorzichtige pagina die de race volgt; /bar is smal",
    ),
    "help.visitors": (
        "how many watch at most at once (by default 8, or 32 pages of the overlay)",
        "hoeveel er hoogstens tegelijk kijken (standaard 8, of 32 pagina's van de overlay)",
    ),
    "help.password": (
        "ask visitors for a password, which is taken from MASSSTART_PASSWORD or typed at the start",
        "bezoekers om een wachtwoord vragen, dat uit MASSSTART_PASSWORD komt of bij het begin wordt getypt",
    ),
    "help.cert": (
        "a certificate (PEM) with which connections are encrypted, together with --key",
        "een certificaat (PEM) waarmee verbindingen worden versleuteld, samen met --key",
    ),
    "help.key": ("the private key (PEM) of the certificate", "de geheime sleutel (PEM) van het certificaat"),
    "cli.publish": (
        "a race to a shared one on a NATS server",
        "een race naar een gedeelde op een NATS-server",
    ),
    "help.address": (
        "where to share it: nats://HOST[:PORT]/RACE, or tls:// (USER:PASSWORD@ before HOST where it asks for one)",
        "waar hij gedeeld wordt: nats://HOST[:POORT]/RACE, of tls:// (GEBRUIKER:WACHTWOORD@ voor HOST als dat moet)",
    ),
    "help.follow": (
        "go on with what is added to the race, until the result is official",
        "ga door met wat er bij de race komt, tot de uitslag officieel is",
    ),
    "help.creds": (
        "a file of credentials, as the server’s own tools make it",
        "een bestand met inloggegevens, zoals het gereedschap van de server dat maakt",
    ),
    "cli.new": (
        "a start sheet, asked for or taken from a list; or a race from a published result",
        "een startlijst, gevraagd of uit een lijst overgenomen; of een wedstrijd uit een gepubliceerde uitslag",
    ),
    "help.from_csv": (
        (
            "a list to take the skaters from (*.csv; Orbits *.xml; ISU, KNSB *.json): bib, name, nation, transponders,"
            " and what else it has as notes; or, with --sheet, transponders alone"
        ),
        (
            "een lijst om de rijders uit over te nemen (*.csv; Orbits *.xml; ISU, KNSB *.json): nummer, naam, land,"
            " transponders, en wat er verder in staat als notities; of, met --sheet, alleen transponders"
        ),
    ),
    "help.group": (
        "with --from-csv: the group to take, where an Orbits file has several",
        "bij --from-csv: de groep om te nemen, als een bestand van Orbits er meer heeft",
    ),
    "help.sheet_output": (
        "the start sheet to write (*.toml); a file that is there is never overwritten",
        "de startlijst om te schrijven (*.toml); een bestand dat er al is wordt nooit overschreven",
    ),
    "help.new.title": ("what the race is called", "hoe de wedstrijd heet"),
    "help.new.competition": ("what it is part of", "waar die bij hoort"),
    "help.new.venue": ("where it is skated", "waar die verreden wordt"),
    "help.new.start": (
        "when the gun goes, such as 2026-11-23T14:45+01:00; without an offset in the time zone of this computer",
        "wanneer het startschot valt, zoals 2026-11-23T14:45+01:00; zonder verschil in de tijdzone van deze computer",
    ),
    "help.new.preset": (
        "the rules: {presets} (by default {default})",
        "het reglement: {presets} (standaard {default})",
    ),
    "help.new.laps": (
        "the distance in laps (by default that of the result, else of the rules)",
        "de afstand in ronden (standaard die van de uitslag, anders van het reglement)",
    ),
    "help.new.qualify": (
        "how many go through (by default as the result has it, else nobody: a final)",
        "hoeveel er doorgaan (standaard zoals de uitslag het heeft, anders niemand: een finale)",
    ),
    "cli.report": ("the race told, as a newspaper would", "de wedstrijd verteld, zoals in de krant"),
    "help.report_format": ("how it is written (by default as text)", "hoe het geschreven wordt (standaard als tekst)"),
    "help.enter_timing": (
        "a timing system: a growing file, a named pipe, - or tcp://HOST:PORT; alone after --rehearse: that of its race",
        "een tijdsysteem: groeiend bestand, named pipe, - of tcp://HOST:POORT; alleen na --rehearse: dat van de race",
    ),
    "help.enter_feed_format": (
        "the format of the timing, if its first record does not tell: {names}",
        "het formaat van de tijdwaarneming, als haar eerste bericht het niet zegt: {names}",
    ),
    "help.follow_sheet": (
        "the start sheet, where the source is a timing system and no race: then it is followed, and nothing is written",
        "de startlijst, als de bron een tijdsysteem is en geen race: het wordt gevolgd, en er wordt niets geschreven",
    ),
    "help.live_heat": (
        "the heat of this race, where a feed has several; else the first with the skaters of the start sheet",
        "de heat van deze race, als een feed er meer heeft; anders de eerste met de rijders van de startlijst",
    ),
    "help.if": (
        "as if this had been: ‘sprint 3: 13 1 2; points 5 8; finish: 5 1 10’, in the words of live entry",
        "alsof dit gebeurd was: ‘sprint 3: 13 1 2; punten 5 8; finish: 5 1 10’, in de woorden van de invoer",
    ),
    "help.race_shared": (
        "a race: a stream (*.jsonl), the name of a sample, or the address of a shared race, to share it again",
        "een wedstrijd: een stream (*.jsonl), een voorbeeld, of het adres van een gedeelde, om die door te geven",
    ),
}
