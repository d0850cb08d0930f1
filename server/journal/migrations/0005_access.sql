-- Who may do what: the staff's accounts and sessions, and the paired machines of the halls. Not of
-- any day, and not in the events. Secrets are never here, only what they can be checked with:
-- argon2id of passwords, SHA-256 (hex) of the random keys of sessions and machines.

-- One row. Its version rises with every change that takes away or gives a right, so that every
-- server hears of it; whoever changes something locks it first.
CREATE TABLE access_version (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    version bigint NOT NULL
);
INSERT INTO access_version (only_row, version) VALUES (1, 0);

-- `account` is the sign-in name, in small letters; `account_id` stands in the journal.
CREATE TABLE accounts (
    account_id text PRIMARY KEY,
    account text NOT NULL UNIQUE,
    name text NOT NULL,
    password text NOT NULL,
    must_change_password boolean NOT NULL,
    disabled boolean NOT NULL,
    made_at timestamptz NOT NULL
);

-- `office` is the id of an office, or * for all others.
CREATE TABLE account_roles (
    account_id text NOT NULL,
    office text NOT NULL,
    role text NOT NULL, -- clerk, door_keeper, supervisor, administrator
    PRIMARY KEY (account_id, office)
);

CREATE TABLE sessions (
    key_hash text PRIMARY KEY,
    account_id text NOT NULL,
    began_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE TABLE devices (
    office text NOT NULL,
    kind text NOT NULL, -- kiosk, display
    name text NOT NULL,
    key_hash text NOT NULL,
    paired_at timestamptz NOT NULL,
    paired_by text NOT NULL, -- an account_id
    revoked_at timestamptz,
    used_at timestamptz NOT NULL,
    PRIMARY KEY (office, kind, name)
);
CREATE INDEX devices_by_key ON devices (key_hash);

-- Machines that show a code and wait. Erased an hour after they have ended.
CREATE TABLE pairings (
    office text NOT NULL,
    pairing_id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    key_hash text NOT NULL,
    code text NOT NULL,
    state text NOT NULL, -- waiting, confirmed, refused
    asked_from text NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (office, pairing_id)
);
