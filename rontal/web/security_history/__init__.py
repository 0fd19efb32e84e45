"""`/akun/keamanan/riwayat/`: security history of a person's account, and what to do if a sign-in
was not theirs.
"""
