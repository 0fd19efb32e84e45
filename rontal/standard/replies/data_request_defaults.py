"""Reply templates for requests about personal data that come with the program."""

from rontal.standard.replies.rules import Reply, ReplyKind

_D = ReplyKind.DATA_REQUEST

DATA_REQUEST_REPLIES: tuple[Reply, ...] = (
    Reply(
        _D, "Data dan jejak pemrosesan diberikan", (),
        "Permintaan Anda {code} sudah kami penuhi. Semua data Anda, dan siapa yang membukanya, "
        "kapan, dan untuk apa, dapat Anda lihat setelah masuk, di halaman Data saya.\n\nKalau ada "
        "yang kurang jelas, balas di halaman permintaan ini.",
        "We have done what you asked in {code}. You can see all your data, and who opened it, when "
        "and why, on the page My data after signing in.\n\nIf anything is unclear, reply on the "
        "page of this request.",
        10,
    ),
    Reply(
        _D, "Salinan data diberikan", (),
        "Salinan data Anda sudah siap. Masuklah, buka halaman Data saya, lalu pilih Unduh data "
        "saya. Salinan itu memuat nomor identitas lengkap, jadi simpanlah baik-baik.",
        "The copy of your data is ready. Sign in, open the page My data and choose Download my "
        "data. The copy contains your full identity number, so keep it private.",
        20,
    ),
    Reply(
        _D, "Data sudah dibetulkan", (),
        "Data Anda sudah kami betulkan:\n\n…\n\nAnda dapat memeriksanya di halaman Data saya.",
        "We have corrected your data:\n\n…\n\nYou can check it on the page My data.",
        30,
    ),
    Reply(
        _D, "Persetujuan dicabut", (),
        "Persetujuan yang Anda sebut sudah kami cabut, dan data itu tidak lagi kami pakai untuk "
        "tujuan tersebut. Ini tidak memengaruhi hal lain dalam keanggotaan Anda.",
        "We have withdrawn the consent that you named, and no longer use the data for that "
        "purpose. Nothing else about your membership changes.",
        40,
    ),
    Reply(
        _D, "Penggunaan dihentikan sementara", (),
        "Penggunaan data Anda sudah kami hentikan atau batasi sebagai berikut:\n\n…\n\nSelama itu, "
        "layanan berikut tidak dapat dipakai: …",
        "We have stopped or limited the use of your data as follows:\n\n…\n\nDuring that time, "
        "this is not available: …",
        50,
    ),
    Reply(
        _D, "Data dihapus", (),
        "Data Anda sudah kami hapus. Yang tetap kami simpan karena hukum mewajibkannya: bukti "
        "bahwa persetujuan pernah diberikan dan dicabut, dan catatan bahwa data dihapus. Salinan "
        "cadangan yang lama terhapus menurut jadwalnya.",
        "We have deleted your data. We keep what the law requires: the proof that consent was "
        "given and withdrawn, and the record that the data was deleted. Older backups are deleted "
        "on their schedule.",
        60,
    ),
    Reply(
        _D, "Hasil sistem diperiksa petugas", (),
        "Petugas sudah memeriksa sendiri hasil yang ditemukan sistem, tanpa mengikuti anjuran "
        "sistem. Hasilnya:\n\n…",
        "A member of staff has looked at the result that the system found, without following its "
        "recommendation. The outcome:\n\n…",
        70,
    ),
    Reply(
        _D, "Tidak ada data tentang Anda", (),
        "Kami sudah mencari dengan keterangan yang Anda berikan dan tidak menemukan data tentang "
        "Anda di {library}, kecuali permintaan ini sendiri.",
        "We searched with what you told us and found no data about you at {library}, except for "
        "this request itself.",
        80,
    ),
    Reply(
        _D, "Belum dapat memastikan identitas", (),
        "Sebelum memenuhi permintaan {code}, kami harus memastikan bahwa data itu milik Anda. "
        "Silakan masuk ke akun Anda dan kirim permintaan dari halaman Data saya, atau datang ke "
        "{library} dengan kartu identitas.",
        "Before we do what you asked in {code}, we have to make sure that the data is yours. Sign "
        "in and send the request from the page My data, or come to {library} with your identity "
        "card.",
        90,
    ),
    Reply(
        _D, "Tidak dapat dipenuhi", (),
        "Kami tidak dapat memenuhi permintaan {code}, karena …\n\nDasar hukumnya: …\n\nKalau Anda "
        "tidak setuju, Anda dapat mengadu kepada kami atau kepada lembaga pelindungan data "
        "pribadi.",
        "We cannot do what you asked in {code}, because …\n\nThe legal ground is: …\n\nIf you "
        "disagree, you can complain to us or to the data protection authority.",
        100,
    ),
)  # fmt: skip
