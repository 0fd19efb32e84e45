"""Pure rules of the app: kinds of requests, the clock, codes."""
