-- The law on each day that some line turns on: one small table, joined by the day, instead of ranges for every line.
CREATE TEMP TABLE law_day AS
WITH span AS (
    SELECT
        min(least(released_on, declared_on, judged_on)) AS first_day,
        -- No run of rest days is as long as a month.
        max(greatest(declared_on, judged_on)) + 31 AS last_day
    FROM line
),

days AS (
    SELECT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS day
    FROM span
),

calendar AS (
    SELECT
        (getvariable('law') ->> '$.calendar.years.*.holidays[*]')::DATE[] AS holidays,
        (getvariable('law') ->> '$.calendar.years.*.workdays[*]')::DATE[] AS workdays
),

working_day AS (
    SELECT days.day
    FROM days
    CROSS JOIN calendar
    WHERE
        NOT list_contains(calendar.holidays, days.day)
        AND (isodow(days.day) < 6 OR list_contains(calendar.workdays, days.day))
),

district_entry AS (
    SELECT
        unnest(
            from_json(
                getvariable('law') -> '$.district_permitted.entries',
                '[{"valid_from": "DATE", "valid_to": "DATE",'
                || ' "values": {"rule": "VARCHAR", "pilot_districts": ["VARCHAR"]}}]'
            ),
            recursive := true
        )
),

tariff_entry AS (
    SELECT
        unnest(
            from_json(
                getvariable('law') -> '$.tariff_law.entries',
                '[{"valid_from": "DATE", "valid_to": "DATE", "reasons": ["VARCHAR"]}]'
            ),
            recursive := true
        )
),

relief_window AS (
    SELECT
        unnest(
            from_json(
                getvariable('law') -> '$.relief_window.windows',
                '[{"declared_from": "DATE", "declared_to": "DATE", "source": "VARCHAR"}]'
            ),
            recursive := true
        )
)

SELECT
    days.day,
    working_day.day AS first_working_day,
    days.day >= (getvariable('law') ->> '$.channel_covered.entries[0].valid_from')::DATE AS is_in_force,
    district_entry.rule AS district_rule,
    district_entry.pilot_districts,
    tariff_entry.reasons AS tariff_reasons,
    relief_window.source AS relief_source,
    days.day < (SELECT min(declared_from) FROM relief_window) AS is_before_relief
FROM days
ASOF LEFT JOIN working_day ON working_day.day >= days.day
LEFT JOIN district_entry
    ON days.day BETWEEN district_entry.valid_from AND coalesce(district_entry.valid_to, DATE 'infinity')
LEFT JOIN tariff_entry
    ON
        days.day BETWEEN coalesce(tariff_entry.valid_from, DATE '-infinity')
        AND coalesce(tariff_entry.valid_to, DATE 'infinity')
LEFT JOIN relief_window ON days.day BETWEEN relief_window.declared_from AND relief_window.declared_to;
