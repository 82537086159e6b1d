#!/bin/sh
# Runs once, in an empty database: the product's own role, which is no superuser, and the extensions.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$GONGTU_DB_PASSWORD" --username postgres --dbname postgres <<'SQL'
CREATE ROLE gongtu LOGIN NOSUPERUSER PASSWORD :'password';
CREATE DATABASE gongtu OWNER gongtu;
\connect gongtu
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER SCHEMA public OWNER TO gongtu;
SQL
