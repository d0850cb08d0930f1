"""The lobby display: who is called now, and to which counter."""
