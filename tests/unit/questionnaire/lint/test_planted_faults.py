"""Faults planted on purpose, written before the rules were run on them: what is found, and what is missed.

The figures stand in docs/questionnaire-lint/README.md: a rule that gets better changes `MISSED` and the page.
"""

from __future__ import annotations

from pathlib import Path

from questionnaires_in_words import asking, consent, rated

from psychograph.questionnaire.lint import lint

PLANTED = {
    "double-barrelled": (
        "The product is easy to use and good value for money.",
        "My supervisor listens to me and supports my growth.",
        "I would recommend this company to others because it is cheap and reliable.",
        "The website loads fast and looks modern.",
        "Parents and teachers should limit screen time.",
        "I eat healthily and exercise regularly.",
        "The government should spend less on roads and more on schools.",
        "I trust doctors and scientists.",
        "Shopping online saves me time, and it is fun.",
        "The food was hot, fresh, and tasty.",
        "I plan my finances or ask an expert to do so.",
        "I care about animals and nature.",
        "My bank is safe but slow.",
        "Advertising informs and entertains me.",
        "I am satisfied with the pay as well as the hours.",
    ),
    "leading": (
        "Wouldn't you say that our prices are fair?",
        "Do you agree that taxes are too high?",
        "Like most people, do you love summer?",
        "How concerned are you about the terrible state of our streets?",
        "Most people believe in recycling. Do you?",
        "Shouldn't shops close on Sundays?",
        "Our excellent staff helped me.",
        "Studies show that sugar is harmful. Do you eat less of it?",
        "Isn't it important to save water?",
        "What did you like about our wonderful new range?",
    ),
    "absolutes": (
        "I always read labels.",
        "I never throw food away.",
        "Everyone in my family recycles.",
        "All companies pollute.",
        "I do everything myself.",
        "I only buy organic food.",
        "Nobody tells me what to wear.",
        "Every purchase I make is planned.",
    ),
    "double-negative": (
        "I don't think shops should not open on Sundays.",
        "It is not uncommon for me to overspend.",
        "I would not be unhappy to pay more.",
        "I never buy products without checking the label.",
        "Nobody should be denied credit.",
        "I do not avoid difficult tasks.",
        "It isn't impossible to live without a car.",
        "I can't say I dislike advertising.",
    ),
}
MISSED = {
    "The government should spend less on roads and more on schools.",
    "My bank is safe but slow.",
    "Like most people, do you love summer?",
    "How concerned are you about the terrible state of our streets?",
    "I only buy organic food.",
    "Nobody should be denied credit.",
}
SOUND = (
    "I like to cook at home.",
    "I compare prices before I buy.",
    "New gadgets excite me.",
    "My friends ask me for advice on phones.",
    "I feel at ease in large groups.",
    "I plan my week in advance.",
    "Brand names matter to me.",
    "I would pay more for a product that lasts longer.",
    "I read product reviews before buying.",
    "I usually buy the same brand of coffee.",
    "Advertising annoys me.",
    "I look for bargains.",
    "I share my opinions online.",
    "I prefer to shop in small stores.",
    "Saving money is important to me.",
    "I get bored easily.",
    "I keep my promises.",
    "It takes me long to trust people.",
    "I enjoy surprises.",
    "I find it hard to relax.",
    "I follow the news daily.",
    "I like products with a simple design.",
    "I worry about the environment.",
    "My home is tidy.",
    "I learn new software quickly.",
    "I tend to put things off.",
    "I like to be the first to own a new device.",
    "People describe me as calm.",
    "I speak up in meetings.",
    "I am willing to change my habits to protect nature.",
)


def codes(text: str) -> set[str]:
    return {remark.code for remark in lint(asking(consent(), rated("q", text))) if remark.where == "q"}


def test_what_is_found_and_what_is_missed() -> None:
    missed = {text for code, texts in PLANTED.items() for text in texts if code not in codes(text)}
    assert missed == MISSED


def test_nothing_is_said_of_sound_statements() -> None:
    assert {text: codes(text) for text in SOUND if codes(text)} == {}


def test_the_figures_of_the_page() -> None:
    page = Path(__file__).parents[4] / "docs" / "questionnaire-lint" / "README.md"
    planted = sum(len(texts) for texts in PLANTED.values())
    found = f"{planted - len(MISSED)} of {planted} planted faults were found"
    said = f"{found}, and nothing was said of {len(SOUND)} sound"
    assert said in page.read_text(encoding="utf-8").replace("\n", " ")
