"""The library's mailbox as a channel: fetched over IMAP, parsed, and entered into the register."""
