"""Benchmarks: each prints a table and writes its figures as JSON.

Run one as `.venv/bin/python -m bench.NAME [--quick] [--json FILE]`. Figures with a budget are
ratios within one run, because the speed of machines varies.
"""
