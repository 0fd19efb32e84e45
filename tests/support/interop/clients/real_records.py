"""Records of a library that exists, for tests of our exports."""

from tests.support.real_files import SHARED

JAZZ = SHARED / "marc/jazz.mrc"
