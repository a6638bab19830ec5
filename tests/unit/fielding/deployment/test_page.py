"""docs/field-deployment.md: every setting is named, and every command it shows is there."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

from psychograph.cli.field import SUBCOMMANDS
from psychograph.cli.field.user import SUBCOMMANDS as OF_USERS
from psychograph.cli.main import main
from psychograph.fielding.settings.given import KNOWN, PREFIX

PAGE = (Path(__file__).parents[4] / "docs" / "field-deployment.md").read_text("utf-8")
CALLED = re.compile(r"psychograph field ([a-z]+)((?: [^\s`,;()]+)*)")
OPTION = re.compile(r"--[a-z-]+")


@pytest.mark.parametrize("name", KNOWN)
def test_every_setting_is_named(name: str) -> None:
    assert f"`{PREFIX}{name}`" in PAGE


def test_every_command_and_option_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    found = [(match[1], OPTION.findall(match[2])) for match in CALLED.finditer(PAGE)]
    assert {"init", "serve", "user", "doctor", "backup", "restore", "migrate", "retain"} <= {
        name for name, _ in found
    }
    for name, options in found:
        assert name in SUBCOMMANDS
        if name == "user":
            assert "add" in OF_USERS
            continue
        with pytest.raises(SystemExit):
            main(["field", name, "--help"])
        said = capsys.readouterr().out
        assert all(option in said for option in options), (name, options)


def test_the_units_are_written_as_systemd_reads_them() -> None:
    units = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    assert len(units) == 3
    for unit in units:
        read = configparser.ConfigParser(strict=False, interpolation=None)
        read.optionxform = str  # type: ignore[assignment,method-assign]
        read.read_string(unit)
        assert read.has_section("Unit")
    service = units[0]
    for hardening in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "UMask=0077"):
        assert hardening in service


def test_no_proxy_keeps_a_log_of_links() -> None:
    # Both were run: errors are told with the address that was asked for, as are redirects from port 80.
    nginx = re.findall(r"^server \{\n(.*?)^\}", PAGE, re.DOTALL | re.MULTILINE)
    assert len(nginx) == 2
    for server in nginx:
        assert re.search(r"^    access_log off;", server, re.MULTILINE)
        assert re.search(r"^    error_log /dev/null;", server, re.MULTILINE)
    assert "\t\texclude http.log http.handlers" in PAGE


def test_no_proxy_makes_addresses_from_what_a_request_calls_the_host() -> None:
    assert "https://$" not in PAGE
