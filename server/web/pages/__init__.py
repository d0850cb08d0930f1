"""What browsers are shown: the pages, their templates, scripts and pictures."""
