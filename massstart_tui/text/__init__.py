"""The engine for sentences: looks them up by code in English or Dutch, and formats names, times, places and lists."""
