"""Channels: the ways on which messages reach people. A new channel is one module that is named in
`channels.table`."""
