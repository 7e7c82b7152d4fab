"""Words for the status of a race and its skaters, the columns of the standings, and the commands for results."""

from typing import Final

_OUTCOMES: Final[dict[str, tuple[str, str]]] = {
    "phase.scheduled": ("Before the gun", "Voor het startschot"),
    "phase.neutral": ("Neutral lap", "Neutrale ronde"),
    "phase.racing": ("Racing", "Onderweg"),
    "phase.stopped": ("Race stopped", "Wedstrijd stilgelegd"),
    "phase.finishing": ("Finishing", "Bezig te finishen"),
    "phase.finished": ("Finished, not yet official", "Gefinisht, nog niet officieel"),
    "phase.official": ("Official result", "Officiële uitslag"),
    "status.racing": ("racing", "in de wedstrijd"),
    "status.finished": ("finished", "gefinisht"),
    "status.lapped": ("lapped", "gedubbeld"),
    "status.eliminated": ("eliminated", "afgevallen"),
    "status.withdrew": ("did not finish", "uitgevallen"),
    "status.dns": ("did not start", "niet gestart"),
    "status.disqualified": ("disqualified", "gediskwalificeerd"),
    "because.points": ("on points", "op punten"),
    "because.equal_points_finish": ("equal points, by order of finish", "gelijk in punten, op volgorde van aankomst"),
    "because.finish": ("no points, by order of finish", "geen punten, op volgorde van aankomst"),
    "because.laps_gained": ("by laps gained", "op ronden voorsprong"),
    "because.equal_laps_finish": (
        "as many laps gained, by order of finish",
        "evenveel ronden voorsprong, op volgorde van aankomst",
    ),
    "because.order_of_finish": ("by order of finish", "op volgorde van aankomst"),
    "because.eliminated": ("by order of elimination", "op volgorde van afvallen"),
    "because.lasted": ("by how long in the race", "op hoelang in de wedstrijd"),
    "because.dead_heat": ("dead heat", "ex aequo"),
    "because.relegated": ("relegated by the jury", "teruggezet door de jury"),
    "because.lapped": (
        "lapped: by laps, then by when they crossed the line",
        "gedubbeld: op ronden, dan op volgorde van aankomst",
    ),
    "because.laps": ("by laps completed", "op gereden ronden"),
    "because.laps_time": ("by laps completed, then time", "op gereden ronden, dan op tijd"),
    "because.on_the_ice": ("by place on the ice", "op plaats in het veld"),
    "because.level": ("level so far", "vooralsnog gelijk"),
    "because.unrecorded": ("place over the line not recorded", "plaats over de streep niet vastgelegd"),
    "because.reads_missing": (
        "open: a chip was probably not read",
        "open: een chip is waarschijnlijk niet gelezen",
    ),
    "because.open": (
        "open: it depends on places or laps that nobody recorded",
        "open: hangt af van plaatsen of ronden die niemand heeft vastgelegd",
    ),
    "because.anyway": (
        "whoever had the places that nobody recorded",
        "wie ook de niet vastgelegde plaatsen had",
    ),
    "because.disqualified": ("disqualified", "gediskwalificeerd"),
    "because.dns": ("did not start", "niet gestart"),
    "reason.equal_points_finish": ("equal points, {place} over the line", "gelijk in punten, {place} over de streep"),
    "reason.finish": ("no points, {place} over the line", "geen punten, {place} over de streep"),
    "reason.dead_heat": ("dead heat, {place} over the line", "ex aequo, {place} over de streep"),
    "reason.relegated": ("relegated to {place} at the finish", "teruggezet naar {place} aan de finish"),
    "reason.equal_laps_finish": (
        "as many laps gained, {place} over the line",
        "evenveel ronden voorsprong, {place} over de streep",
    ),
    "reason.order_of_finish": ("{place} over the line", "{place} over de streep"),
    "reason.eliminated": ("eliminated after {count} laps", "afgevallen na {count} ronden"),
    "reason.eliminated.one": ("eliminated after {count} lap", "afgevallen na {count} ronde"),
    "reason.lasted": ("out after {count} laps", "eruit na {count} ronden"),
    "reason.lasted.one": ("out after {count} lap", "eruit na {count} ronde"),
    "reason.no_laps": ("no laps known", "geen ronden bekend"),
    "reason.laps": ("{count} laps completed", "{count} ronden gereden"),
    "reason.laps.one": ("{count} lap completed", "{count} ronde gereden"),
    "reason.laps_time": ("{count} laps completed, then by time", "{count} ronden gereden, dan op tijd"),
    "reason.laps_time.one": ("{count} lap completed, then by time", "{count} ronde gereden, dan op tijd"),
    "forfeited": ("{count} points forfeited", "{count} punten vervallen"),
    "forfeited.one": ("{count} point forfeited", "{count} punt vervallen"),
}

_ON_PAPER: Final[dict[str, tuple[str, str]]] = {
    "results.rank": ("Rank", "Pl."),
    "results.bib": ("Bib", "Nr."),
    "results.name": ("Name", "Naam"),
    "results.noc": ("Nation", "Land"),
    "results.sprint": ("S{number}", "S{number}"),
    "results.finish": ("Finish", "Finish"),
    "results.laps_gained": ("Laps", "Ronden"),
    "results.eliminated": ("Eliminated", "Afgevallen"),
    "results.at_lap": ("lap {lap}", "ronde {lap}"),
    "results.total": ("Total", "Totaal"),
    "results.time": ("Time", "Tijd"),
    "results.status": ("Status", "Status"),
    "results.unknown_sprints": (
        "? Not all of {count} sprints ({numbers}) was recorded: whoever has no place there may have won points",
        "? Van {count} sprints ({numbers}) is niet alles vastgelegd: wie er geen plaats heeft, kan er punten hebben",
    ),
    "results.unknown_sprints.one": (
        "? Not all of sprint {numbers} was recorded: whoever has no place there may have won points",
        "? Van sprint {numbers} is niet alles vastgelegd: wie er geen plaats heeft, kan er punten hebben",
    ),
    "results.at_least": ("+ At least so many points", "+ Minstens zoveel punten"),
    "results.laps_open": (
        "LAP? A pass of {bibs} was probably not read: whether lapped is open, and every rank that depends on it",
        "DUB? Een doorkomst van {bibs} is waarschijnlijk niet gelezen: gedubbeld of niet is open, en wat ervan afhangt",
    ),
    "results.dead_heat": (
        "Dead heat at the finish: {skaters} came over the line together and share {place} place",
        "Ex aequo aan de finish: {skaters} kwamen samen over de streep en delen de {place} plaats",
    ),
    "results.open_rank": (
        "A rank such as {rank} is open: it depends on places or laps that nobody recorded",
        "Een plaats als {rank} staat open: die hangt af van plaatsen of ronden die niemand heeft vastgelegd",
    ),
    "results.not_worked_out": (
        "A rank as ? is open: what is unknown can have gone in too many ways to work it out",
        "Een plaats als ? staat open: het onbekende kan op te veel manieren zijn gegaan om door te rekenen",
    ),
    "results.through": ("Through", "Geplaatst"),
    "results.because": ("Decided by", "Beslist door"),
    "results.to_go": ("{count} laps to go", "nog {count} ronden te gaan"),
    "results.to_go.one": ("last lap", "laatste ronde"),
    "results.doubtful": (
        "~ partly reconstructed; behind what no source has, and was reconstructed or interpolated:",
        "~ deels gereconstrueerd; achter wat geen bron heeft, en gereconstrueerd of geïnterpoleerd is:",
    ),
    "results.unconfirmed": (
        "~ nobody has confirmed the order with {to_go} to go: it is that of the chips",
        "~ niemand heeft de volgorde met {to_go} te gaan bevestigd: het is die van de chips",
    ),
    "results.provenance": ("{about}: {kind}", "{about}: {kind}"),
    "results.reviewed": ("under review, not decided", "in onderzoek, niet beslist"),
    "results.advanced": ("q let through by the referee", "q door de scheidsrechter toegelaten"),
    "results.not_handed_on": (
        "The sprint points of a disqualified skater are not handed on to others: no source settles this.",
        "De tussensprintpunten van een gediskwalificeerde rijder gaan niet naar anderen: geen bron beslist dit.",
    ),
    "about.start sheet": ("start sheet", "startlijst"),
    "about.bibs": ("bibs", "nummers"),
    "about.lap times": ("lap times", "rondetijden"),
    "about.crossing times": ("crossing times", "doorkomsttijden"),
    "about.sprint orders": ("sprint orders", "volgorde van de tussensprints"),
    "about.sprint times": ("sprint times", "tijden van de tussensprints"),
    "about.finish order": ("finish order", "volgorde van aankomst"),
    "about.finish times": ("finish times", "eindtijden"),
    "about.incidents": ("incidents", "voorvallen"),
    "about.incident times": ("incident times", "tijden van de voorvallen"),
}

_COMMANDS: Final[dict[str, tuple[str, str]]] = {
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
    "locate.journals": (
        "beside their start sheet, or where -o of ‘massstart enter’ says",
        "naast hun startlijst, of waar -o van ‘massstart enter’ zegt",
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
    "check.stream": (
        "in order; skaters: {skaters}, events: {events}",
        "in orde; rijders: {skaters}, gebeurtenissen: {events}",
    ),
    "check.sheet": ("in order; skaters: {skaters}, laps: {laps}", "in orde; rijders: {skaters}, ronden: {laps}"),
    "version.installed": ("massstart {version}", "massstart {version}"),
    "version.not_installed": ("massstart, not installed", "massstart, niet geïnstalleerd"),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_OUTCOMES, **_ON_PAPER, **_COMMANDS}
