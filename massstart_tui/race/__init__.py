"""The sport: start sheets, rules, events, the fold, standings, outlook. Pure: no file, clock or terminal."""
