"""The sport: rules, fold, standings, who is where."""
