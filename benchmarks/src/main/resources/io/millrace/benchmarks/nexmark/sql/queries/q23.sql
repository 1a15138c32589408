-- Bids with their bidder and what that one sells: a join of three streams.
SELECT B.auction, B.bidder, B.price, B.channel, B.`dateTime` AS bid_time,
  P.name, P.emailAddress, P.city, P.state, P.`dateTime` AS registered,
  A.id, A.itemName, A.initialBid, A.reserve, A.`dateTime` AS opened, A.category
FROM bid AS B
JOIN person AS P ON P.id = B.bidder
JOIN auction AS A ON A.seller = B.bidder
