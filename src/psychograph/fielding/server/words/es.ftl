# Borrador del proyecto; aún no lo ha leído nadie que tenga esta lengua como materna.

skip = Ir al contenido
language = Idioma
test-banner = Prueba: lo que envíe aquí no cuenta.
contact = ¿Preguntas? Escriba a
privacy-link = Qué se hace con sus respuestas
rules-link = Reglas del sorteo
record-link = Comprobar el sorteo
free-link = Entrar en el sorteo sin la encuesta
moment = { $day }, { $hour }, hora de { $place }
moment-utc = { $day }, { $hour } UTC
minutes = { $n ->
    [one] Cerca de un minuto
   *[other] Unos { $n } minutos
}
seconds = { $n ->
    [one] un segundo
   *[other] { $n } segundos
}

landing-by = Una encuesta de { $organiser }
landing-takes = Duración
landing-until = Abierta hasta el
landing-thanks = Como agradecimiento
landing-answers = Sus respuestas
landing-apart = Se guardan separadas de su dirección.
landing-unasked = No pedimos su nombre para participar.
landing-unlinked = A partir del { $day }, nadie podrá decir de quién son.
landing-free = Participar es voluntario. Puede parar en cualquier momento y seguir más tarde donde lo dejó.
begin = Empezar
go-on = Seguir donde lo dejó
begun = Ya ha empezado, y sus respuestas están guardadas.
decline = No, gracias
offer-draw = Un sorteo: { $prizes }
offer-prize = { $number ->
    [one] { $what } por valor de { $worth }
   *[other] { $number } × { $what }, por valor de { $worth } cada uno
}
offer-voucher = Cuando termine: { $what }

part-titled = Parte { $n } de { $total }: { $title }
part = Parte { $n } de { $total }
statement-of = { $n } de { $total }
left = { $n ->
    [one] queda cerca de un minuto
   *[other] quedan unos { $n } minutos
}
notice-title = Para leer
consent-title = Su consentimiento
consent-no = No estoy de acuerdo
optional = Opcional
continue = Continuar
continue-last = Terminar
later = Continuar más tarde
clear = Borrar mi respuesta
clear-all = Borrar mis respuestas de esta página
namely = Indique cuál, por favor
ends = { $low } es «{ $first }», { $high } es «{ $last }».
rank-by-tap = Toque en su orden, lo primero al principio. Toque otra vez para quitar uno.
rank-by-tap-most = Toque en su orden, lo primero al principio, hasta { $n }. Toque otra vez para quitar uno.
rank-given = { $label }: puesto { $n }
rank-taken = { $label }: quitado
rank-full = Todos los puestos están dados. Toque uno para quitarlo.
cleared-others = Se han quitado las demás respuestas, porque esta va sola.
cleared-alone = Se ha quitado la respuesta que va sola.
characters-left = Caracteres que quedan: { $n }
characters-over = Caracteres de más: { $n }
offline = Parece que no tiene conexión. Sus respuestas siguen en esta página. Inténtelo de nuevo cuando tenga conexión.

wrong-title = Revise esto, por favor
wrong-page = Para revisar
wrong-choose = Elija una respuesta, por favor.
wrong-number-between = Escriba un número de { $low } a { $high }, en cifras, por favor.
wrong-number-least = Escriba un número desde { $low }, en cifras, por favor.
wrong-number-most = Escriba un número hasta { $high }, en cifras, por favor.
wrong-number = Escriba un número, en cifras, por favor.
wrong-whole = Escriba un número entero, en cifras, por favor.
wrong-consent = Diga si está de acuerdo, por favor.
wrong-choice = Elija una de las respuestas, por favor.
wrong-postcode = Revise este código postal, por favor.
wrong-number-unclear = Escriba este número sin punto ni coma de millares, por favor.
unsaved-title = Su respuesta aún no está guardada
unsaved = No hemos podido guardarla en este momento. Sigue en esta página. Espere un momento y pulse el botón otra vez, por favor. Lo que envió antes está guardado.

later-title = Continuar más tarde
later-how = Sus respuestas están guardadas. Para seguir, abra este enlace en cualquier dispositivo:
later-link = Su enlace
later-copy = Copiar el enlace
later-copied = Copiado
later-until = Vale hasta el { $moment }.
later-keep = No lo comparta: quien lo tenga puede seguir con sus respuestas.
later-sent = El enlace de nuestro mensaje también lleva aquí.
later-now = Seguir ahora

end-title = Sus respuestas están guardadas
end-one = Queda una cosa. No tiene que ver con sus respuestas y usted decide.
end-two = Quedan dos cosas. No tienen que ver con sus respuestas y usted decide cada una.
end-nothing = Si no marca nada, ha terminado igualmente.
end-draw = Sorteo
end-marketing = Mensajes nuestros
end-address = Su dirección de correo, para el sorteo
end-address-why = Sirve para avisarle si gana, y se guarda separada de sus respuestas.
end-done = Terminar
wrong-address-missing = Escriba la dirección para el sorteo, o quite la marca, por favor.
wrong-address-needed = Escriba su dirección de correo, por favor.
wrong-address-wrong = Revise esta dirección de correo, por favor. Tiene esta forma: nombre@example.org.
wrong-rules-missing = Marque la casilla si acepta las reglas, por favor.
thanks-title = Gracias
thanks-entered = Participa en el sorteo. Fecha: { $moment }. Si gana, le escribimos, y tiene { $days ->
    [one] un día
   *[other] { $days } días
} para responder.
thanks-code = Su código de participación:
thanks-code-why = Con él encuentra su boleto en la lista publicada. Anótelo, por favor.
thanks-voucher = Su vale llega por correo electrónico.
thanks-voucher-ready = Tiene un vale.
thanks-voucher-take = Mostrar mi código
thanks-voucher-code = El código de su vale:
thanks-voucher-keep = Anótelo o haga una foto: no le llegará de otra forma.
thanks-voucher-none = Ahora mismo no hay un código para usted. Vuelva a abrir esta página más tarde o escriba a { $contact }.
thanks-close = Ya puede cerrar esta página.

not-yet-title = Esta encuesta aún no está abierta
not-yet = Se abre el { $opens }. Vuelva entonces con el mismo enlace, por favor.
paused-title = Esta encuesta está en pausa
paused = La hemos detenido por un tiempo. Lo que envió está guardado. Vuelva más tarde con el mismo enlace, por favor.
closed-title = Esta encuesta está cerrada
closed = Gracias por su interés. Se cerró el { $closes }. Lo que se envió antes cuenta.
expired-title = Este enlace ya no vale
expired = Su plazo ha pasado, o lo ha sustituido un enlace más nuevo. Si desea participar, escríbanos, por favor.
answered-title = Ya ha respondido
answered = Gracias. Sus respuestas están guardadas y no hay nada más que hacer.
screened-out-title = Gracias
screened-out = Gracias por su tiempo. Esta encuesta es para otro grupo de personas, así que no tenemos más preguntas para usted.
quota-full-title = Gracias
quota-full = Gracias por su tiempo. Ya han participado bastantes personas con respuestas como las suyas, así que no tenemos más preguntas para usted.
refused-title = Gracias por decírnoslo
refused = No participa, y está bien así. No le enviaremos recordatorios de esta encuesta.
limit-title = Ya han participado bastantes personas
limit = Gracias por su interés. Esta encuesta ya no admite respuestas.
other-link-title = Abra su propio enlace, por favor
other-link = Esta página pertenece a respuestas que se empezaron con otro enlace o en otro dispositivo. Para seguir, abra el enlace de su invitación, o el que guardó para más tarde.
cookies-title = Permita una cookie, por favor
cookies = Su navegador rechaza la única cookie con la que distinguimos sus respuestas de las de otros. No sigue a nadie y termina con la encuesta. Permítala para este sitio e inténtelo otra vez, por favor.
not-found-title = Esta página no existe
not-found = Tal vez la dirección esté incompleta. Si siguió el enlace de un mensaje, cópielo entero, por favor.
not-readable-title = No hemos podido leerlo
not-readable = Tal vez la página estuvo abierta demasiado tiempo, o se cortó la conexión. Lo que envió antes está guardado. Vuelva atrás, cargue la página de nuevo y envíela otra vez, por favor.
too-large-title = Era demasiado de una vez
too-large = Vuelva atrás y use menos palabras, por favor. Lo que envió antes está guardado.
too-many-title = Un momento, por favor
too-many = Han llegado demasiadas peticiones desde su conexión. Espere un poco e inténtelo otra vez. Lo que envió antes está guardado.
too-many-wait = Han llegado demasiadas peticiones desde su conexión. Espere { $wait } e inténtelo otra vez. Lo que envió antes está guardado.
failed-title = Algo ha fallado por nuestra parte
failed = Lo sentimos. Lo que envió antes está guardado. Inténtelo otra vez dentro de unos minutos, por favor.
try-again = Intentarlo otra vez

unsubscribe-title = No más mensajes nuestros
unsubscribe = Pulse el botón y no le escribiremos más.
unsubscribe-button = No recibir mensajes
unsubscribed-title = Hecho
unsubscribed = No le escribiremos más. Si fue un error, díganoslo, por favor.

rules-title = Reglas del sorteo
rules-who = Quién lo organiza
rules-prizes = Premios
rules-may = Quién puede participar
rules-how = Cómo participar
rules-by-survey = Llegue al final de la encuesta y marque allí la casilla del sorteo. También pueden hacerlo quienes no reciben más preguntas porque la encuesta trata de otras personas o porque ya han respondido bastantes.
rules-by-free = O entre sin la encuesta. La probabilidad es la misma.
rules-once = Cuenta una participación por dirección de correo. No hay que comprar nada, y lo que responda no cambia nada.
rules-chance = Cada participación tiene la misma probabilidad: el número de premios dividido entre el número de participaciones, que nadie conoce de antemano.
rules-when = Cuándo
rules-entry = Las participaciones cuentan desde el { $opens } hasta el { $closes }.
rules-drawn-at = El sorteo es el { $moment }.
rules-drawing = Cómo se sortea
rules-public = Antes del sorteo publicamos una huella de la lista de participaciones, que no contiene nombres. El azar viene de una fuente pública (drand) que nadie puede prever ni dirigir. Cualquiera puede comprobar el resultado.
rules-committed = Antes del sorteo publicamos una huella de la lista de participaciones y de un número secreto. Después publicamos el número. Cualquiera puede comprobar el resultado.
rules-told = Si gana
rules-claim = Escribimos a la dirección que dio. Tiene { $days ->
    [one] un día
   *[other] { $days } días
} para responder.
rules-next = Si no, el premio pasa al puesto siguiente; hay { $reserves }.
rules-law = Ley y otras reglas
record-title = Comprobar el sorteo
record-before = Aún no se ha publicado nada. Aquí encontrará la huella de la lista antes del sorteo.
record-commitment = Huella de la lista (SHA-256)
record-entries = Participaciones
record-round = Ronda de azar
record-randomness = Lo que salió
record-winners = Boletos premiados
record-file = El registro completo, y cómo comprobarlo
free-title = Entrar en el sorteo sin la encuesta
free-how = La probabilidad es la misma que con la encuesta.
free-address = Su dirección de correo
free-rules = He leído las reglas y puedo participar.
free-button = Entrar en el sorteo
free-done-title = Participa en el sorteo
free-done = Fecha: { $moment }. Si gana, le escribimos.
free-code-why = Con él encuentra su boleto en la lista publicada. Anótelo, por favor.

privacy-title = Qué se hace con sus respuestas
privacy-notice = Leer la información de { $organiser }
privacy-apart = Las respuestas se guardan separadas de nombres y direcciones.
privacy-destroy = El { $day } destruimos lo que une ambas cosas. Desde entonces, nadie podrá decir de quién es cada respuesta.
privacy-contacts = Las direcciones se borran el { $day }.
privacy-answers = Las respuestas se borran el { $day }.
privacy-network = Guardamos la dirección de red (IP) de su dispositivo con sus respuestas.
privacy-no-network = No guardamos la dirección de red (IP) de su dispositivo.
privacy-cookie = Una cookie hace que solo usted vea sus respuestas. Nada viene de terceros y nadie le sigue.
privacy-rights = Puede preguntar qué sabemos de usted, hacer que se corrija o se borre, o retirar su consentimiento. Escríbanos:
