-- Ten of the eleven rules: each line by itself. Of an absent original every column is null, and so are its rules.
CREATE TEMP TABLE judged AS
-- Only lines without an original ask whether their document is held: a few, looked up among all that were declared.
WITH held_document AS (
    SELECT DISTINCT document_no
    FROM declaration_line
    SEMI JOIN (SELECT document_no FROM line WHERE original_id IS NULL) AS without_original USING (document_no)
),

-- Every ban is held against every different HS code once. A simplified code stands for its heading.
exported_code AS (
    SELECT DISTINCT
        original_hs_code AS hs_code,
        original_hs_code LIKE '%000000' AS is_simplified
    FROM line
    WHERE original_id IS NOT NULL
),

ban AS (
    SELECT
        exported_code.hs_code,
        goods.scope,
        goods.valid_from,
        coalesce(goods.valid_to, DATE 'infinity') AS valid_to,
        NOT exported_code.is_simplified OR length(goods.hs_prefix) <= 4 AS decides
    FROM exported_code
    INNER JOIN prohibited_goods AS goods
        ON
            starts_with(exported_code.hs_code, goods.hs_prefix)
            OR (exported_code.is_simplified AND goods.hs_prefix[:4] = exported_code.hs_code[:4])
),

banned AS (
    SELECT
        line.line_id,
        bool_or(ban.decides) AS is_banned
    FROM line
    INNER JOIN ban ON ban.hs_code = line.original_hs_code
    WHERE
        (ban.scope <> 'export' AND line.judged_on BETWEEN ban.valid_from AND ban.valid_to)
        OR (
            ban.scope <> 'import'
            AND coalesce(line.released_on, getvariable('as_of')) BETWEEN ban.valid_from AND ban.valid_to
        )
    GROUP BY line.line_id
),

-- A handful of records: held as a list beside their enterprise, so that no line is multiplied.
monitoring AS (
    SELECT
        coalesce(known.enterprise, record.enterprise_code) AS enterprise,
        list(
            {
                'monitoring_from': record.monitoring_from,
                'monitoring_to': coalesce(record.monitoring_to, DATE 'infinity')
            }
        ) AS records
    FROM enterprise AS record
    LEFT JOIN enterprise_by_code AS known ON known.code = record.enterprise_code
    WHERE record.monitoring_from IS NOT NULL
    GROUP BY ALL
),

ruled AS (
    SELECT
        line.line_id,
        law.is_in_force,

        CASE
            WHEN line.original_id IS NOT NULL THEN true
            WHEN line.document_line_no IS NOT NULL AND held_document.document_no IS NOT NULL THEN false
        END AS original_found,

        -- What is on one side alone says nothing: the other comparison stands for it.
        line.item_no = line.original_item_no AS same_item,
        CASE
            WHEN line.hs_code LIKE '%000000' OR line.original_hs_code LIKE '%000000'
                THEN line.hs_code[:4] = line.original_hs_code[:4]
            ELSE line.hs_code = line.original_hs_code
        END AS same_code,
        coalesce(same_item, same_code) AND coalesce(same_code, same_item) AS goods_match,

        CASE WHEN line.original_id IS NOT NULL THEN line.channel IS NOT NULL END AS channel_covered,

        CASE
            WHEN line.released_on IS NULL OR line.judged_on < line.released_on THEN NULL
            WHEN line.judged_on <= line.deadline THEN true
            WHEN line.judged_on <= due.first_working_day THEN NULL
            ELSE false
        END AS within_one_year,

        CASE
            WHEN line.channel IS NULL THEN NULL
            WHEN line.channel IN ('retail_9610', 'zone_parcel_1210') THEN true
            WHEN line.reason IN ('quality', 'specification') THEN
                CASE WHEN line.evidence_ref IS NOT NULL THEN true END
            WHEN line.channel <> 'zone_unstated_1210' AND line.reason IS NOT NULL THEN false
        END AS reason_permitted,

        line.shipment IN ('individual', 'bulk') AS shipment_permitted,

        CASE
            WHEN line.channel <> 'retail_9610' THEN true
            WHEN line.channel IS NULL THEN NULL
            WHEN line.mark IS NOT NULL THEN line.mark = line.original_mark
            WHEN line.is_back THEN false
        END AS identifiable,

        CASE
            WHEN line.original_id IS NULL THEN NULL
            WHEN banned.is_banned IS NULL THEN true
            WHEN banned.is_banned THEN false
        END AS not_prohibited,

        list_bool_or(
            list_transform(
                monitoring.records,
                lambda record: record.monitoring_from <= least(line.applied_on, line.judged_on)
                AND record.monitoring_to >= greatest(line.applied_on, line.judged_on)
            )
        ) AS monitoring_system,

        CASE
            WHEN line.channel IS NULL OR line.customs_code IS NULL THEN NULL
            WHEN line.supervision_mode = '1210' THEN
                CASE WHEN line.customs_code = line.original_customs_code THEN true END
            WHEN line.customs_code[:2] = line.original_customs_code[:2] THEN true
            WHEN line.supervision_mode = '9810' THEN NULL
            WHEN law.district_rule = 'nationwide' THEN true
            WHEN law.district_rule = 'original_district' THEN false
            WHEN list_has_all(law.pilot_districts, [line.customs_code[:2], line.original_customs_code[:2]]) THEN true
        END AS district_permitted,

        CASE
            WHEN line.released_on IS NULL OR line.judged_on < line.released_on THEN NULL
            WHEN line.judged_on <= line.relief_deadline THEN true
            -- The clock of a zone starts on leaving it, a day that is not held.
            WHEN line.judged_on <= relief_due.first_working_day OR line.supervision_mode = '1210' THEN NULL
            ELSE false
        END AS relief_six_months,

        CASE
            WHEN declared.relief_source IS NOT NULL THEN true
            WHEN declared.is_before_relief THEN false
        END AS relief_window,
        declared.relief_source,
        coalesce(list_contains(law.tariff_reasons, line.reason), false) AS is_tariff_reason
    FROM line
    INNER JOIN law_day AS law ON law.day = line.judged_on
    LEFT JOIN law_day AS due ON due.day = line.deadline
    LEFT JOIN law_day AS relief_due ON relief_due.day = line.relief_deadline
    LEFT JOIN law_day AS declared ON declared.day = line.declared_on
    LEFT JOIN held_document ON held_document.document_no = line.document_no AND line.original_id IS NULL
    LEFT JOIN banned ON banned.line_id = line.line_id
    LEFT JOIN monitoring ON monitoring.enterprise = line.enterprise
)

-- Before the channel came into force its own rules say nothing.
SELECT
    * EXCLUDE (same_item, same_code) REPLACE (
        CASE WHEN is_in_force THEN channel_covered END AS channel_covered,
        CASE WHEN is_in_force THEN within_one_year END AS within_one_year,
        CASE WHEN is_in_force THEN reason_permitted END AS reason_permitted,
        CASE WHEN is_in_force THEN shipment_permitted END AS shipment_permitted,
        CASE WHEN is_in_force THEN identifiable END AS identifiable,
        CASE WHEN is_in_force THEN monitoring_system END AS monitoring_system,
        CASE WHEN is_in_force THEN district_permitted END AS district_permitted
    )
FROM ruled;
