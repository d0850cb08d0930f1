"""What crosses the wire: snapshots, commands, replies, refusal codes. Types only, no behaviour."""
