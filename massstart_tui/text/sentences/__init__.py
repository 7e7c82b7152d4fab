"""The catalogues of sentences, one module for each subject; each is a dict from code to (English, Dutch)."""
