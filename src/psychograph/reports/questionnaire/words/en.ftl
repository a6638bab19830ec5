# What stands around the questions, on paper and on screens. Respondents read it: short, plain, polite.

list-and = { $first } and { $last }
list-or = { $first } or { $last }
quoted = “{ $text }”

# --- Paper
paper-respondent = Respondent no.
paper-how = How to fill this in
paper-how-one = Where there are circles, tick one.
paper-how-many = Where there are squares, tick all that apply.
paper-how-route = Answer the questions in order, unless an arrow sends you on.
paper-signature = Signature
paper-date = Date
paper-version = Version { $version }
paper-stop = Without your agreement, please stop here.
paper-end = End of the questionnaire
paper-specify = namely
go-to = Go to question { $at }
go-to-end = Go to the end
only-if = Answer question { $first } only if { $condition }.
only-if-two = Answer questions { $first } and { $last } only if { $condition }.
only-if-many = Answer questions { $first } to { $last } only if { $condition }.
only-if-text = Read on here only if { $condition }.
otherwise = Otherwise go to question { $at }.
otherwise-end = Otherwise go to the end.

# --- Conditions
if-answered = you answered question { $at }
if-open = you left question { $at } open
if-answer = you answered question { $at } with { $labels }
if-no-answer = you did not answer question { $at } with { $labels }
if-ticked = you ticked { $label } in question { $at }
if-not-ticked = you did not tick { $label } in question { $at }
if-equal = your answer to question { $at } is { $value }
if-unequal = your answer to question { $at } is not { $value }
if-less = your answer to question { $at } is less than { $value }
if-at-most = your answer to question { $at } is { $value } or less
if-more = your answer to question { $at } is more than { $value }
if-at-least = your answer to question { $at } is { $value } or more
if-before = the day in question { $at } is before { $value }
if-until = the day in question { $at } is { $value } or earlier
if-after = the day in question { $at } is after { $value }
if-from = the day in question { $at } is { $value } or later
if-not = this is not so: { $condition }
if-always = you have come this far
if-never = you were told to

# --- Hints
hint-many = Choose all that apply.
hint-exactly = Choose { $n }.
hint-between = Choose { $least } to { $most }.
hint-least = Choose at least { $n }.
hint-most = Choose at most { $n }.
hint-rank = Write 1 beside what comes first, 2 beside what comes next, and so on.
hint-rank-most = Write 1 beside what comes first, 2 beside what comes next, and so on up to { $n }.
hint-rank-screen = Give what comes first the place 1, what comes next the place 2, and so on.
hint-rank-screen-most = Give what comes first the place 1, what comes next the place 2, and so on up to { $n }.
hint-exclusive = nothing else with it
hint-number-between = A number from { $low } to { $high }
hint-number-least = A number of at least { $low }
hint-number-most = A number of at most { $high }
hint-whole = A whole number
hint-number = A number
hint-day-between = A day from { $earliest } to { $latest }
hint-day-least = A day from { $earliest } on
hint-day-most = A day up to { $latest }
hint-characters = At most { $n } characters
day-day = Day
day-month = Month
day-year = Year
postcode = Postcode

# --- Screens
next = Next
back = Back
finish = Send
again = Start again
page-of = Page { $n } of { $total }
required = needs an answer
required-note = Questions with a star need an answer.
place = Place
no-place = none
statement = Statement
wrong-missing = Please answer this question.
wrong-rows = Please answer every line.
wrong-count = Please look at how many to choose.
wrong-alone = One of these answers cannot stand with others.
wrong-number = Please give a number as asked.
wrong-day = Please give a day as asked.
wrong-rank = Please give each place once, from 1 on.
wrong-long = Please use fewer characters.
wrong-some = Please look again at the marked questions.
thanks = Thank you. That was the last question.
without-consent = Thank you. Without your agreement the questionnaire ends here.
