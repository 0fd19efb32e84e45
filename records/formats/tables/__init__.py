"""Tables of titles: exports of SLiMS and INLISLite, own lists, and this program's CSV."""
