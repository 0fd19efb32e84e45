"""What the app shows when it starts."""

HOST = "https://baca.tabanan.go.id"


LIGHT, DARK = "ff0f5446/fff6f8f3", "ff101513/ff0b0f0d"


COLOURS = f"{LIGHT} light {LIGHT} dark {DARK}"


SESSION = "{android.support.customtabs.extra.SESSION_ID=immutable Focus}"


OPENING = [
    "bind trusted 1",
    "warmup 0",
    f"session {SESSION}",
    f"validate 2 {HOST} {SESSION}",
]


def trusted(address: str = f"{HOST}/") -> list[str]:
    """Expected events where a browser opens the address as a trusted web activity."""
    focus = "(immutable Focus, immutable Focus)"
    return [*OPENING, f"open trusted {address} trusted {COLOURS} {focus}", "finish"]
