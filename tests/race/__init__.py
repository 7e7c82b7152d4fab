"""Tests of the sport: rules, fold, standings, outlook, start sheets and meetings."""
