"""Sentences of the race report. The variant for one skater has a code that ends in ``.alone``, for its verb.

No sentence has a pronoun for a skater, because a start sheet does not say whether it is he or she.
"""

from __future__ import annotations

from typing import Final

_HEADLINES: Final[dict[str, tuple[str, str]]] = {
    "headline.leader": ("{when}: {who} leads on points", "{when}: {who} aan de leiding op punten"),
    "headline.under_way": ("{when}: the race is on", "{when}: de wedstrijd is bezig"),
    "headline.stopped": ("{when}: the race is stopped", "{when}: de wedstrijd ligt stil"),
    "headline.before": ("{skaters} on the start sheet", "{skaters} op de startlijst"),
    "story.heading.course": ("The race", "De wedstrijd"),
    "story.heading.sprints": ("The sprints", "De tussensprints"),
    "story.heading.mishaps": ("Falls and exits", "Valpartijen en uitvallers"),
    "story.heading.finish": ("The finish", "De finish"),
    "story.heading.through": ("Who is through", "Wie er door zijn"),
}

_VALUES: Final[dict[str, tuple[str, str]]] = {
    "when.first_lap": ("in the first lap", "in de eerste ronde"),
    "when.last_lap": ("in the last lap", "in de laatste ronde"),
    "when.finish": ("at the finish", "bij de finish"),
    "when.to_go": ("with {number} laps to go", "met nog {number} ronden te gaan"),
    "when.to_go.alone": ("with {number} lap to go", "met nog {number} ronde te gaan"),
    "count.points": ("{number} points", "{number} punten"),
    "count.points.alone": ("{number} point", "{number} punt"),
    "count.laps": ("{number} laps", "{number} ronden"),
    "count.laps.alone": ("{number} lap", "{number} ronde"),
    "count.skaters": ("{number} skaters", "{number} deelnemers"),
    "count.skaters.alone": ("{number} skater", "{number} deelnemer"),
    "count.skaters.men": ("{number} skaters", "{number} rijders"),
    "count.skaters.men.alone": ("{number} skater", "{number} rijder"),
    "count.skaters.women": ("{number} skaters", "{number} rijdsters"),
    "count.skaters.women.alone": ("{number} skater", "{number} rijdster"),
    "count.nations": ("{number} nations", "{number} landen"),
    "count.nations.alone": ("{number} nation", "{number} land"),
    "gap": ("{gap} seconds", "{gap} seconden"),
    "gap.short": ("{gap} seconds", "{gap} seconde"),
    "sprints": ("the {which} sprints", "de {which} tussensprint"),
    "sprints.all": ("all {number} sprints", "alle {number} de tussensprints"),
    "sprints.both": ("both sprints", "beide tussensprints"),
    "sprints.alone": ("the {which} sprint", "de {which} tussensprint"),
    "part.nth": ("{place}", "{place}"),
    "part.quoted": ("“{text}”", "“{text}”"),
    "part.many": ("{skaters}, {named} among them,", "{skaters}, onder wie {named},"),
    "part.came": ("{who} came {place} in a dead heat", "{who} werden samen {place}"),
    "part.came.alone": ("{who} came {place}", "{who} werd {place}"),
    "part.came_over_line": (
        "{who} came {place} over the line in a dead heat",
        "{who} kwamen samen als {place} over de streep",
    ),
    "part.came_over_line.alone": ("{who} came {place} over the line", "{who} kwam als {place} over de streep"),
    "part.place": ("{who} {place} in a dead heat", "{who} samen als {place}"),
    "part.place.alone": ("{who} {place}", "{who} als {place}"),
    "part.won_of": ("{who} each won {won} of the {sprints}", "{who} wonnen elk {won} van de {sprints}"),
    "part.won_of.alone": ("{who} won {won} of the {sprints}", "{who} won {won} van de {sprints}"),
    "part.won_all": ("{who} shared all {sprints}", "{who} deelden alle {sprints}"),
    "part.won_all.alone": ("{who} won all {sprints}", "{who} won alle {sprints}"),
    "part.won": ("{who} {won} each", "{who} elk {won}"),
    "part.won.alone": ("{who} {won}", "{who} {won}"),
    "part.sprints": ("{count} sprints", "{count} tussensprints"),
    "part.sprints_so_far": ("{count} sprints so far", "{count} tussensprints tot nu toe"),
    "part.sprints_recorded": ("{count} sprints that were recorded", "{count} tussensprints die zijn vastgelegd"),
    "part.out_after": ("{who} after {laps}{reason}", "{who} na {laps}{reason}"),
    "part.out": ("{who}{reason}", "{who}{reason}"),
    "part.lapped_after": ("{who} after {laps}", "{who} na {laps}"),
    "part.lapped_when": ("{who} {when}", "{who} {when}"),
    "part.leads": ("{who} leads with {points}", "{who} leidt met {points}"),
    "part.with": ("{who} with {points}", "{who} met {points}"),
}

_DEEDS: Final[dict[str, tuple[str, str]]] = {
    "deed.attacked": ("attacked {when}", "demarreerden {when}"),
    "deed.attacked.alone": ("attacked {when}", "demarreerde {when}"),
    "deed.won_sprints.alone": ("won {sprints}", "won {sprints}"),
    "deed.took_points": ("took {points} in {sprints}", "pakten {points} in {sprints}"),
    "deed.took_points.alone": ("took {points} in {sprints}", "pakte {points} in {sprints}"),
    "deed.took_points_in_all": ("took {points} over {sprints}", "pakten {points} verspreid over {sprints}"),
    "deed.took_points_in_all.alone": ("took {points} over {sprints}", "pakte {points} verspreid over {sprints}"),
    "deed.away.caught": ("were caught {when}", "werden {when} ingelopen"),
    "deed.away.caught.alone": ("was caught {when}", "werd {when} ingelopen"),
    "deed.away.caught_after": ("were caught after {after} away, {when}", "werden na {after} vooruit ingelopen, {when}"),
    "deed.away.caught_after.alone": (
        "was caught after {after} away, {when}",
        "werd na {after} vooruit ingelopen, {when}",
    ),
    "deed.still_away": ("are still away", "zijn nog vooruit"),
    "deed.still_away.alone": ("is still away", "is nog vooruit"),
    "deed.stayed_away": ("stayed away to the finish", "bleven tot de finish vooruit"),
    "deed.stayed_away.alone": ("stayed away to the finish", "bleef tot de finish vooruit"),
    "deed.over_line": ("came {place} over the line", "kwam als {place} over de streep"),
    "deed.over_line_behind": (
        "came {place} over the line, behind {others}",
        "kwam als {place} over de streep, achter {others}",
    ),
    "deed.over_line_at": ("came {places} over the line", "kwamen als {places} over de streep"),
    "deed.over_line_best": ("came {place} over the line at best", "kwamen op zijn best als {place} over de streep"),
    "deed.brought_down": ("were brought down by {others}", "werden ten val gebracht door {others}"),
    "deed.brought_down.alone": ("was brought down by {others}", "werd ten val gebracht door {others}"),
    "deed.fell": ("fell {when}{reason}", "vielen {when}{reason}"),
    "deed.fell.alone": ("fell {when}{reason}", "viel {when}{reason}"),
    "deed.rejoined": ("rejoined the bunch {when}", "sloten {when} weer aan bij het peloton"),
    "deed.rejoined.alone": ("rejoined the bunch {when}", "sloot {when} weer aan bij het peloton"),
    "deed.back": ("got back in the race {when}", "kwamen {when} terug in de wedstrijd"),
    "deed.back.alone": ("got back in the race {when}", "kwam {when} terug in de wedstrijd"),
    "deed.not_back": ("are not back yet", "zijn nog niet terug"),
    "deed.not_back.alone": ("is not back yet", "is nog niet terug"),
    "deed.not_through": ("did not go through", "plaatsten zich niet"),
    "deed.not_through.alone": ("did not go through", "plaatste zich niet"),
    "deed.through_with_points": (
        "went through with the {points} of {sprints}",
        "plaatste zich met de {points} uit {sprints}",
    ),
    "deed.through_on_a_sum": (
        "went through on {points} from the sprints",
        "plaatste zich dankzij {points} uit de tussensprints",
    ),
    "deed.through_with_a_sum": (
        "went through with {points} from the sprints",
        "plaatste zich met {points} uit de tussensprints",
    ),
    "deed.through_on_points": (
        "went through on the {points} of {sprints}",
        "plaatste zich dankzij de {points} uit {sprints}",
    ),
    "deed.lapped": ("were lapped {when}", "werden {when} gedubbeld"),
    "deed.lapped.alone": ("was lapped {when}", "werd {when} gedubbeld"),
    "deed.gained": ("gained a lap {when}", "namen {when} een ronde voorsprong"),
    "deed.gained.alone": ("gained a lap {when}", "nam {when} een ronde voorsprong"),
    "deed.gained_points": (
        "gained a lap {when}, worth {points} each",
        "namen {when} een ronde voorsprong, goed voor elk {points}",
    ),
    "deed.gained_points.alone": (
        "gained a lap {when}, worth {points}",
        "nam {when} een ronde voorsprong, goed voor {points}",
    ),
    "deed.out.lapped": ("were lapped after {laps}", "werden na {laps} gedubbeld"),
    "deed.out.lapped.alone": ("was lapped after {laps}", "werd na {laps} gedubbeld"),
    "deed.out.eliminated": ("were eliminated after {laps}", "vielen af na {laps}"),
    "deed.out.eliminated.alone": ("was eliminated after {laps}", "viel af na {laps}"),
    "deed.out.withdrew": ("did not finish, out after {laps}{reason}", "vielen uit na {laps}{reason}"),
    "deed.out.withdrew.alone": ("did not finish, out after {laps}{reason}", "viel uit na {laps}{reason}"),
    "deed.out.withdrew_no_laps": ("did not finish{reason}", "vielen uit{reason}"),
    "deed.out.withdrew_no_laps.alone": ("did not finish{reason}", "viel uit{reason}"),
    "deed.out.dns": ("did not start", "gingen niet van start"),
    "deed.out.dns.alone": ("did not start", "ging niet van start"),
    "deed.out.disqualified": ("were disqualified{reason}", "werden gediskwalificeerd{reason}"),
    "deed.out.disqualified.alone": ("was disqualified{reason}", "werd gediskwalificeerd{reason}"),
    "deed.out.disqualified_after_review": (
        "were disqualified after a review{reason}",
        "werden na onderzoek gediskwalificeerd{reason}",
    ),
    "deed.out.disqualified_after_review.alone": (
        "was disqualified after a review{reason}",
        "werd na onderzoek gediskwalificeerd{reason}",
    ),
    "deed.lost": ("lost {points} each", "verloren elk {points}"),
    "deed.lost.alone": ("lost {points}", "verloor {points}"),
}

_STORY: Final[dict[str, tuple[str, str]]] = {
    "story.did": ("{who} {deeds}", "{who} {deeds}"),
    "story.started": ("{skaters} started, for {laps}", "{skaters} gingen van start, voor {laps}"),
    "story.started.alone": ("{skaters} started, for {laps}", "{skaters} ging van start, voor {laps}"),
    "story.stopped": ("The race was stopped {when}{reason}", "De wedstrijd werd {when} stilgelegd{reason}"),
    "story.resumed": (
        "It was resumed, and laps and points stood{reason}",
        "Hij werd hervat, en ronden en punten bleven staan{reason}",
    ),
    "story.restarted": (
        "It was started anew, and what came before counts for nothing{reason}",
        "Er werd opnieuw gestart, en wat daarvoor gebeurde telt niet{reason}",
    ),
    "story.distance": (
        "The distance was changed to {laps} while under way{reason}",
        "De afstand werd onderweg veranderd in {laps}{reason}",
    ),
    "story.note_about": ("Noted about {who} {when}: “{text}”", "Genoteerd over {who} {when}: “{text}”"),
    "story.eliminated": ("Eliminated in turn were {who}", "Achtereenvolgens vielen af: {who}"),
    "story.withdrew": ("In turn these did not finish: {who}", "Achtereenvolgens vielen uit: {who}"),
    "story.lapped": ("Lapped in turn were {who}", "Achtereenvolgens werden gedubbeld: {who}"),
    "story.sprints_won": ("{parts}", "{parts}"),
    "story.sprints_unknown": ("Who won {sprints} was not recorded", "Wie {sprints} won, is niet vastgelegd"),
    "story.note": ("Noted {when}: “{text}”", "Genoteerd {when}: “{text}”"),
    "story.sprint.1": (
        "{who} won the {sprint} sprint, ahead of {others}",
        "{who} won de {sprint} tussensprint, voor {others}",
    ),
    "story.sprint.1.alone": ("{who} won the {sprint} sprint", "{who} won de {sprint} tussensprint"),
    "story.sprint.2": (
        "The {sprint} sprint went to {who}, ahead of {others}",
        "De {sprint} tussensprint was voor {who}, gevolgd door {others}",
    ),
    "story.sprint.2.alone": ("The {sprint} sprint went to {who}", "De {sprint} tussensprint was voor {who}"),
    "story.sprint.3": (
        "In the {sprint} sprint {who} was fastest, followed by {others}",
        "In de {sprint} tussensprint was {who} de snelste, voor {others}",
    ),
    "story.sprint.3.alone": (
        "In the {sprint} sprint {who} was fastest",
        "In de {sprint} tussensprint was {who} de snelste",
    ),
    "story.sprint.shared": (
        "{who} shared the {sprint} sprint, ahead of {others}",
        "{who} deelden de zege in de {sprint} tussensprint, voor {others}",
    ),
    "story.sprint.shared.alone": (
        "{who} shared the {sprint} sprint",
        "{who} deelden de zege in de {sprint} tussensprint",
    ),
    "story.sprint.unknown": (
        "Who won the {sprint} sprint was not recorded",
        "Wie de {sprint} tussensprint won, is niet vastgelegd",
    ),
    "story.sprint.unknown_but": (
        "Who won the {sprint} sprint was not recorded; {known}",
        "Wie de {sprint} tussensprint won, is niet vastgelegd; {known}",
    ),
    "story.card.warning": ("{who} was given a warning {when}{rule}", "{who} kreeg {when} een waarschuwing{rule}"),
    "story.card.yellow": ("{who} was shown a yellow card {when}{rule}", "{who} kreeg {when} een gele kaart{rule}"),
    "story.card.red": ("{who} was shown a red card {when}{rule}", "{who} kreeg {when} een rode kaart{rule}"),
    "story.first.margin": (
        "{who} was first over the line in {time}, {gap} ahead of {others}",
        "{who} kwam als eerste over de streep in {time}, {gap} voor {others}",
    ),
    "story.first.same_time": (
        "{who} was first over the line in {time}, in the same time as {others}",
        "{who} kwam als eerste over de streep in {time}, in dezelfde tijd als {others}",
    ),
    "story.first.ahead_in": (
        "{who} was first over the line in {time}, ahead of {others}",
        "{who} kwam als eerste over de streep in {time}, voor {others}",
    ),
    "story.first.second_in": (
        "{who} was first over the line, ahead of {others}, second in {time}",
        "{who} kwam als eerste over de streep, voor {others}, tweede in {time}",
    ),
    "story.first.ahead": (
        "{who} was first over the line, ahead of {others}",
        "{who} kwam als eerste over de streep, voor {others}",
    ),
    "story.first.alone_in": (
        "{who} was first over the line in {time}",
        "{who} kwam als eerste over de streep in {time}",
    ),
    "story.first.alone": ("{who} was first over the line", "{who} kwam als eerste over de streep"),
    "story.first.unknown_but": (
        "Who was first over the line was not recorded; {known}",
        "Wie als eerste over de streep kwam, is niet vastgelegd; {known}",
    ),
    "story.first.shared": (
        "{who} came over the line together and share first place",
        "{who} kwamen samen over de streep en delen de eerste plaats",
    ),
    "story.behind": ("{places}", "{places}"),
    "story.dead_heat": (
        "{who} came over the line together and share {place} place",
        "{who} kwamen samen over de streep en delen de {place} plaats",
    ),
    "story.all_finished": ("All {skaters} finished", "Alle {skaters} haalden de finish"),
    "story.finished": ("{count} of the {skaters} finished", "{count} van de {skaters} haalden de finish"),
    "story.finished.alone": (
        "Only {count} of the {skaters} finished",
        "Slechts {count} van de {skaters} haalde de finish",
    ),
    "story.finished_not_disqualified": (
        "{count} of the {skaters} finished and were not disqualified",
        "{count} van de {skaters} haalden de finish en werden niet gediskwalificeerd",
    ),
    "story.finished_not_disqualified.alone": (
        "Only {count} of the {skaters} finished and was not disqualified",
        "Slechts {count} van de {skaters} haalde de finish en werd niet gediskwalificeerd",
    ),
    "story.lasted": (
        "{count} of the {skaters} were left at the finish",
        "{count} van de {skaters} waren aan de finish nog over",
    ),
    "story.lasted.alone": (
        "Only {count} of the {skaters} was left at the finish",
        "Slechts {count} van de {skaters} was aan de finish nog over",
    ),
    "story.unrecorded": (
        "No place over the line was recorded for {who}",
        "Van {who} is geen plaats over de streep vastgelegd",
    ),
    "story.official": ("The result is official", "De uitslag is officieel"),
    "story.not_official": ("The result is not official yet", "De uitslag is nog niet officieel"),
    "story.through_by_finish": (
        "{who} went through on their places at the finish",
        "{who} plaatsten zich dankzij hun plaats aan de finish",
    ),
    "story.through_by_finish.alone": (
        "{who} went through on the place at the finish",
        "{who} plaatste zich dankzij de plaats aan de finish",
    ),
    "story.slipped": (
        "{who} came {place} over the line and {rank} in the result",
        "{who} kwam als {place} over de streep en werd {rank} in de uitslag",
    ),
    "story.slipped_to_last": (
        "{who} came {place} over the line and {rank} in the result, just enough to go through",
        "{who} kwam als {place} over de streep en werd {rank} in de uitslag, net genoeg om door te gaan",
    ),
    "story.slipped.placed": (
        "{who} dropped to {rank} in the result",
        "{who} zakte in de uitslag naar de {rank} plaats",
    ),
    "story.slipped_to_last.placed": (
        "{who} dropped to {rank} in the result, just enough to go through",
        "{who} zakte in de uitslag naar de {rank} plaats, net genoeg om door te gaan",
    ),
    "story.through_as_well": ("{who} went through as well", "{who} plaatsten zich ook"),
    "story.through_as_well.alone": ("{who} went through as well", "{who} plaatste zich ook"),
    "story.through": ("{count} are through", "{count} zijn door"),
    "story.through.alone": ("{count} is through", "{count} is door"),
    "story.through_for_certain": ("{count} are through for certain", "{count} zijn zeker door"),
    "story.through_for_certain.alone": ("{count} is through for certain", "{count} is zeker door"),
    "story.through_some_on_points": (
        "{count} are through, {some} of them on points from the sprints",
        "{count} zijn door, van wie {some} op punten uit de tussensprints",
    ),
    "story.let_through": (
        "The referee let {who} through as well{reason}",
        "De scheidsrechter liet ook {who} door{reason}",
    ),
    "story.missed.short": (
        "{who} was the first to miss out, {short} short of {other}",
        "{who} viel als eerste af, {short} tekort op {other}",
    ),
    "story.missed.line": (
        "{who} just missed out: {place} over the line, behind {other}, who also has {points}",
        "{who} viel net af: als {place} over de streep, achter {other}, die ook {points} heeft",
    ),
    "story.missed.line_in_time": (
        "{who} just missed out: {place} over the line, {gap} behind {other}, who also has {points}",
        "{who} viel net af: als {place} over de streep, {gap} achter {other}, die ook {points} heeft",
    ),
    "story.missed.line_without_a_point": (
        "{who} was the first to miss out: {place} over the line, behind {other}, neither with a point",
        "{who} viel als eerste af: als {place} over de streep, achter {other}, beiden zonder punten",
    ),
    "story.missed.line_without_a_point_in_time": (
        "{who} was the first to miss out: {place} over the line, {gap} behind {other}, neither with a point",
        "{who} viel als eerste af: als {place} over de streep, {gap} achter {other}, beiden zonder punten",
    ),
    "story.missed.line_alone": (
        "{who} was the first to miss out: {place} over the line, behind {other}",
        "{who} viel als eerste af: als {place} over de streep, achter {other}",
    ),
    "story.missed.line_alone_in_time": (
        "{who} was the first to miss out: {place} over the line, {gap} behind {other}",
        "{who} viel als eerste af: als {place} over de streep, {gap} achter {other}",
    ),
    "story.shut_out": (
        "{who} came {places} over the line, but had too few points",
        "{who} kwamen als {places} over de streep, maar hadden te weinig punten",
    ),
    "story.shut_out.alone": (
        "{who} came {places} over the line, but had too few points",
        "{who} kwam als {places} over de streep, maar had te weinig punten",
    ),
    "story.shut_out_all_the_same": (
        "{who} came {places} over the line, but did not go through",
        "{who} kwamen als {places} over de streep, maar plaatsten zich niet",
    ),
    "story.shut_out_all_the_same.alone": (
        "{who} came {places} over the line, but did not go through",
        "{who} kwam als {places} over de streep, maar plaatste zich niet",
    ),
    "story.shut_out_without_a_point": (
        "{who} came {places} over the line, but were left out without a point",
        "{who} kwamen als {places} over de streep, maar vielen zonder punten af",
    ),
    "story.shut_out_without_a_point.alone": (
        "{who} came {places} over the line, but was left out without a point",
        "{who} kwam als {places} over de streep, maar viel zonder punten af",
    ),
}

_COMMAND: Final[dict[str, tuple[str, str]]] = {}

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    **_HEADLINES,
    **_VALUES,
    **_DEEDS,
    **_STORY,
    **_COMMAND,
}
