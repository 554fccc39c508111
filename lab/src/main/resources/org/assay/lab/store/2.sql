ALTER TABLE trial ADD COLUMN operations REAL;
ALTER TABLE shared ADD COLUMN operations REAL;
