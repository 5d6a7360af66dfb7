"""Seeded synthetic feeds: realistic exports and returns of any size, for a demo, for tests, for benchmarks."""
