"""The race told: sentences that are true of the stream, and of nothing else."""
