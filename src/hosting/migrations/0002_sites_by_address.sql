-- What monitors outside report of a site is found by its address.
CREATE INDEX sites_url ON sites (url);
