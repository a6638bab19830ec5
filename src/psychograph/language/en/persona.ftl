# Personas: statements, the one line, the narrative, who they are, the five rings, how far they are alike.
#
# Messages that end in -1, -2 and so on are wordings of one thing; a language may have as many as it likes,
# numbered without a gap. The data choose: the same data always read the same, and the personas of one
# study differ in their wording as far as there are wordings.
#
# $label, $answer, $item, $items stand in quotation marks already. $what and $clauses follow "they": they
# are phrases such as "are orderly and thorough". $fit is a count such as "11 of 12". $mean, $others and
# other figures are written already.

# --- Phrases, to follow "they"

persona-phrase-agree = agree with { $items }
persona-phrase-disagree = disagree with { $items }
persona-phrase-high = score high on { $items }
persona-phrase-low = score low on { $items }
persona-phrase-yes = mostly say yes to { $items }
persona-phrase-no = mostly say no to { $items }
persona-phrase-answer = mostly answer { $answer } to { $items }

# The same after a count: "11 of 12 say yes to ...".
persona-counted-agree = agree with { $items }
persona-counted-disagree = disagree with { $items }
persona-counted-high = score high on { $items }
persona-counted-low = score low on { $items }
persona-counted-yes = say yes to { $items }
persona-counted-no = say no to { $items }
persona-counted-answer = answer { $answer } to { $items }

# In place of a share of everyone else that is too small to be shown: "very few of everyone else".
persona-very-few = very few

# --- Statements: one claim, its figures

persona-statement-mean =
    { $whole ->
        [yes] They { $what }
       *[no] On average, they { $what }
    }: mean { $mean } on a scale of { $low } to { $high }, { $compared ->
        [like] like everyone else ({ $others })
        [apart] everyone else { $others }
       *[alone] nobody else answered
    }; { $fit } fit.
persona-statement-number =
    { $whole ->
        [yes] They { $what }
       *[no] On average, they { $what }
    }: mean { $mean }, { $compared ->
        [like] like everyone else ({ $others })
        [apart] everyone else { $others }
       *[alone] nobody else answered
    }; { $fit } fit.
persona-statement-share = { $fit } { $what }, { $others } of everyone else.
persona-statement-share-like = { $fit } { $what }, much like everyone else ({ $others }).
persona-statement-share-alone = { $fit } { $what }; nobody else answered.
persona-statement-share-rare = { $fit } { $what }, hardly anyone else.
persona-statement-summary = { $label }: { $spread }; mean { $mean }, everyone else { $others }.
persona-statement-indifferent = { $label } tells the segments little apart (adjusted p = { $q }).
persona-statement-size = { $n ->
    [one] 1 person stands behind this persona.
   *[other] { $n } people stand behind this persona.
}
persona-statement-worth = { $n } people stand behind this persona; after weighting they tell as much as { $worth }.
persona-statement-joint = { $fit } have { $count ->
    [1] the headline trait.
    [2] both headline traits at once.
    [3] all three headline traits at once.
    [4] all four headline traits at once.
    [5] all five headline traits at once.
   *[other] all { $count } headline traits at once.
}
persona-statement-outliers = { $fit } lie nearer to the middle of another segment than to that of their own.
persona-statement-nearer = { $fit } lie nearer to the middle of { $neighbour } than to that of their own.
persona-statement-split = They disagree on { $label }: mean { $mean }, standard deviation { $sd } on a scale of { $low } to { $high }.
persona-statement-stability = Resampled answers bring back { $share } of the group on average.
persona-statement-parting = From { $neighbour } they part most on { $label }: mean { $mean } here, { $theirs } there.
persona-statement-common = Like { $neighbour }, they { $what }: mean { $mean } here, { $theirs } there.
persona-statement-motive = What probably moves them: { $what }.
persona-statement-barrier = What probably holds them back: { $what }.
persona-statement-depth = How much detail probably suits them: { $what }.
persona-statement-decision = How they probably decide: { $what }.
persona-statement-proof = What would probably convince them: { $what }.
persona-statement-motive-hypothesis = A hypothesis to test. What may move them: { $what }.
persona-statement-barrier-hypothesis = A hypothesis to test. What may hold them back: { $what }.
persona-statement-depth-hypothesis = A hypothesis to test. How much detail may suit them: { $what }.
persona-statement-decision-hypothesis = A hypothesis to test. How they may decide: { $what }.
persona-statement-proof-hypothesis = A hypothesis to test. What might convince them: { $what }.

# --- The one line

persona-line = { $plural } { $clauses }.
persona-line-long = { $plural } { $clauses }; they { $more }.
persona-line-soft = { $plural } stand a little apart: they { $clauses }.
persona-line-average = No trait sets most { $plural } apart; { $label } comes nearest.
persona-line-none = Nothing that was asked sets { $plural } clearly apart.

# --- The narrative: what marks them. No two openings may begin alike.

# The clearest trait, where the difference is very large.
persona-lead-sharp-1 = { $label } marks them most: they average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-lead-sharp-2 = Nothing says more about them than { $label }: an average of { $mean } against { $others } for everyone else, on a scale of { $low } to { $high }.
persona-lead-sharp-3 = On { $label } they are far from the rest. They average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-lead-sharp-4 = You know them by { $label }: { $mean } on a scale of { $low } to { $high }, where everyone else averages { $others }.
persona-lead-sharp-5 = To know them, start with { $label }. Their average is { $mean } on a scale of { $low } to { $high }; that of everyone else is { $others }.
persona-lead-sharp-6 = There is little doubt about { $label }: { $mean } on average here, { $others } elsewhere, on a scale of { $low } to { $high }.
persona-lead-sharp-7 = Ask about { $label } and they stand out at once. They average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-lead-sharp-8 = First comes { $label }, with an average of { $mean } on a scale of { $low } to { $high }; everyone else averages { $others }.

# The same, where the difference is large.
persona-lead-1 = What marks them most is { $label }: they average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-lead-2 = Look first at { $label }. Their average is { $mean } on a scale of { $low } to { $high }; that of everyone else is { $others }.
persona-lead-3 = The trait to remember is { $label }: { $mean } on a scale of { $low } to { $high }, against { $others } for everyone else.
persona-lead-4 = More than anything, { $label } tells who they are. They average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-lead-5 = It is { $label } that sets the tone: an average of { $mean } here and { $others } elsewhere, on a scale of { $low } to { $high }.
persona-lead-6 = Among their answers, { $label } stands out: { $mean } on a scale of { $low } to { $high }, where everyone else averages { $others }.
persona-lead-7 = If one answer sums them up, it is { $label }: { $mean } on average, on a scale of { $low } to { $high }, against { $others } for everyone else.
persona-lead-8 = Begin with { $label }: they average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.

# No headline trait: the clearest difference is a modest one.
persona-lead-soft-1 = No single trait makes this group. The clearest difference is { $label }: { $mean } on a scale of { $low } to { $high }, against { $others } for everyone else.
persona-lead-soft-2 = The differences are modest. Look at { $label }, where they average { $mean } on a scale of { $low } to { $high } and everyone else { $others }.
persona-lead-soft-3 = Nothing about this group is extreme. Its clearest mark is { $label }: { $mean } on a scale of { $low } to { $high }, where everyone else averages { $others }.
persona-lead-soft-4 = Only by degrees do they differ from the rest, as on { $label }: { $mean } against { $others }, on a scale of { $low } to { $high }.
persona-lead-soft-5 = A matter of degree: on { $label } they average { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-lead-soft-6 = Small steps separate them from the others, such as { $label }: { $mean } against { $others }, on a scale of { $low } to { $high }.

# An amount without ends, such as spending.
persona-lead-number-1 = In numbers, { $label } marks them most: { $mean } on average, against { $others } for everyone else.
persona-lead-number-2 = { $label } comes first: a mean of { $mean }, where everyone else has { $others }.
persona-lead-number-3 = Their clearest mark is { $label }: { $mean } on average here, { $others } elsewhere.
persona-lead-number-4 = The figure to remember is { $label }: { $mean } on average, everyone else { $others }.
persona-lead-number-5 = Start with the amounts. On { $label } they average { $mean }, everyone else { $others }.
persona-lead-number-6 = Measured by { $label }, they stand apart: { $mean } on average, against { $others } for everyone else.

# An answer in categories, or yes and no.
persona-lead-share-1 = One answer marks them most: { $fit } { $what }, { $others } of everyone else.
persona-lead-share-2 = What they have in common is an answer: { $fit } { $what }; of everyone else, { $others } do.
persona-lead-share-3 = Their answers agree on one point above all. { $capital } { $what }, against { $others } of everyone else.
persona-lead-share-4 = One answer gives them away: { $fit } { $what }, { $others } of everyone else.
persona-lead-share-5 = Take one answer first: { $fit } { $what }. Of everyone else, { $others } do.
persona-lead-share-6 = The plainest sign is an answer. { $capital } { $what }; among everyone else, { $others }.
persona-lead-share-7 = Count the answers: { $fit } { $what }, { $others } of everyone else.
persona-lead-share-8 = Few answers say as much as this one: { $fit } { $what }, { $others } of everyone else.

# Nothing is clear.
persona-lead-none-1 = Even { $label } hardly sets them apart: they average { $mean }, everyone else { $others }.
persona-lead-none-2 = These are people of the middle ground. On { $label }, which comes nearest to a difference, they average { $mean } and everyone else { $others }.
persona-lead-none-3 = Little separates them from the rest: { $mean } on { $label }, where everyone else averages { $others }.
persona-lead-none-4 = Hardly anything tells them from the others; { $label } comes nearest, with { $mean } against { $others }.
persona-lead-none-5 = Look for a difference and { $label } is the first to come: { $mean } against { $others } for everyone else, and no more.
persona-lead-none-6 = Much like everybody else, they average { $mean } on { $label }, where the others have { $others }.
persona-lead-none-share-1 = Even the answer that comes nearest to a difference is common elsewhere: { $fit } { $what }, { $others } of everyone else.
persona-lead-none-share-2 = Not even their commonest answer sets them apart: { $fit } { $what }, { $others } of everyone else.
persona-lead-none-share-3 = No answer is theirs alone: { $fit } { $what }, { $others } of everyone else.
persona-lead-none-share-4 = As everywhere, so here: { $fit } { $what }, { $others } of everyone else.
persona-lead-none-share-5 = In the answer that tells most they are hardly alone: { $fit } { $what }, { $others } of everyone else.
persona-lead-none-share-6 = They answer much as others do: { $fit } { $what }, { $others } of everyone else.
# A difference that few or scattered answers leave open.
persona-lead-unsure-1 = Little is certain here. On { $label } they average { $mean }, everyone else { $others }, but that may be chance.
persona-lead-unsure-2 = A difference may be there, or chance: { $mean } on { $label }, against { $others } for everyone else.
persona-lead-unsure-3 = These answers leave it open what sets them apart; perhaps { $label }, with { $mean } against { $others }.
persona-lead-unsure-4 = Perhaps { $label } sets them apart, at { $mean } against { $others }; too few or too scattered answers say so.
persona-lead-unsure-5 = Whether { $label } sets them apart is open: { $mean } here and { $others } elsewhere may be chance.
persona-lead-unsure-6 = More answers would have to show whether { $label } matters: it is { $mean } here, { $others } elsewhere.
persona-lead-unsure-share-1 = Hardly anything is certain: { $fit } { $what }, { $others } of everyone else, which may be chance.
persona-lead-unsure-share-2 = It may be chance that { $fit } { $what }; of everyone else, { $others } do.
persona-lead-unsure-share-3 = Something may lie in one answer: { $fit } { $what }, { $others } of everyone else. It may be chance.
persona-lead-unsure-share-4 = One cannot be sure of it, but { $fit } { $what }, { $others } of everyone else.
persona-lead-unsure-share-5 = So far it is open what sets them apart: { $fit } { $what }, { $others } of everyone else.
persona-lead-unsure-share-6 = Too few answers decide whether this is chance: { $fit } { $what }, { $others } of everyone else.
persona-lead-nothing-1 = What was asked tells { $n ->
    [one] this one person
   *[other] these { $n } people
} from nobody else.
persona-lead-nothing-2 = The answers of { $n ->
    [one] this one person
   *[other] these { $n } people
} are like those of everybody.
persona-lead-nothing-3 = No answer sets { $n ->
    [one] this one person
   *[other] these { $n } people
} apart.
persona-lead-nothing-4 = Whatever was asked, { $n ->
    [one] this one person answered
   *[other] these { $n } people answered
} like the others.
persona-lead-nothing-5 = It takes more questions to tell { $n ->
    [one] this one person
   *[other] these { $n } people
} from the rest.
persona-lead-nothing-6 = Nobody could pick out { $n ->
    [one] this one person
   *[other] these { $n } people
} by what was asked.
persona-lead-nothing-7 = So far { $n ->
    [one] this one person looks
   *[other] these { $n } people look
} like everybody else.
persona-lead-nothing-8 = In all that was asked, { $n ->
    [one] this one person is
   *[other] these { $n } people are
} like the rest.

# The second trait: nearly as strong as the first, or clearly behind it.
persona-second-close-1 = { $label } says nearly as much: { $mean } against { $others }.
persona-second-close-2 = { $label } is close behind, at { $mean } against { $others }.
persona-second-close-3 = Almost as telling is { $label }, with { $mean } against { $others }.
persona-second-close-4 = { $label } tells the same story: { $mean } here, { $others } elsewhere.
persona-second-next-1 = Then comes { $label }, with { $mean } against { $others }.
persona-second-next-2 = { $label } follows at some distance: { $mean } against { $others }.
persona-second-next-3 = Second, and less marked, is { $label }: { $mean } here, { $others } elsewhere.
persona-second-next-4 = { $label } comes next, at { $mean } against { $others }.
persona-second-scale-1 = Then comes { $label }: { $mean } on a scale of { $low } to { $high }, against { $others } for everyone else.
persona-second-scale-2 = { $label } comes next: { $mean } on a scale of { $low } to { $high }, everyone else { $others }.
persona-second-number-1 = Then comes { $label }: { $mean } on average, against { $others } for everyone else.
persona-second-number-2 = { $label } comes next: { $mean } on average, everyone else { $others }.
persona-second-share-1 = A second answer goes with it: { $fit } { $what }, { $others } of everyone else.
persona-second-share-2 = And { $fit } { $what }, against { $others } of everyone else.
persona-second-share-3 = Then there is this: { $fit } { $what }, { $others } of everyone else.

# Whether the headline traits come together.
persona-together-1 = These traits belong together: { $fit } have { $count ->
    [2] both
    [3] all three
    [4] all four
    [5] all five
   *[other] all { $count }
}.
persona-together-2 = The picture holds as a whole: { $fit } have { $count ->
    [2] both of these traits
    [3] all three traits
    [4] all four traits
    [5] all five traits
   *[other] all { $count } traits
}.
persona-together-3 = Whoever has one of these traits tends to have { $count ->
    [2] the other
   *[other] the rest
}: { $fit } have { $count ->
    [2] both
    [3] all three
    [4] all four
    [5] all five
   *[other] all { $count }
}.
persona-partly-1 = Not everybody has the whole of it: { $fit } have { $count ->
    [2] both traits at once
    [3] all three traits at once
    [4] all four traits at once
    [5] all five traits at once
   *[other] all { $count } traits at once
}.
persona-partly-2 = Taken one by one these traits fit more people than taken together: { $fit } have { $count ->
    [2] both
    [3] all three
    [4] all four
    [5] all five
   *[other] all { $count }
}.
persona-partly-3 = The whole picture fits { $fit }; the rest lack { $count ->
    [2] one of the two traits
    [3] at least one of the three traits
    [4] at least one of the four traits
    [5] at least one of the five traits
   *[other] at least one of the { $count } traits
}.
persona-apart-1 = Do not expect the whole picture in everyone: { $fit } have { $count ->
    [2] both traits at once
    [3] all three traits at once
    [4] all four traits at once
    [5] all five traits at once
   *[other] all { $count } traits at once
}.
persona-apart-2 = The traits often come singly; { $fit } have { $count ->
    [2] both
    [3] all three
    [4] all four
    [5] all five
   *[other] all { $count }
}.

# Further traits: true of nearly everybody in the group, or with exceptions.
persona-also-1 = At the same time, they { $clauses }.
persona-also-2 = Beyond that, they { $clauses }.
persona-also-3 = What is more, they { $clauses }.
persona-also-4 = They also { $clauses }.
persona-mostly-1 = With some exceptions, they { $clauses }.
persona-mostly-2 = By and large, they { $clauses }.
persona-mostly-3 = More often than not, they { $clauses }.
persona-mostly-4 = Many of them also { $clauses }.
persona-further-1 = They also { $clauses }.
persona-further-2 = Besides, they { $clauses }.
persona-soft-1 = Compared with the others, they { $clauses }.
persona-soft-2 = More than the others, they { $clauses }.

# The average stands apart, but not most of the members.
persona-divided-1 = They are less of one mind on { $label }: { $fit } { $what }.
persona-divided-2 = { $label } holds for part of them only: { $fit } { $what }.
persona-divided-3 = On { $label } the average stands apart, but not everybody follows it: { $fit } { $what }.

persona-part-1 = Not all of them, but { $fit }, { $what }.
persona-part-2 = Only part of them go along here: { $fit } { $what }.

# An answer that more or fewer of them give.
persona-lean-more-1 = More of them than elsewhere { $what }: { $fit }, against { $others } of everyone else.
persona-lean-more-2 = They more often { $what }: { $fit }, { $others } of everyone else.
persona-lean-fewer-1 = Fewer of them than elsewhere { $what }: { $fit }, against { $others } of everyone else.
persona-lean-fewer-2 = They less often { $what }: { $fit }, { $others } of everyone else.

# What is true of everybody who was asked.
persona-shared-1 = Like everyone else here, they { $clauses }.
persona-shared-2 = In some things they are no different from the rest: they, too, { $clauses }.
persona-shared-3 = With all the others they share this: they { $clauses }.

# The nearest persona.
persona-nearest-1 = The group most like them is { $neighbour }; they part most on { $label }, with { $mean } here and { $theirs } there.
persona-nearest-2 = Do not take them for { $neighbour }, their nearest neighbours: on { $label } it is { $mean } here and { $theirs } there.
persona-nearest-3 = { $neighbour } come nearest to them. The difference shows on { $label }: { $mean } here, { $theirs } there.
persona-nearest-4 = What parts them from { $neighbour }, the nearest group, is { $label }: { $mean } here, { $theirs } there.
persona-common-1 = Like { $neighbour }, the group nearest to them, they { $clauses }. They part most on { $label }: { $mean } here, { $theirs } there.
persona-common-2 = { $neighbour } come nearest to them and { $clauses } too, but differ on { $label }: { $mean } here, { $theirs } there.
persona-common-3 = They have something in common with { $neighbour }, their nearest neighbours: both { $clauses }. What tells them apart is { $label }, with { $mean } here and { $theirs } there.

# --- Who they are: descriptors in which they really differ

persona-age-1 = They are { $older ->
    [yes] older
   *[no] younger
} than everyone else, { $mean } years on average against { $others }; half of them are { $lower } to { $upper }.
persona-age-2 = Half of them are { $lower } to { $upper } years old. The average age is { $mean }, against { $others } for everyone else.
persona-age-3 = With an average age of { $mean }, they are { $older ->
    [yes] older
   *[no] younger
} than everyone else ({ $others }); half are { $lower } to { $upper }.
# Their age lies between those of other groups.
persona-age-between-1 = Half of them are { $lower } to { $upper } years old, between the other groups.
persona-age-between-2 = In age they stand between the other groups; half of them are { $lower } to { $upper }.
persona-number-1 = { $label } is { $higher ->
    [yes] higher
   *[no] lower
} among them: { $mean } on average, against { $others } for everyone else.
persona-number-2 = On { $label } they average { $mean }, everyone else { $others }.
persona-pole-1 = They { $what }: { $mean } on average, against { $others } for everyone else.
persona-pole-2 = Compared with everyone else, they { $what }: { $mean } against { $others } on average.
persona-share-1 = { $fit } { $what }, { $others } of everyone else.
persona-share-2 = Among them, { $fit } { $what }, against { $others } of everyone else.
persona-category-more-1 = To { $label }, more of them than elsewhere answer { $answer }: { $fit }, against { $others } of everyone else.
persona-category-more-2 = On { $label }, their answer is more often { $answer }: { $fit }, { $others } of everyone else.
persona-category-fewer-1 = To { $label }, fewer of them than elsewhere answer { $answer }: { $fit }, against { $others } of everyone else.
persona-category-fewer-2 = On { $label }, their answer is less often { $answer }: { $fit }, { $others } of everyone else.

# The list on the card: the same facts with all their figures.
persona-who-age = They are { $older ->
    [yes] older
   *[no] younger
} than everyone else: { $mean } years on average against { $others }. The median is { $median }; half of them are { $lower } to { $upper }, all { $least } to { $most }.
persona-who-age-between = In age they stand between the other groups: { $mean } years on average, against { $others } for everyone else. The median is { $median }; half of them are { $lower } to { $upper }, all { $least } to { $most }.
persona-who-number = { $label }: { $mean } on average, everyone else { $others }. The median is { $median }; half of them lie between { $lower } and { $upper }, all between { $least } and { $most }.
persona-who-scale = { $label }: { $mean } on average on a scale of { $low } to { $high }, everyone else { $others }.
persona-who-pole = They { $what } ({ $label }): { $mean } on average, everyone else { $others }.
persona-who-phrase = They { $what }: { $mean } on average, everyone else { $others }.
persona-who-share = { $fit } { $what }, { $others } of everyone else.
persona-who-more = { $label }: more often { $answer }, { $fit }; { $others } of everyone else.
persona-who-fewer = { $label }: less often { $answer }, { $fit }; { $others } of everyone else.
persona-who-indifferent = { $labels } { $count ->
    [one] says
   *[other] say
} little about who belongs here: the segments do not clearly differ in { $count ->
    [one] it
   *[other] them
}.

# --- What rules infer, always hedged

persona-motive-1 = They are probably moved by { $what }.
persona-motive-2 = What probably moves them is { $what }.
persona-motive-3 = What drives them is probably { $what }.
persona-motive-4 = What they are after is probably { $what }.
persona-barrier-1 = They are probably held back by { $what }.
persona-barrier-2 = If they hesitate, it is probably over { $what }.
persona-barrier-3 = What probably holds them back is { $what }.
persona-hypothesis-motive-1 = A hypothesis to test: { $what } may move them.
persona-hypothesis-motive-2 = Untested so far is whether they are moved by { $what }: a hypothesis.
persona-hypothesis-barrier-1 = A hypothesis to test: { $what } may hold them back.
persona-hypothesis-barrier-2 = Untested so far is whether they are held back by { $what }: a hypothesis.
persona-decide-proof-1 = What would probably convince them: { $proof }.
persona-decide-proof-2 = The proof that probably counts: { $proof }.
persona-decide-proof-3 = Proof of this kind probably wins them: { $proof }.
persona-decide-depth-1 = How much detail probably suits them: { $depth }.
persona-decide-depth-2 = When they decide, this probably suits them: { $depth }.

# --- How sure all this is

persona-sketch-1 = { $n ->
    [one] This is one person
   *[other] These are { $n } people
}: a sketch to test, not yet a portrait to rely on.
persona-sketch-2 = { $n ->
    [one] One person makes
   *[other] { $n } people make
} a sketch; ask more of them before much money follows it.
persona-sketch-3 = Take it as a sketch from { $n ->
    [one] one person
   *[other] { $n } people
}, good enough to test and too thin to bet on.
persona-sketch-worth-1 = { $n } people were asked, but after weighting they tell as much as { $worth }: a sketch to test, not yet a portrait.
persona-sketch-worth-2 = Take it as a sketch: the { $n } people here tell as much as { $worth } after weighting.
persona-unsteady-1 = The group itself is not firm yet: when the answers are resampled, { $share } of it comes back on average. Treat it as a working idea.
persona-unsteady-2 = Its borders are still moving: resampled answers bring back { $share } of the group on average. Confirm it before acting on it.
persona-unfounded = No sign of segments was found in these answers; this is here because the study overrides that verdict. Do not act on it.

# --- How far they are alike

persona-spread-joint = { $capital } have { $count ->
    [1] the headline trait.
    [2] both headline traits at once.
    [3] all three headline traits at once.
    [4] all four headline traits at once.
    [5] all five headline traits at once.
   *[other] all { $count } headline traits at once.
}
persona-spread-dropped = { $labels } { $count ->
    [one] stands out too, but is no headline trait
   *[other] stand out too, but are no headline traits
}: with { $count ->
    [one] it
   *[other] them
}, fewer than half of them would have all at once.
persona-spread-split = Their answers on { $labels } lie far apart: there the average hides more than it tells.
persona-spread-overlap-none = Nobody lies nearer to the middle of { $neighbour }, the nearest group, than to the middle of their own.
persona-spread-overlap-edge = The border with { $neighbour }, the nearest group, is fairly clear: { $fit } lie nearer to its middle than to their own.
persona-spread-overlap-some = They overlap with { $neighbour }, the nearest group: { $fit } lie nearer to its middle than to their own.
persona-spread-overlap-much = They run into { $neighbour }, the nearest group: { $fit } lie nearer to its middle than to their own.
persona-spread-outliers = Nearer to the middle of another group, and so perhaps more at home there: { $fit }.
persona-spread-no-outliers = All lie nearest to the middle of their own group.

# --- The five rings of buying insight

persona-ring-not-asked = Not asked.
persona-ring-alike = Asked, but they do not clearly differ from everyone else.
persona-ring-measured = They { $clauses }.
persona-ring-share = { $capital } { $what }.
persona-ring-success = Success probably means this to them: { $points }.
persona-ring-barriers = They are probably held back by { $what }.
persona-ring-criteria = They probably judge by this: { $points }.
persona-ring-hypothesis-success = A hypothesis to test. Success may mean this to them: { $points }.
persona-ring-hypothesis-barriers = A hypothesis to test: they may be held back by { $what }.
persona-ring-hypothesis-criteria = A hypothesis to test. They may judge by this: { $points }.
persona-ring-trigger-question = What was going on when you first thought of getting something like this?
persona-ring-success-question = What should be better for you a few months after buying it?
persona-ring-barriers-question = What made you wonder whether it is right for you, or turned you away from one?
persona-ring-criteria-question = When you compared two of them, what decided?
persona-ring-journey-question = Where did you look, whom did you ask, and in which order, before you chose?
