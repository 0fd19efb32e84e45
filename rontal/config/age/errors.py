"""Reasons why an age file cannot be opened.

Each message completes a sentence that begins with the name of the file.
"""


class AgeError(ValueError):
    """Age file that cannot be opened."""


class NotAge(AgeError):
    """File that does not begin as age files do."""


class HeaderDamaged(AgeError):
    """Header that breaks the format, or whose authentication code is wrong."""


class TooMuchWork(HeaderDamaged):
    """Passphrase stanza whose work factor is above the accepted maximum."""


class WrongKey(AgeError):
    """File that is encrypted to other keys."""


class WrongPassphrase(WrongKey):
    """File that is encrypted with another passphrase."""


class PayloadDamaged(AgeError):
    """Chunk that was altered or moved."""


class Truncated(PayloadDamaged):
    """File whose end is missing."""


class Appended(PayloadDamaged):
    """File with data behind its last chunk."""
