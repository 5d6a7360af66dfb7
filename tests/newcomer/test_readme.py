"""What the README says of settings, commands and exit codes is so."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from homeward.cli import COMMANDS, homeward
from homeward.outbox.mail_settings import MailSettings, Recipient
from homeward.settings import BrakeSettings, Settings, load_settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
# Names, addresses and lead days: what nobody can know beforehand; and what is none unless set.
EXAMPLES = {
    "base_url", "ping_url", "log_file", "threads", "group", "lead_days", "brake", "mail",
    "host", "port", "ca_file", "user", "sender", "recipients",
}  # fmt: skip
# Given for one night, by a flag.
FOR_ONE_NIGHT = {"as_of"}


def block(language: str) -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL))


def settings() -> dict[str, Any]:
    return tomllib.loads(block("toml"))


@pytest.mark.parametrize(
    ("model", "table"), [(Settings, None), (BrakeSettings, "brake"), (MailSettings, "mail"), (Recipient, None)]
)
def test_every_setting_is_there_with_its_default(model: type[BaseModel], table: str | None) -> None:
    written = settings()
    if model is Recipient:
        written = written["mail"]["recipients"][1]
    elif table:
        written = written[table]

    assert written.keys() == model.model_fields.keys() - FOR_ONE_NIGHT
    if model is not Recipient:
        defaults = model().model_dump(mode="json")
        for name, value in written.items():
            if name not in EXAMPLES:
                shown = int(value, 8) if name.endswith("_mode") else value
                assert shown == defaults[name], name


def test_the_settings_can_be_used_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ca.pem").touch()
    file = tmp_path / "homeward.toml"
    file.write_text(re.sub("^group = .*$", "", block("toml"), flags=re.MULTILINE), encoding="utf-8")

    assert load_settings({}, file, {}).mail.recipients[1].scope == ("91350100M000100Y43",)


def called() -> list[list[str]]:
    """Each call of a command in the README, in blocks and in sentences."""
    spans = [*block("sh").splitlines(), *re.findall(r"`(homeward [^`]+)`", README)]
    calls = [re.sub(r"\s+#.*", "", part) for span in spans for part in span.split("&& ") if "homeward " in part]
    return [call[call.index("homeward ") :].split() for call in calls]


def test_every_command_and_flag_is_known() -> None:
    calls = [call for call in called() if not call[1].startswith("-")]
    assert len(calls) > 20

    for _, command, *arguments in calls:
        assert command in COMMANDS, command
        said = CliRunner().invoke(homeward, [command, "--help"]).output
        for flag in (argument for argument in arguments if argument.startswith("--")):
            assert re.search(rf"{flag}\b", said), f"{command} {flag}"


def test_exit_codes_are_those_of_the_commands() -> None:
    codes = [int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)]

    assert codes == [0, 1, 2, 3, 4, 5]
