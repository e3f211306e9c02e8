"""run_pmapper.py <argument>...: runs PMapper, whose last release imports names that Python 3.10 moved to collections.abc."""

import collections
import collections.abc
import sys

collections.Mapping = collections.abc.Mapping
collections.MutableMapping = collections.abc.MutableMapping

from principalmapper.__main__ import main  # noqa: E402  (after the names are in place)

sys.exit(main())
