"""Variants of print shops: fonts, sizes, backgrounds, spellings, orders of rows."""

from random import Random

from idcard.kinds import IdentityKind
from idcard.specimen import typefaces
from idcard.specimen.canvas import Colour
from idcard.specimen.sheet import PrintStyle

TEXT_FACES = {
    "arimo": 34,
    "roboto-condensed": 18,
    "roboto-condensed-bold": 14,
    "tinos": 12,
    "pillow": 14,
    "cousine": 8,
}
NUMBER_FACES = {"": 30, "ocr-a": 34, "cousine": 20, "share-tech-mono": 16}
"""Weights of the fonts of the number; "" is the font of the text. Many KTPs print it in OCR-A."""

GROUNDS: dict[IdentityKind, tuple[Colour, ...]] = {
    IdentityKind.KTP: ((199, 224, 241), (180, 214, 238), (206, 228, 236), (190, 208, 232)),
    IdentityKind.KIA: ((203, 231, 233), (240, 214, 222), (214, 236, 214), (248, 226, 200)),
    IdentityKind.STAY_PERMIT: ((212, 230, 226), (226, 230, 206), (232, 220, 228)),
    IdentityKind.FAMILY_CARD: ((214, 231, 243), (240, 242, 244), (226, 238, 226)),
    IdentityKind.STUDENT_CARD: ((228, 238, 246), (250, 246, 224), (234, 244, 232), (252, 252, 252)),
}
INKS: tuple[Colour, ...] = ((28, 30, 36), (28, 30, 36), (12, 12, 14), (44, 44, 60), (56, 52, 50))

SPELLINGS: dict[IdentityKind, dict[str, tuple[str, ...]]] = {
    IdentityKind.KTP: {
        "Tempat/Tgl Lahir": ("Tempat/Tgl Lahir", "Tempat / Tgl Lahir", "Tempat/Tgl. Lahir"),
        "Jenis Kelamin": ("Jenis Kelamin", "Jenis kelamin"),
        "Gol. Darah": ("Gol. Darah", "Gol Darah", "Gol.Darah"),
        "RT/RW": ("RT/RW", "RT / RW", "Rt/Rw"),
        "Kel/Desa": ("Kel/Desa", "Kel / Desa", "Kel./Desa", "Desa/Kel"),
        "Status Perkawinan": ("Status Perkawinan", "Status perkawinan"),
        "Berlaku Hingga": ("Berlaku Hingga", "Berlaku hingga"),
    },
    IdentityKind.KIA: {
        "Tempat/Tgl Lahir": ("Tempat/Tgl Lahir", "Tempat / Tgl Lahir", "Tempat, Tgl Lahir"),
        "No. Kartu Keluarga": ("No. Kartu Keluarga", "No Kartu Keluarga", "Nomor KK"),
        "Nama Kepala Keluarga": ("Nama Kepala Keluarga", "Kepala Keluarga"),
        "No. Akta Kelahiran": ("No. Akta Kelahiran", "No Akta Kelahiran", "Akta Kelahiran"),
        "Kel/Desa": ("Kel/Desa", "Desa/Kelurahan"),
        "Berlaku Hingga": ("Berlaku Hingga", "Berlaku s/d"),
    },
    IdentityKind.STAY_PERMIT: {
        "No. Izin / Permit No.": ("No. Izin / Permit No.", "Nomor Izin / Permit Number"),
        "Tempat, Tgl Lahir / Place, Date of Birth": (
            "Tempat, Tgl Lahir / Place, Date of Birth",
            "Tempat/Tanggal Lahir / Place/Date of Birth",
        ),
        "No. Paspor / Passport No.": ("No. Paspor / Passport No.", "Paspor / Passport"),
        "Berlaku Hingga / Valid Until": ("Berlaku Hingga / Valid Until", "Berlaku s/d / Expiry"),
    },
    IdentityKind.FAMILY_CARD: {
        "No.": ("No.", "No"),
        "Kode Pos": ("Kode Pos", "Kode POS"),
        "Desa/Kelurahan": ("Desa/Kelurahan", "Kelurahan/Desa"),
    },
    IdentityKind.STUDENT_CARD: {
        "NISN": ("NISN", "N I S N", "No. Induk (NISN)"),
        "Nama": ("Nama", "Nama Siswa", "Nama Lengkap"),
        "Tempat/Tgl Lahir": ("Tempat/Tgl Lahir", "Tempat, Tanggal Lahir", "TTL"),
        "Jenis Kelamin": ("Jenis Kelamin", "L/P"),
        "Berlaku Hingga": ("Berlaku Hingga", "Berlaku s/d", "Berlaku sampai"),
    },
}
ORDERS: dict[IdentityKind, tuple[tuple[str, ...], ...]] = {
    IdentityKind.KTP: ((),),
    IdentityKind.KIA: (
        (),
        (
            "NIK", "Nama", "Tempat/Tgl Lahir", "Jenis Kelamin", "No. Kartu Keluarga",
            "Nama Kepala Keluarga", "Agama", "Alamat", "No. Akta Kelahiran", "Berlaku Hingga",
        ),
        (
            "NIK", "Nama", "Tempat/Tgl Lahir", "No. Akta Kelahiran", "Jenis Kelamin", "Agama",
            "Alamat", "No. Kartu Keluarga", "Nama Kepala Keluarga", "Berlaku Hingga",
        ),
    ),
    IdentityKind.STAY_PERMIT: (
        (),
        (
            "No. Izin / Permit No.", "Berlaku Hingga / Valid Until", "Nama / Name",
            "Jenis Kelamin / Sex", "Tempat, Tgl Lahir / Place, Date of Birth",
        ),
        ("Nama / Name", "No. Izin / Permit No.", "Penjamin / Guarantor", "Alamat / Address"),
    ),
    IdentityKind.FAMILY_CARD: ((),),
    IdentityKind.STUDENT_CARD: (
        (),
        ("Nama", "NISN", "Kelas", "Tempat/Tgl Lahir", "Jenis Kelamin", "Agama", "Alamat"),
        ("Nama", "Tempat/Tgl Lahir", "Jenis Kelamin", "Agama", "NISN", "Kelas", "Alamat"),
    ),
}  # fmt: skip
"""Orders of rows of some print shops; for the KTP and the family card the law fixes the order."""


def style_of(kind: IdentityKind, random: Random) -> PrintStyle:
    """Returns a random print style for cards of a kind."""
    text = _chosen(TEXT_FACES, random)
    number = _chosen(NUMBER_FACES, random) or text
    return PrintStyle(
        text=typefaces.files(text),
        number=typefaces.files(number),
        size=random.uniform(0.92, 1.06),
        spacing=random.choice((0.0, 0.0, 0.0, random.uniform(0.01, 0.05))),
        colon=random.choice((0.0, 0.0, random.uniform(-10, 26))),
        ground=random.choice(GROUNDS[kind]),
        ink=random.choice(INKS),
        labels={
            label: random.choice((label, *ways)) for label, ways in SPELLINGS[kind].items()
        },
        order=random.choice(ORDERS[kind]),
    )  # fmt: skip


def _chosen(weights: dict[str, int], random: Random) -> str:
    return random.choices(list(weights), list(weights.values()))[0]
