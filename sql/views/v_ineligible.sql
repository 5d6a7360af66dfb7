-- One row per ineligible return line: the rules it breaks, in words, the route that stays open and what to do.
CREATE OR REPLACE VIEW v_ineligible AS
WITH broken AS (
    SELECT
        return_no,
        line_no,
        enterprise_code,
        string_agg(title_en, '; ' ORDER BY position) AS why_en,
        string_agg(title_zh, '；' ORDER BY position) AS why_zh,
        string_agg(concat_ws(' / ', coalesce(compared_value, '–'), compared_limit), '; ' ORDER BY position) AS compared,
        string_agg(DISTINCT source, '; ' ORDER BY source) AS sources,
        string_agg(advice_en, ' ' ORDER BY position) AS advice_en,
        string_agg(advice_zh, '' ORDER BY position) AS advice_zh
    FROM v_findings
    WHERE verdict = 'ineligible' AND outcome = false
    GROUP BY return_no, line_no, enterprise_code
)

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
    line.quantity,
    line.unit,
    line.value_cny,
    line.failed_rules,
    len(line.failed_rules) AS failed_count,
    broken.why_en,
    broken.why_zh,
    broken.compared,
    broken.sources,
    line.route,
    broken.advice_en,
    broken.advice_zh,
    line.judged_on,
    line.deadline,
    line.is_back,
    line.is_open,
    line.as_of
FROM v_line AS line
LEFT JOIN broken
    ON
        broken.return_no = line.return_no
        AND broken.line_no = line.line_no
        AND broken.enterprise_code = line.enterprise_code
WHERE line.verdict = 'ineligible';
