"""Books that are read as pages: PDF and rows of pictures. `selectors` answers, `painter` has a
child draw (`child`, `pdf`, `pictures`), `kept` keeps what was drawn, sealed."""
