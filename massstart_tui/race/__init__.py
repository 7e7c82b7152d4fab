"""The sport: start sheet, rules, events, the folded state and the standings. Pure."""
