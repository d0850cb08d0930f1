-- When a server first found days here, but no epoch: a backup was restored. NULL: never.
ALTER TABLE installation ADD COLUMN restored_at timestamptz;
