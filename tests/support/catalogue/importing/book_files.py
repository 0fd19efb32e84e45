"""Book files for imports: PDF and CBZ."""

import io
import zipfile

import pikepdf
from PIL import Image

CC = "https://creativecommons.org/licenses/by/4.0/"


def pdf(
    title: str = "Lontar Bali", *, password: str = "", rights: str = "", isbn: str = ""
) -> bytes:
    document = pikepdf.new()
    for _page in range(3):
        document.add_blank_page(page_size=(420, 595))
    with document.open_metadata() as metadata:
        metadata["dc:title"] = title
        metadata["dc:creator"] = ["I Gusti Putu"]
        metadata["dc:language"] = ["id"]
        if rights:
            metadata["dc:rights"] = rights
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Bab satu", 1))
    target = io.BytesIO()
    document.save(target, encryption=pikepdf.Encryption(owner=password, user=password)
                  if password else False)  # fmt: skip
    return target.getvalue()


def picture(kind: str = "JPEG", colour: str = "red") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(target, kind)
    return target.getvalue()


def cbz(names: list[str], **more: bytes | str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, picture())
        for name, content in more.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()
