-- All lines, counted once for the figures of all scopes by what those tell apart. Of lines still expected: `week`, in
-- which their year ends (1 is 0 to 7 days, then seven days each; 0 has passed), and `relief`, where the six months stand:
-- of 1210 they are not known, for they run from the day the goods left the zone; `refused` is relief for another reason.
CREATE TEMP TABLE IF NOT EXISTS every_tally AS
WITH line AS (
    SELECT
        *,
        verdict IN ('eligible', 'needs_evidence') AND is_open AND NOT is_back AS is_expected,
        starts_with(channel, 'zone_') AS is_from_zone,
        date_diff('day', as_of, relief_deadline) AS relief_days_left
    FROM eligibility
)

SELECT
    enterprise,
    enterprise_code,
    channel,
    supervision_mode IS NOT NULL AS has_original,
    verdict,
    failed_rules,
    open_rules,
    awaited_rules,
    is_back,
    is_open,
    is_expected,
    CASE
        WHEN NOT is_expected THEN NULL
        WHEN days_left < 0 THEN 0
        WHEN days_left <= 7 THEN 1
        WHEN days_left <= 91 THEN 1 + (days_left - 1) // 7
    END AS week,
    is_expected AND days_left BETWEEN 0 AND 30 AS is_due_within_30,
    CASE
        WHEN NOT is_expected THEN NULL
        WHEN relief_days_left < 0 AND NOT coalesce(is_from_zone, false) THEN 'past'
        WHEN tax_relief = 'not_exempt' THEN 'refused'
        WHEN is_from_zone OR relief_days_left IS NULL THEN 'unknown'
        WHEN relief_days_left <= 14 THEN 'soon'
        ELSE 'later'
    END AS relief,
    count(*) AS lines,
    count(*) - count(value_cny) AS lines_without_value,
    sum(value_cny) AS value_cny
FROM line
GROUP BY ALL;
