-- The channels of the lines that the page holds.
SELECT DISTINCT coalesce(channel, 'none') AS channel
FROM listed;
