"""Tables of titles: exports of SLiMS and INLISLite, lists that people keep, and our own CSV."""
