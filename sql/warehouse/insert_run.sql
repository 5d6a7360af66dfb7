-- This night, with its counts of verdicts.
INSERT INTO run BY NAME
SELECT
    $run_id AS run_id,
    CAST($as_of AS DATE) AS as_of,
    CAST($started_at AS TIMESTAMP) AS started_at,
    CAST($finished_at AS TIMESTAMP) AS finished_at,
    $version AS version,
    $rulebook AS rulebook,
    count(*) FILTER (WHERE verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE verdict = 'ineligible') AS ineligible,
    count(*) FILTER (WHERE verdict = 'withdrawn') AS withdrawn,
    CAST($warnings AS VARCHAR[]) AS warnings,
    CAST($warning_details AS VARCHAR[]) AS warning_details
FROM decision
INNER JOIN outcome USING (outcome_id);
