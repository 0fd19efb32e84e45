"""Host and passphrase of an app that is built."""

HOST = "baca.tabanan.go.id"


PASSPHRASE = "kuda baterai staples"
