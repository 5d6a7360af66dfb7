-- The bans over the goods of each line whose not_prohibited stands otherwise, once for each of their sides: import is
-- judged on the day of judgement, export on that of release (the night's, where it is not known), both on either.
-- `day_before`: that day as it was in the night compared with.
CREATE OR REPLACE TEMP TABLE line_ban AS
WITH side AS (
    SELECT
        changed.return_no,
        changed.line_no,
        changed.enterprise_code,
        original.hs_code,
        unnest([
            {'scope': 'import', 'day': changed.judged_on},
            {'scope': 'export', 'day': coalesce(changed.released_on, span.as_of)}
        ]) AS judged
    FROM changed_rule AS changed
    CROSS JOIN span
    INNER JOIN declaration_line AS original
        ON original.document_no = changed.document_no AND original.line_no = changed.document_line_no
    WHERE changed.rule_id = 'not_prohibited'
)

SELECT
    side.return_no,
    side.line_no,
    side.enterprise_code,
    ban.hs_prefix,
    ban.scope,
    ban.valid_from,
    coalesce(ban.valid_to, DATE '9999-12-31') AS valid_to,
    ban.source,
    ban.file_id,
    side.judged.day,
    least(side.judged.day, span.before_as_of) AS day_before
FROM side
CROSS JOIN span
INNER JOIN prohibited_goods AS ban
    ON
        ban.scope IN (side.judged.scope, 'both')
        AND (
            starts_with(side.hs_code, ban.hs_prefix)
            OR (ends_with(side.hs_code, '000000') AND left(ban.hs_prefix, 4) = left(side.hs_code, 4))
        );
