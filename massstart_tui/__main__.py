"""``python -m massstart_tui`` is the command ``massstart``."""

import sys

from massstart_tui.cli.main import main

sys.exit(main())
