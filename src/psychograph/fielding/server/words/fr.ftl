# Ébauche du projet ; personne dont c'est la langue maternelle ne l'a encore relue.

skip = Aller au contenu
language = Langue
test-banner = Essai : ce que vous envoyez ici ne compte pas.
contact = Des questions ? Écrivez à
privacy-link = Ce que deviennent vos réponses
rules-link = Règlement du tirage
record-link = Vérifier le tirage
free-link = Participer au tirage sans répondre à l'enquête
moment = { $day }, { $hour }, heure de { $place }
moment-utc = { $day }, { $hour } UTC
minutes = { $n ->
    [one] Environ une minute
   *[other] Environ { $n } minutes
}
seconds = { $n ->
    [one] une seconde
   *[other] { $n } secondes
}

landing-by = Une enquête de { $organiser }
landing-takes = Durée
landing-until = Ouverte jusqu'au
landing-thanks = Pour vous remercier
landing-answers = Vos réponses
landing-apart = Elles sont gardées à part de votre adresse.
landing-unasked = Nous ne demandons pas votre nom pour participer.
landing-unlinked = À partir du { $day }, personne ne pourra dire de qui elles viennent.
landing-free = Vous êtes libre de participer. Vous pouvez arrêter à tout moment et reprendre plus tard là où vous en étiez.
begin = Commencer
go-on = Reprendre là où vous en étiez
begun = Vous avez déjà commencé, et vos réponses sont enregistrées.
decline = Non merci
offer-draw = Un tirage au sort : { $prizes }
offer-prize = { $number ->
    [one] { $what } d'une valeur de { $worth }
   *[other] { $number } × { $what }, d'une valeur de { $worth } chacun
}
offer-voucher = Quand vous aurez terminé : { $what }

part-titled = Partie { $n } sur { $total } : { $title }
part = Partie { $n } sur { $total }
statement-of = { $n } sur { $total }
left = { $n ->
    [one] encore une minute environ
   *[other] encore { $n } minutes environ
}
notice-title = À lire
consent-title = Votre accord
consent-no = Je ne suis pas d'accord
optional = Facultatif
continue = Continuer
continue-last = Terminer
later = Continuer plus tard
clear = Effacer ma réponse
clear-all = Effacer mes réponses ici
namely = Précisez, s'il vous plaît
ends = { $low } signifie « { $first } », { $high } signifie « { $last } ».
rank-by-tap = Touchez dans votre ordre, le premier d'abord. Touchez encore pour en retirer un.
rank-by-tap-most = Touchez dans votre ordre, le premier d'abord, jusqu'à { $n }. Touchez encore pour en retirer un.
rank-given = { $label } : rang { $n }
rank-taken = { $label } : retiré
rank-full = Tous les rangs sont pris. Touchez-en un pour le retirer.
cleared-others = Les autres réponses ont été retirées, car celle-ci va seule.
cleared-alone = La réponse qui va seule a été retirée.
characters-left = Caractères restants : { $n }
characters-over = Caractères en trop : { $n }
offline = Vous semblez être hors connexion. Vos réponses sont encore sur cette page. Réessayez quand vous serez connecté.

wrong-title = Veuillez revoir ceci
wrong-page = À vérifier
wrong-choose = Veuillez choisir une réponse.
wrong-number-between = Veuillez donner un nombre de { $low } à { $high }, en chiffres.
wrong-number-least = Veuillez donner un nombre à partir de { $low }, en chiffres.
wrong-number-most = Veuillez donner un nombre jusqu'à { $high }, en chiffres.
wrong-number = Veuillez donner un nombre, en chiffres.
wrong-whole = Veuillez donner un nombre entier, en chiffres.
wrong-consent = Veuillez dire si vous êtes d'accord.
wrong-choice = Veuillez choisir une des réponses.
wrong-postcode = Veuillez vérifier ce code postal.
wrong-number-unclear = Veuillez écrire ce nombre sans point ni virgule pour les milliers.
unsaved-title = Votre réponse n'est pas encore enregistrée
unsaved = Nous n'avons pas pu l'enregistrer à l'instant. Elle est encore sur cette page. Attendez un moment, puis appuyez de nouveau sur le bouton. Ce que vous avez envoyé avant est enregistré.

later-title = Continuer plus tard
later-how = Vos réponses sont enregistrées. Pour reprendre, ouvrez ce lien sur n'importe quel appareil :
later-link = Votre lien
later-copy = Copier le lien
later-copied = Copié
later-until = Il est valable jusqu'au { $moment }.
later-keep = Gardez-le pour vous : qui l'a peut poursuivre vos réponses.
later-sent = Le lien de notre message mène aussi ici.
later-now = Reprendre maintenant

end-title = Vos réponses sont enregistrées
end-one = Encore une chose. Elle n'a rien à voir avec vos réponses, et vous êtes libre.
end-two = Encore deux choses. Elles n'ont rien à voir avec vos réponses, et vous êtes libre pour chacune.
end-nothing = Si vous ne cochez rien, vous avez terminé quand même.
end-draw = Tirage au sort
end-marketing = Messages de notre part
end-address = Votre adresse e-mail, pour le tirage
end-address-why = Elle sert à vous prévenir si vous gagnez, et elle est gardée à part de vos réponses.
end-done = Terminer
wrong-address-missing = Veuillez donner l'adresse pour le tirage, ou décocher la case.
wrong-address-needed = Veuillez donner votre adresse e-mail.
wrong-address-wrong = Veuillez vérifier cette adresse e-mail. Elle ressemble à nom@example.org.
wrong-rules-missing = Veuillez cocher la case si vous acceptez le règlement.
thanks-title = Merci
thanks-entered = Vous participez au tirage. Date : { $moment }. Si vous gagnez, nous vous écrivons, et vous avez { $days ->
    [one] un jour
   *[other] { $days } jours
} pour répondre.
thanks-code = Votre code de participation :
thanks-code-why = Il vous permet de trouver votre billet dans la liste publiée. Notez-le, s'il vous plaît.
thanks-voucher = Votre bon arrive par e-mail.
thanks-voucher-ready = Vous recevez un bon.
thanks-voucher-take = Afficher mon code
thanks-voucher-code = Votre code de bon :
thanks-voucher-keep = Notez-le ou prenez-le en photo : il ne vous parviendra pas autrement.
thanks-voucher-none = Il n’y a pas de code pour vous en ce moment. Rouvrez cette page plus tard, ou écrivez à { $contact }.
thanks-close = Vous pouvez fermer cette page.

not-yet-title = Cette enquête n'est pas encore ouverte
not-yet = Elle ouvre le { $opens }. Revenez alors avec le même lien.
paused-title = Cette enquête est en pause
paused = Nous l'avons arrêtée pour un moment. Ce que vous avez envoyé est enregistré. Revenez plus tard avec le même lien.
closed-title = Cette enquête est terminée
closed = Merci de votre intérêt. Elle s'est terminée le { $closes }. Ce qui a été envoyé avant compte.
expired-title = Ce lien n'est plus valable
expired = Son temps est passé, ou un lien plus récent l'a remplacé. Si vous souhaitez participer, écrivez-nous.
answered-title = Vous avez déjà répondu
answered = Merci. Vos réponses sont enregistrées, il n'y a plus rien à faire.
screened-out-title = Merci
screened-out = Merci de votre temps. Cette enquête s'adresse à un autre groupe de personnes ; nous n'avons donc plus de questions pour vous.
quota-full-title = Merci
quota-full = Merci de votre temps. Assez de personnes aux réponses proches des vôtres ont participé ; nous n'avons donc plus de questions pour vous.
refused-title = Merci de nous l'avoir dit
refused = Vous ne participez pas, et c'est très bien ainsi. Nous ne vous enverrons pas de rappel pour cette enquête.
limit-title = Assez de personnes ont participé
limit = Merci de votre intérêt. Cette enquête ne prend plus de réponses.
other-link-title = Veuillez ouvrir votre propre lien
other-link = Cette page appartient à des réponses commencées avec un autre lien ou sur un autre appareil. Pour reprendre, ouvrez le lien de votre invitation, ou celui que vous avez gardé pour plus tard.
cookies-title = Veuillez autoriser un cookie
cookies = Votre navigateur refuse le seul cookie qui nous permet de distinguer vos réponses de celles des autres. Il ne suit personne et prend fin avec l'enquête. Autorisez-le pour ce site, puis réessayez.
not-found-title = Cette page n'existe pas
not-found = L'adresse est peut-être incomplète. Si vous avez suivi le lien d'un message, copiez-le en entier.
not-readable-title = Nous n'avons pas pu lire cela
not-readable = La page est peut-être restée ouverte trop longtemps, ou la connexion s'est interrompue. Ce que vous avez envoyé avant est enregistré. Revenez en arrière, rechargez la page et envoyez-la de nouveau.
too-large-title = C'était trop à la fois
too-large = Revenez en arrière et utilisez moins de mots. Ce que vous avez envoyé avant est enregistré.
too-many-title = Un instant, s'il vous plaît
too-many = Trop de demandes sont venues de votre connexion. Attendez un peu, puis réessayez. Ce que vous avez envoyé avant est enregistré.
too-many-wait = Trop de demandes sont venues de votre connexion. Attendez { $wait }, puis réessayez. Ce que vous avez envoyé avant est enregistré.
failed-title = Quelque chose n'a pas marché de notre côté
failed = Nous en sommes désolés. Ce que vous avez envoyé avant est enregistré. Réessayez dans quelques minutes.
try-again = Réessayer

unsubscribe-title = Plus de messages de notre part
unsubscribe = Appuyez sur le bouton, et nous ne vous écrirons plus.
unsubscribe-button = Arrêter les messages
unsubscribed-title = C'est fait
unsubscribed = Nous ne vous écrirons plus. Si c'était une erreur, dites-le-nous.

rules-title = Règlement du tirage
rules-who = Qui l'organise
rules-prizes = Prix
rules-may = Qui peut participer
rules-how = Comment participer
rules-by-survey = Allez jusqu'à la fin de l'enquête, et cochez-y la case du tirage. Cela vaut aussi pour ceux à qui l'on ne demande plus rien, parce que l'enquête concerne d'autres personnes ou qu'assez de gens ont répondu.
rules-by-free = Ou participez sans répondre à l'enquête. La chance est la même.
rules-once = Une participation compte par adresse e-mail. Il n'y a rien à acheter, et vos réponses n'y changent rien.
rules-chance = Chaque participation a la même chance : le nombre de prix divisé par le nombre de participations, que personne ne connaît à l'avance.
rules-when = Quand
rules-entry = Les participations comptent du { $opens } au { $closes }.
rules-drawn-at = Tirage le { $moment }.
rules-drawing = Comment se fait le tirage
rules-public = Avant le tirage, nous publions une empreinte de la liste des participations, qui ne contient pas de noms. Le hasard vient d'une source publique (drand) que personne ne peut prévoir ni diriger. Tout le monde peut vérifier le résultat.
rules-committed = Avant le tirage, nous publions une empreinte de la liste des participations et d'un nombre secret. Ensuite, nous publions ce nombre. Tout le monde peut vérifier le résultat.
rules-told = Si vous gagnez
rules-claim = Nous écrivons à l'adresse que vous avez donnée. Vous avez { $days ->
    [one] un jour
   *[other] { $days } jours
} pour répondre.
rules-next = Sinon, le prix passe à la place suivante ; il y en a { $reserves }.
rules-law = Droit et autres règles
record-title = Vérifier le tirage
record-before = Rien n'est encore publié. Vous trouverez ici l'empreinte de la liste avant le tirage.
record-commitment = Empreinte de la liste (SHA-256)
record-entries = Participations
record-round = Tour de hasard
record-randomness = Ce qu'il a donné
record-winners = Billets tirés
record-file = Le relevé complet, et comment le vérifier
free-title = Participer au tirage sans répondre à l'enquête
free-how = La chance est la même qu'avec l'enquête.
free-address = Votre adresse e-mail
free-rules = J'ai lu le règlement, et je peux participer.
free-button = Participer au tirage
free-done-title = Vous participez au tirage
free-done = Date : { $moment }. Si vous gagnez, nous vous écrivons.
free-code-why = Il vous permet de trouver votre billet dans la liste publiée. Notez-le, s'il vous plaît.

privacy-title = Ce que deviennent vos réponses
privacy-notice = Lire les informations de { $organiser }
privacy-apart = Les réponses sont gardées à part des noms et des adresses.
privacy-destroy = Le { $day }, nous détruisons ce qui relie les deux. Ensuite, personne ne pourra dire de qui viennent les réponses.
privacy-contacts = Les adresses sont effacées le { $day }.
privacy-answers = Les réponses sont effacées le { $day }.
privacy-network = Nous gardons l'adresse réseau (IP) de votre appareil avec vos réponses.
privacy-no-network = Nous ne gardons pas l'adresse réseau (IP) de votre appareil.
privacy-cookie = Un cookie garantit que vous seul voyez vos réponses. Rien ne vient de tiers, et personne ne vous suit.
privacy-rights = Vous pouvez demander ce que nous avons à votre sujet, le faire corriger ou effacer, ou retirer votre accord. Écrivez-nous :
