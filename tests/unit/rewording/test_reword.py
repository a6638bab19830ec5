"""A language model rephrases a run, well and badly, through an endpoint on this computer."""

from __future__ import annotations

import dataclasses
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import language_model_stub as stub
import pytest

from psychograph.findings import Severity
from psychograph.knowledge.lexicon import lexicon
from psychograph.personas.persona import Persona, Sentence
from psychograph.rewording.endpoint import NoAnswerError, endpoint_of, with_key
from psychograph.rewording.prompt import INSTRUCTIONS, PROMPT_VERSION
from psychograph.rewording.reword import reword_run
from psychograph.rewording.reworded import RewordedRun
from psychograph.strategy.brief import Brief
from psychograph.strategy.lines import BriefLine
from psychograph.study.model import WordingSettings

Record = TypeVar("Record")
ONE_LINE = "Innovative Pioneers are open to new ideas, and decide with others in mind."
FIT = "11 of 12 fit both headline attributes at once."
MOVED = "They are probably moved by trying things first."


def bare(kind: type[Record], **given: object) -> Record:
    """A record with only some of its fields; the others are never looked at."""
    made = object.__new__(kind)
    for one in dataclasses.fields(kind):  # type: ignore[arg-type]
        object.__setattr__(made, one.name, given.pop(one.name, None))
    assert not given
    return made


def persona(segment: int = 2) -> Persona:
    narrative = (Sentence(FIT, ("S1", "S2")), Sentence(MOVED, ("S9",)), Sentence("Nobody asked.", ()))
    return bare(Persona, segment=segment, one_line=Sentence(ONE_LINE, ("S1", "S2")), narrative=narrative)


def brief() -> Brief:
    return bare(
        Brief,
        segment=2,
        insight=Sentence(MOVED, ("S9",)),
        theme=BriefLine("take part in a change you can see", "inferred", rules=("V04",)),
        proposition=BriefLine("For people moved by trust: the eco line.", "yours"),
    )


def asked(
    answer: Callable[[Any], None],
    *,
    personas: int = 1,
    kept: Path | None = None,
    language: str = "en",
    **settings: object,
) -> tuple[RewordedRun, Any]:
    """A run that was reworded by an endpoint, and the endpoint."""
    with stub.served(answer) as endpoint:
        given = {"endpoint": endpoint.address, "model": "local-model", "timeout": 5, **settings}
        run = reword_run(
            [persona(number) for number in range(1, personas + 1)],
            [brief()],
            WordingSettings(**given),
            lexicon(),
            kept=kept,
            language=language,
        )
    return run, endpoint


def untouched(run: RewordedRun) -> bool:
    return run.briefs == (brief(),) and run.personas == tuple(persona(one.segment) for one in run.personas)


def codes(run: RewordedRun) -> list[str]:
    return [finding.code for finding in run.findings]


GOOD = stub.retold(
    lambda text: (
        text.replace("ideas, and", "ideas and").replace("probably", "likely").replace("11 of", "Eleven of")
    )
)


def test_words_that_say_the_same_are_taken() -> None:
    run, endpoint = asked(GOOD)
    (found,) = run.personas
    assert found.one_line == Sentence(ONE_LINE.replace(", and", " and"), ("S1", "S2"))
    assert [sentence.text for sentence in found.narrative] == [
        "Eleven of 12 fit both headline attributes at once.",
        "They are likely moved by trying things first.",
        "Nobody asked.",
    ]
    assert run.briefs[0].insight == Sentence("They are likely moved by trying things first.", ("S9",))
    assert run.briefs[0].theme == brief().theme
    assert run.findings == ()
    assert run.assistance.assisted == 4
    assert (run.assistance.model, run.assistance.host) == ("local-model", f"127.0.0.1:{endpoint.port}")
    assert run.assistance.prompt_version == PROMPT_VERSION
    assert run.sentences["segment 1"]["one_line"].assisted
    assert not run.sentences["brief of segment 2"]["theme"].assisted


def test_only_sentences_and_statement_ids_are_sent() -> None:
    _, endpoint = asked(GOOD)
    first, second = endpoint.requests
    assert first["path"] == second["path"] == "/v1/chat/completions"
    assert (first["model"], first["temperature"], first["stream"]) == ("local-model", 0, False)
    assert first["messages"][0] == {"role": "system", "content": INSTRUCTIONS}
    assert json.loads(first["messages"][1]["content"]) == {
        "sentences": [
            {"key": "one_line", "text": ONE_LINE, "statements": ["S1", "S2"]},
            {"key": "narrative_1", "text": FIT, "statements": ["S1", "S2"]},
            {"key": "narrative_2", "text": MOVED, "statements": ["S9"]},
        ]
    }
    # What the user declared is printed as it was declared.
    assert [one["key"] for one in json.loads(second["messages"][1]["content"])["sentences"]] == [
        "insight",
        "theme",
    ]
    assert "Authorization" not in endpoint.headers[0]


def test_a_fence_around_the_answer_is_no_harm() -> None:
    def fenced(handler: Any) -> None:
        handler.say("```json\n" + json.dumps({"sentences": handler.asked()}) + "\n```")

    run, _ = asked(fenced)
    assert untouched(run)
    assert run.findings == ()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: text.replace("11 of 12", "Nearly all"), "a number is new"),
        (lambda text: text.replace("probably ", ""), "words are lacking"),
        (lambda text: text.replace("open", "not open"), "a negation is new"),
        (lambda text: text.replace("ideas", "ideas from Nike"), "words are new"),
        (
            lambda text: text.replace("ideas", "<script>ideas</script>"),
            "characters that the text does not hold",
        ),
        (lambda text: text + " Read more at www.example.com.", "an address"),
        (lambda text: text + " " + text, "much longer"),
    ],
)
def test_words_that_say_something_else_are_rejected_sentence_by_sentence(
    change: Callable[[str], str], kind: str
) -> None:
    run, _ = asked(stub.retold(change))
    rejected = [one for told in run.sentences.values() for one in told.values() if one.reasons]
    assert rejected
    assert all(not one.assisted for one in rejected)
    assert untouched(run)
    (finding,) = run.findings
    assert (finding.code, finding.severity) == ("wording-rejected", Severity.NOTE)
    assert kind in finding.text
    assert "Nike" not in finding.text  # what a model makes up reaches no page


def test_one_bad_sentence_spoils_no_other() -> None:
    def mixed(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {**one, "text": one["text"].replace("probably", "likely").replace("11 of 12", "12 of 12")}
            for one in found
        ]

    run, _ = asked(stub.sentences(mixed))
    assert run.personas[0].narrative[0].text == FIT
    assert run.personas[0].narrative[1].text == "They are likely moved by trying things first."


@pytest.mark.parametrize(
    "change",
    [
        lambda found: [{**one, "statements": []} for one in found],
        lambda found: [{**one, "statements": [*one["statements"], "S77"]} for one in found],
    ],
)
def test_other_statements_are_rejected(change: Callable[[list[dict[str, Any]]], object]) -> None:
    run, _ = asked(stub.sentences(change))
    assert untouched(run)
    assert "statements (5)" in run.findings[0].text


def test_a_sentence_that_is_lacking_keeps_its_words() -> None:
    run, _ = asked(stub.sentences(lambda found: found[1:]))
    assert untouched(run)
    assert "the answer lacks it (2)" in run.findings[0].text


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (stub.sentences(lambda found: [*found, {**found[0], "key": "extra"}]), "that was not asked for"),
        (stub.sentences(lambda found: [*found, found[0]]), "holds a sentence twice"),
        (stub.sentences(lambda found: [{**found[0], "why": "so"}]), "not of the form"),
        (stub.sentences(lambda found: [{**found[0], "text": 7}]), "not of the form"),
        (stub.sentences(lambda found: [{**found[0], "statements": [1]}]), "not of the form"),
        (stub.sentences(lambda found: "nothing"), "not of the form"),
        (stub.sentences(lambda found: [None]), "not of the form"),
        (stub.saying("Certainly! Here are your sentences."), "not JSON"),
        (stub.saying(""), "not JSON"),
        (stub.saying("[" * 100_000), "not JSON"),
        (stub.saying('{"sentences": [], "sentences": []}'), "says one thing twice"),
        (stub.saying('{"sentences": []'), "not JSON"),
        (stub.saying('{"sentences": []}', "length"), "was cut off"),
        (stub.sending(b"<html>busy</html>"), "not JSON"),
        (stub.sending(b"\xff\xfe"), "not JSON"),
        (stub.sending(b'{"choices": []}'), "holds no message"),
        (stub.sending(b'{"error": "no such model"}'), "holds no message"),
        (stub.sending(b"{}", 500), "the error 500"),
        (stub.sending(b"{}", 401), "the error 401"),
        (stub.sending(b"{}", 204), "the error 204"),
        (stub.sending(b"", 302, Location="http://127.0.0.1:9/v1"), "sends elsewhere (302)"),
        (stub.sending(b"", 307, Location="/v1/elsewhere"), "sends elsewhere (307)"),
        (stub.sending(b"{}", Content_Encoding="gzip"), "is packed"),
        (stub.sending(b" " * 1_500_000), "larger than 1,000,000 bytes"),
        (stub.breaking_off, "broke off"),
    ],
)
def test_answers_of_another_kind_change_nothing(
    answer: Callable[[Any], None], why: str, tmp_path: Path
) -> None:
    run, endpoint = asked(answer, kept=tmp_path / "kept")
    assert untouched(run)
    assert {finding.code for finding in run.findings} == {"wording-kept"}
    assert any(why in finding.text for finding in run.findings), run.findings
    assert all(exchange.reply_sha256 is None for exchange in run.assistance.exchanges)
    assert not (tmp_path / "kept").exists()  # and are asked for again
    assert all(request.get("method") != "GET" for request in endpoint.requests)


@pytest.mark.parametrize("slow", ["silent", "dripping"])
def test_an_endpoint_that_takes_too_long_is_asked_once(slow: str) -> None:
    run, endpoint = asked(
        stub.dripping if slow == "dripping" else lambda handler: handler.connection.recv(1),
        personas=4,
        timeout=1.5,
    )
    assert untouched(run)
    assert len(endpoint.requests) == 1
    assert not endpoint.finished  # nobody waited for the end of the drips
    (finding,) = run.findings
    assert "took longer than 1.5 seconds" in finding.text
    assert "segment 1, segment 2" in finding.text


def test_an_endpoint_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = WordingSettings(endpoint=f"http://127.0.0.1:{port}/v1", model="m", timeout=5)
    run = reword_run([persona()], [brief()], settings, lexicon())
    assert untouched(run)
    assert "gave no answer" in run.findings[0].text


def test_an_endpoint_that_cannot_be_trusted() -> None:
    with stub.served(GOOD) as endpoint:  # speaks no TLS
        settings = WordingSettings(endpoint=endpoint.address.replace("http:", "https:"), model="m", timeout=5)
        run = reword_run([persona()], [brief()], settings, lexicon())
    assert "could not be trusted" in run.findings[0].text


def test_answers_are_kept_and_a_rerun_asks_nobody(tmp_path: Path) -> None:
    first, endpoint = asked(GOOD, kept=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    settings = WordingSettings(endpoint=endpoint.address, model="local-model", timeout=5)
    again = reword_run(
        [persona(1)], [brief()], settings, lexicon(), kept=tmp_path
    )  # nobody is there any more
    assert again == first
    other = reword_run(
        [persona(1)], [brief()], settings.model_copy(update={"model": "other"}), lexicon(), kept=tmp_path
    )
    assert codes(other) == ["wording-kept"]  # another model did not say so


def test_answers_that_were_kept_are_checked_anew(tmp_path: Path) -> None:
    _, endpoint = asked(GOOD, kept=tmp_path)
    for path in tmp_path.iterdir():
        path.write_text(path.read_text("utf-8").replace("likely", "surely"), encoding="utf-8")
    settings = WordingSettings(endpoint=endpoint.address, model="local-model", timeout=5)
    run = reword_run([persona(1)], [brief()], settings, lexicon(), kept=tmp_path)
    assert run.personas[0].narrative[1].text == MOVED
    assert "surely" not in str(run.findings)
    for path in tmp_path.iterdir():
        path.write_bytes(b"\xff")
    assert untouched(reword_run([persona(1)], [brief()], settings, lexicon(), kept=tmp_path))


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    run, _ = asked(GOOD, kept=tmp_path / "file")
    assert run.assistance.assisted == 4


def test_other_languages_are_sent_nowhere() -> None:
    run, endpoint = asked(GOOD, language="de")
    assert untouched(run)
    assert endpoint.requests == []
    assert "only English" in run.findings[0].text


def test_the_key_is_sent_and_told_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUB_KEY", " sk-secret ")
    run, endpoint = asked(GOOD, key_env="STUB_KEY", kept=tmp_path)
    assert endpoint.headers[0]["Authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in repr(run)
    assert b"sk-secret" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    known = with_key(endpoint_of(WordingSettings(endpoint=endpoint.address, model="m")), "STUB_KEY")
    assert "sk-secret" not in repr(known)
    failing, _ = asked(stub.sending(b"{}", 401), key_env="STUB_KEY")
    assert "sk-secret" not in str(failing.findings)


@pytest.mark.parametrize("key", ["", "  ", "a\nb: c", "schl\u00fcssel"])
def test_what_is_no_key_is_not_sent(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("STUB_KEY", key)
    run, endpoint = asked(GOOD, key_env="STUB_KEY")
    assert endpoint.requests == []
    assert "the environment variable STUB_KEY holds" in run.findings[0].text


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org", "begins with http"),
        ("local-model", "begins with http"),
        ("file:/etc/passwd", "begins with http"),
        ("http://user:pass@example.org/v1", "a name or a password"),
        ("http://example.org/v1?key=1", "more than an address"),
        ("http://example.org:port/v1", "no address"),
        ("http://[::1/v1", "no address"),
        ("http://example.org/v1 /x", "characters that no address may hold"),
    ],
)
def test_addresses_that_are_refused(address: str, why: str) -> None:
    with pytest.raises(NoAnswerError, match=why):
        endpoint_of(WordingSettings(endpoint=address, model="m"))
    run = reword_run([persona()], [brief()], WordingSettings(endpoint=address, model="m"), lexicon())
    assert why in run.findings[0].text
    assert "pass@" not in str(run)


def test_a_key_travels_in_the_clear_on_this_computer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_KEY", "sk-secret")
    for address in (
        "http://localhost:8080/v1",
        "http://127.0.0.1/v1",
        "http://[::1]:8080",
        "https://example.org",
    ):
        assert (
            with_key(endpoint_of(WordingSettings(endpoint=address, model="m")), "STUB_KEY").key == "sk-secret"
        )
    away = endpoint_of(WordingSettings(endpoint="http://example.org/v1", model="m"))
    with pytest.raises(NoAnswerError, match="https:// alone"):
        with_key(away, "STUB_KEY")
    assert with_key(away, None).key is None


@pytest.mark.parametrize(
    ("address", "path", "port"),
    [
        ("https://example.org/v1/", "/v1/chat/completions", 443),
        ("http://example.org:8080", "/chat/completions", 8080),
        ("http://example.org/v1/chat/completions", "/v1/chat/completions", 80),
    ],
)
def test_addresses_as_people_write_them(address: str, path: str, port: int) -> None:
    found = endpoint_of(WordingSettings(endpoint=address, model="m"))
    assert (found.path, found.port) == (path, port)


def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    run, _ = asked(GOOD)
    assert run.assistance.assisted == 4


def test_equal_runs_are_asked_the_same(tmp_path: Path) -> None:
    one, first = asked(GOOD)
    other, second = asked(GOOD)
    assert first.raw == second.raw
    assert [e.prompt_sha256 for e in one.assistance.exchanges] == [
        e.prompt_sha256 for e in other.assistance.exchanges
    ]
