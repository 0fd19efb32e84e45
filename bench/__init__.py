"""Benchmarks: each prints a table and writes rows of figures as JSON.

Run one as `.venv/bin/python -m bench.NAME [--quick] [--json FILE]`. Figures that hold a budget are
ratios inside one run, because machines are noisy.
"""
