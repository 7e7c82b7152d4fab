"""Sentences about a race that is followed: how far behind it is shown, trouble with its source, and notices."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "source.standard_input": ("standard input", "standaardinvoer"),
    "refused.nothing_piped": (
        "standard input is the keyboard: pipe a stream into it, or name a file",
        "de standaardinvoer is het toetsenbord: leid er een stream naartoe, of noem een bestand",
    ),
    "refused.no_keyboard": (
        "no keys come through while standard input is a pipe on this system; expected a file, or --format jsonl",
        "op dit systeem komen er geen toetsen door bij een pipe; verwacht een bestand, of --format jsonl",
    ),
    "refused.delay_without_screen": (
        "--delay is for the screen: lines are told as they come",
        "--delay is voor het scherm: regels worden verteld zoals ze komen",
    ),
    "follow.live": ("● LIVE", "● LIVE"),
    "replay.ends_early": ("recorded up to here", "tot hier vastgelegd"),
    "follow.quiet": ("● nothing new", "● niets nieuws"),
    "follow.delayed": ("● LIVE, {seconds} s later", "● LIVE, {seconds} s later"),
    "follow.cut_off": ("○ nothing for {time}", "○ al {time} niets"),
    "follow.missing": (", {count} missing", ", {count} ontbreken"),
    "follow.missing.one": (", 1 missing", ", 1 ontbreekt"),
    "follow.catching_up": ("○ catching up", "○ loopt in"),
    "follow.late": ("○ {time} late", "○ {time} te laat"),
    "follow.to_come_open": (", ? to come", ", nog ?"),
    "follow.at_least_to_come": (", {count}+ to come", ", nog {count}+"),
    "follow.to_come": (", {count} to come", ", nog {count}"),
    "follow.behind": ("{seconds} s behind", "{seconds} s achter"),
    "follow.far_behind": ("{time} behind", "{time} achter"),
    "source.not_there": (
        "{file} is not there yet; waiting for it",
        "{file} is er nog niet; er wordt op gewacht",
    ),
    "source.server_away": (
        "{file}: nothing comes from the server: {reason}; what came so far stays, and it is tried again",
        "{file}: er komt niets van de server: {reason}; wat er al was blijft staan, en het wordt opnieuw geprobeerd",
    ),
    "source.server_away.no_reason": (
        "{file}: the connection was ended there; what came so far stays, and it is tried again",
        "{file}: de verbinding is daar verbroken; wat er al was blijft staan, en het wordt opnieuw geprobeerd",
    ),
    "source.server_back": ("{file}: the server is back", "{file}: de server is terug"),
    "source.refused": ("{file} cannot be followed: {reason}", "{file} is niet te volgen: {reason}"),
    "source.foreign": (
        "{file}: messages in the stream that are not of its publisher were passed over; so far {reason}",
        "{file}: berichten in de stream die niet van de publiceerder zijn, zijn overgeslagen; tot nu toe {reason}",
    ),
    "source.there": ("{file} is there", "{file} is er"),
    "source.gone": (
        "{file} is gone; what came so far stays, and it is waited for",
        "{file} is weg; wat er al was blijft staan, en er wordt op gewacht",
    ),
    "source.unreadable": (
        "{file} cannot be read ({reason}); waiting until it can",
        "{file} is niet te lezen (het systeem zegt: {reason}); er wordt gewacht tot dat kan",
    ),
    "source.replaced": (
        "{file} was replaced, and is read anew",
        "{file} is vervangen en wordt opnieuw gelezen",
    ),
    "source.truncated": (
        "{file} was cut short, and is read anew",
        "{file} is ingekort en wordt opnieuw gelezen",
    ),
    "source.ended": ("nothing more comes: {file} was closed", "er komt niets meer: {file} is gesloten"),
    "source.torn": (
        "nothing more comes: {file} was closed in the middle of a line ({reason} bytes of it, left out)",
        "er komt niets meer: {file} is midden in een regel gesloten ({reason} bytes ervan, weggelaten)",
    ),
    "source.passed_over": (
        "This was passed over. What rests on it is not known.",
        "Dit is overgeslagen. Wat daarvan afhangt is onbekend.",
    ),
    "source.more": ("and {count} more", "en nog {count}"),
    "source.wrong": ("{count} wrong lines were passed over", "{count} foute regels zijn overgeslagen"),
    "source.wrong.one": ("1 wrong line was passed over", "1 foute regel is overgeslagen"),
    "source.no_further": (
        "The race is shown up to there; a file in its place is read anew.",
        "De wedstrijd is tot daar te zien; een bestand dat ervoor in de plaats komt wordt opnieuw gelezen.",
    ),
    "source.former_sheet": (
        "The start sheet that was there before stands in for it.",
        "De startlijst die er eerder stond komt ervoor in de plaats.",
    ),
    "source.tag.server_away": ("server away", "server weg"),
    "source.tag.refused": ("refused", "geweigerd"),
    "source.tag.not_there": ("not there", "er niet"),
    "source.tag.gone": ("file gone", "bestand weg"),
    "source.tag.unreadable": ("unreadable", "onleesbaar"),
    "source.tag.ended": ("closed", "gesloten"),
    "source.tag.torn": ("closed", "gesloten"),
    "source.tag.fault": ("line {line} is wrong", "regel {line} is fout"),
    "waiting.title": ("Waiting", "Wachten"),
    "waiting.sheet": ("waiting for the start sheet", "wachten op de startlijst"),
    "notices.off": ("No notices", "Geen meldingen"),
    "notices.bell": (
        "The bell rings for a sprint, the bell lap, a fall, and whoever is named",
        "De bel gaat bij een sprint, de laatste ronde, een val, en bij wie is aangewezen",
    ),
    "notices.desktop": (
        "A notice on the desktop for a sprint, the bell lap, a fall, and whoever is named",
        "Een melding op het bureaublad bij een sprint, de laatste ronde, een val, en bij wie is aangewezen",
    ),
    "notices.bell_lap": ("bell: the last lap", "bel: de laatste ronde"),
    "notices.nobody": ("Choose a skater first: j, k", "Kies eerst een rijder: j, k"),
    "notices.named": ("Notices about {skater}", "Meldingen over {skater}"),
    "notices.not_named": ("No more notices about {skater}", "Geen meldingen meer over {skater}"),
    "place.follow": ("a race under way", "een wedstrijd die bezig is"),
    "place.waiting": ("waiting for a race", "wachten op een wedstrijd"),
    "heading.follow": ("FOLLOW", "VOLGEN"),
    "command.live": ("live", "live"),
    "command.live.help": ("live again", "weer live"),
    "command.go_on": ("pause/on", "pauze/verder"),
    "command.go_on.help": (
        "pause, or go on from there; the race goes on meanwhile",
        "pauze, of vandaar verder; de race gaat intussen door",
    ),
    "command.delay_more": ("later", "later"),
    "command.delay_more.help": (
        "live half a second later, to match a television picture",
        "live een halve seconde later, gelijk met een televisiebeeld",
    ),
    "command.delay_less": ("less late", "minder laat"),
    "command.delay_less.help": ("live half a second less late", "live een halve seconde minder laat"),
    "command.notices": ("notices", "meldingen"),
    "command.notices.help": (
        "notices of a sprint, the bell lap, a fall, a named skater: off, the bell, on the desktop",
        "meldingen bij een sprint, de laatste ronde, een val, een aangewezen rijder: uit, de bel, op het bureaublad",
    ),
    "command.notices_skater": ("name skater", "wijs rijder aan"),
    "command.notices_skater.help": (
        "notices about the chosen skater as well, or no more",
        "ook meldingen over de gekozen rijder, of niet meer",
    ),
}
