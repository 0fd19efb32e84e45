"""Use of titles as COUNTER Release 5.1 reports it: the Title Report and its views of books.

A request is that a reader opened the book of a loan (Controlled), or that anybody began to read or
fetched a file that is open to everybody (Open); a denial, that somebody who may borrow found no
copy or no licence. Looks at the page of a title are not counted, so that no view tells of
investigations. Robots are not told apart from people.
"""
