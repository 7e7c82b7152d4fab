"""Output for people and programs: results, outlook, programme, cue sheet and rehearsal as pages, sentences or data."""
