# What stands on respondents' pages around the questions, beside what a questionnaire says anyway
# (reports/questionnaire/words). Respondents read it: short, plain, polite; declining is as easy as agreeing.

skip = Go to the content
language = Language
test-banner = Test mode: nothing that you send here is counted.
contact = Questions? Write to
privacy-link = What becomes of your answers
rules-link = Rules of the draw
record-link = Check the draw
free-link = Enter the draw without the survey
moment = { $day }, { $hour }, time in { $place }
moment-utc = { $day }, { $hour } UTC
minutes = { $n ->
    [one] About one minute
   *[other] About { $n } minutes
}
seconds = { $n ->
    [one] one second
   *[other] { $n } seconds
}

# --- First page
landing-by = A survey by { $organiser }
landing-takes = Takes
landing-until = Open until
landing-thanks = Our thanks
landing-answers = Your answers
landing-apart = Kept apart from your address.
landing-unasked = We do not ask for your name to take part.
landing-unlinked = From { $day } on, nobody can tell whose they are.
landing-free = Taking part is up to you. You can stop at any time, and go on later where you left off.
begin = Begin
go-on = Go on where you left off
begun = You have begun already, and your answers are saved.
decline = No, thank you
offer-draw = A prize draw: { $prizes }
offer-prize = { $number ->
    [one] { $what } worth { $worth }
   *[other] { $number } × { $what }, each worth { $worth }
}
offer-voucher = When you finish: { $what }

# --- Questions
part-titled = Part { $n } of { $total }: { $title }
part = Part { $n } of { $total }
statement-of = { $n } of { $total }
left = { $n ->
    [one] about one minute left
   *[other] about { $n } minutes left
}
notice-title = Please read
consent-title = Your consent
consent-no = I do not agree
optional = Optional
continue = Continue
continue-last = Finish
later = Continue later
clear = Clear my answer
clear-all = Clear my answers here
namely = Please say which
ends = { $low } is “{ $first }”, { $high } is “{ $last }”.
rank-by-tap = Tap in your order, the first one first. Tap again to take one out.
rank-by-tap-most = Tap in your order, the first one first, up to { $n }. Tap again to take one out.
rank-given = { $label }: place { $n }
rank-taken = { $label }: taken out
rank-full = All places are taken. Tap one to take it out.
cleared-others = The other answers were taken out, since this one stands alone.
cleared-alone = The answer that stands alone was taken out.
characters-left = Characters left: { $n }
characters-over = Characters too many: { $n }
offline = You seem to be offline. Your answers are still on this page. Please try again when you are connected.

# --- Something is wrong
wrong-title = Please look at this again
wrong-page = Please check
wrong-choose = Please choose an answer.
wrong-number-between = Please give a number from { $low } to { $high }, in digits.
wrong-number-least = Please give a number of at least { $low }, in digits.
wrong-number-most = Please give a number of at most { $high }, in digits.
wrong-number = Please give a number, in digits.
wrong-whole = Please give a whole number, in digits.
wrong-consent = Please say whether you agree.
wrong-choice = Please choose one of the answers.
wrong-postcode = Please check this postcode.
wrong-number-unclear = Please write this number without a comma or point for thousands.
unsaved-title = Your answer is not saved yet
unsaved = We could not save it just now. It is still on this page. Please wait a moment and press the button again. What you sent before is saved.

# --- Continue later
later-title = Continue later
later-how = Your answers are saved. To go on, open this link on any device:
later-link = Your link
later-copy = Copy the link
later-copied = Copied
later-until = It works until { $moment }.
later-keep = Keep it to yourself: whoever has it can go on with your answers.
later-sent = The link in our message to you leads here too.
later-now = Go on now

# --- End
end-title = Your answers are saved
end-one = There is one more thing. It has nothing to do with your answers, and it is up to you.
end-two = There are two more things. They have nothing to do with your answers, and each is up to you.
end-nothing = If you tick nothing, you are done all the same.
end-draw = Prize draw
end-marketing = Messages from us
end-address = Your e-mail address, for the draw
end-address-why = Used to tell you if you win, and kept apart from your answers.
end-done = Done
wrong-address-missing = Please give the address for the draw, or take out the tick.
wrong-address-needed = Please give your e-mail address.
wrong-address-wrong = Please check this e-mail address. It looks like name@example.org.
wrong-rules-missing = Please tick the box if you agree to the rules.
thanks-title = Thank you
thanks-entered = You are in the draw. It takes place on { $moment }. If you win, we write to you, and you have { $days ->
    [one] one day
   *[other] { $days } days
} to answer.
thanks-code = Your entry code:
thanks-code-why = With it you find your ticket in the published list. Please note it down.
thanks-voucher = Your voucher comes by e-mail.
thanks-voucher-ready = You have a voucher.
thanks-voucher-take = Show my voucher code
thanks-voucher-code = Your voucher code:
thanks-voucher-keep = Please note it down or take a picture: it comes by no other way.
thanks-voucher-none = There is no voucher code for you at the moment. Open this page again later, or write to { $contact }.
thanks-close = You can close this page now.

# --- Nothing to answer here, or not now
not-yet-title = This survey is not open yet
not-yet = It opens on { $opens }. Please come back then with the same link.
paused-title = This survey is paused
paused = We have stopped it for a while. What you sent is saved. Please come back later with the same link.
closed-title = This survey is closed
closed = Thank you for your interest. It closed on { $closes }. What was sent before then counts.
expired-title = This link no longer works
expired = Its time is over, or a newer link has taken its place. If you would like to take part, please write to us.
answered-title = You have answered already
answered = Thank you. Your answers are saved, and there is nothing more to do.
screened-out-title = Thank you
screened-out = Thank you for your time. This survey is meant for another group of people, so there are no more questions for you.
quota-full-title = Thank you
quota-full = Thank you for your time. Enough people with answers like yours have taken part, so there are no more questions for you.
refused-title = Thank you for telling us
refused = You do not take part, and that is fine. We send you no reminders about this survey.
limit-title = Enough people have taken part
limit = Thank you for your interest. This survey takes no more answers.
other-link-title = Please open your own link
other-link = This page belongs to answers that were begun with another link or on another device. To go on, open the link from your invitation, or the one that you kept for later.
cookies-title = Please allow one cookie
cookies = Your browser refuses the one cookie by which we tell your answers from those of others. It follows nobody, and ends with the survey. Please allow it for this site, and try again.
not-found-title = There is no such page
not-found = The address may be incomplete. If you followed a link from a message, please copy the whole of it.
not-readable-title = We could not read that
not-readable = The page may have been open for too long, or the connection broke off. What you sent before is saved. Please go back, load the page again and send it once more.
too-large-title = That was too much at once
too-large = Please go back and use fewer words. What you sent before is saved.
too-many-title = One moment, please
too-many = There were too many requests from your connection. Please wait a little, then try again. What you sent before is saved.
too-many-wait = There were too many requests from your connection. Please wait { $wait }, then try again. What you sent before is saved.
failed-title = Something went wrong on our side
failed = We are sorry. What you sent before is saved. Please try again in a few minutes.
try-again = Try again

# --- No more messages
unsubscribe-title = No more messages from us
unsubscribe = Press the button, and we do not write to you again.
unsubscribe-button = Stop messages
unsubscribed-title = Done
unsubscribed = We do not write to you again. If this was a mistake, please tell us.

# --- Draw
rules-title = Rules of the draw
rules-who = Who holds it
rules-prizes = Prizes
rules-may = Who may take part
rules-how = How to take part
rules-by-survey = Come to the end of the survey, and tick the box for the draw there. That is open, too, to whoever is asked nothing more because the survey is about other people, or because enough have answered.
rules-by-free = Or enter without the survey. The chance is the same.
rules-once = One entry counts for each e-mail address. Nothing is to be bought, and what you answer makes no difference.
rules-chance = Each entry has the same chance: the number of prizes divided by the number of entries, which nobody knows beforehand.
rules-when = When
rules-entry = Entries count from { $opens } until { $closes }.
rules-drawn-at = The draw takes place on { $moment }.
rules-drawing = How winners are found
rules-public = Before the draw we publish a fingerprint of the list of entries, which holds no names. Chance comes from a public source (drand) that nobody can foresee or steer. Anyone can check the result.
rules-committed = Before the draw we publish a fingerprint of the list of entries and of a secret number. After it we publish the number. Anyone can check the result.
rules-told = If you win
rules-claim = We write to the address that you gave. You have { $days ->
    [one] one day
   *[other] { $days } days
} to answer.
rules-next = Otherwise the prize goes to the next place; there are { $reserves } of them.
rules-law = Law and other rules
record-title = Check the draw
record-before = Nothing is published yet. You will find the fingerprint of the list here before the draw.
record-commitment = Fingerprint of the list (SHA-256)
record-entries = Entries
record-round = Round of chance
record-randomness = What it said
record-winners = Tickets drawn
record-file = The whole record, with how to check it
free-title = Enter the draw without the survey
free-how = The chance is the same as with the survey.
free-address = Your e-mail address
free-rules = I have read the rules, and I may take part.
free-button = Enter the draw
free-done-title = You are in the draw
free-done = It takes place on { $moment }. If you win, we write to you.
free-code-why = With it you find your ticket in the published list. Please note it down.

# --- Privacy
privacy-title = What becomes of your answers
privacy-notice = Read the notice of { $organiser }
privacy-apart = Answers are kept apart from names and addresses.
privacy-destroy = On { $day } we destroy what links the two. From then on, nobody can tell whose answers are whose.
privacy-contacts = Addresses are erased on { $day }.
privacy-answers = Answers are erased on { $day }.
privacy-network = We keep the network address (IP) of your device with your answers.
privacy-no-network = We do not keep the network address (IP) of your device.
privacy-cookie = One cookie makes sure that only you see your answers. There is nothing from third parties, and nobody follows you.
privacy-rights = You may ask what we hold about you, have it corrected or erased, or withdraw your consent. Write to us:
