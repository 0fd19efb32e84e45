"""`/akun/hapus/`: deleting an account without the app and without signing in, by a mail."""
