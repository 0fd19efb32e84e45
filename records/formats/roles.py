"""Roles of contributors: MARC relator codes, and the words that catalogues use for them."""

from functools import lru_cache
from typing import Final

from records.codes import ROLES
from records.text import fold

_ROLE_WORDS: Final = {
    "aut": "pengarang penulis author writer creator oleh karya disusun ditulis by pencipta "
    "penulisutama pengarangutama pengarangtambahan primaryauthor additionalauthor jointauthor "
    "lyricist written dikarang",
    "edt": "penyunting editor ed edited disunting pnyt redaktur redaksi eds dieditori penyuntingan",
    "com": "penyusun compiler comp kompilator penghimpun dihimpun compiled selected penyeleksi",
    "trl": "penerjemah penterjemah translator tr trans terj alihbahasa pengalihbahasa "
    "diterjemahkan translated dialihbahasakan terjemahan",
    "ill": "ilustrator illustrator ill ilus illus illustrated pelukis digambar gambar ilustrasi "
    "penggambar",
    "art": "seniman artist komikus",
    "clr": "pewarna colorist colourist",
    "pht": "fotografer jurufoto photographer foto",
    "cov": "perancangsampul desainersampul coverdesigner sampul coverartist",
    "bkd": "perancangbuku penata bookdesigner penatabuku tataletak",
    "dsr": "desainer perancang designer desain",
    "nrt": "narator pembaca narrator",
    "aui": "katapengantar pengantar kata introduction foreword prakata afterword preface",
    "cmp": "komponis komposer composer penggubah arranger arr",
    "lbt": "libretis librettist",
    "ann": "anotator annotator penganotasi",
    "adp": "penyadur adapter disadur adaptor penyaduran saduran",
    "pbl": "penerbit publisher",
    "prt": "pencetak printer",
    "ctb": "kontributor contributor pemain penampil penyanyi performer singer",
}
CREATORS: Final = frozenset(("aut", "art", "cmp", "com", "lbt"))
"""Roles of makers, which Dublin Core and citations separate from other contributors."""
_CODES: Final = {word: code for code, words in _ROLE_WORDS.items() for word in words.split()} | {
    code: code for code in ROLES
}
_STARTS: Final = (
    ("alih bahasa", "trl"), ("kata pengantar", "aui"), ("editor", "edt"), ("penyunting", "edt"),
    ("ilustra", "ill"), ("illustra", "ill"), ("penerjemah", "trl"), ("translat", "trl"),
    ("diterjemah", "trl"), ("pengarang", "aut"), ("penulis", "aut"), ("author", "aut"),
    ("perancang sampul", "cov"), ("desain sampul", "cov"), ("edited", "edt"), ("compil", "com"),
    ("dialihbahasa", "trl"), ("disunting", "edt"), ("introduction", "aui"),
)  # fmt: skip
_OTHER_CODES: Final = {
    "aus": "aut", "cre": "aut", "dis": "aut", "lyr": "aut", "jud": "aut", "ive": "ctb",
    "edc": "edt", "edm": "edt", "pbd": "edt", "trc": "ctb", "arr": "cmp", "win": "aui",
    "aft": "aui", "wpr": "aui", "wst": "ctb", "sll": "ctb", "bjd": "cov", "isb": "pbl",
}  # fmt: skip


def of_code(code: str) -> str:
    """Returns the role of a relator code or its URL at id.loc.gov; "ctb" for an unknown
    three-letter code, "" for anything else."""
    code = code.strip().rstrip("/").rpartition("/")[2].lower()
    if code in ROLES:
        return code
    return _OTHER_CODES.get(code, "ctb" if len(code) == 3 and code.isalpha() else "")


@lru_cache(4096)
def of_words(text: str) -> str:
    """Returns the role that a few words name ("penerjemah,", "illustrated by"), or ""."""
    words = fold(text)
    if not words:
        return ""
    role = _CODES.get(words.replace(" ", "")) or _CODES.get(words.partition(" ")[0])
    return role or next((code for start, code in _STARTS if words.startswith(start)), "")
