-- Least hours of rest between two shifts, and most hours of duty in a week; 0: not looked at.
ALTER TABLE rosters ADD COLUMN rest_hours INTEGER NOT NULL DEFAULT 11;
ALTER TABLE rosters ADD COLUMN week_hours INTEGER NOT NULL DEFAULT 0;
