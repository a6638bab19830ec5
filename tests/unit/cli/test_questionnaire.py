"""`psychograph questionnaire` from the outside."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shlex
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from psychograph.cli.main import main
from psychograph.cli.questionnaire import SUBCOMMANDS
from psychograph.cli.questionnaire import suggest as suggest_command
from psychograph.cli.questionnaire.export import TOOLS
from psychograph.cli.questionnaire.goals import GOALS
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.formats.register import MODULES, format_named
from psychograph.study.load import load_study
from psychograph.study.model import Goal

ROOT = Path(__file__).parents[3]
GUIDE = (
    "Which customers are more open to try new products?",
    "Do I use traditional marketing channels or digital channels for the customer segment?",
    "What are their values and beliefs?",
)


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def suggest(folder: Path, *more: str) -> int:
    questions = [word for question in GUIDE for word in ("--question", question)]
    return call("questionnaire", "suggest", folder, "--goal", "launch_new", *questions, *more)


def fill_in(folder: Path) -> None:
    """Write words of one's own wherever a suggestion leaves them to you."""
    file = folder / "questionnaire.yaml"
    file.write_text(
        re.sub(r"\[(Name|date|address|link)[^\]]*\]", "Tea Ltd", file.read_text("utf-8")), encoding="utf-8"
    )


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "tea"
    assert suggest(folder, "--about", "our new tea") == 0
    capsys.readouterr()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ---- suggest


def test_suggest_tells_what_each_question_maps_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest(tmp_path / "tea", "--about", "our new tea") == 0
    said = capsys.readouterr()
    for words in (
        "points to: who tries new products ('open to')",
        "asks: Innovativeness, Openness",
        "asks: SocialMedia, TraditionalMedia, Age, Occupation",
        "why: How early somebody takes up what is new is asked directly",
        "Length: ",
        "usable answers (70 people for each of 10 basis variables",
        "invitations where 20% answer",
        "Mini-IPIP",
        "Fill in what stands in square brackets",
    ):
        assert words in said.out
    assert max(map(len, said.out.splitlines())) < 80
    assert f"Next: psychograph questionnaire preview {tmp_path / 'tea'}" in said.err
    assert names(tmp_path / "tea") == {"study.yaml", "questionnaire.yaml"}


def test_what_suggest_writes_passes_both_checks_once_it_is_filled_in(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("questionnaire", "check", study) == 1
    assert capsys.readouterr().out.count("caution (not-filled-in)") == 1
    fill_in(study)
    assert call("questionnaire", "check", study) == 0
    assert call("check", study) == 0
    said = capsys.readouterr().out
    assert "questionnaire.yaml is in order: 8 pages" in said
    assert "study.yaml is in order" in said
    assert load_study(study).questionnaire == "questionnaire.yaml"


def test_equal_wishes_give_equal_bytes(study: Path, tmp_path: Path) -> None:
    assert suggest(tmp_path / "again", "--about", "our new tea") == 0
    for name in ("study.yaml", "questionnaire.yaml"):
        assert (study / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_suggest_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest(tmp_path / "tea", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["questions"][0]["topics"] == ["new_products"]
    assert record["questions"][0]["attributes"] == ["Innovativeness", "Openness"]
    assert record["answers_needed"] == 700
    assert record["length"]["seconds"] <= 480
    assert {one["attribute"] for one in record["attributes"]} == set(load_study(tmp_path / "tea").attributes)


def test_suggest_overwrites_nothing(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (study / "study.yaml").read_bytes()
    assert suggest(study) == 2
    assert "never overwritten" in capsys.readouterr().err
    assert (study / "study.yaml").read_bytes() == before
    assert names(study) == {"study.yaml", "questionnaire.yaml"}


def test_a_study_with_an_objective_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "title: Tea\nobjective:\n  goal: trial\n  statement: Who tries our tea?\n"
        "  key_questions:\n    - question: Who looks for bargains?\n"
    )
    (tmp_path / "study.yaml").write_text(text, "utf-8")
    assert call("questionnaire", "suggest", tmp_path) == 0
    said = capsys.readouterr()
    assert "asks: PriceSensitivity, DealProneness" in said.out
    assert "Your study.yaml was left as it is" in said.err
    assert (tmp_path / "study.yaml").read_text("utf-8") == text
    suggested = load_study(tmp_path / "study-suggested.yaml")
    assert (suggested.title, suggested.objective.goal) == ("Tea", Goal.TRIAL)


def test_a_broken_study_is_told_with_its_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "study.yaml").write_text("title: Tea\nobjective: {goal: tryal, statement: Who?}\n", "utf-8")
    assert call("questionnaire", "suggest", tmp_path) == 2
    assert "line 2" in capsys.readouterr().err
    assert names(tmp_path) == {"study.yaml"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "no goal"),
        (("--goal", "trial", "--length", "1"), "2 to 60 minutes"),
        (("--goal", "trial", "--topic", "prices"), "did you mean 'price'?"),
        (("--goal", "trial", "--question", " "), "an empty text"),
    ],
)
def test_suggest_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], words: str
) -> None:
    assert call("questionnaire", "suggest", tmp_path / "tea", *options) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert not (tmp_path / "tea").exists()


def test_on_a_terminal_what_is_missing_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest_command, "_somebody_is_there", lambda: True)
    told = "7\nWho would pay more?\n\nour gold membership\n"
    done = CliRunner().invoke(suggest_command.suggest, [str(tmp_path / "gold")], input=told)
    assert done.exit_code == 0
    assert "7  premium: to choose the best version of it" in done.stderr
    objective = load_study(tmp_path / "gold").objective
    assert objective.goal is Goal.PREMIUM
    assert [one.question for one in objective.key_questions] == ["Who would pay more?"]
    assert objective.statement == "Whom should we address first with our gold membership?"


def test_questions_of_strangers_are_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = 'Who is open\x1b[31m to new: [products] # {or} "not"?'
    assert call("questionnaire", "suggest", tmp_path / "t", "--goal", "trial", "--question", hostile) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert call("check", tmp_path / "t") == 0


# ---- check


def test_check_names_mistakes_with_their_lines(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = study / "questionnaire.yaml"
    text = file.read_text("utf-8").replace("scale: agree5", "scale: agre5", 1)
    file.write_text(text, "utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), start=1) if "agre5" in one)
    assert call("questionnaire", "check", study) == 2
    said = capsys.readouterr().err
    assert f"line {line}" in said
    assert "agree5" in said


def test_check_finds_where_study_and_questionnaire_disagree(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = study / "study.yaml"
    text = file.read_text("utf-8")
    assert "{instrument: mini_ipip_20/intellect}" in text
    file.write_text(text.replace("mini_ipip_20/intellect", "ipip_bffm_50/intellect"), "utf-8")
    assert call("questionnaire", "check", study) == 1
    assert "serious (attribute-not-asked): Openness" in capsys.readouterr().out


def test_check_as_json(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_in(study)
    assert call("questionnaire", "check", study, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert set(record) == {"length", "findings", "remarks"}
    assert record["length"]["answers"] == 60


def test_a_file_alone_is_checked_too(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = tmp_path / "alone" / "tea.yaml"
    alone.parent.mkdir()
    alone.write_bytes((study / "questionnaire.yaml").read_bytes())
    assert call("questionnaire", "check", alone) in {0, 1}
    assert "only the questionnaire was checked" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "preview", "size"])
def test_no_questionnaire_is_told_with_the_way_to_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert call("questionnaire", command, tmp_path / "nowhere") == 2
    said = capsys.readouterr().err
    assert "no such folder or file" in said
    assert "questionnaire suggest" in said


# ---- preview


def test_preview_is_written_and_written_anew_but_never_over_a_file_of_yours(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert call("questionnaire", "preview", study) == 0
    page = (study / "preview.html").read_text("utf-8")
    assert "I am among the first people I know to buy something new." in page
    (study / "preview.html").write_text("mine", "utf-8")
    assert call("questionnaire", "preview", study) == 2
    assert "no command wrote" in capsys.readouterr().err
    assert (study / "preview.html").read_text("utf-8") == "mine"


# ---- export


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_gets_its_file_a_codebook_and_the_losses(
    study: Path, capsys: pytest.CaptureFixture[str], tool: str
) -> None:
    assert call("questionnaire", "export", study, "--to", tool) == 0
    said = capsys.readouterr()
    files = names(study / "export")
    assert {"codebook.json", "codebook.md", "losses.md"} <= files
    kind = format_named(tool)
    (whole,) = [name for name in files if name.endswith(kind.suffix) and name.startswith("tea")]
    assert whole in said.out
    page = (study / "export" / "losses.md").read_text("utf-8")
    assert f"## {whole}: {kind.title}" in page
    assert kind.next_step[:30] in " ".join(said.out.split())


def test_several_exports_at_once_and_again(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        arguments = ("--to", "xlsform", "--to", "surveyjs", "--to", "html", "-o", str(out))
        assert call("questionnaire", "export", study, *arguments) == 0
    assert names(out) == {
        *("tea-xlsform.xlsx", "tea.surveyjs.json", "tea.html", "codebook.json", "codebook.md", "losses.md")
    }


def test_export_leaves_files_of_yours_alone(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "codebook.md").write_text("mine", "utf-8")
    assert call("questionnaire", "export", study, "--to", "html", "-o", out) == 2
    assert "no command wrote" in capsys.readouterr().err
    assert names(out) == {"codebook.md"}


@pytest.mark.parametrize(("told", "sheet"), [((), "A4"), (("--paper", "Letter"), "Letter")])
def test_a_pdf_has_the_sheet_that_is_asked_for(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: tuple[str, ...], sheet: str
) -> None:
    def printed(page: str, paper: str) -> bytes:
        return f"%PDF- {paper} of {len(page)} letters".encode()

    monkeypatch.setattr("psychograph.reports.questionnaire.pdf.pdf_of", printed)
    assert call("questionnaire", "export", study, "--to", "pdf", "-o", tmp_path / "out", *told) == 0
    assert (tmp_path / "out" / "tea.pdf").read_bytes().startswith(f"%PDF- {sheet} of ".encode())


def test_a_language_that_is_not_there_is_refused(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("questionnaire", "export", study, "--to", "html", "--language", "de") == 2
    assert "add translations" in capsys.readouterr().err
    assert not (study / "export").exists()


def test_tools_and_goals_are_those_that_there_are() -> None:
    assert set(TOOLS) == {name for name in MODULES if format_named(name).write is not None}
    assert tuple(goal.value for goal in Goal) == GOALS


# ---- import


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool != "qualtrics-txt"])
def test_what_was_exported_is_taken_back_as_a_study(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], tool: str
) -> None:
    call("questionnaire", "export", study, "--to", tool)
    kind = format_named(tool)
    (file,) = [
        path
        for path in (study / "export").iterdir()
        if path.name.endswith(kind.suffix) and "tea" in path.name
    ]
    capsys.readouterr()
    back = tmp_path / "back"
    assert call("questionnaire", "import", file, back) == 0
    said = capsys.readouterr()
    assert f"Read as {kind.title}" in " ".join(said.out.split())
    assert names(back) == {"questionnaire.yaml", "study.yaml", "codebook.json", "losses.md"}
    asked = read_questionnaire(study / "questionnaire.yaml", shipped())
    taken = read_questionnaire(back / "questionnaire.yaml", shipped())
    assert len(codebook_of(taken)) >= len(codebook_of(asked)) - 2  # texts of choices may go
    assert len(load_study(back).basis) >= 40  # nobody told it which statements belong together
    assert call("questionnaire", "check", back) in {0, 1}
    assert call("check", back) in {0, 1}


@pytest.mark.parametrize("content", [b"", b"title,ask\n1,2\n", b"{}", b"<a/>", b"PK\x03\x04", b"\x00\xff"])
def test_what_is_no_questionnaire_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert call("questionnaire", "import", file, tmp_path / "study") == 2
    said = capsys.readouterr().err
    assert "mend" in said
    assert "Traceback" not in said
    assert not (tmp_path / "study").exists()


def test_import_is_all_or_nothing(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("questionnaire", "export", study, "--to", "surveyjs")
    back = tmp_path / "back"
    back.mkdir()
    (back / "codebook.json").write_text("mine", "utf-8")
    assert call("questionnaire", "import", study / "export" / "tea.surveyjs.json", back) == 2
    assert "never overwritten" in capsys.readouterr().err
    assert names(back) == {"codebook.json"}


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("questionnaire", "import", tmp_path / "gone.qsf", tmp_path / "study") == 2
    assert "no such file" in capsys.readouterr().err


# ---- size


def test_size_tells_people_invitations_and_what_is_found_again(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("questionnaire", "size", study, "--people", "60", "--response-rate", "0.1") == 0
    said = capsys.readouterr().out
    assert "Ask for 700 usable answers" in said
    assert "7,778 invitations where 10% answer" in " ".join(said.split())
    assert "70 p" in said
    assert "best possible" in said
    assert max(map(len, said.splitlines())) < 80


def test_size_as_json(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("questionnaire", "size", study, "--people", "60", "--segments", "3", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["basis"], record["segments"], record["answers"]) == (10, 3, 700)
    assert [one["method"] for one in record["simulated"]] == ["ward", "consolidated"]
    assert all(0 <= one["found_well"] <= 1 for one in record["simulated"])


def test_what_several_questions_lose_alike_is_printed_once(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("questionnaire", "export", study, "--to", "xlsform") == 0
    printed = " ".join(capsys.readouterr().out.split())
    written = (study / "export" / "losses.md").read_text("utf-8")
    said = "the order of chance of its statements"
    assert "statements_1, statements_2" in printed
    assert (printed.count(said), written.count(said) > 1) == (1, True)


def test_size_goes_by_the_segments_of_the_study(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = study / "study.yaml"
    text = file.read_text("utf-8")
    assert "segments: 3" in text
    for written, segments in ((text, 3), (text.replace("segments: 3", "cut_height: 7"), 4)):
        file.write_text(written, "utf-8")
        assert call("questionnaire", "size", study, "--people", "60", "--json") == 0
        assert json.loads(capsys.readouterr().out)["segments"] == segments


def test_size_refuses_figures_that_do_not_go_together(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("questionnaire", "size", study, "--segments", "4", "--smallest", "0.5") == 2
    assert "the smallest of 4 segments" in capsys.readouterr().err


# ---- all of it


def answers(study: Path, file: Path) -> None:
    """Simulate answers with the example that does so."""
    path = ROOT / "examples" / "simulate_answers.py"
    spec = importlib.util.spec_from_file_location("simulate_answers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    asked = read_questionnaire(study / "questionnaire.yaml", shipped())
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(module.rows(module.simulate(asked, 150, 3, 1)))


def test_the_whole_walk_from_a_question_to_a_report(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(study, tmp_path / "answers.csv")
    assert call("responses", "import", tmp_path / "answers.csv", "--out", study) == 0
    said = capsys.readouterr()
    assert "columns of questionnaire.yaml are in the file" in " ".join(said.out.split())
    assert "to keep the ids in id, write there: respondent: id" in said.err
    assert f"Next: psychograph check {study}" in said.err
    assert call("check", study) in {0, 1}
    assert call("quality", study) in {0, 1}
    assert call("reliability", study) == 0
    assert call("run", study) in {0, 1}
    said = capsys.readouterr()
    assert "150 respondents, 10 basis variables" in said.out
    assert (study / "results" / "report.html").exists()


def test_answers_meet_the_codebook_that_import_wrote(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("questionnaire", "export", study, "--to", "surveyjs")
    back = tmp_path / "back"
    assert call("questionnaire", "import", study / "export" / "tea.surveyjs.json", back) == 0
    answers(back, tmp_path / "answers.csv")
    assert call("responses", "import", tmp_path / "answers.csv", "--out", back) == 0
    assert call("check", back) in {0, 1}
    assert "150 responses in responses.csv" in " ".join(capsys.readouterr().out.split())


def test_an_instrument_in_the_folder_is_asked_and_known_to_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tea"
    (folder / "instruments").mkdir(parents=True)
    pack = resources.files("psychograph.instruments").joinpath("data", "packs", "psychograph_price.json")
    record = json.loads(pack.read_text("utf-8"))
    record |= {"id": "ours"}
    record["licence"] |= {"verdict": "attested", "attestation": "I may use these items"}
    (folder / "instruments" / "ours.json").write_text(json.dumps(record), "utf-8")
    asked = ("--goal", "trial", "--question", "Who minds the price?", "--length", "15")
    assert call("questionnaire", "suggest", folder, *asked) == 0
    assert "{instrument: ours/price_sensitivity}" in (folder / "study.yaml").read_text("utf-8")
    for command in (("questionnaire", "check"), ("questionnaire", "preview"), ("check",)):
        assert call(*command, folder) in {0, 1}, capsys.readouterr()


def test_a_codebook_of_yours_is_not_replaced_by_answers(study: Path, tmp_path: Path) -> None:
    answers(study, tmp_path / "answers.csv")
    (study / "codebook.json").write_text("mine", "utf-8")
    assert call("responses", "import", tmp_path / "answers.csv", "--out", study) == 2
    assert (study / "codebook.json").read_text("utf-8") == "mine"
    assert not (study / "responses.csv").exists()


def test_every_subcommand_has_an_example_that_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("", *SUBCOMMANDS):
        (tmp_path / f"_{name}").mkdir()
        monkeypatch.chdir(tmp_path / f"_{name}")
        assert call("questionnaire", *([name] if name else []), "--help") == 0
        shown = capsys.readouterr().out.split("Example:")[1].replace("\\\n", " ")
        for line in shown.strip().splitlines():
            told = 1 if "questionnaire check" in line else 0  # nobody has filled in who asks
            assert call(*shlex.split(line)[1:]) == told, line
        capsys.readouterr()


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from psychograph.cli.main import main\n"
        "try: main(['questionnaire', 'suggest', '--help'])\n"
        "finally:\n"
        "    heavy = ('numpy', 'pydantic', 'ruamel', 'jinja2', 'xlsxwriter')\n"
        "    print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("option", ["--question", "--statement", "--about", "--brand", "--topic"])
def test_bytes_that_are_no_text_are_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """A terminal that is not in UTF-8 hands letters over as bytes, which no file can hold."""
    assert (
        call("questionnaire", "suggest", tmp_path / "new", "--goal", "trial", option, "Who \udcff cares?")
        == 2
    )
    assert option in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_has_the_name_of_a_questionnaire_and_is_none_is_told(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (study / "questionnaire.yaml").unlink()
    (study / "questionnaire.yaml").mkdir()
    assert call("questionnaire", "check", study) == 2
    said = capsys.readouterr().err
    assert "a folder of that name" in said
    assert "suggest" not in said  # it would refuse to write there


def test_files_are_never_named_like_options(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = study.rename(study.parent / "(-tea-)")
    assert call("questionnaire", "export", odd, "--to", "surveyjs") == 0
    assert (odd / "export" / "tea.surveyjs.json").is_file()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[[AdvancedFormat]]\n[[Question:MC]]\nWho?\n", "QSF"),
        ("class\tname\ttext\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_files_that_look_right_to_their_owners_are_told_what_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    file = tmp_path / "survey.txt"
    file.write_bytes(content)
    assert call("questionnaire", "import", file, tmp_path / "new") == 2
    assert told in capsys.readouterr().err.split("expected")[0]
