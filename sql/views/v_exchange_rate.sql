-- One row per currency and period: the yuan for one unit from the first to the last day, both included. Yuan are yuan
-- until a first rate of them, as the rulebook's value_cny has it.
CREATE OR REPLACE VIEW v_exchange_rate AS
WITH rate AS (
    SELECT
        currency,
        valid_from,
        cny,
        source
    FROM exchange_rate
    UNION ALL
    SELECT
        'CNY' AS currency,
        DATE '0001-01-01' AS valid_from,
        1 AS cny,
        'yuan' AS source
    WHERE NOT EXISTS (SELECT 1 FROM exchange_rate WHERE currency = 'CNY' AND valid_from = DATE '0001-01-01')
)

SELECT
    currency,
    valid_from,
    CAST(lead(valid_from) OVER (PARTITION BY currency ORDER BY valid_from) - INTERVAL 1 DAY AS DATE) AS valid_to,
    cny,
    source
FROM rate;
