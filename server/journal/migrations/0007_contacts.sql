-- What visitors told of themselves: telephone numbers and NIKs, encrypted under a key that is not
-- in the database (`key_id` says which). `look_up` is an HMAC, by which a ticket is found without
-- its data being read. Events say only that there is some. Erased at `erase_at`, or
-- when its visitor wants it.
CREATE TABLE contacts (
    office text NOT NULL,
    date date NOT NULL,
    ticket_id text NOT NULL,
    kind text NOT NULL, -- phone, nik
    key_id text NOT NULL,
    sealed text NOT NULL,
    look_up text NOT NULL,
    erase_at timestamptz NOT NULL,
    PRIMARY KEY (office, date, ticket_id, kind)
);
-- That the data of a day was erased on schedule, and when: what proves it, and what audits tell.
CREATE TABLE contact_erasures (
    office text NOT NULL,
    date date NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    tickets bigint NOT NULL, -- how many had some
    PRIMARY KEY (office, date, kind, at)
);
