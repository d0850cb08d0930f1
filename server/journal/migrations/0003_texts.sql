-- What staff wrote: notes to colleagues and notices for the hall. Events carry only the id, so
-- that these rows can be erased; they are, some days after their date. The body of a notice is
-- JSON, words by language.
CREATE TABLE texts (
    office text NOT NULL,
    date date NOT NULL,
    kind text NOT NULL, -- note, notice
    text_id text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (office, date, kind, text_id)
);
