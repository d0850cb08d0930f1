"""The office room: writer, publishing, days."""
