-- Take back what plant_control_lines.sql planted, and the peers' copy.
DROP SCHEMA IF EXISTS peers CASCADE;
DELETE FROM features_feature WHERE kind = 'control_line' AND code LIKE 'BENCH-%';
ANALYZE features_feature;
