"""Measurements: how fast and how large, each beside the limit that the same machine sets.

A figure without its limit says more about the machine than about the software, so every measure
is taken together with its limit, in the same run, by the same load, and the ratio is what counts.
One module for each benchmark; `python -m benchmarks` runs them. Nothing here is a test: a busy
machine makes every figure worse and no test red.
"""
