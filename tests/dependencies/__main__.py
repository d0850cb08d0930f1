"""`make audit`."""

import sys

from tests.dependencies.audit import main

sys.exit(main())
