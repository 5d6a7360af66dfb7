-- Each rule, with how many open lines keep it, break it, or leave it open.
SELECT
    rule_id,
    title_en,
    title_zh,
    source,
    sure,
    lines_kept,
    lines_broken,
    lines_open
FROM v_rule_summary
ORDER BY position;
