"""The machine that reads cards and compares faces: two engines behind protocols, in a child
process with bounded time and memory."""
