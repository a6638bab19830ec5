# Lo que dicen los mensajes a los contactos.

subject-invitation = Su opinión nos interesa: { $title }
subject-reminder = Recordatorio: { $title }
subject-last = Último recordatorio: { $title }

greeting-named = Hola, { $name }:
greeting = Hola:

invitation = { $organiser } le invita a participar en una encuesta: { $title }. Lleva { $minutes ->
    [one] alrededor de un minuto
   *[other] unos { $minutes } minutos
}.
reminder = Hace unos días le enviamos una encuesta: { $title }. Si aún no ha tenido tiempo, agradeceríamos sus respuestas. Lleva { $minutes ->
    [one] alrededor de un minuto
   *[other] unos { $minutes } minutos
}.
reminder-last = Es la última vez que le escribimos sobre esta encuesta: { $title }. Lleva { $minutes ->
    [one] alrededor de un minuto
   *[other] unos { $minutes } minutos
}, y cada respuesta cuenta.
voluntary = La participación es voluntaria. Puede hacer una pausa en cualquier momento y continuar más tarde con el mismo enlace, también en otro dispositivo.
closes = La encuesta está abierta hasta el { $closes }.
draw = Quienes participan pueden entrar en un sorteo: { $prizes }.
prize = { $number } × { $what } ({ $worth })
voucher = Como agradecimiento, quienes responden hasta el final reciben: { $what } ({ $worth }).
thanks = Muchas gracias,

go = Ir a la encuesta
address-of-link = Si el botón no funciona, copie esta dirección en su navegador:
personal = Este enlace es solo para usted. Por favor, no lo comparta.
why = Recibe este mensaje porque su dirección está en la lista de personas a las que { $organiser } pregunta para esta encuesta.
questions = ¿Preguntas? Escriba a { $contact }.
privacy = Privacidad: { $notice }
unsubscribe = ¿No quiere más mensajes sobre esto? Darse de baja:
unsubscribe-link = Darse de baja

# Lo que se recibe. No es publicidad, y se dice: un mensaje sobre un premio parece pronto un fraude.
subject-voucher = Su vale: { $title }
voucher-here = Gracias por completar nuestra encuesta: { $title }. Como prometimos, esto es para usted: { $what } ({ $worth }). Su código:
voucher-yours = El código es solo suyo y se envía una sola vez. Por favor, conserve este mensaje.
why-voucher = Recibe este mensaje, que no es publicidad, porque completó esta encuesta.
subject-winner = Ha ganado un premio: { $title }
winner = Participó en el sorteo de { $organiser } por la encuesta «{ $title }», y ha ganado:
winner-claim = Para recibir su premio, responda a este mensaje o escriba a { $contact } a más tardar el { $until }. Después, el premio pasa a otra persona.
winner-safe = No le cuesta nada. No pedimos contraseñas ni números de tarjeta.
winner-check = Cómo se hizo el sorteo y cómo cualquiera puede comprobarlo: { $link }
why-winner = Recibe este mensaje, que no es publicidad, porque esta dirección se inscribió en el sorteo.
