"""Answer scales in words, as data: families from least to most, ladders of degree, pairs of poles.

Sources: Likert 1932, "A technique for the measurement of attitudes"; Vagias 2006, "Likert-type scale
response anchors", Clemson University; the response formats of the IPIP, TIPI, PSS, PANAS, PHQ, SF-36,
Grit and Portrait Values questionnaires; the scale library of Qualtrics; for German Rohrmann 1978,
Zeitschrift fuer Sozialpsychologie 9, and the GESIS survey guidelines. French, Spanish and Dutch wordings
are those of the European Social Survey's show cards in common use, and were not checked by native speakers.
"""

from __future__ import annotations

# One family a line (what is indented goes on), steps parted by |, other wordings of one step by /; ~ stands
# before the wordings of neither. The order of the words of a label does not matter.
FAMILIES = """
never | sometimes | often
never | sometimes | always
rarely / seldom | sometimes | often
hardly ever | some of the time | often
never | rarely / seldom | sometimes / occasionally | often / frequently
never | rarely / seldom | sometimes / occasionally | often / frequently | always
never | rarely / seldom | sometimes / occasionally | often / frequently | very often / very frequently
never | rarely / seldom | sometimes / occasionally | usually / most of the time / mostly | always
never | sometimes | about half the time | most of the time | always
never | almost never | sometimes | fairly often | very often
never | almost never | sometimes / occasionally | almost always | always
never | almost never | rarely | sometimes | often | almost always | always
never | rarely | occasionally | sometimes | frequently | usually | always / every time
none of the time / never | rarely | some of the time | often | all of the time / always
none of the time | a little of the time | some of the time | most of the time | all of the time
not at all | several days | more than half the days | nearly every day
never | less than once a month | once a month / monthly | once a week / weekly | once a day / daily /
    every day
never | yearly / once a year | monthly / once a month | weekly / once a week | daily / every day
never | less than once a month | about once a month | about once a week | several times a week |
    every day or nearly
never | not in the past 12 months | once or twice in the past 12 months |
    several times in the past 12 months | many times in the past 12 months
very poor | poor | fair / average / acceptable / ok / okay / neutral | good | very good / excellent
poor | fair | good | excellent
poor | fair | good | very good | excellent
terrible | poor | average | good | excellent
very bad / very poorly | bad | neutral / average / ok / okay / neither good nor bad | good | very good
much worse | worse / somewhat worse | about the same / the same / same | better / somewhat better |
    much better
much less | less / somewhat less | about the same / the same / same | more / somewhat more | much more
very low | low | medium / moderate / average / neutral | high | very high
not like me at all | not like me | a little like me | somewhat like me / moderately like me | like me |
    very much like me
not at all like me / not like me at all | not much like me | somewhat like me | mostly like me |
    very much like me
not at all like me | a little like me | somewhat like me | a lot like me / quite a lot like me |
    exactly like me
not true | somewhat true | certainly true
definitely false | mostly false | ~ | mostly true | definitely true
definitely not | probably not | might or might not / maybe / not sure / unsure | probably | definitely
definitely not | probably not | probably | definitely
definitely no | probably no | ~ maybe | probably yes | definitely yes
definitely would not | probably would not | might or might not | probably would | definitely would
definitely will not | probably will not | might or might not | probably will | definitely will
definitely would not buy | probably would not buy | might or might not buy | probably would buy |
    definitely would buy
far short of expectations | short of expectations | equals expectations | exceeds expectations |
    far exceeds expectations
to no extent / not at all | to a small extent / to a little extent | to some extent /
    to a moderate extent | to a great extent / to a large extent | to a very great extent
not a problem at all | minor problem / a minor problem | moderate problem / a moderate problem |
    serious problem / a serious problem
starke ablehnung | ablehnung | ~ | zustimmung | starke zustimmung
stimme überhaupt nicht zu / stimme gar nicht zu / lehne stark ab | stimme eher nicht zu /
    stimme nicht zu / lehne eher ab | ~ teils teils / weder noch / unentschieden | stimme eher zu /
    stimme zu | stimme voll und ganz zu / stimme voll zu / stimme völlig zu / stimme stark zu
stimme überhaupt nicht zu / stimme gar nicht zu | stimme eher nicht zu | stimme eher zu |
    stimme voll und ganz zu / stimme voll zu / stimme völlig zu
trifft überhaupt nicht zu / trifft gar nicht zu / trifft nicht zu | trifft eher nicht zu /
    trifft wenig zu | ~ teils teils | trifft eher zu / trifft ziemlich zu | trifft voll und ganz zu /
    trifft voll zu / trifft völlig zu / trifft zu
trifft überhaupt nicht zu / trifft gar nicht zu / trifft nicht zu | trifft eher nicht zu |
    trifft eher zu | trifft voll und ganz zu / trifft voll zu / trifft völlig zu / trifft zu
nie / niemals | selten | manchmal / gelegentlich | oft / häufig | immer / sehr oft / sehr häufig
nie / niemals | selten | manchmal / gelegentlich | oft / häufig
nie / niemals | selten | manchmal / gelegentlich | meistens | immer
sehr unzufrieden | unzufrieden / eher unzufrieden | ~ teils teils / weder noch | zufrieden /
    eher zufrieden | sehr zufrieden
völlig unwichtig / sehr unwichtig / überhaupt nicht wichtig / gar nicht wichtig | unwichtig /
    eher unwichtig / eher nicht wichtig | ~ teils teils | wichtig / eher wichtig | sehr wichtig
sehr schlecht | schlecht / eher schlecht | ~ mittel / mittelmäßig / befriedigend / teils teils | gut /
    eher gut | sehr gut
pas du tout d'accord / tout à fait en désaccord / fortement en désaccord | plutôt pas d'accord /
    pas d'accord / plutôt en désaccord / en désaccord | ~ ni d'accord ni pas d'accord /
    ni en accord ni en désaccord / ni d'accord ni en désaccord / neutre | plutôt d'accord / d'accord |
    tout à fait d'accord / fortement d'accord
pas du tout d'accord | plutôt pas d'accord | plutôt d'accord | tout à fait d'accord
jamais | rarement | parfois / de temps en temps / quelquefois | souvent | toujours / très souvent
jamais | rarement | parfois / de temps en temps / quelquefois | souvent
très insatisfait / pas du tout satisfait | insatisfait / plutôt insatisfait / plutôt pas satisfait |
    ~ neutre / ni satisfait ni insatisfait | satisfait / plutôt satisfait | très satisfait
pas du tout important | peu important | moyennement important / assez important | important |
    très important
totalmente en desacuerdo / muy en desacuerdo | en desacuerdo / algo en desacuerdo |
    ~ ni de acuerdo ni en desacuerdo / neutral / indiferente | de acuerdo / algo de acuerdo |
    totalmente de acuerdo / muy de acuerdo
totalmente en desacuerdo / muy en desacuerdo | en desacuerdo / algo en desacuerdo | de acuerdo /
    algo de acuerdo | totalmente de acuerdo / muy de acuerdo
nunca | casi nunca / rara vez / raramente | a veces / algunas veces | a menudo / casi siempre /
    frecuentemente / con frecuencia | siempre / muy a menudo
nunca | casi nunca / rara vez / raramente | a veces / algunas veces | a menudo / frecuentemente /
    con frecuencia
muy insatisfecho | insatisfecho / algo insatisfecho | ~ ni satisfecho ni insatisfecho / neutral |
    satisfecho / algo satisfecho | muy satisfecho
nada importante | poco importante | algo importante / moderadamente importante | importante /
    bastante importante | muy importante
helemaal mee oneens / zeer mee oneens / helemaal oneens / zeer oneens | mee oneens / oneens /
    enigszins mee oneens / beetje mee oneens | ~ niet mee eens niet mee oneens /
    niet eens niet oneens / neutraal / niet mee eens en niet mee oneens | mee eens / eens /
    enigszins mee eens / beetje mee eens | helemaal mee eens / zeer mee eens / helemaal eens /
    zeer eens
nooit | zelden | soms / af en toe | vaak / regelmatig | altijd / heel vaak / zeer vaak
nooit | zelden | soms / af en toe | vaak / regelmatig
zeer ontevreden | ontevreden | ~ neutraal / niet ontevreden niet tevreden | tevreden | zeer tevreden
zeer onbelangrijk / helemaal niet belangrijk | onbelangrijk / niet belangrijk | ~ neutraal |
    belangrijk | zeer belangrijk
"""

# Degrees of one quality, from none to most: the words that stay when the shared ones ("important") are
# taken away. An empty step is the shared words alone.
LADDERS = """
not at all | a little / slightly / a bit | somewhat / moderately / fairly | very / very much
not at all / not | slightly / a little / a little bit / a bit | somewhat / moderately / neutral |
    very / quite / quite a bit / quite a lot / a lot / mostly | extremely / completely / very much /
    totally / a great deal
not at all / not / not so / not very | somewhat / moderately | very / extremely
not at all | not so / not very / not too / not | somewhat / moderately / neutral | very | extremely
not at all | not very / not too | somewhat / fairly / quite | very / extremely
not at all / never | slightly / a little | moderately / somewhat | very | extremely | completely
very slightly or not at all / not at all | a little | moderately | quite a bit | extremely
none at all / not at all / none | a little | a moderate amount | a lot | a great deal
none / not at all | a little / some | a lot
not | less | moderately / somewhat / neutral / | / more | very / most
not at all | low | slightly | neutral | moderately | very | extremely
"""

# Poles, least first; the midpoint is any wording of neither.
POLES = """
disagree / do not agree / don't agree | agree
dissatisfied / unsatisfied | satisfied
unlikely / not likely | likely
inaccurate | accurate
unimportant | important
unfavorably / unfavorable | favorably / favorable
unfamiliar | familiar
negative / negatively | positive / positively
false / untrue | true
untrue of me / not true of me | true of me
bad | good
difficult / hard | easy
uncomfortable | comfortable
uninterested / disinterested | interested
unhappy | happy
unpleasant | pleasant
unhelpful | helpful
useless | useful
oppose | support
dislike | like
disapprove | approve
unacceptable | acceptable
inappropriate | appropriate
unsafe | safe
unconcerned | concerned
unwilling | willing
ineffective | effective
worse | better
decrease / decreased | increase / increased
unlike me | like me
"""

# How far from the middle each word goes; equals never stand in one scale.
DEGREES = {
    6: "extremely completely totally entirely absolutely definitely",
    5: "strongly very fully greatly",
    4: "mostly quite largely probably",
    3: "",  # the pole alone
    2: "moderately fairly rather",
    1.5: "somewhat tend_to partly",
    1: "slightly a_little a_bit",
}
MIDDLES = (
    "neither", "neither nor", "neutral", "undecided", "unsure", "not sure", "no difference", "so so",
    "no opinion either way", "neutral undecided", "neither neutral", "no change", "about the same", "same",
    "mixed", "in between", "uncertain",
)  # fmt: skip

# Answers that mean no answer, parted by |, with the code they are given where a scale has none for them.
NO_ANSWERS = {
    "-97": """
        not applicable | n/a | na | does not apply | doesn't apply | not relevant | unfamiliar n/a |
        not applicable to me | does not apply to me | nicht zutreffend | entfällt | trifft auf mich
        nicht zu | non applicable | sans objet | non concerné | no aplica | no procede | niet van
        toepassing | nvt
    """,
    "-98": """
        don't know | do not know | dont know | i don't know | i do not know | dk | not sure | unsure
        | no opinion | can't say | cannot say | can't choose | don't know / not sure | don't
        know/not sure | unable to rate | unable to judge | haven't heard of it | don't know / no
        opinion | can't remember | weiß nicht | weiss nicht | ich weiß nicht | kann ich nicht
        beurteilen | kann ich nicht sagen | ne sait pas | je ne sais pas | nsp | sans opinion | no
        sé | no sabe | ns | ns/nc | no lo sé | weet niet | weet ik niet | geen mening | keine
        meinung | no sabe / no contesta
    """,
    "-99": """
        prefer not to say | prefer not to answer | i prefer not to say | i prefer not to answer |
        refused | rather not say | i'd rather not say | no answer | refuse to answer | decline to
        answer | refusal | keine angabe | k.a. | ka | keine antwort | möchte ich nicht sagen |
        verweigert | sans réponse | pas de réponse | préfère ne pas répondre | je préfère ne pas
        répondre | refus | prefiero no contestar | prefiero no responder | prefiero no decirlo | no
        contesta | sin respuesta | geen antwoord | zeg ik liever niet | wil ik niet zeggen
    """,
}
