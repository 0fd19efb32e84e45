"""Default standard of a library that has published none: a description of what the program does.

Structure and times follow the service standard of online membership (14 hours in five parts); the
library replaces the text by its own facts, such as the number of its staff.
"""

from collections.abc import Mapping

from rontal.core.profile import Library
from rontal.standard.policies import StandardPolicies
from rontal.standard.publication.rules import (
    Channel,
    ChannelRow,
    Component,
    Owner,
    Part,
    TimeRow,
)
from rontal.standard.steps.rules import Step

TEXTS: Mapping[Part, tuple[str, str]] = {
    Part.REQUIREMENTS: (
        "Kartu identitas yang masih berlaku: KTP, KIA, atau izin tinggal\n"
        "Formulir pendaftaran yang diisi sesuai kartu identitas\n"
        "Foto kartu identitas dan foto wajah pemohon\n"
        "Alamat surel yang dapat dibuka pemohon\n"
        "Persetujuan orang tua atau wali bagi pemohon di bawah 17 tahun",
        "A valid identity card: KTP, child card (KIA) or stay permit\n"
        "The registration form, filled in as the card says\n"
        "A photo of the card and a photo of the applicant's face\n"
        "An e-mail address that the applicant can read\n"
        "For applicants under 17, the consent of a parent or guardian",
    ),
    Part.PROCEDURE: (
        "Buka situs perpustakaan di ponsel atau komputer; tidak ada yang perlu dipasang\n"
        "Ambil dua foto dan isi formulir sesuai kartu identitas\n"
        "Buka surel dari perpustakaan dan aktifkan permohonan\n"
        "Tunggu sistem dan petugas memeriksa permohonan\n"
        "Baca surel hasilnya; bila terverifikasi dan aktif, masuk lalu mulai membaca",
        "Open the library's site on a phone or computer; nothing has to be installed\n"
        "Take two photos and fill in the form as the identity card says\n"
        "Open the library's e-mail and activate the application\n"
        "Wait while the system and our staff check the application\n"
        "Read the e-mail with the result; once it says verified and active, sign in and read",
    ),
    Part.TIME: (
        "Pemeriksaan dihitung dalam jam kerja perpustakaan. Selama pemohon memperbaiki "
        "permohonannya, waktu pemeriksaan berhenti.",
        "Checking is counted in the library's working hours. While the applicant corrects the "
        "application, the time of checking stands still.",
    ),
    Part.FEE: (
        "Gratis. Tidak ada biaya apa pun.",
        "Nothing. The service is free of charge.",
    ),
    Part.PRODUCT: (
        "Keanggotaan perpustakaan, kartu anggota digital, dan layanan perpustakaan digital: "
        "meminjam dan membaca buku elektronik.",
        "Library membership, a digital member card, and the digital library: borrowing and "
        "reading e-books.",
    ),
    Part.COMPLAINTS: (
        "Sampaikan dengan cara yang paling mudah bagi Anda. Nama boleh tidak disebut, dan nama "
        "pelapor dirahasiakan.",
        "Tell us in the way that suits you. You need not give a name, and the name of whoever "
        "reports is kept secret.",
    ),
    Part.LEGAL_BASIS: (
        "Undang-Undang Nomor 43 Tahun 2007 tentang Perpustakaan\n"
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik\n"
        "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi\n"
        "Peraturan Menteri PANRB Nomor 15 Tahun 2014 tentang Pedoman Standar Pelayanan\n"
        "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Survei Kepuasan Masyarakat",
        "Law 43 of 2007 on libraries\n"
        "Law 25 of 2009 on public services\n"
        "Law 27 of 2022 on the protection of personal data\n"
        "Regulation 15 of 2014 of the Minister of Administrative Reform on service standards\n"
        "Regulation 14 of 2017 of the Minister of Administrative Reform on satisfaction surveys",
    ),
    Part.FACILITIES: (
        "Situs keanggotaan dan perpustakaan digital\n"
        "Komputer dan jaringan internet di perpustakaan\n"
        "Meja layanan dan kotak saran",
        "The site for membership and the digital library\n"
        "Computers and internet in the library\n"
        "A service desk and a suggestion box",
    ),
    Part.COMPETENCE: (
        "Petugas mengenal kartu identitas, dapat memakai komputer, ramah, dan menjaga rahasia "
        "data pribadi.",
        "Staff know identity cards, can use a computer, are friendly, and keep personal data "
        "secret.",
    ),
    Part.SUPERVISION: (
        "Kepala layanan melihat waktu setiap langkah dan permohonan yang terlambat. Setiap "
        "pembukaan data pribadi tercatat dan dapat diperiksa.",
        "The head of service sees the time of every step and every application that is late. "
        "Every look at personal data is recorded and can be examined.",
    ),
    Part.STAFF_NUMBER: (
        "Paling sedikit dua petugas pemeriksa dan satu kepala layanan.",
        "At least two clerks and one head of service.",
    ),
    Part.SERVICE_GUARANTEE: (
        "Layanan diberikan dalam waktu yang dijanjikan. Bila terlambat, pemohon diberi tahu "
        "sebabnya beserta waktu yang baru.",
        "The service is given in the promised time. If we are late, the applicant is told why, "
        "and until when.",
    ),
    Part.SAFETY_GUARANTEE: (
        "Data pribadi disimpan tersegel, hanya dibuka untuk memeriksa permohonan, dan foto "
        "dihapus setelah masa simpannya habis.",
        "Personal data is kept sealed and opened only to check the application; photos are "
        "erased when their time of keeping is over.",
    ),
    Part.EVALUATION: (
        "Waktu setiap langkah diukur terus-menerus dan diumumkan. Kepuasan masyarakat disurvei "
        "paling sedikit setahun sekali.",
        "The time of every step is measured all year and published. Satisfaction is surveyed at "
        "least once a year.",
    ),
}


def times(library: Library) -> tuple[TimeRow, ...]:
    """Returns the five parts: 1 + 1 + 2 + 2 hours of the applicant, and the working time."""
    applicant = Owner.APPLICANT
    decision = library.policies_of(StandardPolicies).decision_working_minutes
    return (
        TimeRow("Membuka halaman", "Open the page", 60, applicant),
        TimeRow(
            "Mengisi formulir, mengambil dua foto",
            "Fill in the form, take two photos",
            60,
            applicant,
            Step.FORM,
        ),
        TimeRow(
            "Membaca surel dan mengaktifkan",
            "Read the e-mail and activate",
            120,
            applicant,
            Step.ACTIVATION,
        ),
        TimeRow(
            "Sistem dan perpustakaan memeriksa",
            "The system and the library check",
            decision,
            Owner.LIBRARY,
            Step.DECISION,
        ),
        TimeRow(
            "Membaca surel hasil",
            "Read the e-mail with the result",
            120,
            applicant,
            Step.SIGN_IN,
        ),
    )


def channels(library: Library) -> tuple[ChannelRow, ...]:
    """Returns the complaint channels of the library's profile, and the site's own form."""
    known = (
        (Channel.WEB, "/saran/"),
        (Channel.PHONE, library.phone),
        (Channel.SMS, library.whatsapp),
        (Channel.WHATSAPP, library.whatsapp),
        (Channel.EMAIL, library.email),
        (Channel.BOX, library.address),
    )
    return tuple(ChannelRow(kind, value) for kind, value in known if value)


def components(library: Library) -> dict[Part, Component]:
    """Returns all 14 components."""
    components_by_part = {part: Component(part, *TEXTS[part]) for part in Part}
    components_by_part[Part.TIME] = Component(Part.TIME, *TEXTS[Part.TIME], times=times(library))
    complaints = TEXTS[Part.COMPLAINTS]
    components_by_part[Part.COMPLAINTS] = Component(
        Part.COMPLAINTS, *complaints, channels=channels(library)
    )
    return components_by_part
