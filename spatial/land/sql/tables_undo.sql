-- Back to before tables.sql.
DROP TRIGGER land_cut_new ON features_feature;
DROP TRIGGER land_cut_changed ON features_feature;
DROP TRIGGER land_drop_pieces ON features_feature;
DROP FUNCTION land_keep_pieces();
DROP FUNCTION land_cut(uuid, text, geometry);
DROP FUNCTION land_plane(geometry, integer);
DROP INDEX feature_parcel_geom;
DROP INDEX land_piece_geom;
