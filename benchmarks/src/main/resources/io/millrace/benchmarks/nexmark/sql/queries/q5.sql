-- Hot items: the auctions with the most bids in the last ten seconds, every two seconds.
WITH counted AS (
  SELECT auction, COUNT(*) AS num, window_start, window_end
  FROM TABLE(HOP(TABLE bid, DESCRIPTOR(`dateTime`), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
  GROUP BY auction, window_start, window_end
), most AS (
  SELECT MAX(num) AS maxn, window_start, window_end
  FROM counted
  GROUP BY window_start, window_end
)
SELECT counted.auction, counted.num
FROM counted
JOIN most ON counted.window_start = most.window_start AND counted.window_end = most.window_end AND counted.num >= most.maxn
