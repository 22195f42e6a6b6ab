"""The operations of the judge in plain NumPy, under every convention, written from their definitions.

Nothing here uses the library's own core: it is a second opinion, and a right answer for frameworks to be compared with.
Definitions: the chapter *Pointwise operations* of the book.
"""
