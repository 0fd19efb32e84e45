"""Records and book files of other programs, folders and libraries become titles here."""
