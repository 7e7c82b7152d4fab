"""The sample races, held against what was published of them."""
