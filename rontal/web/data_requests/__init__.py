"""Requests about one's own data: for anybody at /privasi/, for members at /akun/data/."""
