-- A few rows for each table of schema.sql, ordered so that every key finds its target.
-- UUIDs are bytes, as SeaORM stores them in SQLite.

INSERT INTO country (code, name, currency) VALUES
    ('AT', 'Austria', 'EUR'),
    ('IS', 'Iceland', 'ISK'),
    ('PT', 'Portugal', 'EUR'),
    ('AQ', 'Antarctica', NULL);

INSERT INTO airport (iata, name, country_code, latitude, longitude, elevation_ft, opened_on) VALUES
    ('VIE', 'Vienna', 'AT', 48.1103, 16.5697, 600, '1938-05-14'),
    ('KEF', 'Keflavik', 'IS', 63.985, -22.6056, 171, NULL),
    ('LIS', 'Lisbon', 'PT', 38.7742, -9.1342, 374, '1942-10-15'),
    ('OPO', 'Porto', 'PT', 41.2356, -8.6781, 228, '1945-12-03');

INSERT INTO airline (id, name, callsign, country_code, parent_id) VALUES
    (1, 'Danube Air', 'DANUBE', 'AT', NULL),
    (2, 'Danube Regional', NULL, 'AT', 1),
    (3, 'Atlantic Hopper', 'HOPPER', 'PT', NULL),
    (4, 'Danube Cargo', NULL, 'AT', 1);

INSERT INTO plane_type (id, name, seats, length_m, wide_body) VALUES
    (1, 'A320', 180, 37.57, FALSE),
    (2, 'A350-900', 325, 66.8, TRUE),
    (3, 'Dash 8', 76, NULL, FALSE);

INSERT INTO plane (registration, plane_type_id, airline_id, delivered_on) VALUES
    ('OE-LBA', 1, 1, '2015-03-01'),
    ('OE-LGA', 3, 2, '2001-11-30'),
    ('CS-TOA', 2, 3, NULL),
    ('N1', 1, NULL, NULL);

INSERT INTO route (airline_id, number, origin_iata, destination_iata, distance_km) VALUES
    (1, 100, 'VIE', 'LIS', 2299.5),
    (1, 101, 'LIS', 'VIE', 2299.5),
    (2, 100, 'VIE', 'KEF', NULL),
    (3, 7, 'LIS', 'KEF', 2950);

INSERT INTO route_stop (airline_id, route_number, position, airport_iata) VALUES
    (1, 100, 1, 'OPO'),
    (3, 7, 1, 'OPO'),
    (3, 7, 2, 'VIE');

INSERT INTO flight (id, airline_id, route_number, plane_registration, departs_at, arrives_at, boarding_at) VALUES
    (9007199254740993, 1, 100, 'OE-LBA', '2024-05-01 06:30:00 +00:00', '2024-05-01 10:20:00 +00:00', '05:55:00'),
    (2, 1, 101, 'OE-LBA', '2024-05-01 11:30:00 +00:00', '2024-05-01 15:00:00 +00:00', NULL),
    (3, 1, 100, NULL, '2024-05-02 06:30:00 +00:00', '2024-05-02 10:20:00 +00:00', NULL),
    (4, 3, 7, 'CS-TOA', '2024-05-02 20:00:00 +00:00', '2024-05-03 00:45:00 +00:00', '19:15:30');

INSERT INTO crew_member (id, name, hired_on, supervisor_id) VALUES
    (1, 'Ingrid Dahl', '1999-01-01', NULL),
    (2, 'Rui Costa', '2010-06-15', 1),
    (3, 'Eva Maier', '2018-09-01', 1),
    (4, 'Tom Berg', '2023-02-28', 2);

INSERT INTO flight_crew (flight_id, crew_member_id) VALUES
    (9007199254740993, 1),
    (9007199254740993, 3),
    (2, 1),
    (4, 2),
    (4, 4);

INSERT INTO passenger (id, name, born_on, newsletter) VALUES
    (x'00000000000040008000000000000001', 'Ada Vale', '1985-12-10', TRUE),
    (x'00000000000040008000000000000002', 'Boris Lind', NULL, FALSE),
    (x'00000000000040008000000000000003', 'Chiara Neri', '2001-02-03', FALSE);

INSERT INTO passport (passenger_id, number, country_code, expires_on, photo) VALUES
    (x'00000000000040008000000000000001', 'P1234567', 'AT', '2031-01-31', x'ffd8ff'),
    (x'00000000000040008000000000000003', 'YA998877', 'PT', '2027-07-07', NULL);

INSERT INTO loyalty_account (id, passenger_id, miles) VALUES
    (1, x'00000000000040008000000000000001', 120500),
    (2, NULL, 0),
    (3, NULL, 15);

INSERT INTO "order" (id, passenger_id, "type", "group", "select", placed_at, total) VALUES
    (1, x'00000000000040008000000000000001', 'web', NULL, 3, '2024-03-01 12:00:00', 349.5),
    (2, x'00000000000040008000000000000002', 'desk', 'school', NULL, '2024-04-01 09:15:30', 120);

INSERT INTO ticket (flight_id, passenger_id, order_id, seat, fare) VALUES
    (9007199254740993, x'00000000000040008000000000000001', 1, '12A', 199.5),
    (2, x'00000000000040008000000000000001', 1, NULL, 150),
    (9007199254740993, x'00000000000040008000000000000002', 2, '12B', 120),
    (4, x'00000000000040008000000000000003', NULL, '1F', 0.1);

INSERT INTO "select" (id, flight_id, passenger_id, "order", "from", "where") VALUES
    (1, 9007199254740993, x'00000000000040008000000000000001', 1, 'pasta', 'over Lyon'),
    (2, 9007199254740993, x'00000000000040008000000000000001', 2, 'coffee', NULL),
    (3, 4, x'00000000000040008000000000000003', 1, 'soup', NULL);

INSERT INTO baggage_tag (code, passenger_id, weight_kg) VALUES
    (x'0123', x'00000000000040008000000000000001', 18.4),
    (x'abcdef', x'00000000000040008000000000000003', 23);

INSERT INTO baggage_scan (id, tag_code, airport_iata, scanned_at) VALUES
    (1, x'0123', 'VIE', '2024-05-01 05:10:00'),
    (2, x'0123', 'LIS', '2024-05-01 10:40:00'),
    (3, x'abcdef', 'LIS', '2024-05-02 18:00:00');

INSERT INTO reading (
    id, plane_registration, a_tinyint, a_smallint, an_int, an_integer, a_bigint, a_float, a_double,
    a_real, a_decimal, a_char, a_varchar, a_text, a_boolean, a_date, a_time, a_datetime,
    a_timestamp, an_instant, a_uuid, a_json, a_jsonb, a_blob, a_binary, a_varbinary
) VALUES
    (1, 'OE-LBA', -128, -32768, 2147483647, -9007199254740993, 9223372036854775807, 0.5, 0.1,
     100, 1234.5, 'Z', 'calm', 'It''s fine.', TRUE, '2024-02-29', '08:30:00', '2024-02-29 08:30:00',
     '2024-02-29 08:30:00', '2024-02-29 08:30:00 +02:00', x'0123456789abcdef0123456789abcdef',
     '{"b": 1, "a": [true, null]}', '[]', x'00ff', x'01020304', x''),
    (2, 'OE-LBA', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
