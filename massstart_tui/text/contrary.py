"""What cannot be true of a race: what contradicts what; what would be right, or would mend it."""

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
    "results.contradiction": ("! event {seq}: {told}", "! regel {seq}: {told}"),
}
