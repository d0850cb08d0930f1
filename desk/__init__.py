"""The clerk's desk: one Textual app and one page with the same actions under the same keys.

Owns what staff see and press. What is shared between the two is data: `web/actions.json` says
which action has which key and when it is possible. Promises that one press is one action, that
nothing of the work is kept on the desk's computer, and that every refusal is said in words.
"""
