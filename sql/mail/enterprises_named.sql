-- The enterprises that codes mean, each once: by the code that stands for both of an enterprise's codes.
SELECT DISTINCT coalesce(known.enterprise, given.code) AS enterprise
FROM (SELECT unnest($codes) AS code) AS given
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = given.code
ORDER BY enterprise;
