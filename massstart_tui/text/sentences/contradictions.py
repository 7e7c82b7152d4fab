"""Sentences about events that contradict each other or change nothing, and about what would be right."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "fault.faster_behind": (
        "{bib} in {time} is behind {other} in {other_time}; expected no faster time behind",
        "{bib} in {time} staat achter {other} in {other_time}; verwacht geen snellere tijd erachter",
    ),
    "fault.lap_too_long": (
        "leader’s lap {lap} took {time}, a lap takes {other_time}; expected one more in between: @{at} lap {lap}",
        "ronde {lap} van de koploper duurde {time}, anders {other_time}; verwacht er een tussen: @{at} ronde {lap}",
    ),
    "fault.lap_long_among_all": (
        "leader’s lap {lap} took {time}, a lap takes {other_time}, and no lap is missing; expected it at another time",
        "ronde {lap} van de koploper duurde {time}, anders {other_time}, en geen ontbreekt; verwacht een andere tijd",
    ),
    "fault.lap_too_short": (
        "leader’s lap {lap} took {time}, a lap takes {other_time}; expected it once: retract {seq}",
        "ronde {lap} van de koploper duurde {time}, een ronde duurt {other_time}; verwacht er één: intrekken {seq}",
    ),
    "fault.reading_missed": (
        "lap {lap} of {bib} took {time}, others {other_time}; expected a crossing in between: @{at} crossing {bib}",
        "ronde {lap} van {bib} duurde {time}, anders {other_time}; verwacht een passage ertussen: @{at} passage {bib}",
    ),
    "fault.read_twice": (
        "lap {lap} of {bib} took {time}, theirs take {other_time}; expected it once: retract {seq}",
        "ronde {lap} van {bib} duurde {time}, anders {other_time}; verwacht hem één keer: intrekken {seq}",
    ),
    "fault.finished_twice": (
        "{bib} has finished in event {seq} already; expected one finish",
        "{bib} is in regel {seq} al gefinisht; verwacht één finish",
    ),
    "fault.lap_beyond": (
        "lap {lap} of a race over {laps}; expected no lap beyond the distance",
        "ronde {lap} van een wedstrijd over {laps}; verwacht geen ronde voorbij de afstand",
    ),
    "fault.lap_skipped": (
        "lap {lap} follows on a lap before {wanted}; expected lap {wanted}",
        "ronde {lap} volgt op een ronde vóór {wanted}; verwacht ronde {wanted}",
    ),
    "fault.left_before": (
        "{bib} had left the race before, in event {seq}; expected no place",
        "{bib} had de wedstrijd al verlaten, in regel {seq}; verwacht geen plaats",
    ),
    "fault.lapped_in_order": (
        "{bib} was a lap down before, and stands where points are won; expected someone of the leader’s lap",
        "{bib} was al gedubbeld, en staat op een plaats met punten; verwacht iemand uit de ronde van de koploper",
    ),
    "fault.lapped_in_finish": (
        "{bib} was lapped, and is not known to have completed {laps} laps; expected no place among those who did",
        "{bib} was gedubbeld en reed voor zover bekend geen {laps} ronden; verwacht geen plaats bij wie dat wel deed",
    ),
    "fault.before_the_gun": (
        "before the gun; expected it after the gun",
        "vóór het startschot; verwacht na het startschot",
    ),
    "fault.late_gun": (
        "the gun comes after event {seq}, which is of the race; expected the gun first",
        "het startschot komt na regel {seq}, die bij de race hoort; verwacht eerst het startschot",
    ),
    "fault.recorded_before": (
        "recorded {by} s before event {other}, which stands above it; expected it no earlier",
        "{by} s vóór regel {other} vastgelegd, die erboven staat; verwacht niet eerder",
    ),
    "fault.still_to_come": (
        "{by} s later than its wall says; expected an event that had happened when it was recorded",
        "{by} s later dan wall zegt; verwacht een event dat gebeurd was toen het werd vastgelegd",
    ),
    "fault.other_crossings": (
        "{bib} is ahead of {other}, who crossed the line before; expected the order of the crossings",
        "{bib} staat voor {other}, die eerder over de streep kwam; verwacht de volgorde van de passages",
    ),
    "remark.lap_too_short": (
        "leader’s lap {lap} took {time}, a lap takes {other_time}: is that right? if not, once recorded: retract {seq}",
        "ronde {lap} van de koploper duurde {time}, anders {other_time}: klopt dat? zo niet, na Enter: intrekken {seq}",
    ),
    "remark.read_twice": (
        "lap {lap} of {bib} took {time}, others {other_time}: is that right? if not, once recorded: retract {seq}",
        "ronde {lap} van {bib} duurde {time}, anders {other_time}: klopt dat? zo niet, na Enter: intrekken {seq}",
    ),
    "remark.lapped_after_finish": (
        "{skater} is over the finish line: lapped, they keep neither that place nor their points; if not so: u",
        "{skater} is over de finish: gedubbeld vervallen die plaats en de punten; klopt dat niet: u",
    ),
    "remark.laps_unknown": (
        "the laps of {skaters} are not known, and ranks rest on them: add laps and how many, such as laps 12",
        "ronden van {skaters} onbekend, en plaatsen hangen ervan af: zet ronden en hoeveel erbij, zoals ronden 12",
    ),
    "remark.not_in_front": (
        "{skater} is in group {number} of {count}, as last said: is that right? if the groups changed: {usage}",
        "{skater} rijdt volgens het laatste in groep {number} van {count}: klopt dat? andere groepen: {usage}",
    ),
    "entry.retracted_already": (
        "event {target} is taken back already, by event {by}; retract {by} brings it back",
        "event {target} is al teruggenomen, door event {by}; intrekken {by} zet het terug",
    ),
    "entry.laps_to_come": (
        "{laps} laps cannot be: the leader has completed {done}; {most} at most, or if laps were missed: lap {laps}",
        "{laps} ronden kan niet: de koploper heeft er {done} voltooid; hoogstens {most}, of gemist: ronde {laps}",
    ),
    "entry.lapped_already": (
        "{skater} is lapped already, by event {by}; amend {by} says it otherwise",
        "{skater} is al gedubbeld, door event {by}; verbeter {by} zegt het anders",
    ),
    "entry.has_started": (
        "{skater} was seen in the race; who stops is x {bib}",
        "{skater} is in de race gezien; wie stopt is x {bib}",
    ),
    "entry.same_groups": (
        "that is how they skate already; another grouping, or a gap, says what changed",
        "zo rijden ze al; een andere indeling, of een gat, zegt wat er veranderde",
    ),
    "entry.bell_long_past": (
        "the bell has been, at the end of lap {lap}, which was not recorded; the finish comes next",
        "de bel is geweest, aan het eind van ronde {lap}, die niet is vastgelegd; nu komt de finish",
    ),
    "entry.bell_long_past.nearest": (
        "the bell has been, at the end of lap {lap}; @lap {lap} bell and a bib says who led there",
        "de bel is geweest, aan het eind van ronde {lap}; @ronde {lap} bel en een nummer zegt wie er voorop reed",
    ),
    "signs.contrary": (
        "contradicts what else was recorded: results, check, and in live entry the chosen line say what",
        "in strijd met wat er verder is vastgelegd: uitslag, check en bij invoer de gekozen regel zeggen wat",
    ),
    "results.contradiction": ("! event {seq}: {told}", "! regel {seq}: {told}"),
}
