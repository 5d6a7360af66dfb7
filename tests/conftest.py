"""What all tests share."""

import sys
from pathlib import Path

# Tests import each other's helpers by their folder: `from nights.conftest import House`.
sys.path.insert(0, str(Path(__file__).parent))
