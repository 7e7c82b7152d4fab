"""Sentences about sharing a race over a server: its state, what prevents it, and the command for it."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "refused.relayed_onto_itself": (
        "{address}: this race would be shared as itself; expected another address",
        "{address}: deze race zou als zichzelf worden gedeeld; verwacht een ander adres",
    ),
    "refused.no_share_extra": (
        "sharing a race needs the share extra: pip install 'massstart-tui[share]'",
        "om een race te delen is de extra share nodig: pip install 'massstart-tui[share]'",
    ),
    "refused.not_an_address": ("{given}: {why}", "{given}: {why}"),
    "address.scheme": (
        "not an address; expected nats://HOST/RACE or tls://HOST/RACE",
        "geen adres; verwacht nats://HOST/RACE of tls://HOST/RACE",
    ),
    "address.host": (
        "no server in it; expected nats://HOST/RACE",
        "er staat geen server in; verwacht nats://HOST/RACE",
    ),
    "address.port": (
        "not a port; expected a number up to 65535",
        "geen poort; verwacht een getal tot en met 65535",
    ),
    "address.race": (
        "no name for the race behind the server; expected letters, digits, - and _, as in nats://HOST/final-women",
        "geen naam voor de race achter de server; verwacht letters, cijfers, - en _, zoals in nats://HOST/finale-vrouwen",
    ),
    "sharing.connecting": ("looking for the server", "de server wordt gezocht"),
    "sharing.connected": ("shared at {address}, {count} events", "gedeeld op {address}, {count} gebeurtenissen"),
    "sharing.connected.one": ("shared at {address}, one event", "gedeeld op {address}, één gebeurtenis"),
    "sharing.behind": (
        "being shared at {address}, {count} lines to go",
        "wordt gedeeld op {address}, nog {count} regels",
    ),
    "sharing.behind.one": ("being shared at {address}, one line to go", "wordt gedeeld op {address}, nog één regel"),
    "sharing.foreign": (
        "{line}; messages of others in the stream, passed over: {number}",
        "{line}; berichten van anderen in de stream, overgeslagen: {number}",
    ),
    "sharing.away_for_now": ("the server is away: {why}", "de server is weg: {why}"),
    "sharing.away": (
        "the server is away: {why}; {count} lines wait for it",
        "de server is weg: {why}; {count} regels wachten erop",
    ),
    "sharing.away.one": (
        "the server is away: {why}; one line waits for it",
        "de server is weg: {why}; één regel wacht erop",
    ),
    "sharing.refused": ("not shared: {why}", "niet gedeeld: {why}"),
    "sharing.no_file": ("sharing waits: {why}", "het delen wacht: {why}"),
    "sharing.unfinished": (
        "{count} lines are not on the server: {why}",
        "{count} regels staan niet op de server: {why}",
    ),
    "sharing.unfinished.one": ("one line is not on the server: {why}", "één regel staat niet op de server: {why}"),
    "hindrance.unreachable": ("it cannot be reached", "hij is niet te bereiken"),
    "hindrance.unreachable.because": ("it cannot be reached ({reason})", "hij is niet te bereiken ({reason})"),
    "hindrance.silent": ("it does not answer", "hij antwoordt niet"),
    "hindrance.no_jetstream": ("it has no JetStream, or not yet", "hij heeft geen JetStream, of nog niet"),
    "hindrance.not_shared": ("nobody shares this race there yet", "niemand deelt deze race daar nog"),
    "hindrance.server": ("it does not do what was asked", "hij doet niet wat er is gevraagd"),
    "hindrance.server.because": ("it says: {reason}", "hij zegt: {reason}"),
    "hindrance.not_let_in": (
        "the server does not let you in; a user and a password belong in the address, credentials in --creds",
        "de server laat je niet binnen; een gebruiker en wachtwoord horen in het adres, inloggegevens in --creds",
    ),
    "hindrance.no_rights": ("the server does not allow it", "de server staat het niet toe"),
    "hindrance.no_rights.because": (
        "the server does not allow it ({reason})",
        "de server staat het niet toe ({reason})",
    ),
    "hindrance.no_tls": (
        "the server has no TLS, which tls:// asks for; nothing was sent",
        "de server heeft geen TLS, waar tls:// om vraagt; er is niets verstuurd",
    ),
    "hindrance.certificate": (
        "the certificate of the server is not trusted",
        "het certificaat van de server is niet te vertrouwen",
    ),
    "hindrance.certificate.because": (
        "the certificate of the server is not trusted ({reason})",
        "het certificaat van de server is niet te vertrouwen ({reason})",
    ),
    "hindrance.bad_credentials": (
        "the file of credentials holds none; expected the token and the key of a user",
        "in het bestand met inloggegevens staan er geen; verwacht het bewijs en de sleutel van een gebruiker",
    ),
    "hindrance.bad_credentials.because": (
        "the file of credentials cannot be read ({reason})",
        "het bestand met inloggegevens is niet te lezen ({reason})",
    ),
    "hindrance.held": (
        "somebody else publishes this race already",
        "iemand anders publiceert deze race al",
    ),
    "hindrance.held.by": (
        "this race is published already, by PID {pid} of user {user} on {host}, since {since}",
        "deze race wordt al gepubliceerd, door PID {pid} van gebruiker {user} op {host}, sinds {since}",
    ),
    "hindrance.taken_over": (
        "somebody else has taken this race over meanwhile",
        "iemand anders heeft deze race intussen overgenomen",
    ),
    "hindrance.taken_over.by": (
        "this race was taken over meanwhile, by PID {pid} of user {user} on {host}, since {since}",
        "deze race is intussen overgenomen, door PID {pid} van gebruiker {user} op {host}, sinds {since}",
    ),
    "hindrance.other_race": (
        "another race is shared there; another name at the end of the address is free",
        "daar wordt een andere race gedeeld; een andere naam achter in het adres is vrij",
    ),
    "hindrance.other_race.because": (
        "another race is shared there, ‘{reason}’; another name at the end of the address is free",
        "daar wordt een andere race gedeeld, ‘{reason}’; een andere naam achter in het adres is vrij",
    ),
    "hindrance.other_history": (
        "the events that are shared there are not those of this file",
        "de gebeurtenissen die daar worden gedeeld zijn niet die van dit bestand",
    ),
    "hindrance.ahead": (
        "more events are shared there than this file has",
        "daar worden meer gebeurtenissen gedeeld dan dit bestand heeft",
    ),
    "hindrance.not_a_race": ("what is there is not a shared race", "wat daar staat is geen gedeelde race"),
    "hindrance.not_a_stream": ("the file is not a massstart stream", "het bestand is geen stream van massstart"),
    "hindrance.not_a_stream.because": (
        "line {reason} of the file is not an event of a massstart stream",
        "regel {reason} van het bestand is geen gebeurtenis van een stream van massstart",
    ),
    "hindrance.stopped": (
        "it has stopped by a fault of massstart itself",
        "het is gestopt door een fout van massstart zelf",
    ),
    "hindrance.stopped.because": (
        "it has stopped by a fault of massstart itself ({reason})",
        "het is gestopt door een fout van massstart zelf ({reason})",
    ),
    "hindrance.begun_anew": (
        "the race that was followed is gone from the server, and another stands there",
        "de race die werd gevolgd is weg van de server, en er staat een andere",
    ),
    "hindrance.too_long": (
        "a line is longer than the server takes",
        "een regel is langer dan de server aanneemt",
    ),
    "hindrance.file": ("the file cannot be read", "het bestand is niet te lezen"),
    "hindrance.file.because": ("the file cannot be read ({reason})", "het bestand is niet te lezen ({reason})"),
}
