"""Rules of lint: one weakness, one class, one file; the docstring of each is its page."""

from psychograph.questionnaire.lint.rule import LintRule
from psychograph.questionnaire.lint.rules.absolutes import Absolutes
from psychograph.questionnaire.lint.rules.alike_battery import AlikeBattery
from psychograph.questionnaire.lint.rules.asked_twice import AskedTwice
from psychograph.questionnaire.lint.rules.attention import AttentionChecks
from psychograph.questionnaire.lint.rules.attribute_not_asked import AttributeNotAsked
from psychograph.questionnaire.lint.rules.bands_apart import Bands
from psychograph.questionnaire.lint.rules.demographics_first import DemographicsFirst
from psychograph.questionnaire.lint.rules.double_barrelled import DoubleBarrelled
from psychograph.questionnaire.lint.rules.double_negative import DoubleNegative
from psychograph.questionnaire.lint.rules.jargon import Jargon
from psychograph.questionnaire.lint.rules.key_questions import KeyQuestion
from psychograph.questionnaire.lint.rules.leading import Leading
from psychograph.questionnaire.lint.rules.long_battery import LongBattery
from psychograph.questionnaire.lint.rules.long_sentences import LongSentence
from psychograph.questionnaire.lint.rules.mixed_scales import MixedScales
from psychograph.questionnaire.lint.rules.never_shown import NeverShown
from psychograph.questionnaire.lint.rules.no_consent import NoConsent
from psychograph.questionnaire.lint.rules.no_midpoint import NoMidpoint
from psychograph.questionnaire.lint.rules.no_reversed import NoReversedItem
from psychograph.questionnaire.lint.rules.no_way_out import NoWayOut
from psychograph.questionnaire.lint.rules.no_way_to_decline import NoWayToDecline
from psychograph.questionnaire.lint.rules.not_filled_in import NotFilledIn
from psychograph.questionnaire.lint.rules.not_used import NotUsed
from psychograph.questionnaire.lint.rules.open_required import OpenRequired
from psychograph.questionnaire.lint.rules.scale_direction import ScaleDirection
from psychograph.questionnaire.lint.rules.sensitive_required import SensitiveRequired
from psychograph.questionnaire.lint.rules.sensitive_without_consent import SensitiveWithoutConsent
from psychograph.questionnaire.lint.rules.single_item import SingleItem
from psychograph.questionnaire.lint.rules.too_long import TooLong
from psychograph.questionnaire.lint.rules.translations import Translations
from psychograph.questionnaire.lint.rules.two_items import TwoItems
from psychograph.questionnaire.lint.rules.type_marks import TypeMarks
from psychograph.questionnaire.lint.rules.unlabelled_steps import UnlabelledSteps
from psychograph.questionnaire.lint.rules.unvalidated_basis import UnvalidatedBasis

# In the order in which the page lists them: words, scales, what is private, length, choices, logic, the
# study.
RULES: tuple[LintRule, ...] = (
    DoubleBarrelled(),
    Leading(),
    Absolutes(),
    DoubleNegative(),
    LongSentence(),
    Jargon(),
    TypeMarks(),
    NotFilledIn(),
    NoReversedItem(),
    AlikeBattery(),
    SingleItem(),
    TwoItems(),
    MixedScales(),
    ScaleDirection(),
    UnlabelledSteps(),
    NoMidpoint(),
    DemographicsFirst(),
    NoConsent(),
    SensitiveWithoutConsent(),
    SensitiveRequired(),
    NoWayToDecline(),
    TooLong(),
    LongBattery(),
    OpenRequired(),
    NoWayOut(),
    Bands(),
    AttentionChecks(),
    NeverShown(),
    Translations(),
    AskedTwice(),
    UnvalidatedBasis(),
    KeyQuestion(),
    AttributeNotAsked(),
    NotUsed(),
)
