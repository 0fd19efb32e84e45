"""The library's mailbox as a channel: fetched over IMAP, read, and entered into the register."""
