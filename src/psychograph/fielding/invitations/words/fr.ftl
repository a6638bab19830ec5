# Ce que disent les messages aux contacts.

subject-invitation = Votre avis nous intéresse : { $title }
subject-reminder = Rappel : { $title }
subject-last = Dernier rappel : { $title }

greeting-named = Bonjour { $name },
greeting = Bonjour,

invitation = { $organiser } vous invite à participer à une enquête : { $title }. Elle prend { $minutes ->
    [one] environ { $minutes } minute
   *[other] environ { $minutes } minutes
}.
reminder = Il y a quelques jours, nous vous avons envoyé une enquête : { $title }. Si vous n’en avez pas encore eu le temps, vos réponses nous feraient plaisir. Elle prend { $minutes ->
    [one] environ { $minutes } minute
   *[other] environ { $minutes } minutes
}.
reminder-last = C’est la dernière fois que nous vous écrivons au sujet de cette enquête : { $title }. Elle prend { $minutes ->
    [one] environ { $minutes } minute
   *[other] environ { $minutes } minutes
}, et chaque réponse compte.
voluntary = La participation est facultative. Vous pouvez vous arrêter à tout moment et reprendre plus tard avec le même lien, y compris sur un autre appareil.
closes = L’enquête est ouverte jusqu’au { $closes }.
draw = Les personnes qui participent peuvent prendre part à un tirage au sort : { $prizes }.
prize = { $number } × { $what } ({ $worth })
voucher = En remerciement, chaque personne qui répond jusqu’au bout reçoit : { $what } ({ $worth }).
thanks = Merci,

go = Répondre à l’enquête
address-of-link = Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
personal = Ce lien vous est réservé. Merci de ne pas le transmettre.
why = Vous recevez ce message parce que votre adresse figure sur la liste des personnes que { $organiser } interroge pour cette enquête.
questions = Des questions ? Écrivez à { $contact }.
privacy = Protection des données : { $notice }
unsubscribe = Vous ne voulez plus de messages à ce sujet ? Désinscription :
unsubscribe-link = Se désinscrire

# Ce que l'on reçoit. Pas de publicité, et c'est dit : un message sur un prix a vite l'air d'une fraude.
subject-voucher = Votre bon : { $title }
voucher-here = Merci d’avoir répondu jusqu’au bout à notre enquête : { $title }. Comme promis, voici pour vous : { $what } ({ $worth }). Votre code :
voucher-yours = Ce code est à vous seul et n’est envoyé qu’une fois. Veuillez conserver ce message.
why-voucher = Vous recevez ce message, qui n’est pas une publicité, parce que vous avez terminé cette enquête.
subject-winner = Vous avez gagné : { $title }
winner = Vous avez participé au tirage de { $organiser } pour l’enquête « { $title } », et vous avez gagné :
winner-claim = Pour recevoir votre prix, répondez à ce message ou écrivez à { $contact } au plus tard le { $until }. Ensuite, le prix revient à quelqu’un d’autre.
winner-safe = Cela ne vous coûte rien. Nous ne demandons ni mot de passe ni numéro de carte.
winner-check = Comment le tirage s’est fait, et comment chacun peut le vérifier : { $link }
why-winner = Vous recevez ce message, qui n’est pas une publicité, parce que cette adresse a été inscrite au tirage.
