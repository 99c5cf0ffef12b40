"""`python -m ecosystem` is the command `ecosystem`."""

import sys

from ecosystem.cli import main

sys.exit(main())
