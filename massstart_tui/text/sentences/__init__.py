"""The catalogues: the sentences of one subject each, as (English, Dutch) by code."""
