-- How the return lines add up: open ones, those closed, those withdrawn.
SELECT
    count(*) AS lines,
    count(*) FILTER (WHERE is_open) AS open_lines,
    count(*) FILTER (WHERE verdict = 'withdrawn') AS withdrawn,
    count(*) FILTER (WHERE NOT is_open AND verdict <> 'withdrawn') AS closed,
    count(*) FILTER (WHERE is_open AND is_back) AS back,
    count(*) FILTER (WHERE is_open AND len(open_rules) > len(awaited_rules)) AS lacking,
    count(*) FILTER (WHERE is_open AND len(awaited_rules) > 0) AS awaiting
FROM report_line;
