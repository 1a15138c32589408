-- Winning bids: the highest bid of each auction, the earlier of two that are equal.
SELECT id, itemName, description, initialBid, reserve, opened, expires, seller, category, extra,
  bidder, price, bid_time, bid_extra
FROM (
  SELECT A.id, A.itemName, A.description, A.initialBid, A.reserve, A.`dateTime` AS opened, A.expires, A.seller, A.category, A.extra,
    B.bidder, B.price, B.`dateTime` AS bid_time, B.extra AS bid_extra,
    ROW_NUMBER() OVER (PARTITION BY A.id ORDER BY B.price DESC, B.`dateTime` ASC) AS place
  FROM auction AS A
  JOIN bid AS B ON A.id = B.auction
  WHERE B.`dateTime` BETWEEN A.`dateTime` AND A.expires
)
WHERE place <= 1
