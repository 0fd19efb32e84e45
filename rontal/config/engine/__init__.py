"""Django's PostgreSQL engine with a cheaper look at whether a kept connection still lives, and with
cursors for statements that are sent again and again."""
