-- What q13 looks auctions up in: ten thousand numbers with a text each.
CREATE TABLE side_input (
  `key` BIGINT,
  `value` AS 'side-' || CAST(`key` AS STRING)
) WITH (
  'connector' = 'datagen', 'rows-per-second' = '100000000',
  'fields.key.kind' = 'sequence', 'fields.key.start' = '0', 'fields.key.end' = '9999'
);
