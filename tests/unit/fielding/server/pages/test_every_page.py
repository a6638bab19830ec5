"""Every page in every language: sound HTML, nothing inline, nothing from elsewhere, small."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from page_reader import read
from survey_gallery import FORM, SETTINGS, field, gallery, pages

from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.assets import assets, path_of
from psychograph.fielding.server.pages.pages import Pages
from psychograph.instruments.translated import Translated

LANGUAGES = ("en", "de", "ar")


@pytest.fixture(scope="module", params=LANGUAGES)
def all_pages(request):
    return request.param, gallery(request.param, test=True)


def test_every_page_is_sound(all_pages):
    for name, page in all_pages[1].items():
        found = read(page)
        assert found.wrong == [], name
        assert found.open == [], name
        assert [one for one, times in found.ids.items() if times > 1] == [], name
        assert found.refers - set(found.ids) == set(), name
        assert found.tags["h1"] == 1, name
        assert re.search("<title>[^<]{3,}</title>", page), name


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(all_pages):
    for name, page in all_pages[1].items():
        found = read(page)
        assert "style" not in found.attributes, name
        assert [one for one in found.attributes if one.startswith("on")] == [], name
        assert found.tags["style"] == found.tags["iframe"] == found.tags["img"] == 0, name
        assert re.findall(r"<script(?![^>]* src=)", page) == [], name
        elsewhere = [one for one in found.addresses if not one.startswith(("/", "#", "mailto:"))]
        assert [one for one in elsewhere if name != "later"] == [], name


def test_every_page_says_that_nothing_is_counted_while_it_is_tried_out(all_pages):
    language, shown = all_pages
    for name, page in shown.items():
        assert pages().speeches[language].say("test-banner") in page, name


def test_the_banner_is_on_no_page_of_the_survey_itself():
    assert not any('class="test"' in page for page in gallery().values())


def test_equal_views_give_equal_pages():
    assert gallery() == gallery()


def test_the_first_page_is_small():
    sizes = [len(gallery()[name].encode()) for name in ("landing", "landing-begun")]
    whole = max(sizes) + sum(len(asset.content) for asset in assets().values())
    assert whole < 60_000  # bytes, before they are packed
    assert len(assets()) + 1 < 10


def test_files_have_names_that_change_with_them():
    for path, asset in assets().items():
        assert re.fullmatch(r"/static/[a-z]+\.[0-9a-f]{12}\.(css|js|svg)", path)
        assert asset.path == path
    assert path_of("survey.css") in assets()


def test_the_style_has_no_sides_of_left_and_right():
    style = assets()[path_of("survey.css")].content.decode()
    physical = r"[^-](?:margin|padding|border|inset)?-?(?:left|right)\s*:"
    assert re.findall(physical, style) == []
    assert not re.search(r"text-align:\s*(left|right)", style)
    assert "url(" not in style
    assert "@import" not in style


def test_boxes_at_the_end_are_not_ticked():
    page = gallery()["end"]
    assert len(re.findall('type="checkbox"', page)) == 2
    assert not re.search(r'type="checkbox"[^>]*checked', page)


def test_the_end_asks_only_for_what_the_plan_asks():
    around = views.Around("en")
    page = pages().end(views.EndView(around, FORM, marketing=True))
    assert 'name="marketing"' in page
    assert 'name="draw"' not in page
    assert 'name="address"' not in page
    assert "There is one more thing." in page


def test_who_asks_and_whom_to_turn_to_stand_on_every_page():
    for name, page in gallery().items():
        if name != "landing-bare":
            assert '<p class="who">Northwind Research</p>' in page, name
            assert 'href="mailto:survey@example.org"' in page, name


def test_languages_are_links_that_change_nothing():
    page = gallery()["landing"]
    assert re.findall(r'href="(/s/[^"]+)" lang="(\w+)"', page) == [
        ("/s/tttttttttttttttttttttt?lang=ar", "ar"),
        ("/s/tttttttttttttttttttttt?lang=de", "de"),
    ]


def test_a_plan_of_little_has_pages_of_little():
    bare = pages(whole=False)
    around = views.Around("en")
    landing = bare.landing(views.LandingView(around, FORM))
    assert "Our thanks" not in landing
    assert "No, thank you" not in landing
    assert "Rules of the draw" not in landing
    assert "We do not ask for your name" in landing
    assert "There is no such page" in bare.draw_rules(views.DrawRulesView(around))
    privacy = bare.privacy(views.PrivacyView(around))
    assert "erased on" not in privacy
    assert "We do not keep the network address" in privacy


@pytest.mark.parametrize(
    ("notice", "linked"),
    [("https://example.org/p", True), ("javascript:alert(1)", False), ("See https://example.org", False)],
)
def test_a_privacy_notice_that_is_an_address_is_a_link_and_nothing_else_is(notice, linked):
    plan = field().plan
    organiser = plan.organiser.model_copy(update={"privacy_notice": Translated(notice)})
    changed = replace(field(), plan=plan.model_copy(update={"organiser": organiser}))
    page = Pages.of(changed, SETTINGS).privacy(views.PrivacyView(views.Around("en")))
    assert (f'href="{notice}"' in page) is linked
    assert (notice in page.replace(f'href="{notice}"', "")) is not linked
