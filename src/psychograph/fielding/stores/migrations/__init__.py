"""What changed in the tables of the stores: a folder a store, a file a version, run by alembic.

After a change of the tables, write the next version with
``python -m psychograph.fielding.stores.migrations answers``, read it, put its number into
`psychograph.fielding.stores.versions`, and add a case to the tests of migrations.
"""
