"""Days and moments are China's, wherever the machine stands."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from homeward.china_time import in_china


@pytest.mark.parametrize("offset", [UTC, timezone(timedelta(hours=-5))])
def test_a_moment_is_told_in_china_without_an_offset(offset: timezone) -> None:
    moment = datetime(2024, 12, 31, 16, 30, tzinfo=UTC).astimezone(offset)
    assert in_china(moment) == datetime(2025, 1, 1, 0, 30)
