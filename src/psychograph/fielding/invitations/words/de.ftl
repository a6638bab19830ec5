# Was in den Nachrichten an Kontakte steht.

subject-invitation = Ihre Meinung ist gefragt: { $title }
subject-reminder = Zur Erinnerung: { $title }
subject-last = Letzte Erinnerung: { $title }

greeting-named = Guten Tag { $name },
greeting = Guten Tag,

invitation = { $organiser } lädt Sie zu einer Umfrage ein: { $title }. Sie dauert { $minutes ->
    [one] etwa eine Minute
   *[other] etwa { $minutes } Minuten
}.
reminder = Vor einigen Tagen haben wir Ihnen eine Umfrage geschickt: { $title }. Falls Sie noch keine Zeit hatten, freuen wir uns über Ihre Antworten. Sie dauert { $minutes ->
    [one] etwa eine Minute
   *[other] etwa { $minutes } Minuten
}.
reminder-last = Wir schreiben Ihnen zum letzten Mal wegen dieser Umfrage: { $title }. Sie dauert { $minutes ->
    [one] etwa eine Minute
   *[other] etwa { $minutes } Minuten
}, und jede Antwort zählt.
voluntary = Die Teilnahme ist freiwillig. Sie können jederzeit unterbrechen und später mit demselben Link weitermachen, auch auf einem anderen Gerät.
closes = Die Umfrage ist offen bis { $closes }.
draw = Wer teilnimmt, kann bei einer Verlosung mitmachen: { $prizes }.
prize = { $number } × { $what } ({ $worth })
voucher = Als Dank erhalten alle, die bis zum Ende antworten: { $what } ({ $worth }).
thanks = Vielen Dank

go = Zur Umfrage
address-of-link = Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:
personal = Dieser Link gehört nur Ihnen. Bitte geben Sie ihn nicht weiter.
why = Sie erhalten diese Nachricht, weil Ihre Adresse auf der Liste der Personen steht, die { $organiser } für diese Umfrage fragt.
questions = Fragen? Schreiben Sie an { $contact }.
privacy = Datenschutz: { $notice }
unsubscribe = Keine Nachrichten mehr dazu? Hier abmelden:
unsubscribe-link = Abmelden

# Was man bekommt. Keine Werbung, und das steht da: Post über Gewinne sieht sonst nach Betrug aus.
subject-voucher = Ihr Gutschein: { $title }
voucher-here = Danke, dass Sie unsere Umfrage bis zum Ende beantwortet haben: { $title }. Wie versprochen ist das für Sie: { $what } ({ $worth }). Ihr Code:
voucher-yours = Der Code gehört Ihnen allein und kommt nur einmal. Bitte bewahren Sie diese Nachricht auf.
why-voucher = Sie erhalten diese Nachricht, die keine Werbung ist, weil Sie diese Umfrage abgeschlossen haben.
subject-winner = Sie haben gewonnen: { $title }
winner = Sie haben an der Verlosung von { $organiser } zur Umfrage „{ $title }“ teilgenommen, und Sie haben gewonnen:
winner-claim = Um Ihren Gewinn anzunehmen, antworten Sie auf diese Nachricht oder schreiben Sie an { $contact }, spätestens { $until }. Danach geht der Gewinn an jemand anderen.
winner-safe = Es kostet Sie nichts. Wir fragen nach keinem Passwort und keiner Kartennummer.
winner-check = Wie gelost wurde und wie das jeder prüfen kann: { $link }
why-winner = Sie erhalten diese Nachricht, die keine Werbung ist, weil diese Adresse für die Verlosung eingetragen wurde.
