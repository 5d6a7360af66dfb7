-- One row per open return line that needs evidence and rule that is open on it: what is missing, only awaited, or follows
-- from another that is open; what to do, and whether nothing else keeps the line open, but for what follows from it.
CREATE OR REPLACE VIEW v_open_evidence AS
SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    line.enterprise,
    line.enterprise_name,
    line.document_no,
    line.document_line_no,
    line.channel,
    line.goods_name,
    line.value_cny,
    finding.rule_id,
    finding.title_en,
    finding.title_zh,
    finding.compared_value,
    finding.compared_limit,
    finding.source,
    finding.sure,
    finding.is_awaited,
    finding.follows,
    NOT finding.follows
    AND count(*) FILTER (WHERE NOT finding.follows) OVER (
        PARTITION BY line.return_no, line.line_no, line.enterprise_code
    ) = 1 AS would_free,
    finding.advice_en,
    finding.advice_zh,
    line.deadline,
    line.days_left,
    line.ship_by,
    line.as_of
FROM v_findings AS finding
INNER JOIN v_line AS line
    ON
        line.return_no = finding.return_no
        AND line.line_no = finding.line_no
        AND line.enterprise_code = finding.enterprise_code
-- Asked of the finding too: there it holds before each line becomes a row for each rule.
WHERE
    finding.outcome IS NULL
    AND finding.verdict = 'needs_evidence'
    AND finding.is_open
    AND line.verdict = 'needs_evidence'
    AND line.is_open;
