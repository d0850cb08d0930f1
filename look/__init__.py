"""How everything looks: fonts, colours, QR codes, big numbers and the shared style sheets.

Promises the same hand on every screen: pages take `look.css` and `fonts/`, terminals take
`terminal.tcss` and `themes`, and both read the one palette in `colours`. Nothing here
imports Textual but `look.themes`, so that the server draws a QR code without it.
"""
