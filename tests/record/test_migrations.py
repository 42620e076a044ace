"""The migrations lead to the tables that the code works with."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from detente.record import Record
from detente.record.schema import VERSION, metadata


def test_the_migrations_make_the_tables_of_the_schema(url):
    with Record(url) as record, record.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == VERSION
        changes = [c for c in compare_metadata(context, metadata) if "words" not in repr(c)]
        assert changes == []
