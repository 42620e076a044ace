"""What to do, as who reads a page or asks the API can do it.

The record's own messages name commands of the command line.
"""

from __future__ import annotations

_ONLINE = {
    "a dyad has two: `detente dyad CHN USA`": "a dyad has two, as CHN-USA",
    "add reports with `detente add`": "add a report first",
    "see `detente accounts tokens`, or your account's page": "see your account's page",
    "see `detente contacts`": "look for it among the contacts of its dyad",
    "see `detente dyads`": "see the list of dyads",
    "see `detente judge list`": "see the list of judgements",
    "see `detente search`": "search for its words",
    "`detente dyads` lists what it has": "the list of dyads has what there is",
}


def online(message: str) -> str:
    """A message without the commands that it names.

    Arguments:
        message: as `RecordError` or a board says it.

    """
    for command, instead in _ONLINE.items():
        message = message.replace(command, instead)
    return message
