-- Delays of real flights, as they come in: the job of examples/src/main/java/io/millrace/examples/flights/FlightsJob.java in SQL.
--
--   ./millrace run examples/flights.sql
--
-- run where this repository lies, writes four tables below out/flights-sql, each a CSV file with a header:
--
--   airport_days   flights and delays of each airport and day (UTC), with the airport's city and state
--   worst          the five airports with the worst delays of each day
--   alerts         airports where five flights in a row left half an hour late, or later
--   late           flights that came when their day was over
--
-- A flight comes in when it really leaves, and its event time is when it should have: the stream is out of order by nature.

-- Event time is a quarter of an hour behind the latest flight, in steps of whole hours. One subtask reads the file, so that which flights are late depends
-- on the file alone.
CREATE TABLE flights (
  `date` STRING,
  delay INT,
  distance INT,
  origin STRING,
  destination STRING,
  scheduled AS TO_TIMESTAMP(`date`, 'yyyy/MM/dd HH:mm'),
  WATERMARK FOR scheduled AS FLOOR(scheduled - INTERVAL '15' MINUTE TO HOUR)
) WITH (
  'connector' = 'filesystem',
  'path' = 'examples/data/flights/flights.csv',
  'format' = 'csv',
  'csv.header' = 'true',
  'scan.parallelism' = '1',
  'scan.watermark.emit.strategy' = 'on-event'
);

-- Alerts have more patience: they wait for flights that are up to twelve hours behind, and have them all.
CREATE TABLE all_flights (
  WATERMARK FOR scheduled AS scheduled - INTERVAL '12' HOUR
) LIKE flights (OVERWRITING WATERMARKS);

-- The airports are known since ever. As a table of versions that ends, they are complete before anything is joined with them.
CREATE TABLE airports (
  iata STRING NOT NULL,
  name STRING,
  city STRING,
  state STRING,
  country STRING,
  latitude DOUBLE,
  longitude DOUBLE,
  since AS CAST(TIMESTAMP '1970-01-01 00:00:00' AS TIMESTAMP(3)),
  WATERMARK FOR since AS since,
  PRIMARY KEY (iata) NOT ENFORCED
) WITH (
  'connector' = 'filesystem',
  'path' = 'examples/data/flights/airports.csv',
  'format' = 'csv',
  'csv.header' = 'true',
  'scan.parallelism' = '1'
);

CREATE TABLE airport_days (
  `day` DATE,
  origin STRING,
  city STRING,
  state STRING,
  flights BIGINT,
  avg_delay DECIMAL(8, 2),
  max_delay INT
) WITH (
  'connector' = 'filesystem',
  'path' = 'out/flights-sql/airport-days',
  'format' = 'csv',
  'csv.header' = 'true',
  'sink.parallelism' = '1',
  'sink.replace-existing' = 'true'
);

CREATE TABLE worst (
  `day` DATE,
  `rank` BIGINT,
  origin STRING,
  avg_delay DECIMAL(8, 2),
  flights BIGINT
) WITH (
  'connector' = 'filesystem',
  'path' = 'out/flights-sql/worst',
  'format' = 'csv',
  'csv.header' = 'true',
  'sink.parallelism' = '1',
  'sink.replace-existing' = 'true'
);

CREATE TABLE alerts (
  `time` STRING,
  origin STRING,
  late_departures BIGINT,
  avg_delay DECIMAL(8, 2)
) WITH (
  'connector' = 'filesystem',
  'path' = 'out/flights-sql/alerts',
  'format' = 'csv',
  'csv.header' = 'true',
  'sink.parallelism' = '1',
  'sink.replace-existing' = 'true'
);

CREATE TABLE late (
  `date` STRING,
  delay INT,
  distance INT,
  origin STRING,
  destination STRING
) WITH (
  'connector' = 'filesystem',
  'path' = 'out/flights-sql/late',
  'format' = 'csv',
  'csv.header' = 'true',
  'sink.parallelism' = '1',
  'sink.replace-existing' = 'true'
);

-- The hint sends flights to the table late that come when their day is over. Both statements below use this view, and they are written once.
CREATE VIEW origin_days AS
SELECT /*+ LATE_ROWS('late') */
  window_start,
  window_end,
  window_time,
  origin,
  COUNT(*) AS flights,
  SUM(CAST(delay AS BIGINT)) AS total_delay,
  MAX(delay) AS max_delay
FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(scheduled), INTERVAL '1' DAY))
GROUP BY window_start, window_end, window_time, origin;

-- How many flights of an airport have left late one after another, and how late the last five were together. Flights that were not late end a run.
CREATE VIEW late_departures AS
SELECT
  origin,
  scheduled,
  COUNT(*) OVER (PARTITION BY origin, run ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS late_departures,
  SUM(delay) OVER (PARTITION BY origin, run ORDER BY scheduled ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS last_five
FROM (
  SELECT
    origin,
    scheduled,
    delay,
    SUM(CASE WHEN delay < 30 THEN 1 ELSE 0 END) OVER (
      PARTITION BY origin ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
  FROM all_flights
)
WHERE delay >= 30;

-- After an alert its airport is silent for six hours. So flights that could raise one make stretches that are six hours apart, and the first of each stretch
-- does. As SQL does not look at what it gave before, the others of a stretch are found one after another, for a day of it.
CREATE VIEW stretches AS
SELECT
  *,
  SUM(CASE WHEN scheduled < `before` + INTERVAL '6' HOUR THEN 0 ELSE 1 END) OVER (
    PARTITION BY origin ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stretch
FROM (
  SELECT *, LAG(scheduled) OVER (PARTITION BY origin ORDER BY scheduled) AS `before`
  FROM late_departures
  WHERE late_departures >= 5
);

CREATE VIEW first_alerts AS
SELECT
  *,
  FIRST_VALUE(scheduled) OVER (
    PARTITION BY origin, stretch ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS first_alert,
  COUNT(*) OVER (
    PARTITION BY origin, scheduled ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS of_the_minute
FROM stretches;

CREATE VIEW second_alerts AS
SELECT
  *,
  MIN(CASE WHEN scheduled >= first_alert + INTERVAL '6' HOUR THEN scheduled END) OVER (
    PARTITION BY origin, stretch ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS second_alert
FROM first_alerts;

CREATE VIEW third_alerts AS
SELECT
  *,
  MIN(CASE WHEN scheduled >= second_alert + INTERVAL '6' HOUR THEN scheduled END) OVER (
    PARTITION BY origin, stretch ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS third_alert
FROM second_alerts;

CREATE VIEW fourth_alerts AS
SELECT
  *,
  MIN(CASE WHEN scheduled >= third_alert + INTERVAL '6' HOUR THEN scheduled END) OVER (
    PARTITION BY origin, stretch ORDER BY scheduled ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS fourth_alert
FROM third_alerts;

EXECUTE STATEMENT SET BEGIN

INSERT INTO airport_days
SELECT
  CAST(d.window_start AS DATE),
  d.origin,
  COALESCE(a.city, ''),
  COALESCE(a.state, ''),
  d.flights,
  CAST(CAST(d.total_delay AS DECIMAL(10, 0)) / d.flights AS DECIMAL(8, 2)),
  d.max_delay
FROM origin_days AS d
LEFT JOIN airports FOR SYSTEM_TIME AS OF d.window_time AS a ON d.origin = a.iata;

INSERT INTO worst
SELECT CAST(window_start AS DATE), `rank`, origin, CAST(CAST(total_delay AS DECIMAL(10, 0)) / flights AS DECIMAL(8, 2)), flights
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY window_start, window_end
      ORDER BY CAST(total_delay AS DOUBLE) / flights DESC, origin) AS `rank`
  FROM origin_days
  WHERE flights >= 5
)
WHERE `rank` <= 5;

INSERT INTO alerts
SELECT
  DATE_FORMAT(scheduled, 'yyyy-MM-dd''T''HH:mm:ss''Z'''),
  origin,
  late_departures,
  CAST(CAST(last_five AS DECIMAL(10, 0)) / 5 AS DECIMAL(8, 2))
FROM fourth_alerts
WHERE of_the_minute = 1 AND scheduled IN (first_alert, second_alert, third_alert, fourth_alert);

END;
