-- Deferred checks run first: a table with waiting checks cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE projects_project ENABLE TRIGGER projects_lead_tree;
ALTER TABLE features_feature ENABLE TRIGGER projects_guard_member;
ALTER TABLE features_allocationshare ENABLE TRIGGER projects_keep_crossing;
