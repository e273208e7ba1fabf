-- An airline's database, written without an ORM in mind: composite keys and foreign keys,
-- self keys, two keys to one table, a plain junction, a junction with data, one-to-one
-- relations, names that are keywords, keys of several types, every common column type.

CREATE TABLE country (
    code char(2) NOT NULL PRIMARY KEY,
    name varchar(80) NOT NULL UNIQUE,
    currency char(3)
);

CREATE TABLE airport (
    iata char(3) NOT NULL PRIMARY KEY,
    name varchar(120) NOT NULL,
    country_code char(2) NOT NULL REFERENCES country (code) ON DELETE RESTRICT,
    latitude double NOT NULL,
    longitude double NOT NULL,
    elevation_ft smallint,
    opened_on date_text
);
CREATE INDEX airport_country ON airport (country_code);

CREATE TABLE airline (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    name varchar(120) NOT NULL,
    callsign varchar(20) UNIQUE,
    country_code char(2) NOT NULL REFERENCES country (code) ON DELETE RESTRICT,
    parent_id integer REFERENCES airline (id) ON DELETE SET NULL
);
CREATE INDEX airline_country ON airline (country_code);
CREATE INDEX airline_parent ON airline (parent_id);

CREATE TABLE plane_type (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    name varchar(60) NOT NULL,
    seats smallint NOT NULL DEFAULT 180,
    length_m real,
    wide_body boolean NOT NULL DEFAULT FALSE
);

CREATE TABLE plane (
    registration varchar(10) NOT NULL PRIMARY KEY,
    plane_type_id integer NOT NULL REFERENCES plane_type (id) ON DELETE RESTRICT,
    airline_id integer REFERENCES airline (id) ON DELETE SET NULL,
    delivered_on date_text
);
CREATE INDEX plane_plane_type ON plane (plane_type_id);
CREATE INDEX plane_airline ON plane (airline_id);

-- Composite primary key, two keys to one table.
CREATE TABLE route (
    airline_id integer NOT NULL REFERENCES airline (id) ON DELETE CASCADE,
    number int NOT NULL,
    origin_iata char(3) NOT NULL REFERENCES airport (iata) ON DELETE CASCADE,
    destination_iata char(3) NOT NULL REFERENCES airport (iata) ON DELETE CASCADE,
    distance_km float,
    PRIMARY KEY (airline_id, number)
);
CREATE INDEX route_origin ON route (origin_iata);
CREATE INDEX route_destination ON route (destination_iata);

-- Composite foreign key inside a primary key of three columns.
CREATE TABLE route_stop (
    airline_id integer NOT NULL,
    route_number int NOT NULL,
    position tinyint NOT NULL,
    airport_iata char(3) NOT NULL REFERENCES airport (iata) ON DELETE CASCADE,
    PRIMARY KEY (airline_id, route_number, position),
    FOREIGN KEY (airline_id, route_number) REFERENCES route (airline_id, number) ON DELETE CASCADE
);
CREATE INDEX route_stop_airport ON route_stop (airport_iata);

-- Composite foreign key beside a key of its own.
CREATE TABLE flight (
    id bigint NOT NULL PRIMARY KEY,
    airline_id integer NOT NULL,
    route_number int NOT NULL,
    plane_registration varchar(10) REFERENCES plane (registration) ON DELETE SET NULL,
    departs_at timestamp_with_timezone_text NOT NULL,
    arrives_at timestamp_with_timezone_text NOT NULL,
    boarding_at time_text,
    FOREIGN KEY (airline_id, route_number) REFERENCES route (airline_id, number) ON DELETE CASCADE
);
CREATE INDEX flight_route ON flight (airline_id, route_number);
CREATE INDEX flight_plane ON flight (plane_registration);

CREATE TABLE crew_member (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    name varchar(80) NOT NULL,
    hired_on date_text NOT NULL,
    supervisor_id integer REFERENCES crew_member (id) ON DELETE SET NULL
);
CREATE INDEX crew_member_supervisor ON crew_member (supervisor_id);

-- Plain junction.
CREATE TABLE flight_crew (
    flight_id bigint NOT NULL REFERENCES flight (id) ON DELETE CASCADE,
    crew_member_id integer NOT NULL REFERENCES crew_member (id) ON DELETE CASCADE,
    PRIMARY KEY (flight_id, crew_member_id)
);
CREATE INDEX flight_crew_member ON flight_crew (crew_member_id);

CREATE TABLE passenger (
    id uuid_text NOT NULL PRIMARY KEY,
    name varchar(80) NOT NULL,
    born_on date_text,
    newsletter boolean NOT NULL DEFAULT FALSE
);

-- One-to-one that is the primary key.
CREATE TABLE passport (
    passenger_id uuid_text NOT NULL PRIMARY KEY REFERENCES passenger (id) ON DELETE CASCADE,
    number varchar(20) NOT NULL UNIQUE,
    country_code char(2) NOT NULL REFERENCES country (code) ON DELETE RESTRICT,
    expires_on date_text NOT NULL,
    photo blob
);
CREATE INDEX passport_country ON passport (country_code);

-- One-to-one beside a key of its own.
CREATE TABLE loyalty_account (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    passenger_id uuid_text UNIQUE REFERENCES passenger (id) ON DELETE SET NULL,
    miles bigint NOT NULL DEFAULT 0
);

-- A keyword as table name, and as column names.
CREATE TABLE "order" (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    passenger_id uuid_text NOT NULL REFERENCES passenger (id) ON DELETE CASCADE,
    "type" varchar(10) NOT NULL,
    "group" varchar(20),
    "select" int,
    placed_at datetime_text NOT NULL,
    total decimal(10, 2) NOT NULL
);
CREATE INDEX order_passenger ON "order" (passenger_id);

-- Junction with data on the link.
CREATE TABLE ticket (
    flight_id bigint NOT NULL REFERENCES flight (id) ON DELETE CASCADE,
    passenger_id uuid_text NOT NULL REFERENCES passenger (id) ON DELETE CASCADE,
    order_id integer REFERENCES "order" (id) ON DELETE NO ACTION,
    seat varchar(4),
    fare decimal(10, 2) NOT NULL,
    PRIMARY KEY (flight_id, passenger_id)
);
CREATE INDEX ticket_passenger ON ticket (passenger_id);
CREATE INDEX ticket_order ON ticket (order_id);

-- A keyword as table name, with a composite foreign key to the junction.
CREATE TABLE "select" (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    flight_id bigint NOT NULL,
    passenger_id uuid_text NOT NULL,
    "order" smallint NOT NULL,
    "from" text NOT NULL,
    "where" text,
    FOREIGN KEY (flight_id, passenger_id) REFERENCES ticket (flight_id, passenger_id) ON DELETE CASCADE
);
CREATE INDEX select_ticket ON "select" (flight_id, passenger_id);

-- A key of bytes.
CREATE TABLE baggage_tag (
    code blob NOT NULL PRIMARY KEY,
    passenger_id uuid_text NOT NULL REFERENCES passenger (id) ON DELETE CASCADE,
    weight_kg real NOT NULL
);
CREATE INDEX baggage_tag_passenger ON baggage_tag (passenger_id);

CREATE TABLE baggage_scan (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    tag_code blob NOT NULL REFERENCES baggage_tag (code) ON DELETE CASCADE,
    airport_iata char(3) NOT NULL REFERENCES airport (iata) ON DELETE CASCADE,
    scanned_at timestamp_text NOT NULL
);
CREATE INDEX baggage_scan_tag ON baggage_scan (tag_code);
CREATE INDEX baggage_scan_airport ON baggage_scan (airport_iata);

-- Every common column type, required and not.
CREATE TABLE reading (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    plane_registration varchar(10) NOT NULL REFERENCES plane (registration) ON DELETE CASCADE,
    a_tinyint tinyint,
    a_smallint smallint,
    an_int int,
    an_integer integer,
    a_bigint bigint,
    a_float float,
    a_double double,
    a_real real,
    a_decimal decimal(12, 3),
    a_char char(1),
    a_varchar varchar(40),
    a_text text,
    a_boolean boolean,
    a_date date_text,
    a_time time_text,
    a_datetime datetime_text,
    a_timestamp timestamp_text,
    an_instant timestamp_with_timezone_text,
    a_uuid uuid_text,
    a_json json_text,
    a_jsonb jsonb_text,
    a_blob blob,
    a_binary blob(4),
    a_varbinary varbinary_blob(16)
);
CREATE INDEX reading_plane ON reading (plane_registration);
