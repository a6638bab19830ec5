"""Rules of quality: one sign, one class, one file; the docstring of each is its page."""

from psychograph.responses.quality.rule import QualityRule
from psychograph.responses.quality.rules.antonyms import Antonyms
from psychograph.responses.quality.rules.attention_checks import AttentionChecks
from psychograph.responses.quality.rules.even_odd import EvenOdd
from psychograph.responses.quality.rules.far_below_median import FarBelowMedian
from psychograph.responses.quality.rules.impossible_numbers import ImpossibleNumbers
from psychograph.responses.quality.rules.longstring import Longstring
from psychograph.responses.quality.rules.low_spread import LowSpread
from psychograph.responses.quality.rules.mahalanobis import MahalanobisDistance
from psychograph.responses.quality.rules.mostly_unanswered import MostlyUnanswered
from psychograph.responses.quality.rules.outside_scale import OutsideScale
from psychograph.responses.quality.rules.regular_pattern import RegularPattern
from psychograph.responses.quality.rules.repeated_answers import RepeatedAnswers
from psychograph.responses.quality.rules.repeated_id import RepeatedId
from psychograph.responses.quality.rules.reversed_pairs import ReversedPairs
from psychograph.responses.quality.rules.scattered_scales import ScatteredScales
from psychograph.responses.quality.rules.seconds_per_item import SecondsPerItem
from psychograph.responses.quality.rules.straight_lining import StraightLining
from psychograph.responses.quality.rules.synonyms import Synonyms
from psychograph.responses.quality.rules.unreadable_answers import UnreadableAnswers

# In the order in which reports show them, family by family.
RULES: tuple[QualityRule, ...] = (
    StraightLining(),
    Longstring(),
    RegularPattern(),
    LowSpread(),
    Synonyms(),
    Antonyms(),
    EvenOdd(),
    ScatteredScales(),
    ReversedPairs(),
    MahalanobisDistance(),
    SecondsPerItem(),
    FarBelowMedian(),
    AttentionChecks(),
    RepeatedId(),
    RepeatedAnswers(),
    OutsideScale(),
    UnreadableAnswers(),
    ImpossibleNumbers(),
    MostlyUnanswered(),
)
