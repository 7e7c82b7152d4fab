"""The screens: races, live entry, skaters, results, start sheets, the programme, lists and help."""
