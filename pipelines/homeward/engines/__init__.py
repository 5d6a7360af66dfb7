"""Deciding without a warehouse: accepted tables as Parquet in, decisions as Parquet out."""
