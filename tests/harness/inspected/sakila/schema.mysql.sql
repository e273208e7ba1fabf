-- Schema of a film rental shop on MySQL and MariaDB: 16 tables and 2 views, named as in the Sakila sample database.
CREATE TABLE actor (
    actor_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    first_name varchar(45) NOT NULL,
    last_name varchar(45) NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_actor_last_name ON actor (last_name);

CREATE TABLE country (
    country_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    country varchar(50) NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);

CREATE TABLE city (
    city_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    city varchar(50) NOT NULL,
    country_id smallint unsigned NOT NULL,
    FOREIGN KEY (country_id) REFERENCES country (country_id) ON UPDATE CASCADE,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_city_country_id ON city (country_id);

CREATE TABLE address (
    address_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    address varchar(50) NOT NULL,
    address2 varchar(50),
    district varchar(20) NOT NULL,
    city_id smallint unsigned NOT NULL,
    FOREIGN KEY (city_id) REFERENCES city (city_id) ON UPDATE CASCADE,
    postal_code varchar(10),
    phone varchar(20) NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_address_city_id ON address (city_id);

CREATE TABLE language (
    language_id tinyint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name char(20) NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);

CREATE TABLE category (
    category_id tinyint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(25) NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);

CREATE TABLE store (
    store_id tinyint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    manager_staff_id tinyint unsigned NOT NULL,
    address_id smallint unsigned NOT NULL,
    FOREIGN KEY (address_id) REFERENCES address (address_id) ON UPDATE CASCADE,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_store_manager_staff_id ON store (manager_staff_id);
CREATE INDEX idx_store_address_id ON store (address_id);

CREATE TABLE staff (
    staff_id tinyint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    first_name varchar(45) NOT NULL,
    last_name varchar(45) NOT NULL,
    address_id smallint unsigned NOT NULL,
    FOREIGN KEY (address_id) REFERENCES address (address_id) ON UPDATE CASCADE,
    picture blob,
    email varchar(50),
    store_id tinyint unsigned NOT NULL,
    FOREIGN KEY (store_id) REFERENCES store (store_id) ON UPDATE CASCADE,
    active tinyint(1) NOT NULL DEFAULT 1,
    username varchar(16) NOT NULL,
    password varchar(40),
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_staff_store_id ON staff (store_id);
CREATE INDEX idx_staff_address_id ON staff (address_id);
ALTER TABLE store ADD CONSTRAINT fk_store_staff FOREIGN KEY (manager_staff_id) REFERENCES staff (staff_id)
    ON UPDATE CASCADE;

CREATE TABLE customer (
    customer_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    store_id tinyint unsigned NOT NULL,
    FOREIGN KEY (store_id) REFERENCES store (store_id) ON UPDATE CASCADE,
    first_name varchar(45) NOT NULL,
    last_name varchar(45) NOT NULL,
    email varchar(50),
    address_id smallint unsigned NOT NULL,
    FOREIGN KEY (address_id) REFERENCES address (address_id) ON UPDATE CASCADE,
    active char(1) NOT NULL DEFAULT 'Y',
    create_date datetime NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_customer_store_id ON customer (store_id);
CREATE INDEX idx_customer_address_id ON customer (address_id);
CREATE INDEX idx_customer_last_name ON customer (last_name);

CREATE TABLE film (
    film_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title varchar(255) NOT NULL,
    description text,
    release_year year,
    language_id tinyint unsigned NOT NULL,
    FOREIGN KEY (language_id) REFERENCES language (language_id) ON UPDATE CASCADE,
    original_language_id tinyint unsigned,
    FOREIGN KEY (original_language_id) REFERENCES language (language_id) ON UPDATE CASCADE,
    rental_duration smallint NOT NULL DEFAULT 3,
    rental_rate decimal(4,2) NOT NULL DEFAULT 4.99,
    length smallint,
    replacement_cost decimal(5,2) NOT NULL DEFAULT 19.99,
    rating enum('G', 'PG', 'PG-13', 'R', 'NC-17') DEFAULT 'G',
    special_features set('Trailers', 'Commentaries', 'Deleted Scenes', 'Behind the Scenes'),
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_film_title ON film (title);
CREATE INDEX idx_film_language_id ON film (language_id);
CREATE INDEX idx_film_original_language_id ON film (original_language_id);

CREATE TABLE film_actor (
    actor_id smallint unsigned NOT NULL,
    FOREIGN KEY (actor_id) REFERENCES actor (actor_id) ON UPDATE CASCADE,
    film_id smallint unsigned NOT NULL,
    FOREIGN KEY (film_id) REFERENCES film (film_id) ON UPDATE CASCADE,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (actor_id, film_id)
);
CREATE INDEX idx_film_actor_film_id ON film_actor (film_id);

CREATE TABLE film_category (
    film_id smallint unsigned NOT NULL,
    FOREIGN KEY (film_id) REFERENCES film (film_id) ON UPDATE CASCADE,
    category_id tinyint unsigned NOT NULL,
    FOREIGN KEY (category_id) REFERENCES category (category_id) ON UPDATE CASCADE,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (film_id, category_id)
);
CREATE INDEX idx_film_category_category_id ON film_category (category_id);

CREATE TABLE film_text (
    film_id smallint unsigned PRIMARY KEY,
    title varchar(255) NOT NULL,
    description text,
    FULLTEXT KEY idx_title_description (title, description)
);

CREATE TABLE inventory (
    inventory_id mediumint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    film_id smallint unsigned NOT NULL,
    FOREIGN KEY (film_id) REFERENCES film (film_id) ON UPDATE CASCADE,
    store_id tinyint unsigned NOT NULL,
    FOREIGN KEY (store_id) REFERENCES store (store_id) ON UPDATE CASCADE,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_inventory_film_id ON inventory (film_id);
CREATE INDEX idx_inventory_store_id_film_id ON inventory (store_id, film_id);

CREATE TABLE rental (
    rental_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    rental_date datetime NOT NULL,
    inventory_id mediumint unsigned NOT NULL,
    FOREIGN KEY (inventory_id) REFERENCES inventory (inventory_id) ON UPDATE CASCADE,
    customer_id smallint unsigned NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customer (customer_id) ON UPDATE CASCADE,
    return_date datetime,
    staff_id tinyint unsigned NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON UPDATE CASCADE,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX idx_rental_unique ON rental (rental_date, inventory_id, customer_id);
CREATE INDEX idx_rental_inventory_id ON rental (inventory_id);
CREATE INDEX idx_rental_customer_id ON rental (customer_id);
CREATE INDEX idx_rental_staff_id ON rental (staff_id);

CREATE TABLE payment (
    payment_id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id smallint unsigned NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customer (customer_id) ON UPDATE CASCADE,
    staff_id tinyint unsigned NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON UPDATE CASCADE,
    rental_id int,
    FOREIGN KEY (rental_id) REFERENCES rental (rental_id) ON UPDATE CASCADE ON DELETE SET NULL,
    amount decimal(5,2) NOT NULL,
    payment_date datetime NOT NULL,
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
CREATE INDEX idx_payment_rental_id ON payment (rental_id);
CREATE INDEX idx_payment_customer_id ON payment (customer_id);
CREATE INDEX idx_payment_staff_id ON payment (staff_id);

CREATE VIEW customer_list AS
SELECT cu.customer_id AS id,
       concat(cu.first_name, ' ', cu.last_name) AS name,
       a.address, a.postal_code AS zip_code, a.phone, ci.city, co.country,
       CASE WHEN cu.active = 'Y' THEN 'active' ELSE '' END AS notes,
       cu.store_id AS sid
FROM customer AS cu
JOIN address AS a USING (address_id) JOIN city AS ci USING (city_id) JOIN country AS co USING (country_id);

CREATE VIEW film_list AS
SELECT f.film_id AS fid, f.title, f.description, c.name AS category, f.rental_rate AS price, f.length, f.rating,
       group_concat(concat(ac.first_name, ' ', ac.last_name) SEPARATOR ', ') AS actors
FROM film AS f
JOIN film_category USING (film_id) JOIN category AS c USING (category_id)
JOIN film_actor USING (film_id) JOIN actor AS ac USING (actor_id)
GROUP BY f.film_id, c.name;
