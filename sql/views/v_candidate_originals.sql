-- One row per open return line that does not name its original line and likely original of the same enterprise, the most
-- likely first (at most five a line), with the grounds. An item sold on more than 20 lines is no ground by itself.
CREATE OR REPLACE VIEW v_candidate_originals AS
WITH seeker AS (
    SELECT
        line.return_no,
        line.line_no,
        line.enterprise_code,
        decided.enterprise,
        line.document_no,
        line.order_no,
        line.mark,
        line.item_no,
        line.hs_code,
        line.quantity,
        line.unit,
        decided.judged_on,
        decided.as_of
    FROM return_line AS line
    INNER JOIN eligibility AS decided
        ON
            decided.return_no = line.return_no
            AND decided.line_no = line.line_no
            AND decided.enterprise_code = line.enterprise_code
    WHERE decided.is_open AND (line.document_no IS NULL OR line.document_line_no IS NULL)
),

original AS (
    SELECT
        held.document_no,
        held.line_no,
        coalesce(known.enterprise, held.enterprise_code) AS enterprise,
        held.order_no,
        held.mark,
        held.item_no,
        held.hs_code,
        held.goods_name,
        held.quantity,
        held.unit,
        CAST(held.released_at AS DATE) AS released_on
    FROM declaration_line AS held
    LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = held.enterprise_code
    WHERE
        held.status <> 'cancelled'
        AND coalesce(known.enterprise, held.enterprise_code) IN (SELECT enterprise FROM seeker)
),

rare_item AS (
    SELECT
        enterprise,
        item_no
    FROM original
    WHERE item_no IN (SELECT item_no FROM seeker)
    GROUP BY enterprise, item_no
    HAVING count(*) <= 20
),

pair AS (
    SELECT
        seeker.return_no,
        seeker.line_no,
        seeker.enterprise_code,
        original.document_no,
        original.line_no AS document_line_no
    FROM seeker
    INNER JOIN original ON original.enterprise = seeker.enterprise AND original.document_no = seeker.document_no
    UNION
    SELECT
        seeker.return_no,
        seeker.line_no,
        seeker.enterprise_code,
        original.document_no,
        original.line_no AS document_line_no
    FROM seeker
    INNER JOIN original ON original.enterprise = seeker.enterprise AND original.order_no = seeker.order_no
    WHERE seeker.document_no IS NULL
    UNION
    SELECT
        seeker.return_no,
        seeker.line_no,
        seeker.enterprise_code,
        original.document_no,
        original.line_no AS document_line_no
    FROM seeker
    INNER JOIN original ON original.enterprise = seeker.enterprise AND original.mark = seeker.mark
    WHERE seeker.document_no IS NULL
    UNION
    SELECT
        seeker.return_no,
        seeker.line_no,
        seeker.enterprise_code,
        original.document_no,
        original.line_no AS document_line_no
    FROM seeker
    INNER JOIN rare_item ON rare_item.enterprise = seeker.enterprise AND rare_item.item_no = seeker.item_no
    INNER JOIN original ON original.enterprise = rare_item.enterprise AND original.item_no = rare_item.item_no
    WHERE seeker.document_no IS NULL
),

weighed AS (
    SELECT
        pair.return_no,
        pair.line_no,
        pair.enterprise_code,
        seeker.enterprise,
        pair.document_no AS candidate_document_no,
        pair.document_line_no AS candidate_line_no,
        original.goods_name,
        original.quantity AS quantity_declared,
        original.released_on,
        coalesce(original.document_no = seeker.document_no, false) AS same_document,
        coalesce(original.order_no = seeker.order_no, false) AS same_order,
        coalesce(original.mark = seeker.mark, false) AS same_mark,
        coalesce(original.item_no = seeker.item_no, false) AS same_item,
        coalesce(left(original.hs_code, 4) = left(seeker.hs_code, 4), false) AS same_heading,
        original.unit = seeker.unit AND original.quantity >= seeker.quantity AS quantity_fits,
        coalesce(original.released_on <= seeker.judged_on, false) AS released_before,
        coalesce(CAST(original.released_on + CAST(rule.period AS INTERVAL) AS DATE) >= seeker.judged_on, false) AS in_time
    FROM pair
    INNER JOIN seeker
        ON
            seeker.return_no = pair.return_no
            AND seeker.line_no = pair.line_no
            AND seeker.enterprise_code = pair.enterprise_code
    INNER JOIN original
        ON original.document_no = pair.document_no AND original.line_no = pair.document_line_no
    LEFT JOIN rule
        ON
            rule.rule_id = 'within_one_year'
            AND seeker.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND seeker.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
    WHERE
        coalesce(original.item_no = seeker.item_no, true)
        AND coalesce(left(original.hs_code, 4) = left(seeker.hs_code, 4), true)
),

scored AS (
    SELECT
        *,
        concat_ws(
            ', ',
            CASE WHEN same_mark THEN 'mark' END,
            CASE WHEN same_document THEN 'document' END,
            CASE WHEN same_order THEN 'order' END,
            CASE WHEN same_item THEN 'item' END,
            CASE WHEN same_heading THEN 'HS heading' END
        ) AS grounds,
        CASE WHEN same_mark THEN 8 ELSE 0 END
        + CASE WHEN same_document THEN 6 ELSE 0 END
        + CASE WHEN same_order THEN 5 ELSE 0 END
        + CASE WHEN same_item THEN 3 ELSE 0 END
        + CASE WHEN same_heading THEN 1 ELSE 0 END
        + CASE WHEN quantity_fits THEN 1 ELSE 0 END
        + CASE WHEN released_before AND in_time THEN 1 ELSE 0 END AS score
    FROM weighed
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY return_no, line_no, enterprise_code
            ORDER BY score DESC, released_on DESC NULLS LAST, candidate_document_no, candidate_line_no
        ) AS likelihood
    FROM scored
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise,
    likelihood,
    candidate_document_no,
    candidate_line_no,
    grounds,
    score,
    goods_name,
    quantity_declared,
    quantity_fits,
    released_on,
    released_before,
    in_time
FROM ranked
WHERE likelihood <= 5;
