"""Who may use the desk: accounts, their passwords, sessions and tokens, and a log of what was done.

All of it is kept in the record's database; of passwords, sessions and tokens only digests.
"""

from detente.desk.accounts.account import (
    Account,
    Role,
    add_account,
    any_open,
    change_password,
    close_account,
    find_account,
    known,
    list_accounts,
    named,
)
from detente.desk.accounts.audit import By, Entry, entries, note
from detente.desk.accounts.sessions import (
    LONGEST,
    Session,
    begin_session,
    end_session,
    find_session,
    touch_session,
)
from detente.desk.accounts.tokens import (
    Scope,
    Token,
    find_token,
    list_tokens,
    make_token,
    revoke_token,
    touch_token,
)

__all__ = [
    "LONGEST",
    "Account",
    "By",
    "Entry",
    "Role",
    "Scope",
    "Session",
    "Token",
    "add_account",
    "any_open",
    "begin_session",
    "change_password",
    "close_account",
    "end_session",
    "entries",
    "find_account",
    "find_session",
    "find_token",
    "known",
    "list_accounts",
    "list_tokens",
    "make_token",
    "named",
    "note",
    "revoke_token",
    "touch_session",
    "touch_token",
]
