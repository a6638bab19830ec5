"""What a run writes: the self-contained HTML report, tables, records and the manifest."""
