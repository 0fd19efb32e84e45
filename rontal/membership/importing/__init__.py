"""Import of members from another program (SLiMS, INLISLite) or from a list in Excel."""
