-- Every return line beside its original line, with the terms that the rules read.

-- What each code on record means: of an enterprise's two codes the longer, of two of one length the lesser.
CREATE TEMP TABLE enterprise_by_code AS
WITH known AS (
    SELECT
        unnest([enterprise_code, coalesce(other_code, enterprise_code)]) AS code,
        CASE
            WHEN length(other_code) > length(enterprise_code) THEN other_code
            WHEN length(other_code) = length(enterprise_code) THEN least(enterprise_code, other_code)
            ELSE enterprise_code
        END AS enterprise
    FROM enterprise
)

SELECT
    code,
    first(enterprise ORDER BY length(enterprise) DESC, enterprise) AS enterprise
FROM known
GROUP BY code;

-- The newest row of each key, with what the updates changed.
CREATE TEMP TABLE asked AS
WITH named AS (
    SELECT
        return_line.*,
        return_line.rowid AS line_id,
        coalesce(known.enterprise, return_line.enterprise_code) AS enterprise
    FROM return_line
    LEFT JOIN enterprise_by_code AS known ON known.code = return_line.enterprise_code
),

newest AS (
    SELECT max(line_id) AS line_id
    FROM named
    GROUP BY return_no, line_no, enterprise
),

-- A struct, because an update may also empty the cell.
updated AS (
    SELECT
        told.return_no,
        told.line_no,
        coalesce(known.enterprise, told.enterprise_code) AS enterprise,
        max_by({'evidence_ref': told.evidence_ref}, told.rowid) AS told
    FROM return_update AS told
    LEFT JOIN enterprise_by_code AS known ON known.code = told.enterprise_code
    GROUP BY ALL
)

SELECT
    named.* REPLACE (
        CASE WHEN updated.told IS NULL THEN named.evidence_ref ELSE updated.told.evidence_ref END AS evidence_ref
    )
FROM named
SEMI JOIN newest USING (line_id)
LEFT JOIN updated USING (return_no, line_no, enterprise);

-- The claimed lines: few of those declared, so only they are taken further.
CREATE TEMP TABLE claimed AS
SELECT
    declaration_line.*,
    declaration_line.rowid AS original_id
FROM declaration_line
SEMI JOIN asked
    ON asked.document_no = declaration_line.document_no AND asked.document_line_no = declaration_line.line_no;

-- As it stands now: the newest row, released by its receipt where there is one, else as its own row says.
CREATE TEMP TABLE original AS
WITH newest AS (
    SELECT max(original_id) AS original_id
    FROM claimed
    GROUP BY document_no, line_no
),

released AS (
    SELECT
        document_no,
        max_by(released_at, rowid) AS released_at
    FROM receipt
    WHERE coalesce(status, '800') = '800'
    GROUP BY document_no
)

SELECT
    claimed.* REPLACE (coalesce(released.released_at, claimed.released_at) AS released_at),
    coalesce(known.enterprise, claimed.enterprise_code) AS enterprise
FROM claimed
SEMI JOIN newest USING (original_id)
LEFT JOIN released USING (document_no)
LEFT JOIN enterprise_by_code AS known ON known.code = claimed.enterprise_code;

-- A line that is another enterprise's, or cancelled, is no original: all that comes from it stays null.
CREATE TEMP TABLE line AS
WITH matched AS (
    SELECT
        asked.*,
        original.original_id,
        original.document_type,
        original.supervision_mode,
        original.zone_flow,
        original.statistics_flag,
        original.customs_code AS original_customs_code,
        original.item_no AS original_item_no,
        original.hs_code AS original_hs_code,
        original.mark AS original_mark,
        original.quantity AS original_quantity,
        original.unit AS original_unit,
        original.released_at::DATE AS released_on,
        coalesce(original.declared_on, original.released_at::DATE) AS declared_on,
        asked.status IS NOT DISTINCT FROM 'withdrawn' AS is_withdrawn,
        asked.entered_on IS NOT NULL AND asked.entered_on <= getvariable('as_of') AS is_back
    FROM asked
    LEFT JOIN original
        ON
            original.document_no = asked.document_no
            AND original.line_no = asked.document_line_no
            AND original.enterprise = asked.enterprise
            AND original.status IS DISTINCT FROM 'cancelled'
)

SELECT
    *,
    CASE WHEN is_back THEN entered_on ELSE getvariable('as_of') END AS judged_on,
    (released_on + INTERVAL 1 YEAR)::DATE AS deadline,
    (released_on + INTERVAL 6 MONTH)::DATE AS relief_deadline,
    CASE
        WHEN supervision_mode = '9610' THEN 'retail_9610'
        WHEN supervision_mode = '9810' THEN 'warehouse_9810'
        WHEN supervision_mode <> '1210' THEN NULL
        WHEN zone_flow = 'overseas_warehouse' THEN 'zone_warehouse_1210'
        WHEN coalesce(zone_flow = 'parcel', document_type = 'retail_list') THEN 'zone_parcel_1210'
        WHEN supervision_mode = '1210' THEN 'zone_unstated_1210'
    END AS channel
FROM matched;
