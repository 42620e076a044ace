"""The migrations lead to the tables that the code works with."""

from datetime import date

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from made import report

from detente.record import Record
from detente.record.schema import VERSION, metadata

_OF_THE_DESK = (
    *("deliveries", "known_things", "alerts", "looks", "polls"),
    *("searches", "audit", "tokens", "sessions", "accounts"),
)

_OF_PAGES = (
    *("contacts_newest", "contact_members_by_contact", "moves_newest", "documents_newest"),
    "documents_by_outlet",
)


def test_the_migrations_make_the_tables_of_the_schema(url):
    with Record(url) as record, record.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == VERSION
        changes = [c for c in compare_metadata(context, metadata) if "words" not in repr(c)]
        assert changes == []


def test_a_record_of_the_first_schema_is_brought_to_the_newest(url):
    with Record(url) as record:
        record.add(report("Biden called Xi.", initiator="USA"))
        record.settle()
        with record.engine.begin() as connection:
            for column in ("initiator", "outcome", "follows"):
                connection.exec_driver_sql(f"ALTER TABLE contacts DROP COLUMN {column}")
            for table in ("contacts", "moves"):
                for column in ("known_day", "more_day"):
                    connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
            connection.exec_driver_sql("DROP TABLE changes")
            for index in _OF_PAGES:
                connection.exec_driver_sql(f"DROP INDEX {index}")
            for table in _OF_THE_DESK:
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with Record(url) as record:
        before = record.state()
        contacts, _ = record.columns(on=date(2023, 6, 20).toordinal())
        assert list(contacts.initiator) == ["USA"]
        assert record.state() == before
        record.add(report("Xi called Biden back.", initiator="CHN"))
        assert record.state() > before
