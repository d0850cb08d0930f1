"""What is said aloud: sentences become sound. Used by the server and by terminals that speak."""
