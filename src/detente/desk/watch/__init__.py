"""`detente watch`: feeds are followed, what changed is found, and told to who asked for it.

`load_config(path)` reads what is asked for. All that must outlast a restart stands in the record:
what is followed (`polls`), up to where each rule has looked (`looks`, `known_things`), what was
found (`alerts`) and what of it is still to be sent (`deliveries`).
"""

from __future__ import annotations

from detente.desk.watch.config import Config
from detente.desk.watch.loading import ConfigError, load_config

__all__ = ["Config", "ConfigError", "load_config"]
