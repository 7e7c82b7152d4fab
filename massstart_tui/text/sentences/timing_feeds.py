"""Sentences about the feeds of timing systems: formats, and what is wrong with a feed."""

from __future__ import annotations

from typing import Final

_COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "passings.heat": (
        "{file}: heat {heat} is recorded; the feed also has {others}; --heat names another, -o FOLDER/ takes all",
        "{file}: heat {heat} wordt opgenomen; de feed heeft ook {others}; --heat noemt een andere, -o MAP/ neemt alle",
    ),
    "passings.heat_left_out": (
        "{file}: heat {heat} begins, and is not recorded; --heat names it, -o FOLDER/ takes all",
        "{file}: heat {heat} begint, en wordt niet opgenomen; --heat noemt hem, -o MAP/ neemt alle",
    ),
    "passings.heat_without_sheet": (
        "{file}: the start list or the distance of heat {heat} is not in the feed; expected --sheet",
        "{file}: de startlijst of de afstand van heat {heat} staat niet in de feed; verwacht --sheet",
    ),
    "passings.sheet_of_feed": (
        "{file}: heat {heat}, {title}, with the start list of the feed; it has no rules, so they are those of {preset}",
        "{file}: heat {heat}, {title}, met de startlijst van de feed; regels heeft die niet, dus die van {preset}",
    ),
    "passings.no_heat": (
        "{file}: no race to record; expected a mass start with its start list, or --sheet",
        "{file}: geen race om op te nemen; verwacht een massastart met zijn startlijst, of --sheet",
    ),
    "refused.feed_without_sheet": (
        "{file}: this format says nothing about who skates; expected --sheet SHEET.toml",
        "{file}: dit formaat zegt niet wie er rijdt; verwacht --sheet SHEET.toml",
    ),
    "refused.file_of_heat": (
        "heat {heat} is recorded in it; expected another file for heat {asked}",
        "heat {heat} is erin opgenomen; verwacht een ander bestand voor heat {asked}",
    ),
    "refused.no_such_heat": (
        "there is no heat {heat}; expected one of {heats}",
        "er is geen heat {heat}; verwacht een van {heats}",
    ),
    "refused.sheet_for_a_folder": (
        "{folder} takes every heat with its own start list; expected a file, or no --sheet",
        "{folder} neemt elke heat met zijn eigen startlijst; verwacht een bestand, of geen --sheet",
    ),
    "passings.before_the_gun": (
        "{file}: {count} crossings from before the gun left out",
        "{file}: {count} passages van voor het startschot weggelaten",
    ),
    "passings.before_the_gun.one": (
        "{file}: 1 crossing from before the gun left out",
        "{file}: 1 passage van voor het startschot weggelaten",
    ),
    "passings.written": ("{file}: {count} crossings", "{file}: {count} passages"),
    "passings.written.one": ("{file}: 1 crossing", "{file}: 1 passage"),
    "passings.format": ("{file}: read as {format}", "{file}: gelezen als {format}"),
    "refused.feed_address": (
        "‘{given}’ is no address; expected tcp://HOST:PORT, raceresult://HOST[:PORT] or mylaps://[HOST][:PORT]",
        "‘{given}’ is geen adres; verwacht tcp://HOST:POORT, raceresult://HOST[:POORT] of mylaps://[HOST][:POORT]",
    ),
    "refused.feed_cannot_listen": (
        "{address}: cannot listen there: {reason}",
        "{address}: daar kan niet geluisterd worden: {reason}",
    ),
    "feed_link.connected": ("{peer}: connected", "{peer}: verbonden"),
    "feed_link.listening": ("{peer}: waits for the timing system", "{peer}: wacht op het tijdsysteem"),
    "feed_link.lost": (
        "{peer}: the connection was lost; it goes on with the next",
        "{peer}: de verbinding is weg; het gaat verder met de volgende",
    ),
    "feed_link.lost.why": (
        "{peer}: the connection was lost ({reason}); it goes on with the next",
        "{peer}: de verbinding is weg ({reason}); het gaat verder met de volgende",
    ),
    "feed_link.away": (
        "{peer}: no connection ({reason}); it is tried again",
        "{peer}: geen verbinding ({reason}); er wordt opnieuw geprobeerd",
    ),
    "feed_link.overlong": (
        "{peer}: the connection was ended, because a record had no end within 256 KB",
        "{peer}: de verbinding is verbroken, omdat een bericht binnen 256 KB geen eind had",
    ),
    "feed_link.refused": (
        "{peer}: a further connection was refused; there are as many as there may be",
        "{peer}: nog een verbinding is geweigerd; er zijn er zo veel als er mogen zijn",
    ),
    "passings.loop": (
        "{file}: the line is loop {loop}, that of the first passing after the gun; --loop names another",
        "{file}: de streep is lus {loop}, die van de eerste doorkomst na het schot; --loop noemt een andere",
    ),
    "passings.unknown": (
        "{file}: {chip} was read {count} times, and is no transponder of the start sheet",
        "{file}: {chip} is {count} keer gelezen, en is geen transponder van de startlijst",
    ),
    "passings.missed": (
        "{file}: {skater} passed at {before}, then at {after}; if one was missed: ‘@{near} crossing {bib}’ in the race",
        "{file}: {skater} kwam door op {before}, dan op {after}; is er een gemist: ‘@{near} passage {bib}’ in de race",
    ),
    "passings.late_for_all": (
        "{file}: nobody passed in the first {first} after the gun; if somebody did, expected another --gun",
        "{file}: niemand kwam door in de eerste {first} na het schot; zo wel, verwacht een andere --gun",
    ),
    "passings.first_missed": (
        "{file}: {skater} passed at {after} first; if one was missed: ‘@{near} crossing {bib}’ in the race",
        "{file}: {skater} kwam pas door op {after}; is er een gemist: ‘@{near} passage {bib}’ in de race",
    ),
    "passings.followed_missed": (
        "{skater} passed at {before}, then at {after}: one passing may be missing, and then they have a lap more",
        "{skater} kwam door op {before}, dan op {after}: er kan een doorkomst ontbreken, dan is het een ronde meer",
    ),
    "passings.going_on": (
        "{file}: goes on after the {count} crossings that are there",
        "{file}: gaat verder na de {count} passages die er zijn",
    ),
    "feed.from_its_importer": (
        "by what an importer of others reads",
        "naar wat een importeur van anderen leest",
    ),
    "feed.by_its_source": (
        "made-up races in the form of its published source and a recording; never a live mass start",
        "verzonnen races in de vorm van zijn openbare broncode en een opname; nooit een echte massastart",
    ),
    "feed.by_a_decoder": (
        "a made-up race that a decoder of others reads; never a live feed",
        "een verzonnen race die een decoder van anderen leest; nooit een echte feed",
    ),
    "feed.from_its_documentation": ("from its documentation", "naar de documentatie ervan"),
    "feed.by_its_headings": ("any table with headings", "elke tabel met koppen"),
}

_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "fault.unknown_transponder": (
        "{given} is no bib or transponder of the start sheet, and is left out; expected one that is",
        "{given} is geen nummer of transponder van de startlijst, en is weggelaten; verwacht een die erop staat",
    ),
    "fault.not_a_passing": (
        "{given} is no passing, and is left out; expected a transponder or a bib, then a time",
        "{given} is geen doorkomst, en is weggelaten; verwacht een transponder of nummer, dan een tijd",
    ),
    "fault.not_a_passing_time": (
        "{given} is not a time, and is left out; expected the likes of 3:58.123",
        "{given} is geen tijd, en is weggelaten; verwacht iets als 3:58.123",
    ),
    "fault.no_format": (
        "this fits no format that is known; expected passings, or --from with the name of the format",
        "dit past bij geen bekend formaat; verwacht doorkomsten, of --from met de naam van het formaat",
    ),
    "fault.record_too_long": (
        "there is no end within 256 KB, and it is left out; expected a shorter record",
        "er is geen eind binnen 256 KB, en het is weggelaten; verwacht een korter bericht",
    ),
    "fault.record_unfinished": (
        "the last {bytes} bytes have no line end yet, and are left out; expected a line end",
        "de laatste {bytes} bytes hebben nog geen regeleinde, en zijn weggelaten; verwacht een regeleinde",
    ),
    "fault.no_gun": (
        "{count} passings wait for the gun; expected --gun HH:MM:SS.fff (0:00:00 if times are since the gun)",
        "{count} doorkomsten wachten op het schot; verwacht --gun UU:MM:SS.fff (0:00:00 bij tijden sinds het schot)",
    ),
    "fault.no_gun.one": (
        "a passing waits for the gun; expected --gun HH:MM:SS.fff (0:00:00 if times are since the gun)",
        "een doorkomst wacht op het schot; verwacht --gun UU:MM:SS.fff (0:00:00 bij tijden sinds het schot)",
    ),
    "fault.second_gun": (
        "a second gun, {seconds} s after the first, is left out; expected one, or --gun to say which counts",
        "een tweede startschot, {seconds} s na het eerste, is weggelaten; verwacht er één, of --gun voor welk telt",
    ),
    "fault.long_after_the_gun": (
        "a passing {hours} hours after the gun is left out; expected one of this race, or another --gun",
        "een doorkomst {hours} uur na het schot is weggelaten; verwacht een van deze race, of een andere --gun",
    ),
    "fault.other_clock": (
        "its clock is not that of the gun; expected --gun on its clock, or ‘start’ with an offset on the sheet",
        "op een andere klok dan het schot; verwacht --gun op die klok, of ‘start’ met tijdzone op de startlijst",
    ),
    "fault.not_read_at_loop": (
        "nobody was read at loop {given}; expected --loop with one of {loops}",
        "niemand is gelezen bij lus {given}; verwacht --loop met een van {loops}",
    ),
    "fault.all_before_the_gun": (
        "all {count} passings are from before the gun, and are left out; expected another --gun",
        "alle {count} doorkomsten zijn van voor het startschot, en zijn weggelaten; verwacht een andere --gun",
    ),
    "fault.all_before_the_gun.one": (
        "the only passing is from before the gun, and is left out; expected another --gun",
        "de enige doorkomst is van voor het startschot, en is weggelaten; verwacht een andere --gun",
    ),
    "fault.looks_like": (
        "nothing in it is {given}, and it looks like {format}; expected --from {format}, or no --from",
        "niets ervan is {given}, en het lijkt op {format}; verwacht --from {format}, of geen --from",
    ),
    "fault.not_a_message": (
        "{given} is no message of the system, and is left out; expected a JSON object with its type",
        "{given} is geen bericht van het systeem, en is weggelaten; verwacht een JSON-object met zijn soort",
    ),
    "fault.not_in_the_heat": (
        "{given} is nobody in this heat, and is left out; expected a skater of its start list",
        "{given} is niemand in deze heat, en is weggelaten; verwacht een rijder van de startlijst ervan",
    ),
    "fault.no_bib_of_its_own": (
        "{given} has no bib, or another’s, and is left out; expected a bib of their own from 1 to 999",
        "{given} heeft geen nummer, of dat van een ander, en is weggelaten; verwacht een eigen nummer van 1 tot 999",
    ),
    "fault.bib_not_listed": (
        "bib {bib} of the feed is not on the start sheet, and is left out; expected a bib that is",
        "nummer {bib} van de feed staat niet op de startlijst, en is weggelaten; verwacht een dat erop staat",
    ),
    "fault.equal_times": (
        "{bibs} have the same time and no order, so their places stay open; expected the order of the photo finish",
        "{bibs} hebben dezelfde tijd en geen volgorde, dus hun plaatsen blijven open; verwacht die van de finishfoto",
    ),
    "fault.joined_late": (
        "the feed begins after lap {laps}: laps before it are unknown, and are not counted; expected the whole race",
        "de feed begint na ronde {laps}: ronden ervoor zijn onbekend, en tellen niet mee; verwacht de hele race",
    ),
    "fault.laps_differ": (
        "{bib} has {laps} laps by the system, and {count} by the crossings that it told; expected as many",
        "{bib} heeft {laps} ronden volgens het systeem, en {count} volgens zijn doorkomsten; verwacht evenveel",
    ),
    "fault.passings_missing": (
        "passings {first} to {last} of the decoder are missing; expected every number",
        "doorkomsten {first} tot en met {last} van de decoder ontbreken; verwacht elk nummer",
    ),
    "fault.earlier_gun": (
        "a trigger at {time}, from before the connection, is left out; expected --gun if it was this race’s",
        "een signaal om {time}, van voor de verbinding, is weggelaten; verwacht --gun als het van deze race was",
    ),
    "fault.damaged": (
        "{given} is damaged, and is left out; expected characters that agree with their checksum",
        "{given} is beschadigd, en is weggelaten; verwacht tekens die bij hun controlegetal passen",
    ),
    "fault.chip_like_bib": (
        "the chip of {bib} reads as the bib of {other}, and counts as the chip; expected another chip or bib",
        "de chip van {bib} is gelijk aan het nummer van {other}, en telt als chip; verwacht een andere chip",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_COMMANDS, **_FAULTS}
