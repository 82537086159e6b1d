-- What was answered must outlive a kill: write ahead, and to the disk before each answer.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
