"""Tables of titles: exports of SLiMS and INLISLite, spreadsheets that people keep, and this
program's own CSV."""
