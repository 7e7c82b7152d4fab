"""Sentences about the timing of a race that is entered live."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "option.feed_format": ("‘{given}’ is no format; expected {names}", "‘{given}’ is geen formaat; verwacht {names}"),
    "refused.timing_option": (
        "{option} says something about the timing; expected --timing SOURCE with it",
        "{option} zegt iets over de tijdwaarneming; verwacht --timing BRON erbij",
    ),
    "source.feed_fault": ("{file}: {reason}", "{file}: {reason}"),
    "refused.feed_needs_sheet": (
        "{option} is about a timing system; expected --sheet SHEET.toml with it",
        "{option} gaat over een tijdsysteem; verwacht --sheet SHEET.toml erbij",
    ),
    "refused.rehearse_timing": (
        "a rehearsal takes its timing from its race; expected --timing without a SOURCE",
        "een oefening neemt de tijdwaarneming van haar race; verwacht --timing zonder SOURCE",
    ),
    "refused.timing_of_nothing": (
        "--timing without a SOURCE is for --rehearse; expected --timing SOURCE",
        "--timing zonder SOURCE is voor --rehearse; verwacht --timing SOURCE",
    ),
    "refused.no_crossings": (
        "{file} has no crossings that a timing system could give; expected --rehearse without --timing",
        "{file} heeft geen passages die een tijdsysteem kan geven; verwacht --rehearse zonder --timing",
    ),
    "refused.not_a_feed": (
        "{file} gives no feed; expected a file, a named pipe, - or tcp://HOST:PORT",
        "{file} geeft geen feed; verwacht een bestand, een named pipe, - of tcp://HOST:POORT",
    ),
    "timing.mark.waits": ("… timing", "… timing"),
    "timing.mark.ok": ("✓ timing", "✓ timing"),
    "timing.mark.other_clock": ("! timing not used", "! timing niet gebruikt"),
    "timing.mark.silent": ("! timing silent {time}", "! timing stil {time}"),
    "timing.mark.lost": ("× timing lost", "× timing weg"),
    "timing.mark.ended": ("× timing ended", "× timing uit"),
    "timing.is_silent": (
        "timing: nobody has passed for {time}; the lap key counts again",
        "tijdwaarneming: al {time} niemand doorgekomen; de rondetoets telt weer",
    ),
    "timing.is_lost": (
        "timing: the connection is lost; the lap key counts laps again, and it is tried again",
        "tijdwaarneming: de verbinding is weg; de rondetoets telt weer ronden, en er wordt opnieuw verbonden",
    ),
    "timing.has_ended": (
        "timing: the feed has ended; the lap key counts laps again",
        "tijdwaarneming: de feed is ten einde; de rondetoets telt weer ronden",
    ),
    "timing.broke": (
        "timing: it cannot be read any more ({reason}); the lap key counts laps again",
        "tijdwaarneming: er is niet verder te lezen ({reason}); de rondetoets telt weer ronden",
    ),
    "timing.about": ("timing: {what}", "tijdwaarneming: {what}"),
    "timing.format": (
        "timing: what comes is read in the format {format}; if it is of another, --from names that",
        "tijdwaarneming: wat komt wordt gelezen in het formaat {format}; is het een ander, dan noemt --from dat",
    ),
    "timing.started": (
        "timing: the gun; the race clock runs from it",
        "tijdwaarneming: het startschot; daarvandaan loopt de wedstrijdklok",
    ),
    "timing.gun_noted": ("gun by the timing: {gun}", "startschot volgens de tijdwaarneming: {gun}"),
    "timing.heat_noted": ("heat {heat} of the timing", "heat {heat} van de tijdwaarneming"),
    "timing.no_gun": (
        "timing: {count} passings wait for the gun; space fires it, or --gun HH:MM:SS on their clock",
        "tijdwaarneming: {count} doorkomsten wachten op het schot; spatie geeft het, of --gun UU:MM:SS op haar klok",
    ),
    "timing.no_gun.one": (
        "timing: a passing waits for the gun; space fires it, or --gun HH:MM:SS on its clock",
        "tijdwaarneming: een doorkomst wacht op het schot; spatie geeft het, of --gun UU:MM:SS op haar klok",
    ),
    "timing.heat": (
        "timing: heat {heat} is taken to be this race",
        "tijdwaarneming: heat {heat} wordt voor deze race gehouden",
    ),
    "timing.other_heat": (
        "timing: heat {heat} of the feed is another race, and is left out; --heat {heat} takes it instead",
        "tijdwaarneming: heat {heat} van de feed is een andere race, en valt weg; --heat {heat} neemt juist die",
    ),
    "timing.no_heats": (
        "timing: the feed has no heats, so that all of it is taken; expected no --heat, and {heat} alone in it",
        "tijdwaarneming: de feed heeft geen heats, dus alles ervan telt; verwacht geen --heat, en alleen {heat} erin",
    ),
    "timing.late": (
        "timing: {count} passings told late, the first that of {bib} at {at}, {seconds} s ago",
        "tijdwaarneming: {count} doorkomsten te laat gemeld, de eerste die van {bib} op {at}, {seconds} s geleden",
    ),
    "timing.late.one": (
        "timing: {bib} passed at {at}, told {seconds} s late",
        "tijdwaarneming: {bib} kwam door op {at}, {seconds} s te laat gemeld",
    ),
    "timing.missed": (
        "timing: {bib} passed at {after}, then at {before}; if one was missed between: @{near} crossing {bib}",
        "tijdwaarneming: {bib} kwam door op {after}, dan op {before}; is er een gemist: @{near} passage {bib}",
    ),
    "timing.first_missed": (
        "timing: {bib} passed at {before} first; if one was missed before: @{near} crossing {bib}",
        "tijdwaarneming: {bib} kwam pas door op {before}; is er een gemist: @{near} passage {bib}",
    ),
    "timing.never_read": (
        "timing: no chip of {bib} was read; not started: dns {bib}; dead chip: type the orders, or lapped {bib}",
        "tijdwaarneming: {bib} nooit gelezen; niet gestart: dns {bib}; chip stuk: volgorden, of gedubbeld {bib}",
    ),
    "timing.other_loop": (
        "timing: the line is loop {loop}, that of the first passing; --loop names another",
        "tijdwaarneming: de streep is lus {loop}, die van de eerste doorkomst; --loop noemt een andere",
    ),
    "timing.counts_laps": (
        "timing counts the laps: lap {lap} comes with the leader; the key does if timing is silent",
        "de tijdwaarneming telt de ronden: ronde {lap} komt met de koploper; de toets telt als zij stil is",
    ),
    "timing.not_undone": (
        "event {seq} is of the timing, which no undo takes back; delete takes back this one",
        "event {seq} is van de tijdwaarneming, die blijft staan; delete neemt dit ene terug",
    ),
    "timing.sprint": (
        "sprint {number} by chips: {bibs}, Enter takes it",
        "sprint {number} volgens chips: {bibs}, Enter neemt die over",
    ),
    "timing.sprint_not_whole": (
        "sprint {number} by chips so far: {bibs}",
        "sprint {number} volgens chips tot nu toe: {bibs}",
    ),
    "timing.sprint_unread": (
        "sprint {number} by chips: {bibs}, but a passing of {unread} may be missing; type the order",
        "sprint {number} volgens chips: {bibs}, maar van {unread} kan een doorkomst ontbreken; typ de volgorde",
    ),
    "timing.finish_unread": (
        "finish by chips: {bibs}, but a passing of {unread} may be missing; type the order",
        "finish volgens chips: {bibs}, maar van {unread} kan een doorkomst ontbreken; typ de volgorde",
    ),
    "timing.finish": (
        "finish by chips: {bibs}, Enter takes it",
        "finish volgens chips: {bibs}, Enter neemt die over",
    ),
    "timing.finish_not_whole": (
        "finish by chips: {bibs} among those recorded; type the order",
        "finish volgens chips: {bibs} tussen wie vastligt; typ de volgorde",
    ),
    "timing.not_offered": (
        "the order by chips that was shown is no longer there",
        "de volgorde volgens de chips die er stond is er niet meer",
    ),
    "timing.esc_first": ("esc, then: {offer}", "esc, daarna: {offer}"),
    "timing.just_changed": (
        "just changed; look, then Enter: {offer}",
        "net veranderd; kijk, dan Enter: {offer}",
    ),
    "timing.lap": ("lap {lap} by timing", "ronde {lap} uit de tijdwaarneming"),
}
