# Entwurf des Projekts; noch von niemandem gelesen, dessen Muttersprache es ist.

skip = Zum Inhalt
language = Sprache
test-banner = Probelauf: Was Sie hier senden, zählt nicht.
contact = Fragen? Schreiben Sie an
privacy-link = Was mit Ihren Antworten geschieht
rules-link = Regeln der Verlosung
record-link = Verlosung nachprüfen
free-link = Ohne Umfrage an der Verlosung teilnehmen
moment = { $day }, { $hour } Uhr, Ortszeit { $place }
moment-utc = { $day }, { $hour } Uhr UTC
minutes = { $n ->
    [one] Etwa eine Minute
   *[other] Etwa { $n } Minuten
}
seconds = { $n ->
    [one] eine Sekunde
   *[other] { $n } Sekunden
}

landing-by = Eine Umfrage von { $organiser }
landing-takes = Dauer
landing-until = Offen bis
landing-thanks = Unser Dank
landing-answers = Ihre Antworten
landing-apart = Getrennt von Ihrer Adresse aufbewahrt.
landing-unasked = Für die Teilnahme fragen wir nicht nach Ihrem Namen.
landing-unlinked = Ab dem { $day } kann niemand mehr sagen, von wem sie sind.
landing-free = Die Teilnahme ist freiwillig. Sie können jederzeit aufhören und später dort weitermachen, wo Sie waren.
begin = Beginnen
go-on = Dort weitermachen, wo Sie waren
begun = Sie haben schon begonnen, und Ihre Antworten sind gespeichert.
decline = Nein, danke
offer-draw = Eine Verlosung: { $prizes }
offer-prize = { $number ->
    [one] { $what } im Wert von { $worth }
   *[other] { $number } × { $what }, je im Wert von { $worth }
}
offer-voucher = Wenn Sie fertig sind: { $what }

part-titled = Teil { $n } von { $total }: { $title }
part = Teil { $n } von { $total }
statement-of = { $n } von { $total }
left = { $n ->
    [one] noch etwa eine Minute
   *[other] noch etwa { $n } Minuten
}
notice-title = Bitte lesen
consent-title = Ihre Einwilligung
consent-no = Ich stimme nicht zu
optional = Freiwillig
continue = Weiter
continue-last = Abschließen
later = Später weitermachen
clear = Meine Antwort löschen
clear-all = Meine Antworten hier löschen
namely = Bitte angeben
ends = { $low } heißt „{ $first }“, { $high } heißt „{ $last }“.
rank-by-tap = Tippen Sie in Ihrer Reihenfolge, das Erste zuerst. Noch einmal tippen nimmt es heraus.
rank-by-tap-most = Tippen Sie in Ihrer Reihenfolge, das Erste zuerst, bis zu { $n }. Noch einmal tippen nimmt es heraus.
rank-given = { $label }: Platz { $n }
rank-taken = { $label }: herausgenommen
rank-full = Alle Plätze sind vergeben. Tippen Sie auf einen, um ihn frei zu machen.
cleared-others = Die anderen Antworten wurden herausgenommen, weil diese allein steht.
cleared-alone = Die Antwort, die allein steht, wurde herausgenommen.
characters-left = Noch frei: { $n } Zeichen
characters-over = Zu viel: { $n } Zeichen
offline = Sie scheinen nicht verbunden zu sein. Ihre Antworten stehen noch auf dieser Seite. Bitte versuchen Sie es wieder, sobald Sie verbunden sind.

wrong-title = Bitte sehen Sie hier noch einmal hin
wrong-page = Bitte prüfen
wrong-choose = Bitte wählen Sie eine Antwort.
wrong-number-between = Bitte geben Sie eine Zahl von { $low } bis { $high } in Ziffern an.
wrong-number-least = Bitte geben Sie eine Zahl ab { $low } in Ziffern an.
wrong-number-most = Bitte geben Sie eine Zahl bis { $high } in Ziffern an.
wrong-number = Bitte geben Sie eine Zahl in Ziffern an.
wrong-whole = Bitte geben Sie eine ganze Zahl in Ziffern an.
wrong-consent = Bitte sagen Sie, ob Sie zustimmen.
wrong-choice = Bitte wählen Sie eine der Antworten.
wrong-postcode = Bitte prüfen Sie diese Postleitzahl.
wrong-number-unclear = Bitte schreiben Sie diese Zahl ohne Punkt oder Komma für Tausender.
unsaved-title = Ihre Antwort ist noch nicht gespeichert
unsaved = Wir konnten sie gerade nicht speichern. Sie steht noch auf dieser Seite. Bitte warten Sie einen Augenblick und drücken Sie den Knopf noch einmal. Was Sie vorher gesendet haben, ist gespeichert.

later-title = Später weitermachen
later-how = Ihre Antworten sind gespeichert. Um weiterzumachen, öffnen Sie diesen Link auf einem beliebigen Gerät:
later-link = Ihr Link
later-copy = Link kopieren
later-copied = Kopiert
later-until = Er gilt bis { $moment }.
later-keep = Behalten Sie ihn für sich: Wer ihn hat, kann mit Ihren Antworten weitermachen.
later-sent = Auch der Link in unserer Nachricht an Sie führt hierher.
later-now = Jetzt weitermachen

end-title = Ihre Antworten sind gespeichert
end-one = Eines noch. Es hat nichts mit Ihren Antworten zu tun und ist Ihnen freigestellt.
end-two = Zweierlei noch. Beides hat nichts mit Ihren Antworten zu tun und ist Ihnen freigestellt.
end-nothing = Wenn Sie nichts ankreuzen, sind Sie trotzdem fertig.
end-draw = Verlosung
end-marketing = Nachrichten von uns
end-address = Ihre E-Mail-Adresse für die Verlosung
end-address-why = Damit sagen wir Ihnen, wenn Sie gewinnen. Sie wird getrennt von Ihren Antworten aufbewahrt.
end-done = Fertig
wrong-address-missing = Bitte geben Sie die Adresse für die Verlosung an, oder nehmen Sie das Kreuz heraus.
wrong-address-needed = Bitte geben Sie Ihre E-Mail-Adresse an.
wrong-address-wrong = Bitte prüfen Sie diese E-Mail-Adresse. Sie sieht so aus: name@example.org.
wrong-rules-missing = Bitte kreuzen Sie das Kästchen an, wenn Sie mit den Regeln einverstanden sind.
thanks-title = Vielen Dank
thanks-entered = Sie nehmen an der Verlosung teil. Zeitpunkt: { $moment }. Wenn Sie gewinnen, schreiben wir Ihnen; Sie haben dann { $days ->
    [one] einen Tag
   *[other] { $days } Tage
} Zeit zu antworten.
thanks-code = Ihr Teilnahmecode:
thanks-code-why = Damit finden Sie Ihr Los in der veröffentlichten Liste. Bitte notieren Sie ihn.
thanks-voucher = Ihr Gutschein kommt per E-Mail.
thanks-voucher-ready = Sie bekommen einen Gutschein.
thanks-voucher-take = Gutscheincode anzeigen
thanks-voucher-code = Ihr Gutscheincode:
thanks-voucher-keep = Bitte notieren oder fotografieren Sie ihn: Er kommt auf keinem anderen Weg.
thanks-voucher-none = Im Moment ist kein Gutscheincode für Sie da. Öffnen Sie diese Seite später noch einmal, oder schreiben Sie an { $contact }.
thanks-close = Sie können diese Seite jetzt schließen.

not-yet-title = Diese Umfrage ist noch nicht offen
not-yet = Sie beginnt am { $opens }. Bitte kommen Sie dann mit demselben Link wieder.
paused-title = Diese Umfrage ruht
paused = Wir haben sie für eine Weile angehalten. Was Sie gesendet haben, ist gespeichert. Bitte kommen Sie später mit demselben Link wieder.
closed-title = Diese Umfrage ist beendet
closed = Danke für Ihr Interesse. Sie endete am { $closes }. Was vorher gesendet wurde, zählt.
expired-title = Dieser Link gilt nicht mehr
expired = Seine Zeit ist um, oder ein neuerer Link ist an seine Stelle getreten. Wenn Sie teilnehmen möchten, schreiben Sie uns bitte.
answered-title = Sie haben schon geantwortet
answered = Vielen Dank. Ihre Antworten sind gespeichert, es ist nichts weiter zu tun.
screened-out-title = Vielen Dank
screened-out = Danke für Ihre Zeit. Diese Umfrage richtet sich an eine andere Gruppe; deshalb haben wir keine weiteren Fragen an Sie.
quota-full-title = Vielen Dank
quota-full = Danke für Ihre Zeit. Es haben schon genug Menschen mit ähnlichen Antworten teilgenommen; deshalb haben wir keine weiteren Fragen an Sie.
refused-title = Danke, dass Sie es uns sagen
refused = Sie nehmen nicht teil, und das ist in Ordnung. Wir erinnern Sie nicht an diese Umfrage.
limit-title = Es haben genug Menschen teilgenommen
limit = Danke für Ihr Interesse. Diese Umfrage nimmt keine Antworten mehr an.
other-link-title = Bitte öffnen Sie Ihren eigenen Link
other-link = Diese Seite gehört zu Antworten, die mit einem anderen Link oder auf einem anderen Gerät begonnen wurden. Um weiterzumachen, öffnen Sie den Link aus Ihrer Einladung oder den, den Sie für später aufgehoben haben.
cookies-title = Bitte erlauben Sie ein Cookie
cookies = Ihr Browser lehnt das eine Cookie ab, an dem wir Ihre Antworten von denen anderer unterscheiden. Es verfolgt niemanden und endet mit der Umfrage. Bitte erlauben Sie es für diese Seite und versuchen Sie es noch einmal.
not-found-title = Diese Seite gibt es nicht
not-found = Vielleicht ist die Adresse unvollständig. Wenn Sie einem Link aus einer Nachricht gefolgt sind, kopieren Sie ihn bitte ganz.
not-readable-title = Das konnten wir nicht lesen
not-readable = Vielleicht war die Seite zu lange offen, oder die Verbindung brach ab. Was Sie vorher gesendet haben, ist gespeichert. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie sie noch einmal.
too-large-title = Das war zu viel auf einmal
too-large = Bitte gehen Sie zurück und verwenden Sie weniger Wörter. Was Sie vorher gesendet haben, ist gespeichert.
too-many-title = Einen Augenblick, bitte
too-many = Von Ihrem Anschluss kamen zu viele Anfragen. Bitte warten Sie ein wenig und versuchen Sie es dann noch einmal. Was Sie vorher gesendet haben, ist gespeichert.
too-many-wait = Von Ihrem Anschluss kamen zu viele Anfragen. Bitte warten Sie { $wait } und versuchen Sie es dann noch einmal. Was Sie vorher gesendet haben, ist gespeichert.
failed-title = Bei uns ist etwas schiefgegangen
failed = Das tut uns leid. Was Sie vorher gesendet haben, ist gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal.
try-again = Noch einmal versuchen

unsubscribe-title = Keine Nachrichten mehr von uns
unsubscribe = Drücken Sie den Knopf, und wir schreiben Ihnen nicht mehr.
unsubscribe-button = Nachrichten abbestellen
unsubscribed-title = Erledigt
unsubscribed = Wir schreiben Ihnen nicht mehr. War das ein Versehen, sagen Sie es uns bitte.

rules-title = Regeln der Verlosung
rules-who = Wer sie veranstaltet
rules-prizes = Preise
rules-may = Wer teilnehmen darf
rules-how = Wie man teilnimmt
rules-by-survey = Kommen Sie an das Ende der Umfrage, und kreuzen Sie dort das Kästchen für die Verlosung an. Das steht auch allen offen, die nicht weiter gefragt werden, weil es um andere Menschen geht oder genug geantwortet haben.
rules-by-free = Oder nehmen Sie ohne Umfrage teil. Die Chance ist dieselbe.
rules-once = Je E-Mail-Adresse zählt eine Teilnahme. Nichts muss gekauft werden, und was Sie antworten, macht keinen Unterschied.
rules-chance = Jede Teilnahme hat die gleiche Chance: die Zahl der Preise geteilt durch die Zahl der Teilnahmen, die vorher niemand kennt.
rules-when = Wann
rules-entry = Teilnahmen zählen vom { $opens } bis { $closes }.
rules-drawn-at = Ziehung am { $moment }.
rules-drawing = Wie gezogen wird
rules-public = Vor der Ziehung veröffentlichen wir einen Fingerabdruck der Teilnehmerliste, die keine Namen enthält. Der Zufall kommt aus einer öffentlichen Quelle (drand), die niemand vorhersehen oder lenken kann. Jeder kann das Ergebnis nachprüfen.
rules-committed = Vor der Ziehung veröffentlichen wir einen Fingerabdruck der Teilnehmerliste und einer geheimen Zahl. Danach veröffentlichen wir die Zahl. Jeder kann das Ergebnis nachprüfen.
rules-told = Wenn Sie gewinnen
rules-claim = Wir schreiben an die Adresse, die Sie angegeben haben. Sie haben { $days ->
    [one] einen Tag
   *[other] { $days } Tage
} Zeit zu antworten.
rules-next = Sonst geht der Preis an den nächsten von { $reserves } Ersatzplätzen.
rules-law = Recht und weitere Regeln
record-title = Verlosung nachprüfen
record-before = Noch ist nichts veröffentlicht. Vor der Ziehung finden Sie hier den Fingerabdruck der Liste.
record-commitment = Fingerabdruck der Liste (SHA-256)
record-entries = Teilnahmen
record-round = Runde des Zufalls
record-randomness = Was sie ergab
record-winners = Gezogene Lose
record-file = Das ganze Protokoll, und wie man es prüft
free-title = Ohne Umfrage an der Verlosung teilnehmen
free-how = Die Chance ist dieselbe wie mit der Umfrage.
free-address = Ihre E-Mail-Adresse
free-rules = Ich habe die Regeln gelesen und darf teilnehmen.
free-button = An der Verlosung teilnehmen
free-done-title = Sie nehmen an der Verlosung teil
free-done = Zeitpunkt: { $moment }. Wenn Sie gewinnen, schreiben wir Ihnen.
free-code-why = Damit finden Sie Ihr Los in der veröffentlichten Liste. Bitte notieren Sie ihn.

privacy-title = Was mit Ihren Antworten geschieht
privacy-notice = Hinweise von { $organiser } lesen
privacy-apart = Antworten werden getrennt von Namen und Adressen aufbewahrt.
privacy-destroy = Am { $day } vernichten wir, was beides verbindet. Danach kann niemand mehr sagen, welche Antworten von wem sind.
privacy-contacts = Adressen werden am { $day } gelöscht.
privacy-answers = Antworten werden am { $day } gelöscht.
privacy-network = Die Netzadresse (IP) Ihres Geräts bewahren wir mit Ihren Antworten auf.
privacy-no-network = Die Netzadresse (IP) Ihres Geräts bewahren wir nicht auf.
privacy-cookie = Ein Cookie sorgt dafür, dass nur Sie Ihre Antworten sehen. Nichts kommt von Dritten, und niemand verfolgt Sie.
privacy-rights = Sie können fragen, was wir über Sie wissen, es berichtigen oder löschen lassen und Ihre Einwilligung zurückziehen. Schreiben Sie uns:
