-- What became of a ticket's paper (printed, shown, assumed, failed), and the kiosk that gave it.
ALTER TABLE tickets ADD COLUMN slip text;
ALTER TABLE tickets ADD COLUMN kiosk text;
