"""Members of another program (SLiMS, INLISLite, a list in Excel) become members here."""
