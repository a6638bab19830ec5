"""The real survey-core of SurveyJS, under Node: what it sees in a survey, and which questions it shows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

CONSUMERS = Path(__file__).parent / "consumers"


class SurveyCore:
    """One process of Node that loads surveys, one line each.

    Parameters
    ----------
    process : subprocess.Popen
        `node tests/consumers/surveyjs.js`.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def told(
        self, survey: bytes, answers: Sequence[Mapping[str, object]] = (), locale: str = ""
    ) -> dict[str, Any]:
        """Return what survey-core sees in a survey, and in each of several people's answers."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        asked = {"json": json.loads(survey), "answers": list(answers), "locale": locale}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "failed" not in told, told["failed"]
        return told


def survey_core() -> Iterator[SurveyCore]:
    """Yield survey-core, in a process that ends with the tests; skip by name where it is not there."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: it runs the real survey-core of SurveyJS")
    modules = Path(os.environ.get("PSYCHOGRAPH_NODE_MODULES") or CONSUMERS / "node_modules")
    if not (modules / "survey-core").is_dir():
        pytest.skip("survey-core is not installed: npm install --prefix tests/consumers")
    command = [node, str(CONSUMERS / "surveyjs.js"), str(modules.resolve())]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield SurveyCore(process)
        assert process.stdin is not None
        process.stdin.close()
