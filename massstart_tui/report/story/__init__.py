"""The written report of a race: sentences of which each rests on events of the stream, told in English or Dutch."""
