"""One MARC field with subfields, as the mapping reads it."""

from dataclasses import dataclass

from records.formats.draft import Draft
from records.formats.punctuation import bare


@dataclass(slots=True)
class Part:
    """Field and the draft that it fills. `isbd` is False where the leader says that ISBD
    punctuation is omitted: texts are then taken unchanged. `ours` is True where this program wrote
    the record."""

    draft: Draft
    tag: str
    first: str
    second: str
    subfields: list[str]
    isbd: bool
    ours: bool

    def raw(self, code: str) -> str:
        """Returns the first subfield with a code, "" where there is none."""
        for sub in self.subfields:
            if sub[:1] == code:
                return sub[1:].strip()
        return ""

    def printed(self) -> str:
        """Returns the name as the book prints it, from $9 of records that this program wrote.
        Elsewhere $9 holds other data: Koha adds its authority number, even to records exported from
        here, so digits are ignored."""
        text = self.raw("9") if self.ours else ""
        return "" if text.isdecimal() else text

    def one(self, code: str) -> str:
        """Returns the first subfield with a code, without ISBD punctuation."""
        text = self.raw(code)
        return bare(text) if self.isbd and text else text

    def all(self, codes: str) -> list[str]:
        """Returns every non-empty subfield with one of these codes, in the order of the field."""
        texts = [sub[1:].strip() for sub in self.subfields if sub[:1] in codes]
        return [text for text in (map(bare, texts) if self.isbd else texts) if text]
