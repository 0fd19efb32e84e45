"""Jobs of imports into the catalogue; they carry ids alone, and each may run twice without harm."""
