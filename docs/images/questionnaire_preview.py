"""Takes the picture of the preview, with playwright: python docs/images/questionnaire_preview.py ."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.lint import lint
from psychograph.questionnaire.planning.length import duration
from psychograph.questionnaire.planning.sample_size import sample_size
from psychograph.reports.questionnaire.preview import preview
from psychograph.study.load import load_study

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "src" / "psychograph" / "samples" / "worked_example"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def page() -> str:
    """Return the preview of the worked example."""
    study = load_study(SAMPLE / "study.yaml")
    asked = read_questionnaire(SAMPLE / "questionnaire.yaml", shipped())
    needed = sample_size(len(study.basis), segments=study.segmentation.segments, response_rate=0.2)
    return preview(
        asked,
        study=study,
        catalogue=shipped(),
        duration=duration(asked),
        sample=needed,
        remarks=lint(asked, study),
    )


def main() -> None:
    """Take the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "preview.html"
        file.write_text(page(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1248, "height": 1000}, color_scheme="light")
        shown.goto(file.as_uri())
        shown.locator("#form input[type=checkbox]").first.check()
        shown.locator(".next").click()
        shown.locator("#form .row").first.locator("input").nth(3).check()
        shown.evaluate("document.activeElement.blur()")
        shown.screenshot(path=HERE / "questionnaire-preview.png")
        browser.close()


if __name__ == "__main__":
    main()
