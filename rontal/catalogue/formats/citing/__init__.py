"""A title as those who cite it need it: for programs that keep references, and by its parts."""
