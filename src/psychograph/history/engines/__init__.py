"""Where history is computed: DuckDB, Polars, Spark, a warehouse; all through one expression layer."""
