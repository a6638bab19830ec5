# Guards: what they found, what must be settled, and the notice of every report.

# Lists of words, between commas. * stands for any ending, # for a number. A list NAME-harmless holds phrases
# that contain such a word and mean no harm. A further language writes its own lists; the English ones count besides.

guard-words-levers = worry, worries, worried, worrying, afraid, fear*, anxi*, panic*, scare, scared, terrif*,
    addict*, compulsi*, hooked, debt*, bankrupt*, poverty, lonel*, social isolation, socially isolated, insecur*, inadequa*, asham*, shame, shamed, shaming,
    humiliat*, guilt*, desperat*, despair*, depress*, grief, grieving, bereave*, vulnerab*
guard-words-levers-harmless = worry-free, no worries, don't worry, no need to worry, nothing to worry about,
    without worry, guilty pleasure*, panic button*, scare tactics, fearless*, debt-free, guilt-free, fear-free,
    compulsion-free, never compulsive, depressur*
guard-words-minors = minors, kids, kid influencer*, child influencer*, children, teens, teenager*, teenage, preteen*, tween*, adolescent*, underage,
    under-18*, under 18*, schoolchild*, schoolkid*, pupils
guard-words-minors-harmless = parents of children, parents with children, families with children, children's products, not for children,
    no children, without children
guard-words-green = eco, ecolog*, green*, sustainab*, climate*, carbon*, CO2, emission*, environment*, tree, trees,
    forest*, ocean*, planet*, nature, recycl*, biodegradab*, compostab*, plastic*, renewable*, net zero, zero waste,
    organic, pollut*, energy-saving, energy efficient, non-toxic, low impact, zero impact
guard-words-green-harmless = carbon fibre*, carbon fiber*, climate control, organic growth, work environment, working environment, green tea, second nature, human nature,
    business climate, political climate
guard-words-generic = eco, eco-friendly, eco-conscious, ecological, ecologically friendly, environmentally friendly, environment friendly,
    environmentally correct, environmentally sound, green, greener, sustainable, sustainably, climate neutral,
    climate friendly, climate positive, carbon neutral, carbon positive, carbon friendly, CO2 neutral, net zero,
    planet friendly, nature friendly, nature's friend, good for the planet, good for the environment, good for nature,
    kind to the planet, biodegradable, energy efficient, conscious
guard-words-generic-harmless = green tea, price conscious, cost conscious, budget conscious, health conscious,
    style conscious, safety conscious, sustainable growth
guard-words-scarce = limited, limited edition, only # left, only #, last chance, last days, while stocks last,
    while supplies last, exclusive, almost gone, selling fast, ends soon, ends today, ends tonight, ends this week, today only,
    limited-time, limited time, hurry, now or never
guard-words-scarce-harmless = limited liability, limited warranty, not limited to, exclusive of
guard-words-endorsement = influencer*, creator*, ambassador*, referral reward*, refer a friend, free product*,
    free sample*, affiliate*, sponsored, in exchange for a review, seeding, seed well-connected*, testimonial*,
    gift product*, product tester*, reward for referring, code for friends, codes for friends
guard-words-protected = age, aged, how old, birth year, year of birth, born, gender, sex, male or female, postcode,
    post code, postal code, zip, zip code, region, city, town, district, neighbourhood, neighborhood, borough,
    address, location, country, county, state, nationality, where do you live, marital status, married, family status, children, household
guard-words-under = under, below, less than, younger than, or younger, up to
guard-words-over = over, above, older than, or older, and older, and over, and above, more than
guard-quoted = “{ $word }”

# Checks that stand beside copy and advice.

guard-check-s04 = { $words } would use a weakness as a lever: do not print this (EU AI Act Art. 5)
guard-check-s05 = environmental claim: evidence for this very product is needed
guard-check-s05-eu-barred = { $words }: a generic environmental claim. The EU bars it from 27 September 2026 (Directive 2024/825) unless recognised excellent environmental performance is shown; say what exactly is better, and prove it
guard-check-s05-eu-soon = { $words }: a generic environmental claim. Evidence for this very product is needed, and from 27 September 2026 the EU bars such claims (Directive 2024/825); say what exactly is better
guard-check-s05-eu-unsaid = { $words }: a generic environmental claim. Evidence for this very product is needed; in the EU such claims are barred from 27 September 2026 (Directive 2024/825). Name the country under campaign
guard-check-s05-us = { $words }: a generic environmental claim. The US guides ask to say the specific benefit and to prove it (16 CFR 260.4)
guard-check-s05-gb = { $words }: a generic environmental claim. The UK's Green Claims Code asks to say the specific benefit and to prove it
guard-check-s05-elsewhere = { $words }: a generic environmental claim. Say the specific benefit, and have evidence for this very product
guard-check-s06 = people who are paid or rewarded must say so in the post itself, in words such as “Ad” or “I was given this” (US 16 CFR 255; EU Directive 2005/29)
guard-check-s07 = “limited” needs a stock figure or an end date that is true

# Guards, one by one: title, what it found where it acts, what it watches where it is quiet.

guard-s01-title = Special categories of data
guard-s01-acts = { $names } may touch special categories of data (GDPR Art. 9): left out of segments, names, sentences, tables and targeting.
guard-s01-rules = Lines of { $rules } were taken out, since they speak of special categories of data (GDPR Art. 9).
guard-s01-quiet = No attribute was recognised as a special category of data (GDPR Art. 9); look through the list yourself.
guard-s01-finding-basis = { $names } in the basis may touch special categories of data (GDPR Art. 9) and was left out: segments are built without. Where that is a mistake, or settled, write construct: none on the attribute.
guard-s01-finding-other = { $names } may touch special categories of data (GDPR Art. 9) and was left out of everything. Where that is a mistake, or settled, write construct: none on the attribute.

guard-s02-title = Minors
guard-s02-minors = The target holds respondents under 18: leave them out of advertising audiences (DSA Art. 28).
guard-s02-unknown = Age was not asked: make sure that nobody under 18 is profiled for ads (DSA Art. 28).
guard-s02-youth = Minors are among those who buy, and age was not asked: this persona may not be used to choose who sees ads (DSA Art. 28).
guard-s02-rules = Lines of { $rules } were taken out, since they would reach or picture minors (DSA Art. 28).
guard-s02-quiet = Nobody who gave an age under 18 is in the target.
guard-s02-finding-left-out = { $n ->
    [one] { $n } of { $of } respondents is under 18, or may be, and was left out before segments were built: personas here end in advertising (DSA Art. 28).
   *[other] { $n } of { $of } respondents are under 18, or may be, and were left out before segments were built: personas here end in advertising (DSA Art. 28).
    }
guard-s02-finding-unsure = { $n ->
    [one] { $n } respondent is in an age group that holds minors and adults, and was kept: nothing here tells which they are.
   *[other] { $n } respondents are in age groups that hold minors and adults, and were kept: nothing here tells which they are.
    }
guard-s02-finding-unread = Years of birth were asked, but the study does not say when: add the day under fieldwork, or minors cannot be left out.

guard-category-housing = Housing
guard-category-employment = Employment
guard-category-credit = Credit
guard-category-insurance = Insurance
guard-s03-title = Housing, employment, credit and insurance
guard-s03-acts = { $category }: age, gender and place must not choose who sees the campaign, and lines that rest on them were taken out. Look up the rules on fair housing, fair lending and equal treatment of your country.
guard-s03-names = { $category }: { $names } must not choose who sees the campaign, and lines that rest on them were taken out. Look up the rules on fair housing, fair lending and equal treatment of your country.
guard-s03-quiet = Not housing, employment, credit or insurance.

guard-s04-title = Weaknesses as levers
guard-s04-acts = Left out, because it would use a weakness as a lever: { $lines }.
guard-s04-quiet = No line uses worry, addiction, debt or loneliness as a lever (EU AI Act Art. 5).
guard-s04-finding = { $rules }: a line would use a weakness as a lever and was taken out before any rule spoke: { $lines }.
guard-s02-finding-rules = { $rules }: a line would reach or picture minors and was taken out before any rule spoke: { $lines }.
guard-s01-finding-rules = { $rules }: a line speaks of special categories of data and was taken out before any rule spoke: { $lines }.

guard-s05-title = Environmental claims
guard-s05-acts = The copy holds { $words }: evidence for this very product is needed.
guard-s05-generic = The copy holds { $words }, and every environmental claim needs evidence. { $rule }.
guard-s05-quiet = No environmental words in the claims.

guard-s06-title = Paid and rewarded voices
guard-s06-acts = Creators, referral rewards or free products are advised: { $rule }.
guard-s06-quiet = No paid or rewarded voices are advised.

guard-s07-title = Scarcity
guard-s07-acts = Something is called limited and no stock figure is given: { $rule }.
guard-s07-quiet = Nothing is called limited without a figure.

guard-s08-title = Exploratory personas
guard-s08-acts = The target is small or unstable: treat the persona as exploratory, do not split budgets by it, and collect more answers.
guard-s08-quiet = The target is large and stable enough to act on.

guard-s09-title = Small cells
guard-s09-acts = Answers given by fewer than five members are not shown: { $names }.
guard-s09-quiet = No cell below five members had to be withheld.

guard-s10-title = Members who disagree
guard-s10-acts = Members disagree on { $names }: their mean describes few of them; look at the spread, or cut further.
guard-s10-quiet = Members of the target agree well enough on every basis variable.

guard-s11-title = How many fit the whole description
guard-s11-acts = { $names } left the headline so that half the members fit. { $fit }
guard-s11-fit = { $n } of { $of } members fit all headline attributes at once.
guard-s11-fit-weighted = { $n } of { $of } members (weighted { $share }) fit all headline attributes at once.

guard-s12-title = Advice that is only plausible
guard-s12-acts = Printed as hypotheses, since nothing but plausibility supports them: { $lines }.
guard-s12-quiet = No rule that speaks here rests on plausibility alone.

# The standing notice.

guard-notice-asked = Who was asked: { $who }. { $n ->
    [one] One person's answers were used.
   *[other] Answers of { $n } people were used.
    }
guard-notice-asked-unsaid = { $n ->
    [one] One person's answers were used;
   *[other] Answers of { $n } people were used;
    } the study does not say who was asked, and how they were found.
guard-notice-when = They were asked from { $first } to { $last }.
guard-notice-when-day = They were asked on { $day }.
guard-notice-when-unsaid = The study does not say when they were asked.
guard-notice-consent = Their answers are used on this footing: { $footing }.
guard-notice-consent-unsaid = The study does not say on what footing answers are used: settle that before you act on them.
guard-notice-traits = Traits that were used: { $names }.
guard-notice-object = Anybody may object at any time to being profiled for direct marketing, and must then be left out (GDPR Art. 21(2) and (3)).
guard-notice-groups = Personas describe groups. They must not be used to decide about a person (GDPR Art. 22).
guard-notice-orientation = What is said here of laws is orientation, not legal advice.
