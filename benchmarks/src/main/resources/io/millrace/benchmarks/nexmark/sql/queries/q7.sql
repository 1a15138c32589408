-- Highest bid of every ten seconds.
SELECT B.auction, B.price, B.bidder, B.`dateTime`, B.extra
FROM bid AS B
JOIN (
  SELECT MAX(price) AS maxprice, window_end AS ended
  FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(`dateTime`), INTERVAL '10' SECOND))
  GROUP BY window_start, window_end
) AS M ON B.price = M.maxprice
WHERE B.`dateTime` BETWEEN M.ended - INTERVAL '10' SECOND AND M.ended
