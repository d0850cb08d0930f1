-- Where somebody waited inside: the numbered place, when they were first asked to come in, when
-- they were first seen there, and when a call that was held for somebody else's way was heard.
ALTER TABLE tickets ADD COLUMN spot integer;
ALTER TABLE tickets ADD COLUMN let_in_at timestamptz;
ALTER TABLE tickets ADD COLUMN arrived_at timestamptz;
ALTER TABLE tickets ADD COLUMN announced_at timestamptz;
