"""What is said aloud: sentences become sound. Used by the server and by terminals that speak.

Read `synthesis.py` first: `Synthesis().say(sentences)` gives one WAV, made by espeak-ng or put
together from an office's own recordings, with the chime before it where asked for.
"""
