"""Use of titles as defined by COUNTER Release 5.1: the Title Report and its book views.

A request is an opening of a book on loan (Controlled), or reading or downloading an open-access
file (Open). An investigation is a request or a view of the title's page, reported by the page's
script (Open for an open-access title). A denial is a reader who may borrow and finds no copy or no
licence. Views without JavaScript are not counted, nor titles shown in feeds and protocols. Robots
and scripts on COUNTER's lists are not counted on public pages.
"""
