"""Tests of the file of a race: lines, reading, corrections, seeking, moments, start sheets and meetings."""
