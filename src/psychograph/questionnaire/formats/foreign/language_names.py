"""Languages as forms name them: a name for people and a tag (BCP 47) in brackets."""

from __future__ import annotations

import re

# Names of languages in English and in the language itself, by their tag in ISO 639-1.
NAMES = {
    "ar": ("Arabic", "العربية"),
    "bn": ("Bengali", "বাংলা"),
    "cs": ("Czech", "Čeština"),
    "da": ("Danish", "Dansk"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Ελληνικά"),
    "en": ("English",),
    "es": ("Spanish", "Español"),
    "fi": ("Finnish", "Suomi"),
    "fr": ("French", "Français"),
    "hi": ("Hindi", "हिन्दी"),
    "hu": ("Hungarian", "Magyar"),
    "id": ("Indonesian", "Bahasa Indonesia"),
    "it": ("Italian", "Italiano"),
    "ja": ("Japanese", "日本語"),
    "ko": ("Korean", "한국어"),
    "nb": ("Norwegian", "Norsk"),
    "ne": ("Nepali", "नेपाली"),
    "nl": ("Dutch", "Nederlands"),
    "pl": ("Polish", "Polski"),
    "pt": ("Portuguese", "Português"),
    "ro": ("Romanian", "Română"),
    "ru": ("Russian", "Русский"),
    "sv": ("Swedish", "Svenska"),
    "sw": ("Swahili", "Kiswahili"),
    "th": ("Thai", "ไทย"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "Українська"),
    "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "zh": ("Chinese", "中文"),
}
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|x(-[A-Za-z0-9]{1,8})+")
_BY_NAME = {name.lower(): tag for tag, names in NAMES.items() for name in names}


def named(tag: str) -> str:
    """Return a language as a form names it.

    Examples
    --------
    >>> named("de"), named("gsw")
    ('German (de)', 'gsw (gsw)')
    """
    return f"{NAMES.get(tag, (tag,))[0]} ({tag})"


def tag_of(name: str) -> str:
    """Return the tag of a language that a form names; a private tag for one that nobody knows.

    Examples
    --------
    >>> tag_of("English (en)"), tag_of("chinese"), tag_of("pt-BR"), tag_of("Field staff")
    ('en', 'zh', 'pt-BR', 'x-field-staff')
    """
    name = name.strip()
    bracketed = re.search(r"\(\s*([\w-]+)\s*\)\s*$", name)
    if bracketed and TAG.fullmatch(bracketed[1]):
        return bracketed[1]
    known = _BY_NAME.get(name.lower())
    if known is not None:
        return known
    if TAG.fullmatch(name) and (len(name.split("-")[0]) == 2):
        return name
    parts = [part[:8] for part in re.findall(r"[a-z0-9]+", name.lower())][:6]
    return "-".join(["x", *parts]) if parts else "x-other"


def shaped(language: str) -> str:
    """Return a tag as tags are written, of one in any case.

    Examples
    --------
    >>> shaped("pt-br"), shaped("ZH_HANT"), shaped("de")
    ('pt-BR', 'zh-Hant', 'de')
    """
    first, *rest = language.replace("_", "-").split("-")
    parts = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
    return "-".join([first.lower(), *parts])
