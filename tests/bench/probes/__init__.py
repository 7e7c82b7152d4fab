"""Programs that the benchmarks run with the installed interpreter.

Each runs on its own: it sees the installed wheel, and nothing of this folder.
"""
