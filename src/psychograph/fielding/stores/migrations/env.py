"""What alembic runs: the versions of one store, on the connection and inside the transaction it is given."""

from __future__ import annotations

from alembic import context


def run() -> None:
    """Run what was asked for: a migration, or a comparison of tables for the next one."""
    given = context.config.attributes
    context.configure(
        connection=given["connection"],
        target_metadata=given["tables"],
        render_as_batch=True,  # SQLite changes columns by making the table anew
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # how alembic imports it; anybody else only reads it
    run()
