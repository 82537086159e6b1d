-- Numbers and element numbers are read whole and at once: packing them would only cost time.
ALTER TABLE catalog_column
    ALTER COLUMN numbers SET STORAGE EXTERNAL,
    ALTER COLUMN texts SET STORAGE EXTERNAL,
    ALTER COLUMN starts SET STORAGE EXTERNAL,
    ALTER COLUMN els SET STORAGE EXTERNAL
