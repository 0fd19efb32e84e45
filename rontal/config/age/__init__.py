"""The file format age, version 1 (https://c2sp.org/age): encryption to public keys or a passphrase.

Files are written and read as streams with one chunk in memory. Any program for age opens them.
ASCII armor, plugins and post-quantum keys are not included.
"""
