"""Pure rules of the app: kinds of tickets, due times in working days, codes."""
