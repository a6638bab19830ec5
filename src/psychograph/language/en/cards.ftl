# Headings and small words of persona cards, as pages and as Markdown. `$name` is a persona's name in the
# plural. A card fits one page: short words serve it best.

# --- Head of a card
card-kind = Persona { $segment }
card-role-primary = primary target
card-role-also-suitable = also suitable
card-role-second-wave = second wave
card-role-indirect = reached through others
card-role-maintain = to be kept
card-role-not-now = not now
card-exploratory = exploratory
card-exploratory-why = Stands on few or unstable answers: confirm with more before money follows it.
card-caution = Caution
card-people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
card-share = { $share } of those in segments
card-share-weighted = weighted { $share } of those in segments
card-interval = 95% interval { $low } to { $high }
card-glyph = Sign of { $name }: one petal for each of { $n ->
    [one] 1 attribute
   *[other] { $n } attributes
}, the longer the higher they answered. Longest: { $longest }; shortest: { $shortest }.
card-glyph-plain = Sign of { $name }: a disc with the number of the segment.
card-also-called = Other names that fit: { $names }.

# --- What sets them apart
card-headlines = What sets them apart
card-others = others { $mean }
card-level-high = high
card-level-low = low
card-level-very-low = very low
card-level-higher = higher than the others
card-level-lower = lower than the others
card-attribute = Attribute
card-level = Level
card-mean = Mean
card-no-headlines = Nothing stands out far enough to be a headline.

# --- The chart
card-chart-caption = Each line is an answer scale; coloured attributes set them apart.
card-chart-more = { $n ->
    [one] 1 more attribute is in the report.
   *[other] { $n } more attributes are in the report.
}
card-chart-alt = Means of { $name } beside everyone else: { $lines }.
card-chart-line = { $attribute } { $mean }, everyone else { $others }
card-chart-members = these people
card-chart-everyone-else = everyone else
card-chart-low = low end
card-chart-high = high end
card-chart-mean = mean
card-chart-others-mean = others
card-others-mean = Everyone else

# --- What to do: the first three are what a reader should find at once
card-say = Say
card-show = Show as proof
card-meet = Meet them
card-leave = Leave out
card-line-tone = Tone: { $phrase }
card-line-visual = Pictures: { $phrase }
card-line-hypothesis = hypothesis
card-none-say = Nothing that was measured tells how to speak to them.
card-none-show = Nothing that was measured tells what would convince them.
card-none-meet = Nothing that was measured tells where they are: ask which media they use.
card-none-leave = Nothing that was measured tells what to leave out.
card-more-lines = { $n ->
    [one] 1 more below the card
   *[other] { $n } more below the card
}

# --- Who they are and what moves them
card-story = In short
card-motives = What probably moves them
card-barriers = What may hold them back
card-decision = How they probably decide
card-style = How it should sound and look
card-who = Who they are
card-who-number = median { $median }, middle half { $lower } to { $upper }, all { $low } to { $high }
card-who-number-index = median { $median }, middle half { $lower } to { $upper }, all { $low } to { $high } (index { $index })
card-who-part = { $category }: { $n } ({ $share }, index { $index })
card-who-part-plain = { $category }: { $n } ({ $share })
card-who-of = { $parts }; of { $n }
card-who-more = { $n ->
    [one] 1 more in other answers
   *[other] { $n } more in other answers
}
card-who-rarer = the rest is not shown, since few gave one of these answers
card-who-few = not shown, fewer than { $n } answered
card-who-rare = not shown, no answer was given by { $n } people
card-who-nobody = nobody answered
card-who-none = No descriptor was asked that can be shown.
card-answers = What they answered, in categories

# --- Five rings of buying insight
card-rings = How they buy
card-ring-trigger = What starts it
card-ring-success = What they hope for
card-ring-barriers = What stops them
card-ring-criteria = What they compare
card-ring-journey = How they go about it
card-not-asked = Not asked.
card-ask = Ask: { $question }

# --- How far to trust it
card-spread = How alike they are
card-not-known = Not known
card-source = Where it comes from
card-source-text = { $n } of { $all } respondents in segments, made from { $basis ->
    [one] 1 attribute
   *[other] { $basis } attributes
}.
card-verdict-natural = The segments are groups that exist by themselves.
card-verdict-reproducible = Other people like these would be cut the same way; the segments are no separate groups.
card-verdict-constructed = The segments are one useful way to cut people who differ by degrees.
card-verdict-none = There is no sign of segments.
card-stability = When the answers are resampled, { $share } of this segment comes back on average.
card-grades = Letters grade the evidence: A several large studies, B one solid study, C small studies, D plausible only, a hypothesis to test. Marks such as S1 lead to the figures.
card-print-note = What stands behind the marks: { $page }, below the card, or { $record }.

# --- What stands behind the marks
card-evidence = What the marks lead to
card-evidence-lead = Every sentence of the card rests on these statements.
card-statements-of = What the card of { $name } rests on
card-statement-mean = { $attribute }: mean { $mean }, everyone else { $others }, standard deviation { $sd }, g { $g }
card-statement-interval = (95% interval { $low } to { $high })
card-statement-fit = { $fit } of { $n } fit
card-statement-answered = { $answered } of { $n } answered
card-statement-weighted = (weighted { $share })
card-statement-share = { $attribute }, “{ $category }”: { $count } of { $answered }, { $share }; everyone else { $others }; h { $h }
card-statement-tally = { $count } of { $of }
card-statement-summary = { $attribute }: { $answered } answered
card-kind-measured = measured
card-kind-inferred = inferred
card-kind-hypothesis = hypothesis
card-kind-fact = fact
card-kind-goal = goal
card-kind-yours = yours
card-grade = grade { $grade }
card-rules-word = { $n ->
    [one] rule
   *[other] rules
}
card-for-word = for it
card-against-word = against or qualifying it
card-both-word = for and against it
card-lines = All advice
card-rules = Rules
card-rule = Rule
card-rule-grade = Grade
card-rule-effect = Effect
card-rule-for = Evidence
card-rule-against = Against or qualifying
card-rules-caption = Rules named here, with the evidence for and against each
card-effect-moderate = moderate
card-effect-small = small
card-effect-trivial = trivial
card-effect-unknown = unknown
card-effect-fact = a fact
card-none = none
card-references = References
card-references-lead = Confirm before you publish a figure: the list says how far each was read.
card-read-text = Read: part of the text.
card-read-abstract = Read: the abstract.
card-read-secondary = Read: reports about it, not the source itself.
card-notice = What to keep in mind
card-skip = Skip to the card
card-made-with = Made with Psychograph { $version }. The same answers and settings give the same page.
card-intro = A persona tells of a segment as of a person, but it describes a group: hardly any member is like it in everything.

# --- Briefs: headings and small words. What a brief says stands in brief.ftl.
card-brief-kind = Campaign brief, { $role }
card-brief-of = Brief for { $name }
card-brief-four = In four lines
card-brief-get = Get
card-brief-who = who
card-brief-to = to
card-brief-by = by
card-brief-aims = Where now, and where to be
card-brief-now = Where now
card-brief-to-be = Where to be
card-brief-idea = Insight, theme and proposition
card-brief-insight = Insight
card-brief-theme = Theme
card-brief-proposition = Proposition
card-brief-messages = What may be said
card-brief-no-messages = The study file gives no claims to print. Add pledges or claims under `objective: facts:`.
card-brief-substantiated = evidence given
card-brief-needs-evidence = needs evidence
card-brief-channels = Where, by stage
card-brief-stage = Stage
card-brief-stage-see = See
card-brief-stage-think = Think
card-brief-stage-do = Do
card-brief-stage-care = Care
card-brief-test = The test
card-brief-wrong = What would prove it wrong
card-brief-before = Before you start
card-brief-details = The brief in full
card-brief-role = Role
card-brief-why-role = Why this role
card-brief-differs = What differs from the primary target
card-brief-would-change = What would change this
card-brief-house = Message house
card-brief-pillars = Pillars
card-brief-pillar = Angle
card-brief-pillar-proof = Proof that goes with it
card-brief-no-proof = none yet: find one
card-brief-floor = Floor: what is true of the product
card-brief-reasons = Reasons to believe
card-brief-copy = Copy
card-brief-settle = Settle first.
card-brief-motives = What probably moves them
card-brief-barriers = What may hold them back
card-brief-frames = What messages should convey
card-brief-proofs = What to prove
card-brief-tone = Tone
card-brief-visuals = Pictures
card-brief-depth = How deep to go
card-brief-influencers = Influencers
card-brief-early-access = Early access
card-brief-referral = Referral
card-brief-events = Events
card-brief-offers = Offers
card-brief-donts = What to leave out
card-brief-notes = Keep in mind
card-brief-timing = Timing and gates
card-brief-wave = Wave { $number }: { $persona }
card-brief-measures = What to measure
card-brief-primary = The number that decides
card-brief-formula = What it is made of
card-brief-guardrails = What must not suffer
card-brief-budget = Budget hint
card-brief-portion = For
card-brief-share = Share
card-brief-money = Money
card-brief-arms = Arms of the test
card-brief-arm = Arm
card-brief-shows = Shows
card-brief-sizes = People needed to see a lift of { $lift } (80% power, 5% two-sided)
card-brief-base = Response without
card-brief-lifted = Response with it
card-brief-per-arm = In each arm
card-brief-per-cell = In each cell, for an interaction
card-brief-in-all = In all
card-brief-holdout = Without any campaign
card-brief-bet = { $persona }: “{ $matched }” beats “{ $other }”
card-brief-bet-lift = { $persona }: “{ $matched }” beats “{ $other }” by { $lift }
card-brief-open = Open questions
card-brief-arms-that-test = Arms that test it: { $arms }
card-brief-guards = Guards
card-brief-guards-lead = Guards watch what must not happen, or must be settled first. They are orientation for marketers, not legal advice.
card-brief-acts = acts
card-brief-quiet = not triggered
card-brief-concerns = Lines that wait for it: { $lines }
card-brief-silent = Rules that stay silent, and why
card-brief-bases = Every line says what it rests on.
card-brief-basis-measured = the survey asked about this very matter
card-brief-basis-fact = a published, dated figure
card-brief-basis-inferred = a rule draws it from what was measured, with evidence
card-brief-basis-hypothesis = nothing but plausibility supports it: test it first
card-brief-basis-goal = goes with the goal you chose
card-brief-basis-yours = you declared it in the study file
card-brief-basis-open = nobody asked: find it out
card-kind-open = open
card-brief-avoid = Avoid: { $what }
card-brief-from = from { $attributes }
card-brief-effects = Effects are small as a rule: test before you spend.
card-brief-skip = Skip to the brief
card-brief-none = There is no brief for a target, because none is proposed: { $why }. Below stands what each can still be to the campaign. To write a brief all the same, name a segment as `strategy: target:` in the study file.
card-brief-others = The other personas
card-brief-all = What each persona can be
card-brief-whole = The whole brief: { $file }

# --- Where a language model rephrased sentences; $model is its name
card-worded = Wording assisted by { $model }: { $n ->
    [one] one sentence stands in its words, and says the same
   *[other] { $n } sentences stand in its words, and say the same
}, with the same statements behind it.
