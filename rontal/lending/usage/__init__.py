"""Use of titles as COUNTER Release 5.1 reports it: the Title Report and its views of books.

A request is that a reader opened the book of a loan; a denial, that somebody who may borrow found
no copy or no licence. Looks at the page of a title are not counted, so that no view tells of
investigations, nor are files that are open to everybody, which anybody and any robot fetches.
"""
