"""Tables that others made: lists of skaters and published results, read as they are printed, and made into a race."""
