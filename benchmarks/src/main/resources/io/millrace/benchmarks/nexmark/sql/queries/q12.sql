-- Processing time windows: how many bids each user made in ten seconds by the clock.
WITH clocked AS (
  SELECT bidder, PROCTIME() AS p_time
  FROM bid
)
SELECT bidder, COUNT(*) AS bid_count, window_start AS starttime, window_end AS endtime
FROM TABLE(TUMBLE(TABLE clocked, DESCRIPTOR(p_time), INTERVAL '10' SECOND))
GROUP BY bidder, window_start, window_end
