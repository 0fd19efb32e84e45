"""Fuzzing: random changes of sound input must give a result or a declared refusal, nothing else.

`./test` tries each seed and some hundred changes of it, the same in every run (`test_seeds.py`).
By hand, guided by coverage: `python -m tests.fuzzing cql --seconds 600` (see its --help).
"""
