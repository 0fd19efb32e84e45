"""`/akun/pemberitahuan/`: messages by channel and purpose, devices, and what a member follows."""
