"""Lookup of a nation's code of three letters (that of its Olympic committee) by name, in several languages.

The names are English, Dutch, German and, if it differs, the nation's own. The codes of ISO 3166, of two and of three
letters, are among them if they differ from the committee's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

LETTERS: Final = re.compile(r"[A-Z]{3}")
_NAMES: Final = """
AIN: Individual Neutral Athletes, Neutral Athletes, Individueel neutrale atleten, Neutrale Athleten
AND: AD, Andorra
ARG: AR, Argentina, Argentinië, Argentinien
ARM: AM, Armenia, Armenië, Armenien
AUS: AU, Australia, Australië, Australien
AUT: AT, Austria, Oostenrijk, Österreich
BEL: BE, Belgium, België, Belgien, Belgique
BIH: BA, Bosnia and Herzegovina, Bosnië en Herzegovina, Bosnien und Herzegowina
BLR: BY, Belarus, Wit-Rusland, Weißrussland
BRA: BR, Brazil, Brazilië, Brasilien, Brasil
BUL: BG, BGR, Bulgaria, Bulgarije, Bulgarien
CAN: CA, Canada, Kanada
CHI: CL, CHL, Chile, Chili
CHN: CN, China, PR China, People's Republic of China, Volksrepubliek China, Volksrepublik China
COL: CO, Colombia, Kolumbien
CRO: HR, HRV, Croatia, Kroatië, Kroatien, Hrvatska
CZE: CZ, Czech Republic, Czechia, Tsjechië, Tschechien, Tschechische Republik, Česko
DEN: DK, DNK, Denmark, Denemarken, Dänemark, Danmark
ECU: EC, Ecuador
ESP: ES, Spain, Spanje, Spanien, España
EST: EE, Estonia, Estland, Eesti
FIN: FI, Finland, Finnland, Suomi
FRA: FR, France, Frankrijk, Frankreich
GBR: GB, UK, Great Britain, United Kingdom, Groot-Brittannië, Verenigd Koninkrijk, Großbritannien
GEO: GE, Georgia, Georgië, Georgien
GER: DE, DEU, Germany, Duitsland, Deutschland
GRE: GR, GRC, Greece, Griekenland, Griechenland, Hellas
HKG: HK, Hong Kong, Hongkong
HUN: HU, Hungary, Hongarije, Ungarn, Magyarország
IND: IN, India, Indien
IRL: IE, Ireland, Ierland, Irland
ISL: IS, Iceland, IJsland, Island
ISR: IL, Israel, Israël
ITA: IT, Italy, Italië, Italien, Italia
JPN: JP, Japan
KAZ: KZ, Kazakhstan, Kazachstan, Kasachstan
KGZ: KG, Kyrgyzstan, Kirgizië, Kirgisistan
KOR: KR, South Korea, Republic of Korea, Korea Republic, Zuid-Korea, Republiek Korea, Südkorea
LAT: LV, LVA, Latvia, Letland, Lettland, Latvija
LIE: LI, Liechtenstein
LTU: LT, Lithuania, Litouwen, Litauen, Lietuva
LUX: LU, Luxembourg, Luxemburg
MEX: MX, Mexico, Mexiko, México
MGL: MN, MNG, Mongolia, Mongolië, Mongolei
MON: MC, MCO, Monaco
NED: NL, NLD, Netherlands, The Netherlands, Holland, Nederland, Niederlande, Die Niederlande
NOR: NO, Norway, Noorwegen, Norwegen, Norge
NZL: NZ, New Zealand, Nieuw-Zeeland, Neuseeland
OAR: Olympic Athletes from Russia, Olympische atleten uit Rusland, Olympische Athleten aus Russland
POL: PL, Poland, Polen, Polska
POR: PT, PRT, Portugal
PRK: KP, North Korea, DPR Korea, Noord-Korea, Nordkorea
ROC: Russian Olympic Committee, Russisch Olympisch Comité, Russisches Olympisches Komitee
ROU: RO, ROM, Romania, Roemenië, Rumänien, România
RSA: ZA, ZAF, South Africa, Zuid-Afrika, Südafrika
RUS: RU, Russia, Russian Federation, Rusland, Russische Federatie, Russland, Russische Föderation
SGP: SG, Singapore, Singapur
SLO: SI, SVN, Slovenia, Slovenië, Slowenien, Slovenija
SRB: RS, Serbia, Servië, Serbien
SUI: CH, CHE, Switzerland, Zwitserland, Schweiz, Die Schweiz, Suisse, Svizzera
SVK: SK, Slovakia, Slowakije, Slowakei, Slovensko
SWE: SE, Sweden, Zweden, Schweden, Sverige
THA: TH, Thailand
TPE: TW, TWN, Chinese Taipei, Taiwan
TUR: TR, Turkey, Türkiye, Turkije, Türkei
UKR: UA, Ukraine, Oekraïne
USA: US, United States, United States of America, Verenigde Staten, Vereinigte Staaten, Amerika
UZB: UZ, Uzbekistan, Oezbekistan, Usbekistan
"""


def noc_of(text: str) -> str | None:
    """Return the code of the nation that a table calls ``text``; None if it is not known.

    Any three capitals are taken as a code, unless ISO 3166 has them for a nation with another Olympic code.
    """
    # The names include ISO codes, so DEU becomes GER here instead of being accepted as it is.
    if noc := _BY_NAME.get(_key(text)):
        return noc
    return text if LETTERS.fullmatch(text) else None


def _key(name: str) -> str:
    """Return the form in which names are compared: without case, accents and signs."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _named() -> Iterator[tuple[str, str]]:
    """Yield each name and code, in comparable form, with the Olympic code."""
    for line in _NAMES.split("\n"):
        noc, _, names = line.partition(":")
        yield from ((_key(name), noc) for name in (noc, *names.split(",")) if name.strip())


_BY_NAME: Final[Mapping[str, str]] = dict(_named())
