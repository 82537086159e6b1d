-- A note of many rows at once: ground that is told but holds no tile (EPSG:3857), and whose projects' rows stand on it.
-- It is told where told_area is, else area; with no layers it names no ground: something that they may see is different.
ALTER TABLE tiles_change ADD COLUMN told_area geometry, ADD COLUMN project_ids uuid[];
