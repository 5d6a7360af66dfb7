-- The law: a ban over the goods came into force, or ended, between the two days on which they were judged by it.
INSERT INTO found_cause
SELECT DISTINCT
    return_no,
    line_no,
    enterprise_code,
    'law' AS cause,
    CASE
        WHEN valid_from > day_before THEN concat('ban ', hs_prefix, ' (', source, ') from ', valid_from)
        ELSE concat('ban ', hs_prefix, ' (', source, ') ended on ', valid_to)
    END AS detail
FROM line_ban
WHERE (day_before BETWEEN valid_from AND valid_to) <> (day BETWEEN valid_from AND valid_to);
