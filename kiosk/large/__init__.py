"""Large text ("Huruf besar"): pages in half-block letters, leaf by leaf."""
