"""python-escpos, imported without what it does on the side: it gives the log a handler of its own.

Importing it takes a third of a second, so it is done in the thread of the first job.
"""

import importlib
import logging
from types import ModuleType


def load_printers() -> ModuleType:
    """The module `escpos.printer`. Raises ImportError where the extra `printer` is missing."""
    root = logging.getLogger()
    before = list(root.handlers)
    module = importlib.import_module("escpos.printer")
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
    return module
