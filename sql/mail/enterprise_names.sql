-- The names of enterprises, or their codes where no name is known.
SELECT coalesce(known.enterprise_name, given.enterprise) AS enterprise_name
FROM (SELECT unnest($enterprises) AS enterprise) AS given
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = given.enterprise
ORDER BY given.enterprise;
