-- What follows the rows on PostgreSQL: columns of types that SQLite has not.
ALTER TABLE film ALTER special_features TYPE text[] USING string_to_array(special_features, ',');
ALTER TABLE staff ALTER active DROP DEFAULT;
ALTER TABLE staff ALTER active TYPE boolean USING active <> 0;
ALTER TABLE staff ALTER active SET DEFAULT true;
REFRESH MATERIALIZED VIEW rental_by_category;
