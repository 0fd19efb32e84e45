"""A year of a library, invented from a seed: rows that the services could have made, written in
bulk so that 50,000 applications take a minute and not a day."""
