"""Sentences of the entry screen: what is expected, typed and recorded, its keys, and the command ``enter``."""

from __future__ import annotations

from typing import Final

_SAID: Final[dict[str, tuple[str, str]]] = {
    "live.gun": ("space: the gun", "spatie: het startschot"),
    "live.lap": ("space: lap {lap}", "spatie: ronde {lap}"),
    "live.stopped": (
        "stopped; resume: it goes on, restart: anew; space asks",
        "stilgelegd; hervat: verder, herstart: opnieuw; spatie vraagt",
    ),
    "live.finish": (
        "bibs as they come in: {count} in, {left} to come",
        "nummers zoals ze binnenkomen: {count} binnen, nog {left}",
    ),
    "live.sprint": ("bibs: sprint {number}", "nummers: sprint {number}"),
    "live.sprint_open": (
        "bibs: sprint {number}, {count} places open",
        "nummers: sprint {number}, nog {count} plaatsen open",
    ),
    "live.sprint_open.one": (
        "bibs: sprint {number}, one place open",
        "nummers: sprint {number}, nog één plaats open",
    ),
    "live.bare_finish": ("bibs: the finish", "nummers: de finish"),
    "live.sprint_lacks_more": (
        "sprint {number} still lacks its {places} places: {line} …",
        "sprint {number} mist nog de {places} plaats: {line} …",
    ),
    "live.sprint_lacks": (
        "sprint {number} still lacks its {places} place: {line} …",
        "sprint {number} mist nog de {places} plaats: {line} …",
    ),
    "live.sprint_missing": ("sprint {number} is not in yet: {line} …", "sprint {number} is nog niet binnen: {line} …"),
    "live.official": ("everybody is in or out; type official", "iedereen is binnen of uit; typ officieel"),
    "live.over": ("official", "officieel"),
    "live.is_in": (
        "the leader is in already: type the bibs as they come in",
        "de koploper is al binnen: typ de nummers zoals ze binnenkomen",
    ),
    "live.lap_soon": (
        "lap {lap} only {gap} s after the one before it: u takes it back",
        "ronde {lap} al {gap} s na de vorige: u neemt hem terug",
    ),
    "live.lap_soon.gun": (
        "lap {lap} only {gap} s after the gun: u takes it back",
        "ronde {lap} al {gap} s na het startschot: u neemt hem terug",
    ),
    "live.undone": ("taken back: {what}", "teruggenomen: {what}"),
    "live.redone": ("back again: {what}", "weer terug: {what}"),
    "live.nothing_typed": ("nothing is typed", "er is niets getypt"),
    "live.amending": ("another line of the log is being changed", "er wordt een regel van het verloop veranderd"),
    "live.none_chosen": (
        "no line of the log is chosen: ↓ chooses one",
        "geen regel van het verloop is gekozen: ↓ kiest er een",
    ),
    "live.layout.both": ("the table with its chart, and the log", "de tabel met haar beeld, en het verloop"),
    "live.layout.columns": ("the table with its columns, and the log", "de tabel met haar kolommen, en het verloop"),
    "live.layout.table": ("the table alone", "alleen de tabel"),
    "live.layout.log": ("the log alone", "alleen het verloop"),
    "live.nothing_to_complete": ("there is nothing to complete or to choose", "er is niets aan te vullen of te kiezen"),
    "live.nothing_to_clear": ("there is nothing to take away", "er is niets om weg te halen"),
    "live.no_older_line": ("the log has no older line", "het verloop heeft geen oudere regel"),
    "live.no_newer_line": ("the log has no newer line", "het verloop heeft geen nieuwere regel"),
    "live.no_cue": ("there is no cue to be said", "er is niets dat nog gezegd moet worden"),
    "live.nothing_to_undo": ("nothing to take back", "niets om terug te nemen"),
    "live.nothing_to_redo": ("nothing to bring back", "niets om terug te zetten"),
    "live.correcting.retract": ("the retraction of {what}", "de intrekking van {what}"),
    "live.correcting.amend": ("the correction of {what}", "de verbetering van {what}"),
    "live.steps": (
        "{count} lines, from {first} to {last}",
        "{count} regels, van {first} tot en met {last}",
    ),
    "live.unchanged": (
        "{what} · nothing is changed yet; esc leaves it as it is",
        "{what} · er is nog niets veranderd; met esc blijft het zoals het is",
    ),
    "live.dropped": ("dropped: {line}", "vervallen: {line}"),
    "live.all_dropped": ("{count} pasted lines dropped", "{count} geplakte regels vervallen"),
    "live.all_dropped.one": ("one pasted line dropped", "één geplakte regel vervallen"),
    "live.none_to_drop": ("no pasted lines wait", "er wachten geen geplakte regels"),
    "live.waiting_lost": (
        "{count} pasted lines wait and are not recorded: ctrl q again leaves without them",
        "{count} geplakte regels wachten en zijn niet vastgelegd: nog eens ctrl q vertrekt zonder die regels",
    ),
    "live.waiting_lost.one": (
        "one pasted line waits and is not recorded: ctrl q again leaves without it",
        "één geplakte regel wacht en is niet vastgelegd: nog eens ctrl q vertrekt zonder die regel",
    ),
    "live.editing": ("event {seq}", "event {seq}"),
    "live.chosen": (
        "e edits event {seq} · delete takes it back, with what you type as the reason",
        "e verandert event {seq} · delete neemt het terug, met wat u typt als reden",
    ),
    "live.chosen_to": ("shift delete takes back {what}", "shift delete neemt terug: {what}"),
    "live.with_reason": (
        "delete takes event {seq} back with this as the reason",
        "delete neemt event {seq} terug met dit als reden",
    ),
    "live.taken_back_already": (
        "event {seq} was taken back already; u undoes that if it was the last thing done",
        "event {seq} is al teruggenomen; u maakt dat ongedaan als het het laatste was",
    ),
    "live.no_line_of_its_own": (
        "an event of a type that massstart does not know cannot be edited here",
        "een event van een soort die massstart niet kent is hier niet te veranderen",
    ),
    "live.no_clock_offered": (
        "nothing is offered: clock now +10 sets the race clock from here on, clock +10 all so far as well",
        "er is geen voorstel: klok nu +10 zet de wedstrijdklok vanaf hier, klok +10 ook alles tot nu",
    ),
    "live.recorded": ("{count} on disk", "{count} op schijf"),
    "live.shared": ("▲ {count} shared", "▲ {count} gedeeld"),
    "live.behind": ("▲ {count} not shared yet", "▲ {count} nog niet gedeeld"),
    "live.not_shared": ("▲ {count} not shared", "▲ {count} niet gedeeld"),
    "live.in_memory": ("{count} of {all} NOT ON DISK", "{count} van {all} NIET OP SCHIJF"),
    "live.again_to_leave": (
        "the race is under way: ctrl q again leaves it; the journal can be opened again, and the clock runs on",
        "de race is bezig: nog eens ctrl q verlaat haar; het logboek is weer te openen, en de klok loopt door",
    ),
    "live.again_to_leave_page": (
        "again leaves massstart; esc goes back to the race that is being recorded",
        "nog eens sluit massstart af; esc gaat terug naar de race die wordt vastgelegd",
    ),
    "live.again_to_leave_practice": (
        "ctrl q again ends the practice and tells how it went; what was typed is not kept (-o FILE keeps it)",
        "nog eens ctrl q beëindigt de oefening en vertelt hoe die ging; bewaard wordt er niets (wel met -o BESTAND)",
    ),
    "live.again_to_suspend": (
        "the race goes on while massstart is suspended, and nothing is recorded: F12 again suspends; fg comes back",
        "de race gaat door terwijl massstart stilstaat, en er wordt niets vastgelegd: nog eens F12; fg haalt het terug",
    ),
    "live.unsaved": (
        "{count} lines are not on disk: ctrl q again leaves without them",
        "{count} regels staan niet op schijf: nog eens ctrl q vertrekt zonder die regels",
    ),
    "live.unsaved.one": (
        "one line is not on disk: ctrl q again leaves without it",
        "één regel staat niet op schijf: nog eens ctrl q vertrekt zonder die regel",
    ),
    "live.sheet_closed": (
        "the gun was fired: the start sheet is closed; dns, x and dq say who is out",
        "het startschot is gevallen: de startlijst is dicht; dns, x en dq zeggen wie eruit is",
    ),
    "live.sheet_not_kept": ("the start sheet was not written: {reason}", "de startlijst is niet geschreven: {reason}"),
    "live.sheet_changed_meanwhile": (
        "not kept: {file} was changed elsewhere; leave and open it again, then make this change there",
        "niet bewaard: {file} is elders gewijzigd; verlaat en open opnieuw, en doe deze wijziging dan daarin",
    ),
    "live.journal_sheet": (
        "the race goes by the start sheet in its journal, since the gun was fired; {file} differs",
        "de race houdt de startlijst in het logboek aan, want het startschot is gevallen; {file} wijkt af",
    ),
    "live.tear": (
        "the last line had been cut short; what there was of it is in {file}",
        "de laatste regel was afgebroken; wat er was staat in {file}",
    ),
    "live.opening": (
        "the race is being opened, this is its start sheet; what is typed is kept, each key at its moment",
        "de wedstrijd wordt geopend, dit is de startlijst; wat je typt blijft staan, elke toets op zijn moment",
    ),
    "live.went_on": ("gone on with: {count} events", "verdergegaan: {count} events"),
    "live.went_on.one": ("gone on with: one event", "verdergegaan: één event"),
    "live.cues_of_before": (
        "{count} cues are open again, because what was said is not in the journal; {key} ticks them all",
        "{count} punten van de spiekbrief zijn weer open: wat gezegd is staat niet in het logboek; {key} vinkt ze af",
    ),
    "live.cues_of_before.one": (
        "one cue is open again, because what was said is not in the journal; {key} ticks it",
        "één punt van de spiekbrief staat weer open, want het logboek zegt niet wat gezegd is; {key} vinkt het af",
    ),
}

_AT_HAND: Final[dict[str, tuple[str, str]]] = {
    "hand.say": ("say", "zeg"),
    "hand.more": ("+{count} more", "+{count} meer"),
    "hand.nothing_to_say": ("nothing left to say", "alles is gezegd"),
    "hand.not_in": ("not in yet", "nog niet binnen"),
    "hand.waiting": ("{count} more pasted lines wait, the next", "er wachten nog {count} geplakte regels, de volgende"),
    "hand.waiting.one": ("one more pasted line waits", "er wacht nog één geplakte regel"),
    "hand.now": ("now", "nu"),
    "hand.refused": ("refused", "geweigerd"),
    "side.help": ("WHAT YOU CAN TYPE", "WAT U KUNT TYPEN"),
    "side.cues": ("CUE SHEET", "SPIEKBRIEF"),
    "side.sheet": ("START SHEET", "STARTLIJST"),
    "side.moment": (
        "@4 f 9: with four to go; @lap 4 f 9: at the end of lap 4; @3:31 a 13: at 3:31; @-10 f 9: ten seconds ago",
        "@4 f 9: met nog vier; @ronde 4 f 9: aan het eind van ronde 4; @3:31 a 13: op 3:31; @-10 f 9: tien s terug",
    ),
    "side.names": (
        "a name serves as well as a bib, and its beginning will do: f groen, with the nation f kim kor",
        "een naam mag ook, en het begin is genoeg: f groen, met het land erbij f kim kor",
    ),
    "side.bare": (
        "bibs alone: the newest sprint, or the finish; =2 a dead heat with 2, ? a place that nobody knows",
        "alleen nummers: de nieuwste sprint, of de finish; =2 ex aequo met 2, ? een plaats die niemand weet",
    ),
}

_KEYS: Final[dict[str, tuple[str, str]]] = {
    "place.entry": ("live entry", "live invoer"),
    "heading.entry": ("ENTRY", "INVOER"),
    "heading.correct": ("CORRECT", "VERBETEREN"),
    "heading.hand": ("AT HAND", "BIJ DE HAND"),
    "command.entry_lap": ("gun, lap", "schot, ronde"),
    "command.entry_lap.help": (
        "on an empty line: the gun; then, the leader completes a lap",
        "op een lege regel: het startschot; daarna, de koploper voltooit een ronde",
    ),
    "command.entry_lap_meanwhile": ("lap", "ronde"),
    "command.entry_lap_meanwhile.help": (
        "the same while a line is half typed; the line stays",
        "hetzelfde terwijl er een halve regel staat; de regel blijft",
    ),
    "command.entry_record": ("record", "leg vast"),
    "command.entry_record.help": (
        "record what is typed; a letter typed after a line that was refused begins a new line",
        "leg vast wat er getypt is; een letter na een geweigerde regel begint een nieuwe regel",
    ),
    "command.entry_complete": ("complete", "vul aan"),
    "command.entry_complete.help": (
        "complete the verb or the skater, or take the newest of what may be meant; again for the next choice",
        "vul het woord of de rijder aan, of neem het nieuwste dat bedoeld kan zijn; nog eens voor de volgende keuze",
    ),
    "command.entry_choose_last": ("last choice", "laatste keuze"),
    "command.entry_choose_last.help": (
        "the last of the choices that the line has; again for the one before it",
        "de laatste van de keuzes die de regel heeft; nog eens voor die ervoor",
    ),
    "command.entry_drop_pasted": ("drop pasted", "wis plaksel"),
    "command.entry_drop_pasted.help": (
        "drop all the pasted lines that wait; esc drops the one in the line",
        "laat alle wachtende geplakte regels vervallen; esc die in de regel",
    ),
    "command.entry_undo": ("undo", "ongedaan"),
    "command.entry_undo.help": (
        "undo, as deep as the race; so does u",
        "ongedaan maken, zo diep als de race; ook met u",
    ),
    "command.entry_redo": ("redo", "opnieuw"),
    "command.entry_redo.help": ("bring back what was undone; so does U", "terugzetten wat ongedaan was; ook met U"),
    "command.entry_up": ("line above", "regel erboven"),
    "command.entry_up.help": (
        "choose a newer line of the log; above the newest, go on with the line that was refused",
        "kies een nieuwere regel van het verloop; boven de nieuwste: verder met de geweigerde regel",
    ),
    "command.entry_down": ("choose in log", "kies in verloop"),
    "command.entry_down.help": (
        "choose a line of the log, then an older one",
        "kies een regel van het verloop, dan een oudere",
    ),
    "command.entry_edit": ("edit", "verander"),
    "command.entry_edit.help": ("edit the chosen line of the log", "verander de gekozen regel van het verloop"),
    "command.entry_set_clock": ("set clock", "klok zetten"),
    "command.entry_set_clock.help": (
        "set the race clock as offered, from now on, when the clocks disagree",
        "zet de wedstrijdklok zoals voorgesteld, vanaf nu, als de klokken het oneens zijn",
    ),
    "command.entry_take_back": ("take back", "neem terug"),
    "command.entry_take_back.help": (
        "take the chosen line back, with what is typed as the reason",
        "neem de gekozen regel terug, met wat er getypt is als reden",
    ),
    "command.entry_take_back_to": ("take back to here", "terug tot hier"),
    "command.entry_take_back_to.help": (
        "take back the chosen line and all that was entered after it; one redo brings it all back",
        "neem de gekozen regel terug en alles wat daarna is ingevoerd; één keer opnieuw zet alles terug",
    ),
    "command.entry_tick": ("said", "gezegd"),
    "command.entry_tick.help": ("tick the cue that is shown: it was said", "vink af wat er bij ‘zeg’ staat"),
    "command.entry_tick_all": ("all said", "alles gezegd"),
    "command.entry_tick_all.help": ("tick the whole cue sheet", "vink de hele spiekbrief af"),
    "command.entry_verbs": ("what to type", "wat te typen"),
    "command.entry_verbs.help": (
        "what can be typed, and these keys, in the place of the log",
        "wat u kunt typen, en deze toetsen, op de plaats van het verloop",
    ),
    "command.entry_cues": ("cue sheet", "spiekbrief"),
    "command.entry_cues.help": ("the cue sheet in the place of the log", "de spiekbrief op de plaats van het verloop"),
    "command.entry_sheet": ("start sheet", "startlijst"),
    "command.entry_sheet.help": (
        "the start sheet, with the notes, in the place of the log",
        "de startlijst, met de notities, op de plaats van het verloop",
    ),
    "command.entry_edit_sheet": ("edit sheet", "wijzig lijst"),
    "command.entry_edit_sheet.help": (
        "before the gun: who does not start, a bib swapped, a name",
        "voor het startschot: wie niet start, een nummer geruild, een naam",
    ),
    "command.entry_search": ("search", "zoek"),
    "command.entry_search.help": (
        "on an empty line: find a skater by bib or name; esc lets go of them",
        "op een lege regel: vind een rijder op nummer of naam; esc laat die weer los",
    ),
    "command.entry_save": ("save result so far", "bewaar tussenstand"),
    "command.entry_save.help": (
        "save the result at this moment to a file; the palette saves the report and a picture too",
        "bewaar de uitslag op dit moment in een bestand; het palet bewaart ook het verslag en een afbeelding",
    ),
    "command.entry_table_down": ("table down", "tabel omlaag"),
    "command.entry_table_down.help": ("the points table further down", "de puntentabel verder omlaag"),
    "command.entry_table_up": ("table up", "tabel omhoog"),
    "command.entry_table_up.help": ("the points table further up", "de puntentabel verder omhoog"),
    "command.entry_clear": ("clear", "wis"),
    "command.entry_clear.help": (
        "one step back: what is typed, the chosen line, the panel",
        "een stap terug: wat er getypt is, de gekozen regel, het paneel",
    ),
}

_COMMAND: Final[dict[str, tuple[str, str]]] = {
    "refused.needs_sheet": (
        "nothing to record; expected a start sheet, or --rehearse with a race",
        "niets om vast te leggen; verwacht een startlijst, of --rehearse met een wedstrijd",
    ),
    "refused.needs_terminal": ("needs a terminal to type in", "heeft een terminal nodig om in te typen"),
    "refused.held": (
        "{file}: {who}; follow it with: massstart follow {file}",
        "{file}: {who}; volg mee met: massstart follow {file}",
    ),
    "enter.rescued": (
        "what could not be written to {file} is in {rescue}",
        "wat niet naar {file} kon worden geschreven staat in {rescue}",
    ),
    "enter.written_out": (
        "nothing can be written anywhere here: this is the whole race, to be kept by hand",
        "hier is nergens iets op te slaan: dit is de hele wedstrijd, om met de hand te bewaren",
    ),
    "enter.no_journal": (
        "nothing was recorded, and {file} was not made",
        "er is niets vastgelegd, en {file} is niet aangemaakt",
    ),
    "enter.being_typed": ("was being typed: {typed}", "werd getypt: {typed}"),
    "enter.journal": ("the race is in {file}", "de wedstrijd staat in {file}"),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_SAID, **_AT_HAND, **_KEYS, **_COMMAND}
