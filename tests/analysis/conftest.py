"""A house of their own for the tests that need other nights than the demo's."""

from nights.conftest import house

__all__ = ["house"]
