"""A questionnaire with every kind of question and skip logic, in three languages, as a study may ask it."""

from __future__ import annotations

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Any, Chosen, Compared, Operator
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
    Multiple,
    Notice,
    Number,
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

AGREE = (
    ("Strongly disagree", "Stimme gar nicht zu", "لا أوافق بشدة"),
    ("Disagree", "Stimme nicht zu", "لا أوافق"),
    ("Neither agree nor disagree", "Teils, teils", "محايد"),
    ("Agree", "Stimme zu", "أوافق"),
    ("Strongly agree", "Stimme voll zu", "أوافق بشدة"),
)
STATEMENTS = (
    "Am the life of the party.",
    "Sympathize with others' feelings.",
    "Get chores done right away.",
    "Have frequent mood swings.",
    "Have a vivid imagination.",
    "Don't talk a lot.",
    "Am not interested in other people's problems.",
    "Often forget to put things back in their proper place.",
    "Am relaxed most of the time.",
    "Am not interested in abstract ideas.",
    "Talk to a lot of different people at parties.",
    "Feel others' emotions.",
    "Like order.",
    "Get upset easily.",
    "Have difficulty understanding abstract ideas.",
    "Keep in the background.",
    "Am not really interested in others.",
    "Make a mess of things.",
    "Seldom feel blue.",
    "Do not have a good imagination.",
)
FACTORS = ("extraversion", "agreeableness", "conscientiousness", "neuroticism", "intellect_imagination")


def said(english: str, german: str = "", arabic: str = "") -> Translated:
    """A text in three languages."""
    return Translated.of(english, {"de": german, "ar": arabic})


def choice(code: str, english: str, german: str = "", arabic: str = "", **kind: bool) -> Choice:
    """A choice in three languages."""
    return Choice(code, said(english, german, arabic), **kind)


AGREE5 = AnswerScale(1, 5, tuple((at, said(*words)) for at, words in enumerate(AGREE, 1)), "agree5")
LIKELY = AnswerScale(
    0,
    10,
    (
        (0, said("Not at all likely", "Gar nicht wahrscheinlich", "غير مرجح إطلاقًا")),
        (10, said("Extremely likely", "Äußerst wahrscheinlich", "مرجح للغاية")),
    ),
    "numeric11",
)
KIDS = Compared("Kids", Operator.EQUAL, "1")

CONSENT = Question(
    "agreed",
    said(
        "We would like to ask about your everyday life. Answers are kept without your name, used for this "
        "study only, and deleted after two years. You may stop at any time.",
        "Wir möchten Sie zu Ihrem Alltag befragen. Ihre Antworten werden ohne Namen gespeichert.",
        "نود أن نسألك عن حياتك اليومية. تُحفظ الإجابات دون اسمك.",
    ),
    Consent("2026-11", said("I agree", "Ich stimme zu", "أوافق")),
    required=True,
)
YOU = (
    Question(
        "Gender",
        said("How do you describe yourself?", "Wie beschreiben Sie sich?", "كيف تصف نفسك؟"),
        Single(
            (
                choice("1", "Woman", "Frau", "امرأة"),
                choice("2", "Man", "Mann", "رجل"),
                choice("3", "In another way", "Anders", "بطريقة أخرى", specify=True),
                choice("9", "Prefer not to say", "Möchte ich nicht sagen", "أفضل عدم القول", declined=True),
            )
        ),
    ),
    Question(
        "Age",
        said("How old are you?", "Wie alt sind Sie?", "كم عمرك؟"),
        Number(16, 110, unit=said("years", "Jahre", "سنة")),
        required=True,
    ),
    Question(
        "Kids",
        said("Do children live in your home?", "Leben Kinder bei Ihnen?", "هل يعيش أطفال في منزلك؟"),
        Single((choice("1", "Yes", "Ja", "نعم"), choice("2", "No", "Nein", "لا"))),
        required=True,
    ),
    Question("KidsN", said("How many?", "Wie viele?", "كم عددهم؟"), Number(1, 12), shown_if=KIDS),
    Question(
        "School",
        said("How do they get to school?", "Wie kommen sie zur Schule?", "كيف يذهبون إلى المدرسة؟"),
        Multiple(
            (
                choice("1", "On foot", "Zu Fuß", "مشيًا"),
                choice("2", "By bicycle", "Mit dem Rad", "بالدراجة"),
                choice("3", "By bus", "Mit dem Bus", "بالحافلة"),
                choice("8", "By other means", "Anderswie", "بوسيلة أخرى", specify=True),
                choice("9", "None goes to school", "Keines geht zur Schule", "لا أحد", exclusive=True),
            ),
            least=1,
            most=3,
        ),
        shown_if=KIDS,
    ),
    Question(
        "Post",
        said("What is your postcode?", "Wie ist Ihre Postleitzahl?", "ما رمزك البريدي؟"),
        Postcode("DE"),
        help=said("We only use the first two digits.", "Wir nutzen nur die ersten zwei Stellen."),
    ),
)
VIEWS = (
    Question(
        "att",
        said("How much do you agree?", "Wie sehr stimmen Sie zu?", "إلى أي مدى توافق؟"),
        Battery(
            AGREE5,
            (
                Item(
                    "Att_Tradition",
                    said(
                        "Traditional values are important to me.",
                        "Traditionelle Werte sind mir wichtig.",
                        "القيم التقليدية مهمة بالنسبة لي.",
                    ),
                    attribute="TradValues",
                ),
                Item(
                    "Att_Eco",
                    said(
                        "I buy products that spare the environment, even when they cost more.",
                        "Ich kaufe Produkte, die die Umwelt schonen, auch wenn sie mehr kosten.",
                        "أشتري منتجات صديقة للبيئة حتى لو كانت أغلى.",
                    ),
                    attribute="EcoConsciousness",
                ),
                Item(
                    "Att_NoBrand",
                    said(
                        "Brands mean little to me.",
                        "Marken bedeuten mir wenig.",
                        "العلامات لا تعني لي الكثير.",
                    ),
                    reversed=True,
                    attribute="BrandTrust",
                ),
                Item(
                    "check_1",
                    said(
                        "Please choose Agree here.", "Bitte wählen Sie hier Stimme zu.", "يرجى اختيار أوافق."
                    ),
                    expected="4",
                ),
            ),
            (choice("98", "Don't know", "Weiß nicht", "لا أعرف", declined=True),),
            shuffled=True,
        ),
        required=True,
    ),
    Question(
        "nps",
        said(
            "How likely are you to recommend our shop to a friend?",
            "Wie wahrscheinlich ist es, dass Sie unseren Laden weiterempfehlen?",
            "ما مدى احتمال أن توصي بمتجرنا لصديق؟",
        ),
        Rating(LIKELY),
    ),
    Question(
        "why",
        said("What would make it better?", "Was würde ihn besser machen?", "ما الذي يجعله أفضل؟"),
        FreeText(long=True, most=500),
        shown_if=All((Compared("nps", Operator.AT_MOST, "6"), Compared("Age", Operator.AT_LEAST, "18"))),
    ),
)
HOW = Question(
    "mini",
    said("Describe yourself as you generally are now, not as you wish to be in the future."),
    Battery(
        AnswerScale(
            1,
            5,
            (
                (1, said("Very inaccurate")),
                (2, said("Moderately inaccurate")),
                (3, said("Neither accurate nor inaccurate")),
                (4, said("Moderately accurate")),
                (5, said("Very accurate")),
            ),
            "accuracy5",
        ),
        tuple(
            Item(
                f"mini_{at + 1}",
                said(text),
                reversed=at in (5, 6, 7, 8, 9, *range(14, 20)),
                attribute=FACTORS[at % 5].title(),
                source=f"mini_ipip_20/{FACTORS[at % 5]}",
            )
            for at, text in enumerate(STATEMENTS)
        ),
        shuffled=True,
    ),
)
MEDIA = (
    Question(
        "first",
        said("Where do you hear of new products first?", "Wo hören Sie zuerst von neuen Produkten?"),
        Ranking(
            (
                choice("a", "Friends", "Freunde", "الأصدقاء"),
                choice("b", "Television", "Fernsehen", "التلفاز"),
                choice("c", "Social media", "Soziale Medien", "وسائل التواصل"),
                choice("d", "Newspapers", "Zeitungen", "الصحف"),
            ),
            most=3,
        ),
    ),
    Question(
        "devices",
        said("Which of these do you use every day?", "Was davon nutzen Sie täglich?"),
        Multiple((choice("phone", "Smartphone"), choice("watch", "Smart watch"), choice("radio", "Radio"))),
    ),
    Question(
        "note",
        said("Almost done: only the last questions remain.", "Fast geschafft."),
        Notice(),
        shown_if=Chosen("devices", "phone"),
    ),
    Question("last", said("When did you last shop with us?"), Day("2024-01-01", "2026-12-31")),
    Question("job", said("What is your occupation?", "Was ist Ihr Beruf?"), FreeText()),
)


def everyday() -> Questionnaire:
    """The questionnaire."""
    return Questionnaire(
        said("Everyday life and shopping", "Alltag und Einkaufen", "الحياة اليومية والتسوق"),
        (
            Page("consent", (CONSENT,)),
            Page("you", YOU, title=said("About you", "Über Sie", "عنك")),
            Page("views", VIEWS, title=said("What you think", "Was Sie denken", "رأيك")),
            Page("how", (HOW,), title=said("How you are", "Wie Sie sind")),
            Page(
                "media",
                MEDIA,
                title=said("Media and shopping", "Medien und Einkaufen", "الإعلام والتسوق"),
                shown_if=Any((Compared("Age", Operator.LESS, "70"), KIDS)),
            ),
        ),
        intro=said("Thank you for taking part.", "Danke, dass Sie mitmachen.", "شكرًا لمشاركتك."),
        thanks=said("Thank you very much!", "Vielen Dank!", "شكرًا جزيلًا!"),
    )
