"""Sentences that ask which of several meanings a typed line has."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "entry.verb_or_skater": (
        "“{text}” may be {verbs}, or {skaters}; type more of it, or a bib such as {bib}",
        "“{text}” kan {verbs} zijn, of {skaters}; typ meer, of een nummer zoals {bib}",
    ),
    "entry.and_or_skater": (
        "“{text}” joins two skaters, or is {skaters}; a comma joins them, {bib} is the skater",
        "“{text}” voegt twee rijders samen, of is {skaters}; een komma voegt samen, {bib} is de rijder",
    ),
    "entry.group_or_bib": (
        "group {number}, or {skater}, in group {other}; gap group {number} or gap bib {number} says which",
        "groep {number}, of {skater}, in groep {other}; gat groep {number} of gat nummer {number} zegt welke",
    ),
    "entry.which_gap": (
        "there are {last} groups; gap group 2 +12 says which",
        "er zijn {last} groepen; gat groep 2 +12 zegt welke",
    ),
    "entry.gap_or_groups": (
        "a gap alone, or {skater} ahead and the rest behind; gap group 2 +12, or g {bib} / +12 * says which",
        "alleen een gat, of {skater} voorop en de rest erachter; gat groep 2 +12, of g {bib} / +12 * zegt welke",
    ),
    "entry.several_bibs": (
        "several bibs end in {digits}: {skaters}; the whole bib, such as {bib}",
        "meer nummers eindigen op {digits}: {skaters}; het hele nummer, zoals {bib}",
    ),
    "entry.bib_changed": (
        "bib {digits} was corrected: it is {skater} now; type {bib}",
        "nummer {digits} is verbeterd: dat is nu {skater}; typ {bib}",
    ),
    "entry.nation_or_skater": (
        "“{text}” is the nation of the skater before it, or {skaters}; a bib, such as {bib}, says which",
        "“{text}” is het land van de rijder ervoor, of {skaters}; een nummer, zoals {bib}, zegt wie",
    ),
    "entry.note_about_several": (
        "the note may be about {skaters}; n {bib}: is about that one, the text in quotation marks about nobody",
        "de notitie kan over {skaters} gaan; n {bib}: gaat over die ene, de tekst tussen aanhalingstekens over niemand",
    ),
    "entry.several_skaters": (
        "“{text}” is {skaters}; type more of it, or a bib such as {bib}",
        "“{text}” is {skaters}; typ meer, of een nummer zoals {bib}",
    ),
    "entry.on_sheet_already": (
        "{bib} is {skater} already; skater {bib} name corrects the name, noc the nation, bib the bib",
        "{bib} is {skater} al; rijder {bib} naam verbetert de naam, land het land, nummer het nummer",
    ),
    "entry.lap_or_bib": (
        "lap {number}, or {skater}; lap {number} ? is the lap, lap {lap} {number} the leader",
        "ronde {number}, of {skater}; ronde {number} ? is de ronde, ronde {lap} {number} de koploper",
    ),
    "entry.sprint_or_bib": (
        "sprint {number}, or {skater}; s{number} or sprint {number}: is the sprint, s: {number} the skater",
        "sprint {number}, of {skater}; s{number} of sprint {number}: is de sprint, s: {number} de rijder",
    ),
    "entry.sprint_known_and_new": (
        "sprint {number}: {known} in, {new} not yet; {new} alone adds, s{number} and the whole order corrects",
        "sprint {number}: {known} al binnen, {new} niet; {new} alleen vult aan, s{number} en alles verbetert",
    ),
    "entry.sprint_some_known": (
        "sprint {number}: {known} in, and more; p s{number} {bib} 1 moves one, all of them again corrects",
        "sprint {number}: {known} al binnen, en meer; p s{number} {bib} 1 verplaatst één, alles opnieuw verbetert",
    ),
    "entry.finish_known_and_new": (
        "finish: {known} in already, {new} not yet; {new} alone adds behind, p {late} 4 inserts at a place",
        "finish: {known} al binnen, {new} nog niet; alleen {new} vult achteraan aan, p {late} 4 voegt in op een plaats",
    ),
    "entry.finish_some_known": (
        "finish: {known} in already, and more than these; p {bib} 1 moves one, all of them again corrects",
        "finish: {known} al binnen, en meer dan deze; p {bib} 1 verplaatst er één, opnieuw allemaal verbetert",
    ),
    "entry.which_sprint": (
        "sprint {number}, or sprint {sprints}, which can be meant as well; {lines} before the bibs says which",
        "sprint {number}, of sprint {sprints}, die ook bedoeld kan zijn; {lines} voor de nummers zegt welke",
    ),
    "entry.finish_or_sprint": (
        "the finish, or sprint {sprints}, which can be meant as well; {lines} before the bibs says which",
        "de finish, of sprint {sprints}, die ook bedoeld kan zijn; {lines} voor de nummers zegt welke",
    ),
    "entry.lap_down": (
        "finish: {skaters} is a lap behind: lapped, or over the whole distance; leave out, or {bib}! for the distance",
        "finish: {skaters} ligt een ronde achter: gedubbeld, of toch alle ronden; laat weg, of {bib}! voor alle ronden",
    ),
    "entry.lap_down.number": (
        "sprint {number}: {skaters} is a lap behind: lapped, or not after all; leave out, or {bib}! for not lapped",
        "sprint {number}: {skaters} ligt een ronde achter: gedubbeld, of toch niet; laat weg, of {bib}! voor niet",
    ),
    "entry.sprint_full": (
        "sprint {number} has {open} places open, and these are {count}; {lines} before the bibs adds them all the same",
        "sprint {number} heeft nog {open} plaatsen open, en dit zijn er {count}; {lines} voor de nummers vult toch aan",
    ),
    "entry.which_clock": (
        "{text} s on, back, or what the clock says now; +{text}, -{text} or {now} says which",
        "{text} s vooruit, terug, of wat de klok nu aangeeft; +{text}, -{text} of {now} zegt welke",
    ),
    "entry.which_shift": (
        "{text} later or earlier, or what the clock says now; +{text}, -{text} or {now} says which",
        "{text} later of eerder, of wat de klok nu aangeeft; +{text}, -{text} of {now} zegt welke",
    ),
}
