"""The benchmarks: how fast massstart is, as ratios within one run, measured on an installed wheel.

``python -m tests.bench`` measures everything and prints one table; ``python -m tests.bench paint seek`` only those.
Linux only: the terminal is a pty, and its clock is shared with the probes.
"""
