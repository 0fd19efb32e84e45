"""`/akun/hapus/`: deletion of an account without signing in, confirmed by a link in a mail."""
