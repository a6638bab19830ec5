# What the knowledge base says of itself: figures that age, and advice that contradicts itself.

## Figures of a table, as they stand behind a line of advice.

# $country, $month of asking, $says (the sentence with the figure), $source (the reference).
fact-note = { $country }, { $month }: { $says } ({ $source })
# Several figures of one survey in one line: "YouTube 93%, TikTok 62% (people aged 18 to 29, ...)".
fact-answers = { $answers } ({ $whom })
fact-answer = { $answer } { $share }
fact-whom-aged = people aged { $group }, { $country }, { $month }
fact-whom = people in { $group }, { $country }, { $month }
# A group of ages, after "people aged".
fact-ages = { $from } to { $to }
fact-ages-over = { $from } and over
# Where the source gives no figure but says "a majority".
fact-majority = more than half

## Why a table says nothing. $title is what it is about, such as "the use of platforms by age".

fact-no-country = Figures on { $title } are national, and the study names no country (`strategy: campaign: country:`).
fact-other-country = { $country }: there are no figures on { $title }.
fact-stale = { $country }: the newest figures on { $title } are of { $month }, more than two years before the first day of the campaign, so look up current ones.
fact-later = { $country }: the figures on { $title } are of { $month }, after the first day of the campaign.
fact-no-group = { $country }: the figures on { $title } of { $month } say nothing of this group.
fact-no-table = There are no figures on { $title }.

## Advice that contradicts itself. $kept and $dropped are phrases of rules.

clash-by-guard = “{ $kept }” stands against “{ $dropped }”, since it keeps people from harm.
clash-by-measured = “{ $kept }” stands against “{ $dropped }”, since the survey asked about the matter itself.
clash-by-asset = “{ $kept }” stands against “{ $dropped }”, since it rests on something you own.
clash-by-weight = “{ $kept }” stands against “{ $dropped }”, since its evidence weighs more.
# A phrase that is warned of, such as "crowd scenes and loud campaigns".
clash-avoid = avoid { $phrase }
# The same phrase is advised by one rule and warned of by another.
clash-same-phrase = Does “{ $phrase }” help or harm?
clash-open = { $question } The rules contradict each other here and nothing settles it, so test both.
