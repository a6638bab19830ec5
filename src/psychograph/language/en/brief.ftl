# Briefs: what a campaign should do for a persona, or leave alone.
# $personas is a name in plural, such as “Practical Purchasers”; $product what the user calls the product.

brief-the-product = the product
brief-weighted = weighted { $share }
brief-theme-plain = what the product does, plainly said
brief-theme-present = a present that fits
brief-theme-keeping = thank you for staying
brief-theme-nothing = none for now

# The brief in four lines. Page and file print “Get”, “Who”, “To” and “By” before them; they read on from one
# another: Get { brief-get }, who { … }, to { … }, by { brief-by }.

brief-get = { $personas }, { $n } of the { $total } who answered ({ $share }),
brief-get-givers = people who give presents to { $personas } ({ $n } of the { $total } who answered, { $share }),
brief-get-nobody = nobody for now: leave { $personas } ({ $n } of the { $total } who answered, { $share }) alone,
brief-who-receivers = choose for somebody like them: people who { $poles }
brief-who-told = were told apart by what the survey asked: { $text }
brief-to-second-wave = choose { $product } once others have shown that it works
brief-to-give = give { $product } as a present
brief-to-nothing = do nothing that this campaign pays for
brief-by = the idea “{ $theme }”, made real through { $means }.
brief-by-theme = the idea “{ $theme }”, said plainly and proved.
brief-by-giving = being there when presents are chosen.
brief-by-giving-barrier = being there when presents are chosen, with an answer to what could spoil the present: { $barrier }.
brief-by-keeping = showing them that it was noticed, and making the next step easier than the first.
brief-by-nothing = spending nothing on them, and asking again when something changes.

# Means, to follow “through”. $phrase is advice such as “trial or money-back guarantee”.
brief-means-early-access = early access
brief-means-event = an event they can join
brief-means-referral = a reward for bringing a friend
brief-means-proof = proof before promises ({ $phrase })
brief-means-product = a version made for them ({ $phrase })
brief-means-offer = an offer that takes their side ({ $phrase })

# Insight: what was measured, then what probably moves them and may hold them back.

brief-insight-torn = They { $pulls }, but { $brakes }.
brief-insight-pulled = They { $pulls }. All of this pulls towards { $product }.
brief-insight-held = They { $others }. What pulls the other way: they { $brakes }.
brief-insight-plain = They { $poles }.
brief-insight-moved-held = What probably moves them is { $motives }; what may hold them back is { $barriers }.
brief-insight-moved = What probably moves them is { $motives }.
brief-insight-held-back = What may hold them back is { $barriers }.
brief-insight-receivers = So they will hardly buy one, but may be given one; what could spoil the present is { $barriers }.

brief-insight-receivers-plain = So they will hardly buy one, but may be given one.

brief-offered = { $product }, { $description },
brief-offered-plain = { $product },
brief-proposition-nothing = Nothing is offered to them in this campaign.
brief-proposition = { $offered } for people who value { $motives }.
brief-proposition-present = { $offered } as a present for somebody who would not buy it.
brief-proposition-plain = { $offered } for these people.

# Messages: the user's own claims, filled into copy. Nothing may be added that the user did not say.

brief-roof = { $product }: “{ $theme }”
brief-message-theme = { $theme }. { $claim }.
brief-message-theme-partner = { $theme }. { $claim }. The work is done by { $partner }.
brief-message-product = { $product }. { $claim }.
brief-message-product-partner = { $product }. { $claim }. The work is done by { $partner }.
brief-message-limited = { $product }: limited to { $stock }.
brief-message-description = { $product }: { $description }.
brief-evidence-declared = declared in the study file
brief-floor-product = The product: { $product }, { $description }.
brief-floor-product-name = The product: { $product }.
brief-floor-limited = How many there are, or until when: { $stock }.
brief-floor-cause = The cause: { $cause }.
brief-floor-partner = Who does the work: { $partner }.

# What is missing before the brief can be used.

brief-before-exploratory = Collect more answers: { $personas } stand on too few or too unstable ones to spend much on.
brief-before-evidence = { $n ->
    [one] Find the evidence for the claim that has none, or do not print it.
   *[other] Find the evidence for the { $n } claims that have none, or do not print them.
    }
brief-before-claims = Write down what you may say of the product, with evidence (`objective: facts: claims:` in the study file): without it there is nothing to build messages on.
brief-before-product-claims = Write down what you may say of the product itself (`objective: facts: claims:` in the study file): all your claims are about the cause, and { $personas } do not look to companies for that.
brief-before-stock = Decide how many there will be, or until when (`objective: facts: new_product: limited_to:` in the study file), before anything is called limited.
brief-before-measure = Write down where you stand and where you want to be (`objective: measure:` in the study file).
brief-before-base-rate = Look up how many act today without the campaign (`strategy: campaign: base_rate:` in the study file): it decides how many people the test needs.
brief-before-setting = Name the country and the first day (`strategy: campaign: country:` and `start:` in the study file): figures on media are national, and they age.
brief-before-media = Find out which media they use; the survey did not say, or found nothing that sets them apart.

# Channels by stage.

brief-job-see = Here they come across it.
brief-job-think = Here they can weigh it.
brief-job-do = Here they sign up or buy.
brief-job-care = Here they stay, and tell others.
brief-channel-open-see = To be found out before anything is booked: which media they use.
brief-channel-open-think = To be found out: where they compare before they buy.
brief-channel-open-do = To be found out: where they buy.
brief-channel-open-care = To be found out: how they want to hear from you once they have bought.
brief-influencer-cause = look first among people already active for { $cause }

# Where now and where to be.

brief-now = { $metric }: { $value } today.
brief-now-fetch = The study file does not say. Before you start, find out this number: { $metric }.
brief-now-nothing = Nothing is planned for them.
brief-aim-nothing = Nothing is planned for them.
brief-aim = { $metric }: { $value }. Set the day and name who answers for it.
brief-aim-by = { $metric }: { $value } by { $by }. Name who answers for it.
brief-aim-owner = { $metric }: { $value }; { $owner } answers for it. Set the day.
brief-aim-by-owner = { $metric }: { $value } by { $by }; { $owner } answers for it.
brief-aim-set = The study file does not say. Set a target, a day and a person for this number: { $metric }.

# Measures. A formula says what the number is made of.

brief-formula-launch-new = sign-ups × share who start using it × share who buy again
brief-formula-launch-cause = sign-ups × share who start using it × share who buy again; and for the cause, share who recall it × share who find it credible
brief-formula-awareness = people reached once × share of them who recall it
brief-formula-trial = people reached × share who try × share who buy again
brief-formula-retention = (share kept − share kept in the holdout) × margin of a customer
brief-formula-referral = customers who invite × invitations each × share who accept × margin
brief-formula-premium = buyers × share who choose the best version × its margin
brief-formula-trust-upgrade = share who move up − share who return it
brief-formula-winback = (share who come back − share who come back in the holdout) × margin of a customer
brief-formula-presents = people who look for a present and see it × share who choose it − share who return it
brief-kpi-presents = purchases marked as presents, and how many of them come back
brief-kpi-see = people reached in this group, each counted once
brief-kpi-think = share of them who recall it and look closer
brief-kpi-do = share of them who act
brief-kpi-care = share who still use it, and who come back
brief-guardrail-margin = margin of a sale, after rewards and discounts
brief-guardrail-complaints = complaints per 1,000 people reached
brief-guardrail-opt-outs = opt-outs per 1,000 messages sent
brief-guardrail-refunds = refunds and returns per 100 sales

# Timing and gates.

brief-start = Starts on { $day }.
brief-start-open = Starts on a day that you set; the study file names none.
brief-start-indirect = Runs when presents are chosen, and not before the first wave has reviews to show.
brief-start-maintain = Runs alongside, to people who buy already.
brief-gate-people = Starts when the test among { $first } holds { $n } people in each arm, of whom about { $responses } should act if the bet holds, and the evaluation says that it held. Their results and reviews are the proof that this wave needs.
brief-gate-table = Starts when the test among { $first } holds the people that your base rate asks for in each arm ({ $rows }), and the evaluation says that the bet held. Their results and reviews are the proof that this wave needs.
brief-gate-row = { $n } at { $base }
brief-gate-nobody = Starts when somebody else has shown that it works; this study names no first wave.

# Budget.

brief-portion-brand = brand: being known and liked
brief-portion-activation = activation: getting people to act
brief-portion-test = tests
brief-budget-launch = Take a tenth off for tests. Of the rest, a launch starts near two fifths brand and three fifths activation. This is an average over many brands and wrong for most single ones: move it when the test has spoken.
brief-budget-established = Take a tenth off for tests. Of the rest, an established brand starts near three fifths brand and two fifths activation. This is an average over many brands and wrong for most single ones: move it when the test has spoken.
brief-budget-open = No split is proposed: no rule speaks of it.
brief-budget-exploratory = No split is proposed, and none by persona: { $personas } stand on too few or too unstable answers (guard S08). Spend what the test needs, and collect more answers.
brief-budget-shared = No money of its own: it shares the budget of the first wave, and no more than its cells of the test need until the bet is decided.
brief-budget-gated = Nothing is spent before the gate opens; then it shares the campaign's budget.
brief-budget-givers = No acquisition money for these people. What is spent goes to those who give, in the weeks when presents are chosen.
brief-budget-keeping = From the budget for customers, not from that for new ones; no discount for those who stay anyway.
brief-budget-nothing = Nothing is spent on them.

# The test. $matched and $other are ideas of messages.

brief-arm-plain = { $product } and what it does, without an idea
brief-arm-holdout = no campaign at all
brief-question-crossed = Does the message written for { $personas } move them more than another one does, and more than it moves the others?
brief-question-alone = Does the message written for { $personas } move them more than a plain one does?
brief-question-giving = Do more people choose it as a present after the message for givers than after a plain one?
brief-question-keeping = Do more of { $personas } stay than in a holdout that hears nothing?
brief-duration-people = It is over when each arm holds { $n } people, however long that takes, and nobody looks at the lift before. A lift of the planned size is missed one time in five even so.
brief-duration-table = It is over when each arm holds the people that the table gives for your base rate, however long that takes, and nobody looks at the lift before. A lift of the planned size is missed one time in five even so.
brief-duration-crossed-people = The bet is decided when each arm among { $first } holds { $n } people; whether it matters who reads which message shows when each cell holds { $cells }. However long that takes, nobody looks at the lift before. A lift of the planned size is missed one time in five even so.
brief-duration-crossed-table = The bet is decided when each arm among { $first } holds the people that the table gives for your base rate; whether it matters who reads which message shows when each cell holds twice as many. However long that takes, nobody looks at the lift before. A lift of the planned size is missed one time in five even so.
brief-step-pretest = Before money is spent, show each message to { $n } people of the group and ask how likely they are to act, not which they like. That sees a small difference (d = { $effect }). The message that moves intentions more is mostly the one that moves people more.
brief-step-crossed = Draw by lot, within each persona, which message a person sees. Otherwise a lift may be the advertisement and not the match, and a platform's own split shows different advertisements to different people.
brief-step-alone = Draw by lot which message a person sees. A platform's own split shows different advertisements to different people.
brief-step-holdout-people = Hold out { $share } of the audience, drawn by lot, from any campaign. With { $n } people in it, a lift of the whole campaign of the same size shows.
brief-step-holdout-table = Hold out { $share } of the audience, drawn by lot, from any campaign. The table tells how many people it takes there to show a lift of the whole campaign of the same size.
brief-step-evaluate = Afterwards write one row a person, with persona, arm, exposure and outcome, and run `{ $command }`.
brief-wrong-match-people = This brief is wrong if { $personas } act no more often after “{ $matched }” than after “{ $other }”, with { $n } people in each arm.
brief-wrong-match-table = This brief is wrong if { $personas } act no more often after “{ $matched }” than after “{ $other }”, with the people that the table asks for in each arm.
brief-wrong-plain-people = This brief is wrong if { $personas } act no more often after “{ $matched }” than after a plain message, with { $n } people in each arm.
brief-wrong-giving-people = This brief is wrong if no more people choose it as a present after “{ $matched }” than after a plain message, with { $n } people in each arm; of { $personas } themselves the test says nothing.
brief-wrong-plain-table = This brief is wrong if { $personas } act no more often after “{ $matched }” than after a plain message, with the people that the table asks for in each arm.
brief-wrong-giving-table = This brief is wrong if no more people choose it as a present after “{ $matched }” than after a plain message, with the people that the table asks for in each arm; of { $personas } themselves the test says nothing.
brief-wrong-keeping-people = This brief is wrong if { $personas } who hear “{ $matched }” stay no more often than those who hear nothing, with { $n } people in each arm.
brief-wrong-keeping-table = This brief is wrong if { $personas } who hear “{ $matched }” stay no more often than those who hear nothing, with the people that the table asks for in each arm.

# Why a persona has its role.

brief-why-primary = Fits the goal best: { $fit } of 10, where 5 is the average respondent, and first in { $first } of random weightings.
brief-why-primary-named = Named in the study file; its fit with the goal is { $fit } of 10, where 5 is the average respondent.
brief-why-also-suitable = Fits the goal as well, with { $fit } of 10, where 5 is the average respondent, but less than the target.
brief-why-second-wave = Not the first to win: they { $brakes }. What the first wave shows is what they wait for.
brief-why-second-wave-plain = Not the first to win, but worth winning once there is proof.
brief-why-indirect = By their answers they would not buy for themselves; others may buy for them.
brief-why-maintain = They buy often already: keeping them is worth more than winning them again.
brief-why-closed = A condition without which nobody is proposed is not met: { $evidence }.
brief-why-unmeasured = How well they fit this goal nobody can say: the survey measured nothing that counts for it.
brief-why-not-now = Fits the goal less than the average respondent: { $fit } of 10, where 5 is the average. What speaks against it: they { $brakes }.
brief-why-not-now-plain = Fits the goal less than the average respondent: { $fit } of 10, where 5 is the average.
brief-change-condition = The condition that is not met, once it is.
brief-change-answers = A later survey in which they { $poles }.
brief-change-goal = Another goal: the same people may be first for it.
brief-change-named = Your own judgement: write `strategy: target: { $segment }` in the study file.
