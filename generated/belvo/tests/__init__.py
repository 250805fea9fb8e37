"""Tests of the client: each saved example, replayed offline."""
