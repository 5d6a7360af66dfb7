-- How the return lines add up: open ones, those closed, those withdrawn. Of open lines that need evidence: those that
-- lack some, and those that only await the goods' arrival.
SELECT
    coalesce(sum(lines), 0) AS lines,
    coalesce(sum(lines) FILTER (WHERE is_open), 0) AS open_lines,
    coalesce(sum(lines) FILTER (WHERE verdict = 'withdrawn'), 0) AS withdrawn,
    coalesce(sum(lines) FILTER (WHERE NOT is_open AND verdict <> 'withdrawn'), 0) AS closed,
    coalesce(
        sum(lines) FILTER (WHERE is_open AND verdict = 'needs_evidence' AND len(open_rules) > len(awaited_rules)), 0
    ) AS lacking,
    coalesce(
        sum(lines) FILTER (WHERE is_open AND verdict = 'needs_evidence' AND len(open_rules) = len(awaited_rules)), 0
    ) AS awaiting
FROM report_tally;
