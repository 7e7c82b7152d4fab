"""Tests of the sample races against what was published about them."""
