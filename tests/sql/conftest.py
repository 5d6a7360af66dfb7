"""Views are asked on the demo's nights."""

from analysis.conftest import demo, published

__all__ = ["demo", "published"]
