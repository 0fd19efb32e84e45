"""What columns mean, what cells say, what is wrong with a row. Pure: no Django here."""
