"""Reply templates that come with the program; the library can change them."""

from rontal.standard.replies.rules import Reply, ReplyKind

_C, _R, _T = ReplyKind.CORRECTION, ReplyKind.REJECTION, ReplyKind.TICKET

REPLIES: tuple[Reply, ...] = (
    Reply(
        _C, "Foto kartu buram", ("photo_card_unreadable",),
        "Tulisan pada foto kartu belum terbaca. Letakkan kartu di meja, dekat jendela atau lampu, "
        "lalu potret tegak lurus dari atas sampai keempat sudutnya terlihat. Anda punya waktu "
        "{days} hari.",
        "The print on the photo of your card cannot be read yet. Lay the card on a table near a "
        "window or a lamp and take the photo straight from above, with all four corners in the "
        "picture. You have {days} days.",
        10,
    ),
    Reply(
        _C, "Kartu silau atau terpotong", ("photo_card_unreadable",),
        "Sebagian kartu tertutup pantulan cahaya atau terpotong. Matikan lampu kilat, geser "
        "sedikit sampai pantulannya hilang, dan pastikan seluruh kartu masuk dalam foto.",
        "Part of the card is hidden by glare or cut off. Switch the flash off, move a little "
        "until the glare is gone, and make sure that the whole card is in the photo.",
        20,
    ),
    Reply(
        _C, "Wajah kurang jelas", ("photo_face_unclear",),
        "Wajah pada foto belum terlihat jelas. Menghadaplah ke arah cahaya, lepaskan masker, "
        "topi, dan kacamata hitam, dan pastikan hanya Anda yang ada di dalam foto.",
        "Your face cannot be seen well in the photo. Turn towards the light, take off mask, hat "
        "and sunglasses, and make sure that you are the only person in the picture.",
        30,
    ),
    Reply(
        _C, "Nama tidak sama dengan kartu", ("name_differs",),
        "Nama pada formulir berbeda dari nama pada kartu. Tuliskan nama persis seperti tercetak "
        "di kartu, tanpa gelar kalau gelar itu tidak tercetak.",
        "The name on the form differs from the one on the card. Please write it exactly as the "
        "card prints it, without a title where none is printed.",
        40,
    ),
    Reply(
        _C, "NIK atau tanggal lahir salah ketik", ("number_differs", "birth_differs"),
        "Nomor atau tanggal lahir pada formulir berbeda dari kartu. Salinlah sekali lagi dari "
        "kartu, angka demi angka.",
        "The number or the date of birth on the form differs from the card. Please copy it once "
        "more from the card, digit by digit.",
        50,
    ),
    Reply(
        _C, "Kartu sudah tidak berlaku", ("document_expired",),
        "Kartu yang Anda kirim sudah tidak berlaku. Kirimkan foto kartu yang masih berlaku. Kalau "
        "kartu baru masih diurus, Anda punya waktu {days} hari; setelah itu Anda boleh mendaftar "
        "lagi kapan saja.",
        "The card that you sent is no longer valid. Please send a photo of a valid one. If a new "
        "card is on its way, you have {days} days; after that you may apply again at any time.",
        60,
    ),
    Reply(
        _C, "Alamat belum lengkap", ("address_incomplete",),
        "Alamat belum lengkap. Mohon tambahkan nama jalan atau banjar, nomor rumah, dan desa atau "
        "kelurahan.",
        "The address is not complete. Please add the street or hamlet, the number of the house, "
        "and the village.",
        70,
    ),
    Reply(
        _C, "Data orang tua atau wali", ("guardian_missing",),
        "Karena pemohon belum berusia 18 tahun, kami memerlukan nama orang tua atau wali dan cara "
        "menghubunginya. Persetujuannya kami minta tersendiri.",
        "As the applicant is under 18, we need the name of a parent or guardian and a way to "
        "reach them. We ask them for their consent separately.",
        80,
    ),
    Reply(
        _R, "Sudah menjadi anggota", ("duplicate",),
        "{name} sudah terdaftar sebagai anggota, sehingga pendaftaran kedua tidak diperlukan. "
        "Kalau nomor anggota atau kata sandi terlupa, hubungi {library}; kami bantu masuk kembali.",
        "{name} is a member already, so that a second registration is not needed. If the member "
        "number or the password is forgotten, contact {library}; we will help you to sign in.",
        10,
    ),
    Reply(
        _R, "Kartu milik orang lain", ("not_own_identity",),
        "Wajah pada foto bukan wajah pada kartu. Keanggotaan hanya dapat dibuat dengan kartu milik "
        "sendiri. Kalau ini kekeliruan, silakan datang ke {library} dengan membawa kartu asli.",
        "The face in the photo is not the face on the card. A membership can only be made with "
        "one's own card. If this is a mistake, please come to {library} with the original card.",
        20,
    ),
    Reply(
        _R, "Kartu tidak dapat diterima", ("identity_invalid",),
        "Kami tidak dapat memakai kartu yang dikirim sebagai bukti diri. Anda boleh mendaftar lagi "
        "dengan kartu lain, atau datang ke {library} agar kami bantu.",
        "We cannot take the card that was sent as proof of who you are. You may apply again with "
        "another card, or come to {library}, where we will help you.",
        30,
    ),
    Reply(
        _T, "Terima kasih atas saran", (),
        "Terima kasih atas saran Anda. Kami sudah membahasnya dan akan melakukan hal berikut:\n\n…",
        "Thank you for your suggestion. We have talked about it and will do the following:\n\n…",
        10,
    ),
    Reply(
        _T, "Maaf, sudah diperbaiki", (),
        "Terima kasih sudah memberi tahu kami. Kami minta maaf atas kejadian ini. Sekarang sudah "
        "diperbaiki:\n\n…\n\nBeri tahu kami kalau hal ini terjadi lagi.",
        "Thank you for telling us. We are sorry that this happened. It is mended now:\n\n…\n\n"
        "Please tell us if it happens again.",
        20,
    ),
    Reply(
        _T, "Keterangan", (),
        "Terima kasih atas pertanyaan Anda. Beginilah keadaannya:\n\n…",
        "Thank you for your question. This is how it is:\n\n…",
        30,
    ),
    Reply(
        _T, "Belum bisa sekarang", (),
        "Terima kasih sudah menulis kepada kami. Kami sudah menelitinya dan saat ini belum dapat "
        "melakukannya, karena …\n\nSebagai gantinya kami dapat menawarkan: …",
        "Thank you for writing to us. We looked at it closely and cannot do it at present, "
        "because …\n\nWhat we can offer instead: …",
        40,
    ),
)  # fmt: skip
