"""What goes wrong in life: two servers, one frozen, one killed."""
