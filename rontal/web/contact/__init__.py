"""`/akun/kontak/`: a member's own e-mail address, phone and home address."""
