CREATE INDEX severity_signals_service ON severity_signals (service_id);
CREATE INDEX severity_signals_server ON severity_signals (server_id);
