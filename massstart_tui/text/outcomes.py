"""What has become of a race and of its skaters, the classification on paper, and the commands."""

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
    "status.withdrew": ("did not finish", "uitgevallen"),
    "status.dns": ("did not start", "niet gestart"),
    "status.disqualified": ("disqualified", "gediskwalificeerd"),
    "because.points": ("on points", "op punten"),
    "because.equal_points_finish": ("equal points, by order of finish", "gelijk in punten, op volgorde van aankomst"),
    "because.finish": ("no points, by order of finish", "geen punten, op volgorde van aankomst"),
    "because.dead_heat": ("dead heat", "ex aequo"),
    "because.laps": ("by laps completed", "op gereden ronden"),
    "because.laps_time": ("by laps completed, then time", "op gereden ronden, dan op tijd"),
    "because.on_the_ice": ("by place on the ice", "op plaats in het veld"),
    "because.level": ("level so far", "vooralsnog gelijk"),
    "because.unrecorded": ("place over the line not recorded", "plaats over de streep niet vastgelegd"),
    "because.disqualified": ("disqualified", "gediskwalificeerd"),
    "because.dns": ("did not start", "niet gestart"),
    "reason.equal_points_finish": ("equal points, {place} over the line", "gelijk in punten, {place} over de streep"),
    "reason.finish": ("no points, {place} over the line", "geen punten, {place} over de streep"),
    "reason.dead_heat": ("dead heat, {place} over the line", "ex aequo, {place} over de streep"),
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
    "results.total": ("Total", "Totaal"),
    "results.time": ("Time", "Tijd"),
    "results.status": ("Status", "Status"),
    "results.through": ("Through", "Geplaatst"),
    "results.because": ("Decided by", "Beslist door"),
    "results.to_go": ("{count} laps to go", "nog {count} ronden te gaan"),
    "results.to_go.one": ("last lap", "laatste ronde"),
    "results.doubtful": (
        "~ reconstructed or interpolated, neither official nor published:",
        "~ gereconstrueerd of geïnterpoleerd, niet officieel en niet gepubliceerd:",
    ),
    "results.provenance": ("{about}: {kind}", "{about}: {kind}"),
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
        "everything that is wrong with start sheets and streams",
        "alles wat er mis is met startlijsten en streams",
    ),
    "cli.snapshot": (
        "the screen as a picture, without a terminal",
        "het scherm als afbeelding, zonder terminal",
    ),
    "cli.locate": ("where settings, log and samples are", "waar instellingen, log en voorbeelden staan"),
    "help.usage": ("usage:", "gebruik:"),
    "help.summary": (
        "massstart [--lang en|nl] [COMMAND] [FILE] ...",
        "massstart [--lang en|nl] [OPDRACHT] [BESTAND] ...",
    ),
    "help.commands": ("commands", "opdrachten"),
    "help.arguments": ("arguments", "argumenten"),
    "help.options": ("options", "opties"),
    "help.help": ("show this help and leave", "deze hulp tonen en stoppen"),
    "help.version": ("show the version and leave", "de versie tonen en stoppen"),
    "help.lang": (
        "the language: English or Dutch (by default that of the environment)",
        "de taal: Engels of Nederlands (standaard die van de omgeving)",
    ),
    "help.race": (
        "a race: a stream (*.jsonl), or the name of a sample",
        "een wedstrijd: een stream (*.jsonl), of de naam van een voorbeeld",
    ),
    "help.at": (
        "the moment: start, end, ‘lap 7’, ‘9 to go’, ‘sprint 2’, 3:58.1, ‘event 41’ or ‘incident 2’ (else the end)",
        "het moment: start, einde, ‘ronde 7’, ‘nog 9’, ‘sprint 2’, 3:58.1, ‘event 41’, ‘incident 2’ (anders het einde)",
    ),
    "help.format": ("how it is written (by default as a table)", "hoe het geschreven wordt (standaard als tabel)"),
    "help.checked": (
        "a start sheet (*.toml), a stream (*.jsonl), or the name of a sample",
        "een startlijst (*.toml), een stream (*.jsonl), of de naam van een voorbeeld",
    ),
    "help.schema": (
        "print the JSON Schema of a stream or of a start sheet instead",
        "in plaats daarvan het JSON-schema van een stream of een startlijst tonen",
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
