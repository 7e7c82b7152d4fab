"""Sentences about the import of a published result: what it lacks or contradicts, and what is derived from it."""

from __future__ import annotations

from typing import Final

_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "fault.result_without_bibs": (
        "no column has bibs, so they are 1 to {last} by nation and name; expected a column ‘bib’",
        "geen kolom heeft nummers, dus ze zijn 1 tot en met {last} op land en naam; verwacht een kolom ‘nr’",
    ),
    "fault.rows_without_bibs": (
        "no bib on line {lines}, so each has one that is free, by nation and name; expected a bib in every row",
        (
            "geen nummer op regel {lines}, dus elk heeft een nummer dat vrij is, op land en naam; verwacht een nummer"
            " in elke rij"
        ),
    ),
    "fault.ranks_unnamed": (
        "a column without a heading whose numbers go up from 1: taken for the ranks; expected a heading ‘rank’",
        "een kolom zonder kop met nummers die oplopen vanaf 1: opgevat als de plaatsen; verwacht een kop ‘plaats’",
    ),
    "fault.bibs_unnamed": (
        "a column without a heading: taken for the bibs; expected a heading ‘bib’",
        "een kolom zonder kop: opgevat als de nummers van de rijders; verwacht een kop ‘nr’",
    ),
    "fault.ranks_not_bibs": (
        "counts the rows from 1, so it is taken for the ranks and not for bibs; expected a heading ‘rank’ or ‘bib’",
        (
            "telt de rijen vanaf 1 en is dus opgevat als de plaatsen, niet als rugnummers; verwacht een kop ‘plaats’ of"
            " ‘rugnummer’"
        ),
    ),
    "fault.left_out": (
        "this heading is not known, so the column is left out; expected one such as {valid}",
        "deze kop is niet bekend, dus de kolom is weggelaten; verwacht een kop als {valid}",
    ),
    "fault.left_out.nearest": (
        "this heading is not known, so the column is left out; expected ‘{nearest}’, or one such as {valid}",
        "deze kop is niet bekend, dus de kolom is weggelaten; verwacht ‘{nearest}’, of een kop als {valid}",
    ),
    "fault.left_out_as_well": (
        "another column is taken for what this heading says, so it is left out; expected one of the two",
        "een andere kolom geldt als wat deze kop zegt, dus is deze weggelaten; verwacht een van de twee",
    ),
    "fault.word_left_out": (
        "{given} says nothing that a result can hold, so it is left out; expected Q, q, LAP, DNF, DNS or DQ",
        "{given} zegt niets wat een uitslag kan bevatten en is weggelaten; verwacht Q, q, DUB, DNF, DNS of DQ",
    ),
    "fault.not_a_status": (
        "{given} does not say what has become of the skater; expected DNF, DNS, DQ or LAP, or nothing",
        "{given} zegt niet wat er met de rijder is gebeurd; verwacht DNF, DNS, DQ of DUB, of niets",
    ),
    "fault.two_statuses": (
        "{given} is not what another column says has become of the skater; expected one of the two",
        "{given} is iets anders dan een andere kolom over de rijder zegt; verwacht een van de twee",
    ),
    "fault.not_a_race_time": (
        "{given} is not a race time; expected the likes of 7:56.67 or 7.56,67",
        "{given} is geen eindtijd; verwacht iets als 7:56.67 of 7.56,67",
    ),
    "fault.not_the_time": (
        "{given} ms is not the time in the other column; expected {wanted}",
        "{given} ms is niet de tijd in de andere kolom; verwacht {wanted}",
    ),
    "fault.not_a_gap": (
        "{given} is no time behind the winner; expected the likes of +0.35 or +1:02.3",
        "{given} is geen achterstand op de winnaar; verwacht iets als +0,35 of +1:02,3",
    ),
    "fault.gap_to_nobody": (
        "{given} is behind a winner of whom there is no time; expected the time of the winner in full, such as 7:56.67",
        (
            "{given} is een achterstand op een winnaar van wie de tijd ontbreekt; verwacht de tijd van de winnaar"
            " voluit, zoals 7:56.67"
        ),
    ),
    "fault.other_gap": (
        "{given} is not how far the time is behind that of the winner; expected {wanted}",
        "{given} is niet hoever de tijd achter die van de winnaar ligt; verwacht {wanted}",
    ),
    "fault.no_such_sprint": (
        "{given} points at a sprint that the rules do not have; expected {sprints} sprints, or other rules (--preset)",
        (
            "{given} punten in een tussensprint die het reglement niet kent; verwacht {sprints} tussensprints, of een"
            " ander reglement (--preset)"
        ),
    ),
    "fault.not_points_of": (
        "{given} points are not given at this sprint; expected one of {points}, or other rules (--preset)",
        (
            "{given} punten zijn in deze tussensprint niet te krijgen; verwacht een van {points}, of een ander"
            " reglement (--preset)"
        ),
    ),
    "fault.points_too_often": (
        (
            "{count} skaters have {given} points here, and who is behind them has more than is left; expected each of"
            " {points} once, or a shared place that leaves out the next"
        ),
        (
            "{count} rijders hebben hier {given} punten, en wie erachter zit heeft meer dan er over is; verwacht"
            " elk van {points} één keer, of een gedeelde plaats die de volgende overslaat"
        ),
    ),
    "fault.shared_points": (
        "place {place} is shared with bib {other}, by their points, times or ranks; expected one skater at a place",
        (
            "plaats {place} is gedeeld met nummer {other}, naar hun punten, tijden of klassering; verwacht één rijder"
            " per plaats"
        ),
    ),
    "fault.place_open": (
        "nobody has place {place}, so it stays open; expected a skater at it",
        "niemand heeft plaats {place}, dus die blijft open; verwacht er een rijder op",
    ),
    "fault.ranks_missing": (
        (
            "nobody in the table has rank {ranks}: a place over the line stays open where points do not tell it, and"
            " ranks behind count one less for each; expected a row for each"
        ),
        (
            "niemand in de tabel heeft plaats {ranks}: over de streep blijft een plaats open waar punten die niet"
            " bepalen, en wie erachter staat komt zoveel plaatsen hoger uit; verwacht voor elk een rij"
        ),
    ),
    "fault.ranks_of_the_absent": (
        "nobody in the table has rank {ranks}; by the start sheet it may be {names}; expected a row for each",
        "niemand in de tabel heeft plaats {ranks}; volgens de startlijst kan dat {names} zijn; verwacht elk in een rij",
    ),
    "fault.several_on_the_sheet": (
        "{given} can be {several} on the start sheet; expected the bib or the nation in this row",
        "{given} kan op de startlijst {several} zijn; verwacht het nummer of het land in deze rij",
    ),
    "fault.several_rows": (
        "{given} is {listed} on the start sheet, and so is line {lines}; expected the bib in these rows",
        "{given} is {listed} op de startlijst, en regel {lines} ook; verwacht het nummer in deze rijen",
    ),
    "fault.not_on_the_sheet": (
        "{given} is not on the start sheet, so the bib is a free one: {bib}; expected a name and nation of the sheet",
        "{given} staat niet op de startlijst en krijgt een vrij nummer: {bib}; verwacht een naam en land van de lijst",
    ),
    "fault.not_on_the_sheet.nearest": (
        "{given} is not on the start sheet, so the bib is a free one: {bib}; perhaps {nearest} was meant",
        "{given} staat niet op de startlijst en krijgt een vrij nummer: {bib}; misschien is {nearest} bedoeld",
    ),
    "fault.not_in_the_table": (
        "on the start sheet and not in the table, so not in the race: {names}; expected a row for each, also for a DNS",
        "op de startlijst, niet in de tabel, dus niet in de wedstrijd: {names}; verwacht voor elk een rij, ook bij DNS",
    ),
    "fault.empty_is_nothing": (
        "empty where the total says that no points were won there: taken for none; expected 0, or ? for not known",
        (
            "leeg waar het totaal zegt dat er geen punten zijn behaald: opgevat als geen; verwacht 0, of ? voor niet"
            " bekend"
        ),
    ),
    "fault.sprint_worked_out": (
        "empty, but the total has {points} points more than the rest, so they are of this sprint; expected them here",
        "leeg, maar het totaal heeft {points} punten meer dan de rest, dus die zijn van deze sprint; verwacht ze hier",
    ),
    "fault.totals_not_split": (
        (
            "the totals on line {lines} have points of the intermediate sprints, and nothing tells of which: recorded"
            " as their sum; expected a column for each sprint"
        ),
        (
            "de totalen op regel {lines} bevatten punten uit tussensprints, en niets zegt uit welke: vastgelegd als hun"
            " som; verwacht een kolom voor elke tussensprint"
        ),
    ),
    "fault.rank_without_laps": (
        "rank {given} in the table, {wanted} here: it depends on laps that the table lacks; expected a column ‘laps’",
        "plaats {given} in de tabel, {wanted} hier: die hangt af van ontbrekende ronden; verwacht een kolom ‘ronden’",
    ),
    "fault.cut_open": (
        "{given} in the table, but its points do not make it certain, so it is left open; expected the points of all",
        "{given} in de tabel, maar de punten maken het niet zeker, dus het blijft open; verwacht de punten van allen",
    ),
    "fault.total_open": (
        (
            "nothing tells how many of the {given} points are of the finish, so they are left open; expected the times,"
            " or a column ‘finish’"
        ),
        (
            "niets zegt hoeveel van de {given} punten uit de finish komen, dus die blijven open; verwacht de tijden, of"
            " een kolom ‘finish’"
        ),
    ),
    "fault.slower_ahead": (
        "the time is faster than that of bib {other}, who was ahead over the line; expected a later one",
        "de tijd is sneller dan die van nummer {other}, die eerder over de streep kwam; verwacht een latere",
    ),
    "fault.other_rank": (
        "{given} is not the rank that the points, times and laps give; expected {wanted}",
        "{given} is niet de plaats die uit punten, tijden en ronden volgt; verwacht {wanted}",
    ),
    "fault.other_finish": (
        "{given} points are not those of the place over the line; expected {wanted}",
        "{given} punten horen niet bij de plaats over de streep; verwacht {wanted}",
    ),
    "fault.other_won": (
        "{given} is not what the sprints and the finish add up to; expected {wanted}",
        "{given} is niet de som van de tussensprints en de finish; verwacht {wanted}",
    ),
    "fault.forfeited_total": (
        "{given} counts points that are lost with this status (LAP, DNF or DQ); expected 0, or no such status",
        "{given} telt punten mee die met deze status (DUB, DNF of DQ) vervallen; verwacht 0, of niet die status",
    ),
    "fault.other_total": (
        (
            "{given} is not what the points of this skater come to; expected {wanted}, the points of a sprint that"
            " lack, or a status by which points are lost: LAP, DNF or DQ"
        ),
        (
            "{given} is niet waar de punten van deze rijder op uitkomen; verwacht {wanted}, de ontbrekende punten van"
            " een tussensprint, of een status waarmee punten vervallen: DUB, DNF of DQ"
        ),
    ),
    "fault.other_laps": (
        (
            "{given} laps do not go with what has become of the skater; expected {wanted}, or another status or"
            " distance (--laps)"
        ),
        (
            "{given} ronden passen niet bij hoe het de rijder is vergaan; verwacht {wanted}, of een andere status of"
            " afstand (--laps)"
        ),
    ),
    "fault.other_place": (
        "{given} is not the place over the line that the other rows leave; expected {wanted}",
        "{given} is niet de plaats over de streep die de andere rijen overlaten; verwacht {wanted}",
    ),
    "fault.other_through": (
        "{given} does not go with the rank; expected {wanted}, or another number that go through (--qualify)",
        "{given} past niet bij de klassering; verwacht {wanted}, of een ander aantal dat doorgaat (--qualify)",
    ),
}

_BASES: Final[dict[str, tuple[str, str]]] = {
    "basis.numbered": (
        "not published: numbered here by nation and name, so that a number gives no result away",
        "niet gepubliceerd: hier genummerd op land en naam, zodat een nummer de uitslag niet verraadt",
    ),
    "basis.of_the_sheet": (
        "from the start sheet, by name: {source} has no bib there",
        "van de startlijst, op naam: {source} heeft daar geen nummer",
    ),
    "basis.marked": ("marked as doubtful in {source}", "als twijfelachtig gemerkt in {source}"),
    "basis.spread": (
        "not published: the laps that end in a sprint are spread evenly over the winner's time",
        "niet gepubliceerd: de ronden die op een tussensprint eindigen, gelijk verdeeld over de tijd van de winnaar",
    ),
    "basis.no_times": (
        "not published, nor any time: a second stands for a lap",
        "niet gepubliceerd, net als elke andere tijd: een seconde staat voor een ronde",
    ),
    "basis.shared": (
        "worked out: as many points, or the same rank, taken for a shared place",
        "afgeleid: evenveel punten of dezelfde klassering, opgevat als een gedeelde plaats",
    ),
    "basis.by_rank": (
        "worked out, for want of a time: by the rank, which goes by the finish only among equal points",
        "afgeleid, want er is geen tijd: naar de klassering, die alleen bij gelijke punten de aankomst volgt",
    ),
    "basis.alike": (
        "not published: the same time, and neither points nor rank tell who was ahead",
        "niet gepubliceerd: dezelfde tijd, en punten noch klassering zeggen wie er voor was",
    ),
    "basis.no_time": (
        "no time was published: shown at the published time nearest to it in the order",
        "geen tijd gepubliceerd: getoond bij de gepubliceerde tijd die er in de volgorde het dichtst bij ligt",
    ),
    "basis.fewer_laps": (
        "worked out: fewer laps than the distance, and no word of why",
        "afgeleid: minder ronden dan de afstand, en geen woord waarom",
    ),
    "basis.stopped": (
        "worked out: disqualified with fewer laps than the distance",
        "afgeleid: gediskwalificeerd met minder ronden dan de afstand",
    ),
    "basis.at_the_lap": (
        "not published: at the laps completed, spread evenly over the winner's time",
        "niet gepubliceerd: bij het aantal gereden ronden, gelijk verdeeld over de tijd van de winnaar",
    ),
    "basis.points_lost": (
        "no word of it in {source}: a total without the points of the sprints, and a time later than the winner’s",
        "geen woord daarover in {source}: een totaal zonder de punten van de sprints, en een tijd na de winnaar",
    ),
    "basis.before_the_finish": (
        "not published, nor after how many laps: shown before the finish, with the laps of the leader known by then",
        (
            "niet gepubliceerd, net zomin als na hoeveel ronden: getoond vóór de finish, met de ronden die dan van de"
            " kop bekend zijn"
        ),
    ),
    "basis.in_between": (
        "not published: halfway between the last points won at a sprint, or the start, and the winner's finish",
        (
            "niet gepubliceerd: halverwege tussen de laatste punten in een tussensprint, of de start, en de finish van"
            " de winnaar"
        ),
    ),
    "basis.lacking": (
        "{source} has nobody at some of its ranks: those skaters are not here, so who is behind them ranks better here",
        "{source} heeft niemand op sommige plaatsen: die rijders staan hier niet, dus wie erachter zit komt hoger uit",
    ),
    "basis.behind_the_missing": (
        "{source} lacks somebody who may have been ahead over the line: the place is by the ranks, and can be another",
        (
            "in {source} ontbreekt iemand die eerder over de streep kan zijn gekomen: de plaats volgt de klassering en"
            " kan een andere zijn"
        ),
    ),
    "basis.on_the_way": (
        "not published: shown halfway through the race",
        "niet gepubliceerd: getoond halverwege de wedstrijd",
    ),
    "basis.afterwards": (
        "after the last known time over the line: when it was, nobody published",
        "na de laatste bekende eindtijd: wanneer precies, is niet gepubliceerd",
    ),
}

_COMMAND: Final[dict[str, tuple[str, str]]] = {
    "new.replay": ("replay it with: massstart {file}", "speel af met: massstart {file}"),
    "refused.stream_suffix": ("{file}: a race ends in .jsonl", "{file}: een wedstrijd eindigt op .jsonl"),
    "refused.list_and_result": (
        "a list and a result at once; expected --from-csv or --from-results",
        "een lijst en een uitslag tegelijk; verwacht --from-csv of --from-results",
    ),
    "refused.group_without_list": (
        "--group goes with a list; expected --from-csv FILE",
        "--group hoort bij een lijst; verwacht --from-csv BESTAND",
    ),
    "refused.sheet_alone": (
        "--sheet goes with a result or a list; expected --from-results FILE or --from-csv FILE",
        "--sheet hoort bij een uitslag of een lijst; verwacht --from-results BESTAND of --from-csv BESTAND",
    ),
    "refused.sheet_and_preset": (
        "--sheet has the rules already; expected --sheet or --preset",
        "--sheet heeft het reglement al; verwacht --sheet of --preset",
    ),
    "fault.other_skater": (
        "bib {number} is {given} here, and {wanted} on the start sheet; expected the same name on both",
        "nummer {number} is hier {given}, en {wanted} op de startlijst; verwacht op beide dezelfde naam",
    ),
    "refused.source_without_result": (
        "--source goes with a result; expected --from-results FILE",
        "--source hoort bij een uitslag; verwacht --from-results BESTAND",
    ),
    "refused.a_sheet": (
        "{file}: a start sheet, of a race still to be skated; enter it live with: massstart enter {quoted}",
        (
            "{file}: een startlijst, van een wedstrijd die nog verreden moet worden; leg die vast met: massstart enter"
            " {quoted}"
        ),
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_FAULTS, **_BASES, **_COMMAND}
