"""Settings that cannot be used are named, with what was found and what is allowed."""

from pathlib import Path

import pytest

from homeward.settings import Settings, SettingsError, load_settings


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("MEMORY_LIMIT", "lots", "memory_limit: a size is a number with MB, GB, MiB or GiB, such as 800MB"),
        ("FILE_MODE", "999", "file_mode: a mode is three or four digits from 0 to 7, such as 640"),
        ("BASE_URL", "javascript:alert(1)", "base_url: an address begins with https:// or http://"),
        ("PING_URL", "example.com", "ping_url: an address begins with https:// or http://"),
        ("LANG", "fr", "lang: Input should be 'en', 'zh' or 'both'"),
        ("KEEP_NIGHTS", "0", "keep_nights: Input should be greater than or equal to 1"),
        ("GROUP", "no-such-group", "group: no such group on this machine"),
    ],
)
def test_a_setting_that_cannot_be_used(variable: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(environment={f"HOMEWARD_{variable}": value})

    assert str(refused.value) == f"{sentence} (found {value!r})"


def test_flags_come_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text('lang = "zh"\nkeep_nights = 3\nmemory_limit = "2GB"\n')

    found = load_settings({"lang": "both"}, file, {"HOMEWARD_KEEP_NIGHTS": "4", "HOMEWARD_LANG": "en"})

    assert (found.lang, found.keep_nights, found.memory_limit) == ("both", 4, "2GB")
    assert found.threads == Settings().threads
