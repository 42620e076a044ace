"""The tables of a record.

Invariants
- What was read (`documents`, `readings`, `actors`, `statements`, `contact_mentions`,
  `move_mentions`) and what people judged (`judgements`) is only ever added to; which reading of a
  document holds (`reader_rank`) changes where a table's map is changed back.
- What is concluded (`CONCLUDED`: stories, contacts, moves, claims) is a pure
  function of that: it may be dropped at any time and comes out the same when it is worked out anew.
- What the desk keeps (`accounts` to `deliveries`: who may do what, what was done, what is followed)
  tells nothing of states, and nothing that is concluded rests on it.
- `unsettled` names the parts of the history that were touched since they were last worked out; it
  is written in the same transaction as what touched them.

A day is kept as its proleptic ordinal (`datetime.date.toordinal`), so that the distance of two days
is their difference; a date that is known only to the month is a range of days.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

VERSION = "0003"  # the newest migration in `migrations/versions`
NEVER = 10**7  # the day of what has none: after all others
metadata = MetaData()

# -- what was read ---------------------------------------------------------------------------------

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),  # report, note (by hand), dataset (event data), table
    Column("title", Text),
    Column("kicker", Text),
    Column("byline", Text),
    Column("outlet", Text),
    Column("published_at", String),  # ISO 8601, with the zone where it is known
    Column("published_day", Integer),
    Column("url", Text),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("captions", JSON, nullable=False),
    Column("shingles", Integer, nullable=False),  # how many the signature stands for
    Column("signature", LargeBinary),  # MinHash; none where the text is too short to compare
    Column("added_at", DateTime, nullable=False),
    Column("added_by", String),  # of what was entered by hand
    Index("documents_by_day", "published_day"),
)
# By which the newest are listed: the day of publication, else none.
newest_published = func.coalesce(documents.c.published_day, text("0"))
Index("documents_newest", newest_published, documents.c.id)
Index("documents_by_outlet", documents.c.outlet, newest_published, documents.c.id)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("reader", String, nullable=False),
    Column("reader_rank", BigInteger, nullable=False, default=0),  # the newer reader's is higher
    Column("read_at", DateTime, nullable=False),
    Column("report", LargeBinary),  # the report as it was read, without its text; zlib'd JSON
    UniqueConstraint("document_id", "reader"),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("org", String),
    Column("sector", String),
)

statements = Table(
    "statements",
    metadata,
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("speaker_id", ForeignKey("actors.id"), index=True),
    Column("kind", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("reading_id", "number"),
)

contact_mentions = Table(
    "contact_mentions",
    metadata,
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("parties", String, nullable=False),  # CHN|USA
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("reading_id", "number"),
    Index("contact_mentions_by_parties", "parties"),
)

move_mentions = Table(
    "move_mentions",
    metadata,
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("source_id", ForeignKey("actors.id"), nullable=False),
    Column("target_id", ForeignKey("actors.id"), nullable=False),
    Column("parties", String, nullable=False),  # USA>CHN
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("code", String),  # as a data set ships it
    Column("body", JSON),  # nothing where the columns say it all
    PrimaryKeyConstraint("reading_id", "number"),
    Index("move_mentions_by_parties", "parties"),
)

# -- what people judged ----------------------------------------------------------------------------

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verdict", String, nullable=False),  # same, different, reject, correct, undo
    Column("subject", JSON, nullable=False),  # an anchor: see `judging.anchor`
    Column("object", JSON),
    Column("parties", String),
    Column("field", String),
    Column("value", JSON),
    Column("undoes", ForeignKey("judgements.id")),
    Column("user", String, nullable=False),
    Column("reason", Text),
    Column("made_at", DateTime, nullable=False),
)

# -- what is concluded -----------------------------------------------------------------------------

stories = Table(
    "stories",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("story_id", ForeignKey("documents.id"), nullable=False, index=True),
)

bands = Table(  # by which documents that may be of one story are found
    "bands",
    metadata,
    Column("band", BigInteger, nullable=False),
    Column("story_id", Integer, nullable=False),
    Column("document_id", Integer, nullable=False),
    PrimaryKeyConstraint("band", "story_id", "document_id"),
    sqlite_with_rowid=False,
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", String, primary_key=True),
    Column("parties", String, nullable=False),
    Column("level", String),
    Column("mode", String, nullable=False),
    Column("status", String, nullable=False),
    Column("initiator", String),
    Column("outcome", String, nullable=False, server_default="unknown"),
    Column("follows", Integer, nullable=False, server_default="0"),  # how many, as is told
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("told_day", Integer),  # when it was first told of
    Column("known_day", Integer),  # by when something of it was known: `NEVER` where none tells
    Column("more_day", Integer),  # by when all of it was; nothing where it was known at once
    Column("body", JSON, nullable=False),
    Index("contacts_by_parties", "parties", "first_day"),
)
# By which the newest are listed: their day, else that on which they were told of, else none.
newest_day = func.coalesce(contacts.c.first_day, contacts.c.told_day, text("0"))
Index("contacts_newest", newest_day, contacts.c.id)

# Nothing here refers to other tables: whoever writes it has just read them.
contact_members = Table(
    "contact_members",
    metadata,
    Column("reading_id", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("contact_id", String, nullable=False),
    PrimaryKeyConstraint("reading_id", "number"),
    Index("contact_members_by_contact", "contact_id"),
    sqlite_with_rowid=False,
)

contact_parties = Table(  # which parties of contacts a side is one of
    "contact_parties",
    metadata,
    Column("party", String, nullable=False),
    Column("parties", String, nullable=False),
    PrimaryKeyConstraint("party", "parties"),
    sqlite_with_rowid=False,
)

contact_people = Table(
    "contact_people",
    metadata,
    Column("actor_id", Integer, nullable=False),
    Column("contact_id", String, nullable=False),
    PrimaryKeyConstraint("contact_id", "actor_id"),
    Index("contact_people_by_actor", "actor_id"),
    sqlite_with_rowid=False,
)

moves = Table(  # kept in the order in which two sides' moves are asked for
    "moves",
    metadata,
    Column("parties", String, nullable=False),
    Column("day", Integer, nullable=False),  # its first, else when it was told of, else `NEVER`
    Column("reading_id", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("source_id", Integer, nullable=False),
    Column("target_id", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("told_day", Integer),
    Column("known_day", Integer),  # both as of contacts
    Column("more_day", Integer),
    Column("code", String),
    Column("body", JSON),  # what else it shows; nothing where the columns say it all
    PrimaryKeyConstraint("parties", "day", "reading_id", "number"),
    Index("moves_newest", "day", "reading_id", "number"),
    sqlite_with_rowid=False,
)

move_members = Table(
    "move_members",
    metadata,
    Column("parties", String, nullable=False),
    Column("reading_id", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("move_reading_id", Integer, nullable=False),
    Column("move_number", BigInteger, nullable=False),
    PrimaryKeyConstraint("parties", "reading_id", "number"),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("reading_id", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("place", Integer, nullable=False),  # of the count among the mention's
    Column("parties", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),  # confirmed, contradicted, not enough
    Column("missing", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("reading_id", "number", "place"),
)

unsettled = Table(
    "unsettled",
    metadata,
    Column("kind", String, nullable=False),  # contacts, moves
    Column("parties", String, nullable=False),
    PrimaryKeyConstraint("kind", "parties"),
)

changes = Table(  # one row: how often something was added, imported, judged or put back
    "changes",
    metadata,
    Column("number", BigInteger, nullable=False),
)

# -- what was taken in -----------------------------------------------------------------------------

inputs = Table(
    "inputs",
    metadata,
    Column("name", Text, nullable=False),
    Column("fingerprint", String, nullable=False),  # SHA-256 of what was given
    Column("state", String, nullable=False),  # read, skipped, failed
    Column("reason", Text),
    Column("reader", String),
    Column("document_id", ForeignKey("documents.id")),
    Column("lines", Integer),  # how many of a data set are in
    Column("bad", JSON),  # the lines of a data set that were left out, with reasons
    Column("at", DateTime, nullable=False),
    PrimaryKeyConstraint("name", "fingerprint"),
    Index("inputs_by_fingerprint", "fingerprint"),
)

# -- what the desk keeps ---------------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("password", String, nullable=False),  # its argon2 hash
    Column("role", String, nullable=False),  # reader, editor
    Column("made_at", DateTime, nullable=False),
    Column("closed_at", DateTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),  # SHA-256 of what the browser holds
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("csrf", String, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("ends_at", DateTime, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String, nullable=False, unique=True),  # SHA-256 of the token
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("scope", String, nullable=False),  # read, write
    Column("made_at", DateTime, nullable=False),
    Column("used_at", DateTime),
    Column("ends_at", DateTime),
    Column("revoked_at", DateTime),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", String),  # the account's name; nothing where nobody was signed in
    Column("via", String, nullable=False),  # session, token, command
    Column("what", String, nullable=False),  # sign-in, sign-in refused, judgement, report added …
    Column("subject", Text),  # on what: the id of a contact, a document, an account
    Column("detail", JSON, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("key", String, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("query", JSON, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

polls = Table(  # each feed and page that is followed, and each article that is still to be fetched
    "polls",
    metadata,
    Column("address", Text, primary_key=True),
    Column("kind", String, nullable=False),  # feed, page, article
    Column("beside", JSON, nullable=False),  # of an article: what its feed says of it
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", DateTime),
    Column("next_at", DateTime),  # nothing where it is gone for good
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("reason", Text),  # of the last failure
    Index("polls_by_time", "next_at"),
)

looks = Table(  # up to where each rule has looked
    "looks",
    metadata,
    Column("rule", String, nullable=False),
    Column("subject", String, nullable=False),  # empty for the whole; else one side toward another
    Column("value", JSON, nullable=False),
    PrimaryKeyConstraint("rule", "subject"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),  # the same thing is told once
    Column("rule", String, nullable=False),
    Column("parties", String),
    Column("title", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

known_things = Table(  # every name by which a rule knows what it told, or found there at first
    "known_things",
    metadata,
    Column("name", String, primary_key=True),
    Column("alert_id", ForeignKey("alerts.id")),
)

deliveries = Table(  # one alert to one channel
    "deliveries",
    metadata,
    Column("alert_id", ForeignKey("alerts.id"), nullable=False),
    Column("channel", String, nullable=False),
    Column("state", String, nullable=False),  # waiting, sent, dead
    Column("message", String),  # the message that it is sent in, once that is settled
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", DateTime),
    Column("sent_at", DateTime),
    Column("reason", Text),  # of the last failure
    PrimaryKeyConstraint("alert_id", "channel"),
    Index("deliveries_by_state", "state", "next_at"),
)

CONCLUDED = (
    contact_people, contact_parties, contact_members, contacts, move_members, moves, claims, bands,
    stories,
)  # fmt: skip
