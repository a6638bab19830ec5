# What mail to contacts says. People read it on a phone, between other mail: short, plain, polite.

subject-invitation = Your view, please: { $title }
subject-reminder = A reminder: { $title }
subject-last = Last reminder: { $title }

greeting-named = Dear { $name },
greeting = Hello,

invitation = { $organiser } invites you to take part in a survey: { $title }. It takes { $minutes ->
    [one] about one minute
   *[other] about { $minutes } minutes
}.
reminder = A few days ago we sent you a survey: { $title }. If you have not had time yet, we would be glad of your answers. It takes { $minutes ->
    [one] about one minute
   *[other] about { $minutes } minutes
}.
reminder-last = This is the last time we write to you about this survey: { $title }. It takes { $minutes ->
    [one] about one minute
   *[other] about { $minutes } minutes
}, and every answer counts.
voluntary = Taking part is voluntary. You can pause at any time and go on later with the same link, on another device too.
closes = The survey is open until { $closes }.
draw = Those who take part can enter a prize draw: { $prizes }.
prize = { $number } × { $what } ({ $worth })
voucher = As a thank-you, everybody who completes it gets this: { $what } ({ $worth }).
thanks = Thank you,

go = Go to the survey
address-of-link = If the button does not work, copy this address into your browser:
personal = This link is yours alone. Please do not pass it on.
why = You get this message because your address is on the list of people whom { $organiser } asks for this survey.
questions = Questions? Write to { $contact }.
privacy = Privacy: { $notice }
unsubscribe = No more messages about this? Unsubscribe:
unsubscribe-link = Unsubscribe

# What people get. No advertising, and said so: mail about prizes looks like fraud where it is not plain.
subject-voucher = Your voucher: { $title }
voucher-here = Thank you for completing our survey: { $title }. As promised, this is for you: { $what } ({ $worth }). Your code:
voucher-yours = The code is yours alone and comes only once. Please keep this message.
why-voucher = You get this message, which is no advertising, because you completed this survey.
subject-winner = You have won a prize: { $title }
winner = You took part in the prize draw of { $organiser } for the survey “{ $title }”, and you have won:
winner-claim = To claim your prize, answer this message or write to { $contact } by { $until }. After that the prize goes to somebody else.
winner-safe = It costs you nothing. We ask for no password and no card number.
winner-check = How the draw was held, and how anyone can check it: { $link }
why-winner = You get this message, which is no advertising, because this address was entered in the draw.
