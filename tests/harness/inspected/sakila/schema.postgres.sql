-- Schema of a film rental shop on PostgreSQL: 16 tables and 3 views, named as in the Sakila sample database.
CREATE TYPE mpaa_rating AS ENUM ('G', 'PG', 'PG-13', 'R', 'NC-17');
CREATE DOMAIN year AS integer CONSTRAINT year_check CHECK (VALUE BETWEEN 1901 AND 2155);

CREATE TABLE actor (
    actor_id serial PRIMARY KEY,
    first_name varchar(45) NOT NULL,
    last_name varchar(45) NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_actor_last_name ON actor (last_name);

CREATE TABLE country (
    country_id serial PRIMARY KEY,
    country varchar(50) NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE city (
    city_id serial PRIMARY KEY,
    city varchar(50) NOT NULL,
    country_id smallint NOT NULL REFERENCES country ON UPDATE CASCADE,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_city_country_id ON city (country_id);

CREATE TABLE address (
    address_id serial PRIMARY KEY,
    address varchar(50) NOT NULL,
    address2 varchar(50),
    district varchar(20) NOT NULL,
    city_id smallint NOT NULL REFERENCES city ON UPDATE CASCADE,
    postal_code varchar(10),
    phone varchar(20) NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_address_city_id ON address (city_id);

CREATE TABLE language (
    language_id serial PRIMARY KEY,
    name char(20) NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE category (
    category_id serial PRIMARY KEY,
    name varchar(25) NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE store (
    store_id serial PRIMARY KEY,
    manager_staff_id smallint NOT NULL,
    address_id smallint NOT NULL REFERENCES address ON UPDATE CASCADE,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_store_manager_staff_id ON store (manager_staff_id);
CREATE INDEX idx_store_address_id ON store (address_id);

CREATE TABLE staff (
    staff_id serial PRIMARY KEY,
    first_name varchar(45) NOT NULL,
    last_name varchar(45) NOT NULL,
    address_id smallint NOT NULL REFERENCES address ON UPDATE CASCADE,
    picture bytea,
    email varchar(50),
    store_id smallint NOT NULL REFERENCES store ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    active smallint NOT NULL DEFAULT 1,
    username varchar(16) NOT NULL,
    password varchar(40),
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_staff_store_id ON staff (store_id);
CREATE INDEX idx_staff_address_id ON staff (address_id);
ALTER TABLE store ADD CONSTRAINT fk_store_staff FOREIGN KEY (manager_staff_id) REFERENCES staff
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE customer (
    customer_id serial PRIMARY KEY,
    store_id smallint NOT NULL REFERENCES store ON UPDATE CASCADE,
    first_name varchar(45) NOT NULL,
    last_name varchar(45) NOT NULL,
    email varchar(50),
    address_id smallint NOT NULL REFERENCES address ON UPDATE CASCADE,
    active char(1) NOT NULL DEFAULT 'Y',
    create_date date NOT NULL DEFAULT CURRENT_DATE,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_customer_store_id ON customer (store_id);
CREATE INDEX idx_customer_address_id ON customer (address_id);
CREATE INDEX idx_customer_last_name ON customer (last_name);

CREATE TABLE film (
    film_id serial PRIMARY KEY,
    title varchar(255) NOT NULL,
    description text,
    release_year year,
    language_id smallint NOT NULL REFERENCES language ON UPDATE CASCADE,
    original_language_id smallint REFERENCES language ON UPDATE CASCADE,
    rental_duration smallint NOT NULL DEFAULT 3,
    rental_rate numeric(4,2) NOT NULL DEFAULT 4.99,
    length smallint,
    replacement_cost numeric(5,2) NOT NULL DEFAULT 19.99,
    rating mpaa_rating DEFAULT 'G',
    special_features text,
    fulltext tsvector NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_film_title ON film (title);
CREATE INDEX idx_film_fulltext ON film USING gist (fulltext);
CREATE INDEX idx_film_language_id ON film (language_id);
CREATE INDEX idx_film_original_language_id ON film (original_language_id);
CREATE TRIGGER film_fulltext BEFORE INSERT OR UPDATE ON film FOR EACH ROW
    EXECUTE FUNCTION tsvector_update_trigger('fulltext', 'pg_catalog.english', 'title', 'description');

CREATE TABLE film_actor (
    actor_id smallint NOT NULL REFERENCES actor ON UPDATE CASCADE,
    film_id smallint NOT NULL REFERENCES film ON UPDATE CASCADE,
    last_update timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor_id, film_id)
);
CREATE INDEX idx_film_actor_film_id ON film_actor (film_id);

CREATE TABLE film_category (
    film_id smallint NOT NULL REFERENCES film ON UPDATE CASCADE,
    category_id smallint NOT NULL REFERENCES category ON UPDATE CASCADE,
    last_update timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (film_id, category_id)
);
CREATE INDEX idx_film_category_category_id ON film_category (category_id);

CREATE TABLE film_text (
    film_id smallint PRIMARY KEY,
    title varchar(255) NOT NULL,
    description text
);

CREATE TABLE inventory (
    inventory_id serial PRIMARY KEY,
    film_id smallint NOT NULL REFERENCES film ON UPDATE CASCADE,
    store_id smallint NOT NULL REFERENCES store ON UPDATE CASCADE,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_inventory_film_id ON inventory (film_id);
CREATE INDEX idx_inventory_store_id_film_id ON inventory (store_id, film_id);

CREATE TABLE rental (
    rental_id serial PRIMARY KEY,
    rental_date timestamptz NOT NULL,
    inventory_id integer NOT NULL REFERENCES inventory ON UPDATE CASCADE,
    customer_id smallint NOT NULL REFERENCES customer ON UPDATE CASCADE,
    return_date timestamptz,
    staff_id smallint NOT NULL REFERENCES staff ON UPDATE CASCADE,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX idx_rental_unique ON rental (rental_date, inventory_id, customer_id);
CREATE INDEX idx_rental_inventory_id ON rental (inventory_id);
CREATE INDEX idx_rental_customer_id ON rental (customer_id);
CREATE INDEX idx_rental_staff_id ON rental (staff_id);

CREATE TABLE payment (
    payment_id serial PRIMARY KEY,
    customer_id smallint NOT NULL REFERENCES customer ON UPDATE CASCADE,
    staff_id smallint NOT NULL REFERENCES staff ON UPDATE CASCADE,
    rental_id integer REFERENCES rental ON UPDATE CASCADE ON DELETE SET NULL,
    amount numeric(5,2) NOT NULL,
    payment_date timestamptz NOT NULL,
    last_update timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_payment_rental_id ON payment (rental_id);
CREATE INDEX idx_payment_customer_id ON payment (customer_id);
CREATE INDEX idx_payment_staff_id ON payment (staff_id);

CREATE VIEW customer_list AS
SELECT cu.customer_id AS id,
       (cu.first_name || ' ') || cu.last_name AS name,
       a.address, a.postal_code AS zip_code, a.phone, ci.city, co.country,
       CASE WHEN cu.active = 'Y' THEN 'active' ELSE '' END AS notes,
       cu.store_id AS sid
FROM customer AS cu
JOIN address AS a USING (address_id) JOIN city AS ci USING (city_id) JOIN country AS co USING (country_id);

CREATE VIEW film_list AS
SELECT f.film_id AS fid, f.title, f.description, c.name AS category, f.rental_rate AS price, f.length, f.rating,
       string_agg((ac.first_name || ' ') || ac.last_name, ', ') AS actors
FROM film AS f
JOIN film_category USING (film_id) JOIN category AS c USING (category_id)
JOIN film_actor USING (film_id) JOIN actor AS ac USING (actor_id)
GROUP BY f.film_id, c.name;

CREATE MATERIALIZED VIEW rental_by_category AS
SELECT c.name AS category, sum(p.amount) AS total_sales
FROM payment AS p
JOIN rental USING (rental_id) JOIN inventory USING (inventory_id)
JOIN film_category USING (film_id) JOIN category AS c USING (category_id)
GROUP BY c.name;
