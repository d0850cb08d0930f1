-- Numbers that a kiosk gave while the server was away: from which lease, and when we were told.
ALTER TABLE tickets ADD COLUMN lease_id text;
ALTER TABLE tickets ADD COLUMN handed_in_at timestamptz;
