"""Tests of the feeds of timing systems."""
