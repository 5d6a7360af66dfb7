"""Settings that cannot be used are named, with what was found and what is allowed."""

from pathlib import Path

import pytest

from homeward.settings import Settings, SettingsError, load_settings
from nights.conftest import House

PLACES = (
    "write retail_9610, zone_parcel_1210, warehouse_9810, zone_warehouse_1210, zone_unstated_1210, other, or the three "
    "letters of a country, such as USA"
)


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("MEMORY_LIMIT", "lots", "memory_limit: a size is a number with MB, GB, MiB or GiB, such as 800MB"),
        ("FILE_MODE", "999", "file_mode: a mode is three or four digits from 0 to 7, such as 640"),
        ("BASE_URL", "javascript:alert(1)", "base_url: an address begins with https:// or http://"),
        ("PING_URL", "example.com", "ping_url: an address begins with https:// or http://"),
        (
            "PING_URL",
            "https://example.com/…",
            "ping_url: an address is of ASCII letters without blanks; write other signs as %E9",
        ),
        (
            "MAIL__HOST",
            "mail server",
            "mail.host: must be the name of a machine, or its number on the net, without a port",
        ),
        ("LANG", "fr", "lang: must be 'en', 'zh' or 'both'"),
        ("KEEP_NIGHTS", "0", "keep_nights: must be greater than or equal to 1"),
        ("KEEP_NIGHTS", "36501", "keep_nights: must be less than or equal to 36500"),
        ("ARCHIVE_DAYS", "999999", "archive_days: must be less than or equal to 36500"),
        ("ARCHIVE_DAYS", "-1", "archive_days: must be greater than or equal to 0"),
        ("BRAKE__USUAL_NIGHTS", "9" * 30, "brake.usual_nights: must be less than or equal to 36500"),
        ("MAIL__GIVE_UP_DAYS", "9999999", "mail.give_up_days: must be less than or equal to 36500"),
        ("EMBED_LINES_MAX", "9" * 30, "embed_lines_max: must be less than or equal to 1000000000"),
        ("THREADS", "100000", "threads: must be less than or equal to 1024"),
        ("MEMORY_LIMIT", "9" * 20 + "GB", "memory_limit: a size is a number with MB, GB, MiB or GiB, such as 800MB"),
        ("GROUP", "no-such-group", "group: no such group on this machine"),
        ("THREADS", "two", "threads: must be a whole number"),
        ("MAIL__RETRY_MINUTES", "soon", "mail.retry_minutes: must be a number"),
        ("MAIL__ATTACH_ZIP", "perhaps", "mail.attach_zip: must be true or false"),
        ("LEAD_DAYS", "30", "lead_days: must be a table"),
        (
            "WAREHOUSE",
            "what?/homeward.duckdb",
            "warehouse: DuckDB cannot write below a folder with ? in its name; choose another place",
        ),
        ("AS_OF", "20241001", "as_of: not a day; write it as 2026-11-22"),
        ("AS_OF", "2024-02-30", "as_of: not a day; write it as 2026-11-22"),
    ],
)
def test_a_setting_that_cannot_be_used(variable: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(environment={f"HOMEWARD_{variable}": value})

    said = sentence.partition(": ")[2]
    assert str(refused.value) == f"HOMEWARD_{variable}: {said} (found {value!r})"


def test_folders_that_lead_to_themselves_are_for_the_night_to_name(tmp_path: Path) -> None:
    (tmp_path / "inbox").symlink_to("inbox")

    assert load_settings({"inbox": tmp_path / "inbox"}, environment={}).inbox == tmp_path / "inbox"


def test_flags_come_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text('lang = "zh"\nkeep_nights = 3\nmemory_limit = "2GB"\n')

    found = load_settings({"lang": "both"}, file, {"HOMEWARD_KEEP_NIGHTS": "4", "HOMEWARD_LANG": "en"})

    assert (found.lang, found.keep_nights, found.memory_limit) == ("both", 4, "2GB")
    assert found.threads == Settings().threads


@pytest.mark.parametrize(
    ("variable", "sentence"),
    [
        ("MEMORY_LIMT", "there is no such setting; did you mean HOMEWARD_MEMORY_LIMIT?"),
        ("MAIL_HOST", "there is no such setting; did you mean HOMEWARD_MAIL__HOST?"),
        ("BRAKE__FLOOR", "there is no such setting"),
        ("MAIL", "there is no such setting"),
        ("LEAD_DAYS__USA", "no variable gives lead days; write them into [lead_days] of homeward.toml"),
    ],
)
def test_a_misspelt_variable_is_refused(variable: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(environment={f"HOMEWARD_{variable}": "3"})

    assert str(refused.value) == f"HOMEWARD_{variable}: {sentence}"


@pytest.mark.parametrize("variable", ["HOME", "VERSION", "PORT", "SERVICE_HOST", "PORT_8080_TCP", "SMTP_PASSWORD"])
def test_variables_that_are_not_ours_are_left_alone(variable: str) -> None:
    assert load_settings(environment={f"HOMEWARD_{variable}": "3"}).threads is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('memory_limt = "3GB"', "memory_limt: there is no such setting; did you mean memory_limit?"),
        ('[mail]\nhots = "x"', "mail.hots: there is no such setting; did you mean host?"),
        ('mail = "x"', "mail: must be a table of settings (found 'x')"),
        ('[[mail.recipients]]\nlang = "zh"', "mail.recipients.0.address: is missing"),
        (
            "lead_days = { retail_9160 = 20 }",
            f"lead_days.retail_9160: 'retail_9160' is no channel and no country (did you mean retail_9610?); {PLACES}",
        ),
        (
            "lead_days = { usa = 20 }",
            f"lead_days.usa: 'usa' is no channel and no country (did you mean USA?); {PLACES}",
        ),
        (
            "lead_days = { 502 = 20 }",
            f"lead_days.502: '502' is no channel and no country (did you mean USA?); {PLACES}",
        ),
        ("lead_days = { anywhere = 20 }", f"lead_days.anywhere: 'anywhere' is no channel and no country; {PLACES}"),
        ("lead_days = { USA = -1 }", "lead_days.USA: must be greater than or equal to 0 (found '-1')"),
        ("lead_days = { USA = 400 }", "lead_days.USA: must be less than 400 (found '400')"),
        ('lead_days = { USA = "soon" }', "lead_days.USA: must be a whole number (found 'soon')"),
        ("[brake]\nanything = 1", "brake.anything: there is no such setting"),
        (
            '[[mail.recipients]]\naddress = "a@example.com"\nlanguage = "zh"',
            "mail.recipients.0.language: there is no such setting; did you mean lang?",
        ),
    ],
)
def test_a_name_that_the_file_gets_wrong_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text(text)

    with pytest.raises(SettingsError) as refused:
        load_settings({}, file, {})

    assert str(refused.value) == f"{file}: {sentence}"


def test_a_wrong_value_is_said_where_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text('lang = "fr"\n[mail]\nport = 0\ntls = "ssl"\n')

    with pytest.raises(SettingsError) as refused:
        load_settings({"threads": 0}, file, {"HOMEWARD_LANG": "de", "HOMEWARD_MAIL__TLS": "tsl"})

    assert [part.partition(" must")[0] for part in str(refused.value).split("; ")] == [
        "HOMEWARD_LANG:",
        "threads:",
        f"{file}: mail.port:",
        "HOMEWARD_MAIL__TLS:",
    ]


def test_a_file_that_an_editor_saved_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text('lang = "zh"\n', encoding="utf-8-sig")
    assert load_settings({}, file, {}).lang == "zh"

    file.write_text('lang = "zh"\n', encoding="utf-16")
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load_settings({}, file, {})
    with pytest.raises(SettingsError, match="is a folder; name a file in it"):
        load_settings({}, tmp_path, {})


def test_lead_days_are_of_channels_and_countries(tmp_path: Path) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text("lead_days = { retail_9610 = 0, other = 30, USA = 40, BRA = 399, 999 = 50 }")

    assert load_settings({}, file, {}).lead_days == {"retail_9610": 0, "other": 30, "USA": 40, "BRA": 399, "999": 50}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("file_mode = 640", "file_mode: a mode is written between quotes, as \"640\" (found '640')"),
        ("folder_mode = 0o750", "folder_mode: a mode is written between quotes, as \"640\" (found '488')"),
        ("inbox = 3", "inbox: must be a path between quotes (found '3')"),
        ('warehouse = ""', "warehouse: is empty (found '')"),
        ('reports = ""', "reports: is empty (found '')"),
    ],
)
def test_a_value_of_another_kind_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "homeward.toml"
    file.write_text(text)

    with pytest.raises(SettingsError) as refused:
        load_settings({}, file, {})

    assert str(refused.value).startswith(f"{file}: {sentence}")


@pytest.mark.parametrize(
    ("inbox", "warehouse", "reports", "words"),
    [
        ("inbox", "reports/latest/h.duckdb", "reports", "the warehouse must lie outside"),
        ("inbox", "reports/2024-10-01/h.duckdb", "reports", "the warehouse must lie outside"),
        ("inbox", "wh/h.duckdb", "wh/h.archive", "must lie outside the folders of the warehouse itself"),
        ("inbox", "wh/h.duckdb", "wh/h.generations/r", "must lie outside the folders of the warehouse itself"),
        ("wh/h.night", "wh/h.duckdb", "reports", "must lie outside the folders of the warehouse itself"),
        ("inbox", ".", "reports", "is a folder; name a file in it"),
    ],
)
def test_folders_that_would_undo_each_other_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inbox: str, warehouse: str, reports: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SettingsError, match=words):
        load_settings({"inbox": Path(inbox), "warehouse": Path(warehouse), "reports": Path(reports)}, environment={})


def test_reports_and_warehouse_may_share_a_folder(tmp_path: Path) -> None:
    settings = load_settings({"warehouse": tmp_path / "h.duckdb", "reports": tmp_path, "inbox": tmp_path.parent / "in"})

    assert settings.warehouse.parent == settings.reports


def test_a_link_to_the_warehouse_is_followed(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    link = house.folder / "link.duckdb"
    link.symlink_to("warehouse/homeward.duckdb")

    result = house.night("2024-10-02", warehouse=link)

    assert result.exit_code == 0
    assert link.is_symlink()
    assert house.ask("SELECT max(as_of)::VARCHAR, count(*) FROM run") == [("2024-10-02", 2)]
    assert sorted(path.name for path in house.folder.iterdir()) == ["inbox", "link.duckdb", "reports", "warehouse"]


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(link)

    with pytest.raises(SettingsError, match="the link leads nowhere"):
        load_settings({"warehouse": link}, environment={})
