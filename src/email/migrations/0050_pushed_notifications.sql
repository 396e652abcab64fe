-- Whether the agent's devices show it; nothing: as is usual for the kind.
ALTER TABLE notification_choices ADD COLUMN pushed INTEGER;
