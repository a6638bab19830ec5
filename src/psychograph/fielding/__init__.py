"""Fielding: asking people with a questionnaire, on a server of one's own.

Three stores keep apart who people are (`contacts`), what they answered (`answers`) and the key between the
two (`links`); a fourth (`office`) holds those who run it. A *case* is one person who is asked, under a
number of chance; answers, events and response rates know cases only.
"""
