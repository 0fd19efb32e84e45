"""One field with subfields, as the mapping sees it."""

from dataclasses import dataclass

from rontal.catalogue.formats.draft import Draft
from rontal.catalogue.formats.punctuation import bare


@dataclass(slots=True)
class Part:
    """A field and the draft that it fills. `isbd` is False where the leader says that punctuation
    between the parts is left out: then texts are taken as they are. `ours` is True where we wrote
    the record."""

    draft: Draft
    tag: str
    first: str
    second: str
    subfields: list[str]
    isbd: bool
    ours: bool

    def raw(self, code: str) -> str:
        """The first subfield of a code, "" where there is none."""
        for sub in self.subfields:
            if sub[:1] == code:
                return sub[1:].strip()
        return ""

    def printed(self) -> str:
        """The name as the book prints it, where $9 tells it: only we write it so. Other programs
        keep numbers there, Koha that of its authority, also in records that it had of us."""
        text = self.raw("9") if self.ours else ""
        return "" if text.isdecimal() else text

    def one(self, code: str) -> str:
        """The first subfield of a code without the punctuation around it."""
        text = self.raw(code)
        return bare(text) if self.isbd and text else text

    def all(self, codes: str) -> list[str]:
        """Every subfield of these codes, in the order of the field, none of them empty."""
        found = [sub[1:].strip() for sub in self.subfields if sub[:1] in codes]
        return [text for text in (map(bare, found) if self.isbd else found) if text]
