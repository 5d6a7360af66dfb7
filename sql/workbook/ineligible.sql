-- Open lines that are refused: the rules they break in words, the route that stays open and what to do.
SELECT
    refused.return_no,
    refused.line_no,
    refused.enterprise_code,
    refused.enterprise_name,
    refused.document_no,
    refused.document_line_no,
    refused.goods_name,
    refused.channel,
    CASE $lang WHEN 'zh' THEN refused.why_zh ELSE refused.why_en END AS why,
    refused.route,
    CASE $lang WHEN 'zh' THEN refused.advice_zh ELSE refused.advice_en END AS what_to_do,
    refused.is_back,
    refused.deadline,
    refused.value_cny,
    refused.sources AS source
FROM v_ineligible AS refused
INNER JOIN report_line AS line
    ON
        line.return_no = refused.return_no
        AND line.line_no = refused.line_no
        AND line.enterprise_code = refused.enterprise_code
WHERE refused.is_open
ORDER BY refused.value_cny DESC NULLS LAST, refused.enterprise_code, refused.return_no, refused.line_no;
