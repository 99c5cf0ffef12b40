"""Whatever language the shell speaks, tests hear English unless they ask for another."""

import os

os.environ["LC_ALL"] = "C.UTF-8"
