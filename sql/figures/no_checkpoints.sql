-- Of what is put together for reports nothing is kept: DuckDB need not tidy it in between.
SET checkpoint_threshold = '1TB';
