"""Fails when the web process decodes a file."""

import csv
import email
import zipfile

import pikepdf
import pillow_heif
import pytest
from lxml import etree
from PIL import Image

from records.formats import json_lines
from records.formats.marc import reading as marc
from records.tables.delimited import Delimited

DECODERS = (
    (Image, "open"),
    (pillow_heif, "open_heif"),
    (pikepdf, "open"),
    (pikepdf.Pdf, "open"),
    (email, "message_from_bytes"),
    (zipfile, "ZipFile"),
    (etree, "iterparse"),
    (etree, "fromstring"),
    (etree, "XMLPullParser"),
    (csv, "reader"),
    (Delimited, "lines"),
    (marc, "chunks"),
    (json_lines, "items"),
)


class DecodedHere(AssertionError):
    """A stranger's file was decoded in this process, which stands for the web process."""


@pytest.fixture
def nothing_decoded_here(monkeypatch):
    """Makes every decoder of this process fail; child processes are as they were, and archives may
    be written.
    """
    real = zipfile.ZipFile

    def refuse(*args, **_options):
        if args[1:2] == ("w",):
            return real(*args)
        raise DecodedHere

    for owner, name in DECODERS:
        monkeypatch.setattr(owner, name, refuse)
