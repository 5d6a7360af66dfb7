-- One row per original line of which something could still come home and is not claimed yet: active, released, in a
-- covered channel, in time, not prohibited. `lead_days` are those of the night; `ban_is_open`: the code is simplified and
-- a ban names a code under its heading. Overseas-warehouse goods come home only for quality or specification reasons.
CREATE OR REPLACE VIEW v_returnable AS
WITH night AS (
    SELECT arg_max(as_of, run_id) AS as_of
    FROM run
),

-- The periods of the entries in force that night; where none was yet, of the first.
period AS (
    SELECT
        dated.rule_id,
        coalesce(
            arg_max(dated.period, dated.starts_on) FILTER (WHERE dated.starts_on <= night.as_of),
            arg_min(dated.period, dated.starts_on)
        ) AS period
    FROM (
        SELECT
            rule_id,
            CAST(period AS INTERVAL) AS period,
            coalesce(valid_from, DATE '0001-01-01') AS starts_on
        FROM rule
        WHERE rule_id IN ('within_one_year', 'relief_six_months')
    ) AS dated
    CROSS JOIN night
    GROUP BY dated.rule_id
),

last_night AS (
    SELECT
        as_of,
        (SELECT period.period FROM period WHERE period.rule_id = 'within_one_year') AS return_period,
        (SELECT period.period FROM period WHERE period.rule_id = 'relief_six_months') AS relief_period
    FROM night
),

stock AS (
    SELECT
        document_no,
        line_no,
        enterprise_code,
        CASE
            WHEN supervision_mode = '9610' THEN 'retail_9610'
            WHEN supervision_mode = '9810' THEN 'warehouse_9810'
            WHEN zone_flow = 'parcel' THEN 'zone_parcel_1210'
            WHEN zone_flow = 'overseas_warehouse' THEN 'zone_warehouse_1210'
            WHEN document_type = 'retail_list' THEN 'zone_parcel_1210'
            ELSE 'zone_unstated_1210'
        END AS channel,
        order_no,
        item_no,
        hs_code,
        goods_name,
        mark,
        quantity,
        unit,
        unit_price,
        currency,
        destination_country,
        CAST(released_at AS DATE) AS released_on,
        CAST(CAST(released_at AS DATE) + last_night.return_period AS DATE) AS deadline,
        CAST(CAST(released_at AS DATE) + last_night.relief_period AS DATE) AS relief_deadline,
        last_night.as_of
    FROM declaration_line
    CROSS JOIN last_night
    WHERE
        status = 'active'
        AND supervision_mode IN ('9610', '9810', '1210')
        AND CAST(released_at AS DATE) <= last_night.as_of
        AND CAST(CAST(released_at AS DATE) + last_night.return_period AS DATE) >= last_night.as_of
),

claimed AS (
    SELECT
        document_no,
        document_line_no,
        sum(quantity_used) AS quantity_used
    FROM v_quantity_ledger
    GROUP BY document_no, document_line_no
),

code AS (
    SELECT DISTINCT hs_code
    FROM stock
),

ban AS (
    SELECT
        code.hs_code,
        ban.scope,
        ban.valid_from,
        coalesce(ban.valid_to, DATE '9999-12-31') AS valid_to,
        starts_with(code.hs_code, ban.hs_prefix)
        AND (NOT ends_with(code.hs_code, '000000') OR length(ban.hs_prefix) <= 4) AS decides
    FROM code
    INNER JOIN prohibited_goods AS ban
        ON
            starts_with(code.hs_code, ban.hs_prefix)
            OR (ends_with(code.hs_code, '000000') AND left(ban.hs_prefix, 4) = left(code.hs_code, 4))
),

banned AS (
    SELECT
        stock.document_no,
        stock.line_no,
        bool_or(ban.decides) AS decides
    FROM stock
    INNER JOIN ban
        ON
            ban.hs_code = stock.hs_code
            AND (
                (ban.scope IN ('import', 'both') AND stock.as_of BETWEEN ban.valid_from AND ban.valid_to)
                OR (ban.scope IN ('export', 'both') AND stock.released_on BETWEEN ban.valid_from AND ban.valid_to)
            )
    GROUP BY stock.document_no, stock.line_no
),

lead_time AS (
    SELECT
        channel,
        destination_country,
        max(CAST(deadline - ship_by AS INTEGER)) AS lead_days
    FROM eligibility
    WHERE ship_by IS NOT NULL
    GROUP BY channel, destination_country
),

usual_lead_time AS (
    SELECT
        channel,
        CAST(median(lead_days) AS INTEGER) AS lead_days
    FROM lead_time
    GROUP BY channel
)

SELECT
    stock.document_no,
    stock.line_no AS document_line_no,
    stock.enterprise_code,
    coalesce(known.enterprise, stock.enterprise_code) AS enterprise,
    known.enterprise_name,
    stock.channel,
    stock.order_no,
    stock.item_no,
    stock.hs_code,
    stock.goods_name,
    stock.mark,
    stock.destination_country,
    stock.quantity AS quantity_declared,
    coalesce(claimed.quantity_used, 0) AS quantity_used,
    stock.quantity - coalesce(claimed.quantity_used, 0) AS quantity_left,
    stock.unit,
    -- As the rulebook's value_cny: 10^17 yuan and more fit no column. The rough product is asked first, for the exact
    -- one of greater factors would not fit either.
    CASE
        WHEN
            CAST(stock.quantity - coalesce(claimed.quantity_used, 0) AS DOUBLE)
            * CAST(stock.unit_price AS DOUBLE)
            * CAST(rate.cny AS DOUBLE) < 1e19
            THEN
                TRY_CAST(
                    round((stock.quantity - coalesce(claimed.quantity_used, 0)) * stock.unit_price * rate.cny, 2)
                    AS DECIMAL(19, 2)
                )
    END AS value_left_cny,
    stock.released_on,
    stock.deadline,
    CAST(stock.deadline - stock.as_of AS INTEGER) AS days_left,
    coalesce(lead_time.lead_days, usual_lead_time.lead_days) AS lead_days,
    CAST(stock.deadline - coalesce(lead_time.lead_days, usual_lead_time.lead_days) AS DATE) AS ship_by,
    stock.relief_deadline,
    stock.relief_deadline >= stock.as_of AS within_relief,
    stock.channel IN ('warehouse_9810', 'zone_warehouse_1210', 'zone_unstated_1210') AS needs_quality_reason,
    coalesce(banned.decides = false, false) AS ban_is_open,
    stock.as_of
FROM stock
LEFT JOIN claimed ON claimed.document_no = stock.document_no AND claimed.document_line_no = stock.line_no
LEFT JOIN banned ON banned.document_no = stock.document_no AND banned.line_no = stock.line_no
LEFT JOIN lead_time
    ON
        lead_time.channel = stock.channel
        AND lead_time.destination_country IS NOT DISTINCT FROM stock.destination_country
LEFT JOIN usual_lead_time ON usual_lead_time.channel = stock.channel
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = stock.enterprise_code
LEFT JOIN v_exchange_rate AS rate
    ON
        rate.currency = stock.currency
        AND stock.released_on >= rate.valid_from
        AND stock.released_on <= coalesce(rate.valid_to, DATE '9999-12-31')
WHERE stock.quantity > coalesce(claimed.quantity_used, 0) AND NOT coalesce(banned.decides, false);
