"""A race on a NATS JetStream server: published as it is recorded, and followed."""
