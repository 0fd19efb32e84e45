"""Use of titles as COUNTER Release 5.1 reports it: the Title Report and its views of books.

A request is that a reader opened the book of a loan (Controlled), or that anybody began to read or
fetched a file that is open to everybody (Open); an investigation, each of these, and each look at
the page of a title, which the page's own script tells (Open where the title is open to everybody);
a denial, that somebody who may borrow found no copy or no licence.

Looks without script are not counted, nor what feeds and protocols show of a title. Robots and
scripts on COUNTER's lists are not counted where anybody may come in.
"""
