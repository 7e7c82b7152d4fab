"""Benchmarks: the speed of massstart as ratios within one run, measured on an installed wheel.

``python -m tests.bench`` measures everything and prints one table; ``python -m tests.bench paint seek`` measures only
these two. Linux only: the terminal is a pty, and its clock is shared with the probes.
"""
