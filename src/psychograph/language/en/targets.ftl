# Targets: conditions, ratings, roles, and what is said about the choice.

target-condition-large = large enough
target-condition-homogeneous = of one mind
target-condition-distinct = distinct
target-condition-stable = stable
target-condition-identifiable = identifiable
target-condition-reachable = reachable
target-condition-served = needs you can serve
target-condition-lawful = lawful to target
target-condition-no-rejector = open to the category

target-evidence-large = { $n } people, { $share }; at least { $least } people and { $least_share } wanted
target-evidence-large-weighted = { $n } people, weighted { $share }, worth { $worth } after weighting; at least { $least } people and { $least_share } wanted
target-evidence-homogeneous = members agree on every basis variable
target-evidence-homogeneous-not = members disagree on { $names }
target-evidence-distinct = nearer to another segment: { $n } of { $of }; at most a tenth wanted
target-evidence-stable = resampling finds { $share } of it again; at least { $least } wanted
target-evidence-identifiable = described by { $names }
target-evidence-identifiable-not = no descriptor tells who they are
target-evidence-reachable = media use asked: { $names }
target-evidence-reachable-not = media use was not asked
target-evidence-served-yes = you say so
target-evidence-served-no = you say that you cannot
target-evidence-served-unsaid = not said; write served under ratings
target-evidence-lawful = no guard forbids it
target-evidence-lawful-built = { $category }: the segments were built on { $names }, which must not choose who sees the campaign
target-evidence-lawful-youth = minors are among those who buy, and age was not asked
target-evidence-rejector-asked = they say that they would not buy ({ $name })
target-evidence-rejector-rule = by { $rules } they would not buy for themselves
target-evidence-rejector-not = they do not refuse to buy
target-evidence-rejector-unsaid = whether they would buy was not asked

target-rests-fit = { $names }, each in standard deviations from the average of all
target-rests-fit-none = nothing that counts for this goal was measured
target-rests-size = { $n } people, { $share }
target-rests-spending = { $name }, in standard deviations from the average of all
target-rests-yours = your rating
target-rests-yours-partly = your rating; it does not count, since not all personas have one
target-rests-nothing = nobody rated it

target-basis-measured = measured
target-basis-yours = yours
target-basis-not-rated = not rated

target-criterion-objective-fit = Fit with the goal
target-criterion-size = Size
target-criterion-spending = Spending
target-criterion-growth = Growth
target-criterion-cost-of-reach = Cost of reach
target-criterion-offer = Offer
target-criterion-price = Price
target-criterion-distribution = Distribution
target-criterion-awareness = Awareness
target-criterion-image = Image
target-points = { $criterion } { $points }

target-role-primary = primary
target-role-also-suitable = also suitable
target-role-second-wave = second wave
target-role-indirect = indirect
target-role-maintain = maintain
target-role-not-now = not now
target-means-primary = the target of the campaign
target-means-also-suitable = fits the goal too; address next, or alongside
target-means-second-wave = addressed later, once there is proof
target-means-indirect = would not buy for themselves; reached through others, such as those who give presents
target-means-maintain = already buys often; kept, not won
target-means-not-now = fits this goal less than the average respondent, or may not be targeted; no spending on them for now

target-why-no-segments = there is no sign of segments in these answers
target-why-nothing-measured = the survey measured nothing that counts for this goal
target-why-nothing-rated = no criterion that you give points to was rated for every persona
target-why-lawful = a guard forbids to target any of these personas
target-why-no-rejector = by their answers, no persona would buy for themselves
target-why-served = you say that you cannot serve any of these personas
target-why-closed = every persona fails a condition without which nobody is proposed

target-reservation-hard = { $name } fail a condition without which nobody is proposed, and are the target because the study file names them: { $evidence }.
target-reservation-soft = { $name } do not meet { $n ->
    [one] one condition
   *[other] { $n } conditions
    } of a good target: { $conditions }.
target-reservation-tied = { $name } and { $others } are exactly as attractive; the choice between them is yours.
target-reservation-position = By your own ratings you stand behind rivals with { $name }: { $rating } of 10.
target-reservation-rival = { $name } are nearly as attractive as { $target }, and by your ratings you stand clearly better with them.

# The section of the report.

target-section-caution = Caution.
target-section-none = No target is proposed: { $why }. The table shows how the personas rate all the same.
target-section-yours = The study file names the target. The table shows how it ranks beside the others.
target-section-goal = The goal chooses the target: the persona with the highest overall rating among those who fail no condition that rules them out.
target-section-reservations = What speaks against it
target-section-table = Personas as targets, most attractive first
target-section-criteria-table = Each rating, and what it rests on
target-section-persona = Persona
target-section-criterion = Criterion
target-section-attribute = Attribute
target-section-condition = Condition
target-head-role = Role
target-head-fit = Fit
target-head-size = Size
target-head-spending = Spending
target-head-growth = Growth
target-head-cost-of-reach = Cost of reach
target-head-position = Position
target-head-overall = Overall
target-head-first = First in
target-note-ten = 0 to 10
target-note-first = of random weightings
target-section-points = The overall rating weighs the criteria by points: { $points }. A fit of 5 is the average respondent. A criterion counts only where it is known of every persona.
target-section-stability = Because nobody knows the right weights, they were drawn at random { $draws } times around these; the last column says how often each persona then comes first. Only the weights vary in this, not the people: how far other answers would change the ranking it does not tell.
target-section-coverage = The survey measured { $share } of what counts for this goal.
target-section-not-rated = Not counted, because it is not known of every persona: { $names }. To rate it, write ratings under strategy in the study file.
target-section-no-position = How well you stand with each persona, beside your rivals, only you can rate: offer, price, distribution, awareness and image under strategy: ratings. The picture then gets a second axis.
target-section-fit-title = What the fit is made of
target-section-fit = A positive figure speaks for the persona, a negative one against it. Means are in standard deviations from the average of all, counted up to 2 either way.
target-section-fit-none = Nothing that counts for this goal was measured, so every persona has the same fit.
target-section-fit-table = Weight times standardised mean
target-section-fit-row = { $construct }, weight { $weight }
target-section-fit-cell = mean { $z } sd
target-section-not-measured = not measured
target-section-conditions-title = Conditions of a good target
target-section-conditions = A persona that fails a condition marked “rules out” is not proposed; the others are reservations.
target-section-conditions-table = Which conditions are met, and the evidence
target-section-hard = { $condition } (rules out)
target-section-met = met
target-section-not-met = not met
target-section-unsaid = not known

# The picture.

target-matrix-title = Where the personas lie as targets
target-matrix-x-low = less competitive
target-matrix-x-high = more competitive
target-matrix-y-low = less attractive
target-matrix-y-high = more attractive
target-matrix-caption-size = Height says how attractive a persona is for the goal, place to the right how well you stand with it by your own ratings; the larger a disc, the more people. Lines mark the middle of both scales. The ring marks the target.
target-matrix-caption-value = Height says how attractive a persona is for the goal, place to the right how well you stand with it by your own ratings; the larger a disc, the more people times what they spend. Lines mark the middle of both scales. The ring marks the target.
target-matrix-caption-one = How attractive each persona is for the goal, from 0 to 10. How well you stand with them was not rated, so there is one axis only. The ring marks the target.
target-matrix-alt = { $count } personas as targets, attractiveness and your position from 0 to 10:
target-matrix-alt-one = { $count } personas as targets, attractiveness from 0 to 10:
target-matrix-alt-part = { $name } { $attractiveness } and { $position }, { $role }
target-matrix-alt-part-one = { $name } { $attractiveness }, { $role }
target-matrix-key = { $role }: attractiveness { $attractiveness }, position { $position }

# Findings.

target-finding-none = No target is proposed: { $why }. Name a segment under strategy: target to have a brief all the same.
target-finding-soft = The target comes first in only { $share } of random weightings: the choice is a close call.
target-finding-coverage = The survey measured { $share } of what counts for this goal; the ranking of targets rests on that part alone.
