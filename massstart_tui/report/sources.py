"""Display of where facts come from: in the reader's language, with the names of sources instead of their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words

_NAMES: Final = {
    "wikipedia.org": "Wikipedia",
    "isu.org": "ISU",
    "isuresults.eu": "ISU",
    "knsb.nl": "KNSB",
    "schaatsen.nl": "Schaatsen.nl",
    "nos.nl": "NOS",
    "nu.nl": "NU.nl",
    "nieuws.nl": "Nieuws.nl",
    "telegraaf.nl": "De Telegraaf",
    "ad.nl": "AD",
    "eurosport.it": "Eurosport",
    "eurosport.de": "Eurosport",
    "oasport.it": "OA Sport",
    "sportface.it": "Sportface",
    "coni.it": "CONI",
    "suedtirolnews.it": "Südtirol News",
    "delfi.lv": "Delfi",
    "osp-berlin.de": "OSP Berlin",
    "polsatsport.pl": "Polsat Sport",
    "sts.pl": "STS",
    "rmf24.pl": "RMF24",
    "donga.com": "Dong-A Ilbo",
    "isplus.com": "Ilgan Sports",
    "osen.co.kr": "OSEN",
    "yna.co.kr": "Yonhap",
    "hankyung.com": "Hankyung",
    "etoday.co.kr": "Etoday",
    "github.com": "GitHub",
}
"""The name of a source, by the end of its host name."""
_HOST: Final = r"(?:[\w-]+\.)+[a-z]{2,}"
_ADDRESS: Final = re.compile(rf"(?:(?:{_HOST}): )?https?://([^\s/;]+)[^\s;]*", re.IGNORECASE)
"""A URL, with its host name in front if that is there."""
_BARE: Final = re.compile(rf"(?<![\w@/.-]){_HOST}(?![\w/@])", re.IGNORECASE)
"""A host name that is not part of a URL."""


def about_told(entry: Provenance, words: Words) -> str:
    """Return what an entry is about, in the reader's language if it is one of the known words, else as it is."""
    code = f"about.{entry.about}"
    return words(code) if words.has(code) else plain(entry.about)


def source_told(entry: Provenance, language: Language) -> str:
    """Return the source of an entry in ``language`` if it has one, else as it is. Each name comes once."""
    told = plain((entry.source_nl if language is Language.NL else "") or entry.source)
    if not _ADDRESS.search(told):
        return _BARE.sub(lambda found: _name(found[0]), told)
    named = _BARE.sub(lambda found: _name(found[0]), _ADDRESS.sub(lambda found: _name(found[1]), told))
    # Several addresses of one site have become the same name.
    return "; ".join(dict.fromkeys(named.split("; ")))


def incidents_told(entry: Provenance, log: Iterable[LogLine], telling: Telling, words: Words) -> list[str]:
    """Return the incidents of ``log`` that an entry is about, each in words with the laps to go; none if of all.

    An incident that was retracted is left out.
    """
    if entry.about not in (About.INCIDENTS, About.INCIDENT_TIMES) or entry.events is None:
        return []
    told = []
    for line in log:
        if line.event.seq in entry.events and line.stands in (Stands.AS_RECORDED, Stands.CORRECTED):
            what = telling.whole(line.event)
            told.append(words("sources.incident", what=what, count=line.to_go) if line.to_go else what)
    return told


def _name(host: str) -> str:
    """Return the name of a host: by the table, else the host name without ``www``."""
    host = host.lower().split(":")[0]
    known = next((name for end, name in _NAMES.items() if host == end or host.endswith(f".{end}")), "")
    return known or host.removeprefix("www.")
