-- The days of the offices. Every key begins with the office, so that the tables can be
-- partitioned or distributed by it. SQLite keeps moments and dates as ISO 8601 text, moments in
-- UTC with microseconds, so that text order is time order.

-- One row. Deleting it after a restore gives the installation a new epoch at its next start.
CREATE TABLE installation (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    epoch text NOT NULL,
    since timestamptz NOT NULL
);

-- How far each day has come; writers lock the row.
CREATE TABLE heads (
    office text NOT NULL,
    date date NOT NULL,
    version bigint NOT NULL,
    ended boolean NOT NULL,
    PRIMARY KEY (office, date)
);

-- What happened: added to, never changed. Holds no personal data and no free text.
CREATE TABLE events (
    office text NOT NULL,
    date date NOT NULL,
    version bigint NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    command_id text NOT NULL,
    fingerprint text NOT NULL,
    kind text NOT NULL,
    body text NOT NULL, -- JSON
    PRIMARY KEY (office, date, version)
);

-- The present state of every ticket, made from the events, for reports. `services` and `legs`
-- are JSON.
CREATE TABLE tickets (
    office text NOT NULL,
    date date NOT NULL,
    ticket_id text NOT NULL,
    number text NOT NULL,
    token_hash text NOT NULL,
    services text NOT NULL,
    service text NOT NULL,
    ticket_class text NOT NULL,
    state text NOT NULL,
    counter text,
    last_counter text,
    language text NOT NULL,
    party_size integer NOT NULL,
    issued_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    seniority_at timestamptz NOT NULL,
    first_called_at timestamptz,
    called_at timestamptz,
    last_called_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    held_at timestamptz,
    missed_at timestamptz,
    ended_at timestamptz,
    last_call bigint,
    calls integer NOT NULL,
    returns integer NOT NULL,
    leg integer NOT NULL,
    legs text NOT NULL,
    reason text,
    version bigint NOT NULL,
    PRIMARY KEY (office, date, ticket_id)
);
