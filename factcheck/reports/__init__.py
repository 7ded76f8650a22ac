"""What leaves the desk: one view of a document under review, and the forms it is written in."""
