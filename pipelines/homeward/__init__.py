"""Homeward decides, every night, which goods sold abroad from China may come home."""

__version__ = "0.1.0"
