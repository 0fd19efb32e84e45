"""A home folder that is ready for production."""

from rontal.config.env import ROOT
from rontal.config.keys import fresh_keys

PROFILE = ROOT / "rontal/demo/profile.toml"


def fit() -> dict[str, str]:
    made = dict(line.split("=", 1) for line in fresh_keys())
    url = "https://perpustakaan.example"
    return made | {
        "RONTAL_MODE": "production",
        "RONTAL_LIBRARY": str(PROFILE),
        "RONTAL_URL": url,
    }
