"""A study in which everything that can be written is an attack or far too long."""

import csv
import json
from pathlib import Path

import numpy as np

from psychograph.runs.run import Run, run_study

SCRIPT = "<script>alert(1)</script>"
QUESTION = f'">{SCRIPT} I believe {"that even a very long question must not break a page " * 4}'
BASIS = [
    f"{SCRIPT}1",
    f"{SCRIPT}2",
    "</style>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "Att_{{ 7*7 }}_{% raw %}",
    "A" * 80,
    "O'Neil & Sons",
]
JOBS = ["<b>bold</b>", "</td><td>", f'"quoted" & {"y" * 60}', "&lt;ok&gt;"]


def hostile_run(folder: Path) -> Run:
    """Write the study into a folder and run it: 240 people, 8 segments."""
    rng = np.random.default_rng(3)
    centres = rng.uniform(1.5, 6.5, (8, len(BASIS)))
    values = np.clip(np.rint(centres[np.arange(240) % 8] + rng.normal(0, 0.7, (240, len(BASIS)))), 1, 7)
    with (folder / "responses.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *BASIS, "Age", "Job<script>"])
        for at, row in enumerate(values.astype(int).tolist()):
            writer.writerow([f"{SCRIPT}{at:025d}", *row, 17 + at % 60, JOBS[at % 4]])
    # JSON is YAML too, and quotes whatever stands in it.
    study = {
        "title": f"</title>{SCRIPT} {'Long title ' * 12}",
        "objective": {
            "goal": "launch_new",
            "statement": "<img src=x onerror=alert(2)> which ones?",
            "key_questions": [
                {"question": f"{SCRIPT} who?", "attributes": [*BASIS, "Age", "Job<script>"]},
                {"question": "Nothing asked?"},
            ],
            "facts": {
                "new_product": {"name": SCRIPT, "description": f"</p>{SCRIPT}"},
                "cause": {"name": SCRIPT, "pledges": [{"text": SCRIPT, "evidence": "javascript:alert(3)"}]},
            },
        },
        "respondent": "id",
        "attributes": {
            **{name: {"type": "likert", "scale": [1, 7], "question": QUESTION + name} for name in BASIS},
            "Age": {"type": "number", "question": "Age?"},
            "Job<script>": {"type": "category", "question": "<b>job</b>?"},
        },
        "basis": BASIS,
        "descriptors": ["Age", "Job<script>"],
        "segmentation": {"segments": 8, "seed": 3},
    }
    names = {1: SCRIPT + "W" * 40, 2: "</article>"}  # apart: JSON would turn the numbers into text
    text = json.dumps(study)
    named = ", ".join(f"{segment}: {json.dumps(name)}" for segment, name in names.items())
    (folder / "study.yaml").write_text(
        f"{text[:-1]}, strategy: {{target: 1, names: {{{named}}}}}}}\n", encoding="utf-8"
    )
    return run_study(folder / "study.yaml")
