#!/usr/bin/env python
"""Django's command line for this site, in the language of whoever runs it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    from seoulsolution.core.command_line import CommandLine

    CommandLine(sys.argv).execute()


if __name__ == "__main__":
    main()
