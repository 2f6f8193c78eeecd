"""One adapter file per API shape. The only room that may open a connection."""
