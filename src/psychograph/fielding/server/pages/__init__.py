"""The respondent's pages: what they show (`views`), and how they are rendered (`Pages`).

``Pages.of(fieldwork, settings)`` is made once, when the server starts; each method takes a view and returns
a whole HTML page as str: ``landing``, ``question``, ``end``, ``thanks``, ``message``, ``later``,
``unsubscribe``, ``draw_rules``, ``draw_record``, ``free_entry``, ``privacy``. ``Pages.languages`` are the
tags that pages are read in, the questionnaire's own first; ``Pages.language(*wanted)`` is the first of them
that fits what is wanted (tags, or an Accept-Language header). ``assets.assets()`` are the files that pages
load, by their path under ``/static/``, immutable.
"""
