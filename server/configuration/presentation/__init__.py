"""How an office presents itself in its hall: its pictures, slides and announcements."""
