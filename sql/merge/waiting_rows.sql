-- Whether any quarantined row of a feed still waits to be corrected.
SELECT EXISTS (
    SELECT 1
    FROM quarantine
    WHERE status = 'open' AND feed = $feed
) AS is_waiting;
