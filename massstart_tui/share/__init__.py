"""Publish and follow races through a NATS JetStream server."""
